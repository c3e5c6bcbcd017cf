//! The timeline.

use std::fmt::Display;

pub const OTHER_VALUES: &str = "other values";
pub const EVENTS: &str = "events";
pub const TIMELINE: &str = "Timeline";
pub const TIMELINE_FILTER_FROM: &str = "Timeline filter from";
pub const TIMELINE_FILTER_TO: &str = "Timeline filter to";
pub const BRUSH_TIP: &str =
    "Click a bar or drag to filter by time; right-click a bar for more; double-click to lift the filter";
pub const PER_UNKNOWN: &str = "per …";
pub const STACKED_BY: &str = "Stacked by";
pub const STACKED_UNSEEN: &str = "Stacked ";
pub const BY: &str = "by ";
pub const BUCKET: &str = "Bucket";
pub const AUTOMATIC: &str = "automatic";
pub const NO_EVENT_TIME_MATCHES: &str = "No event with a time matches.";

pub fn without_time(events: &dyn Display) -> String {
    format!("{events} without a time")
}

pub fn bucket_in_zone(bucket: &dyn Display, zone: &dyn Display) -> String {
    format!("{bucket} in {zone}")
}
