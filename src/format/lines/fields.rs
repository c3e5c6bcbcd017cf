//! What one line says: the fields it begins with, its pairs, and what is left of it.

use super::event_format::{CEF, LEEF, cef, leef};
use super::head::Head;
use super::pairs::{self, Piece, pieces};
use super::server_error::server_error;
use super::{access, firewall, login};
use crate::format::json::Scan;
use crate::format::{Raw, Sink, xml};

/// Pushes the fields of one line.
pub(in crate::format) struct Fields<'a, S> {
    pub sink: &'a mut S,
}

impl<S: Sink> Fields<'_, S> {
    pub fn line(&mut self, text: &str) {
        let head = Head::read(text);
        if let Some(fields) = head.time.is_none().then(|| access::alone(text)).flatten() {
            fields.iter().for_each(|(name, value)| self.field(name, value));
            return;
        }
        for (name, value) in [
            ("time", head.time),
            ("host", head.host),
            ("program", head.program),
            ("process", head.process),
            ("priority", head.priority),
            ("kind", head.kind),
            ("level", head.level),
            ("service", head.service),
        ] {
            if let Some(value) = value {
                self.field(name, value);
            }
        }
        if let Some(data) = head.data {
            // Some write colons before values in quotes.
            let equal = data.replace(":\"", "=\"");
            let data = if data.contains("=\"") { data } else { &equal };
            self.pieces(pieces(data, false), data, "data");
        }
        // What stands in an object is opened with it: a command line or the name of an entry may look like pairs.
        if is_object(head.message) {
            self.field("message", head.message);
            return;
        }
        if let Some(fields) = head.program.and_then(|_| request_in(head.message)) {
            fields
                .iter()
                .filter(|(name, _)| name != "host")
                .for_each(|(name, value)| self.field(name, value));
            return;
        }
        if let Some((host, fields)) = firewall::fields(head.message) {
            if let Some(host) = host {
                self.field("host", host);
            }
            fields.iter().for_each(|(name, value)| self.field(name, value));
            return;
        }
        if let Some(fields) = head.program.and_then(|_| xml::element(head.message)) {
            for (path, value) in &fields {
                self.field(path, value);
            }
            return;
        }
        if let Some(fields) = server_error(text, head.message) {
            fields.iter().for_each(|(name, value)| self.field(name, value));
            return;
        }
        let login = head.program.map(|program| login::fields(program, head.message));
        if let Some(fields) = login.filter(|fields| !fields.is_empty()) {
            fields.iter().for_each(|(name, value)| self.field(name, value));
            self.field("message", head.message);
            return;
        }
        match cef(head.message) {
            Some((before, fields, extension)) => {
                if !before.is_empty() {
                    self.field("host", before);
                }
                for (name, value) in CEF.iter().zip(fields) {
                    self.field(name, &value.replace("\\|", "|"));
                }
                self.pieces(pieces(extension, true), extension, "message");
            }
            None => match (leef(head.message), json_at_end(head.message)) {
                (Some((before, fields, pairs)), _) => {
                    if !before.is_empty() {
                        self.field("host", before);
                    }
                    LEEF.iter()
                        .zip(fields)
                        .for_each(|(name, value)| self.field(name, value));
                    pairs.iter().for_each(|(name, value)| self.field(name, value));
                }
                (None, Some((before, json))) => {
                    self.field("message", before);
                    self.field("json", json);
                }
                (None, None) => {
                    let block = head
                        .time
                        .is_some_and(|time| text.trim_start().lines().next() == Some(time));
                    let wide = block && pairs::begins(head.message);
                    self.pieces(pieces(head.message, wide), head.message, "message");
                }
            },
        }
    }

    pub fn field(&mut self, name: &str, value: &str) {
        let column = self.sink.column(name);
        self.sink.field(column, Raw::Untyped(value));
    }

    /// Pairs under their names; words under `name`: all of them where they are few, or the whole text where it is a sentence with pairs in it.
    fn pieces(&mut self, pieces: Vec<Piece<'_>>, text: &str, name: &str) {
        let between: Vec<&str> = pieces.iter().filter_map(words_of).collect();
        let count = between
            .iter()
            .map(|words| words.split_whitespace().count())
            .sum::<usize>();
        let leads = matches!(pieces.first(), Some(Piece::Words(_)));
        let words = match &between[..] {
            [] => None,
            [one] if leads => Some((*one).to_owned()),
            many if count + many.len() <= pieces.len() => Some(many.join(" ")),
            _ => Some(text.trim().to_owned()),
        };
        for piece in pieces {
            if let Piece::Pair(name, value) = piece {
                match stamp(name, &value) {
                    Some((time, serial)) => {
                        self.field("time", time);
                        self.field("serial", serial);
                    }
                    None => self.field(name, &value),
                }
            }
        }
        if let Some(words) = words {
            self.field(name, &words);
        }
    }
}

/// What a message tells of a request that a server wrote to the system log.
fn request_in(message: &str) -> Option<Vec<(String, &str)>> {
    let promising = message.starts_with(|char: char| char.is_ascii_hexdigit()) && message.contains("] ");
    promising.then(|| access::fields(message)).flatten()
}

/// A message whose words end with an object: the words, and the object.
pub(super) fn json_at_end(message: &str) -> Option<(&str, &str)> {
    let start = message
        .find("{\"")
        .filter(|&start| start > 0 && message.ends_with('}'))?;
    let (before, json) = message.split_at(start);
    is_object(json).then(|| (before.trim(), json))
}

/// Whether a text is an object of JSON.
fn is_object(text: &str) -> bool {
    text.starts_with('{')
        && text.ends_with('}')
        && Scan::new().record(format!("{text}\n").as_bytes(), 0) == Ok(text.len())
}

fn words_of<'a>(piece: &Piece<'a>) -> Option<&'a str> {
    match piece {
        Piece::Words(words) => Some(words),
        Piece::Pair(..) => None,
    }
}

/// Time and serial number of an audit record: `msg=audit(1364481363.243:24287):`.
fn stamp<'a>(name: &str, value: &'a str) -> Option<(&'a str, &'a str)> {
    let inside = value.strip_prefix("audit(").filter(|_| name == "msg")?;
    inside.trim_end_matches(':').strip_suffix(')')?.rsplit_once(':')
}
