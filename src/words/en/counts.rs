//! Numbers of things: each takes the number and how it is written.

fn counted(n: u64, shown: &str, one: &str, more: &str) -> String {
    format!("{shown} {}", if n == 1 { one } else { more })
}

pub fn bytes(n: u64, shown: &str) -> String {
    counted(n, shown, "byte", "bytes")
}

pub fn cells(n: u64, shown: &str) -> String {
    counted(n, shown, "cell", "cells")
}

pub fn columns(n: u64, shown: &str) -> String {
    counted(n, shown, "column", "columns")
}

pub fn different_actions(n: u64, shown: &str) -> String {
    counted(n, shown, "action", "different actions")
}

pub fn events(n: u64, shown: &str) -> String {
    counted(n, shown, "event", "events")
}

pub fn groups(n: u64, shown: &str) -> String {
    counted(n, shown, "group", "groups")
}

pub fn lines(n: u64, shown: &str) -> String {
    counted(n, shown, "line", "lines")
}

pub fn others(n: u64, shown: &str) -> String {
    counted(n, shown, "other", "others")
}

pub fn records(n: u64, shown: &str) -> String {
    counted(n, shown, "record", "records")
}

pub fn remarks(n: u64, shown: &str) -> String {
    counted(n, shown, "remark", "remarks")
}

pub fn rows(n: u64, shown: &str) -> String {
    counted(n, shown, "row", "rows")
}

pub fn sessions(n: u64, shown: &str) -> String {
    counted(n, shown, "session", "sessions")
}

pub fn values(n: u64, shown: &str) -> String {
    counted(n, shown, "value", "values")
}
