//! Lists of objects, taken apart.

use super::super::{Builder, Column};
use super::look::Named;
use crate::format::{ColumnId, Inner, Position, Raw, Sink, Warning};
use crate::words;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The elements of a list, each an object: its members in their order.
pub(super) struct Parts<'a>(pub Vec<Vec<(Cow<'a, str>, &'a RawValue)>>);

impl<'a> Parts<'a> {
    /// Reads a list; `None` if it is none, or one of its elements is no object.
    pub fn read(text: &'a str) -> Option<Self> {
        let elements: Vec<Members<'a>> = serde_json::from_str(text).ok()?;
        Some(Self(elements.into_iter().map(|members| members.0).collect()))
    }

    /// The text that a piece of JSON is, if it is one.
    pub fn text(raw: &'a RawValue) -> Option<Cow<'a, str>> {
        let json = raw.get();
        match json.strip_prefix('"')?.strip_suffix('"')? {
            plain if !plain.contains('\\') => Some(Cow::Borrowed(plain)),
            _ => serde_json::from_str(json).ok().map(Cow::Owned),
        }
    }
}

/// The elements of a list of objects, each as its JSON text.
pub(super) fn objects(text: &str) -> Option<Vec<&str>> {
    let elements: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    let object = |element: &RawValue| element.get().starts_with('{');
    elements
        .iter()
        .all(|element| object(element))
        .then(|| elements.into_iter().map(RawValue::get).collect())
}

/// Pushes the members of all objects under their paths, each as the list of what the objects have there.
pub(super) fn push<S: Sink>(objects: &[&str], inner: &mut Inner, sink: &mut S) -> bool {
    let mut gathered = Gathered {
        sink,
        lists: Vec::new(),
    };
    let whole = objects.iter().all(|object| inner.object(object, &mut gathered));
    gathered.finish();
    whole
}

/// The same column without brackets, where no list in it has more or less than one element.
pub(in crate::table) fn unwrapped(column: &Column, rows: usize) -> Option<Column> {
    let mut builder = Builder::default();
    let id = builder.column(&column.name);
    for row in 0..rows {
        if let Some(text) = column.text(row) {
            match serde_json::from_str::<Vec<&RawValue>>(&text).ok()?[..] {
                [element] => value(element, id, &mut builder),
                _ => return None,
            }
        }
        builder.end_rows(1);
    }
    builder.seal().columns.pop()
}

impl Named {
    /// Pushes the values under their names, each as the list of what the name has in this cell; `false`, and nothing pushed, where an element has none.
    pub fn push<S: Sink>(&self, parts: &Parts<'_>, sink: &mut S) -> bool {
        let name = |members: &[(Cow<'_, str>, &RawValue)]| {
            let member = members.iter().find(|(member, _)| *member == self.name)?;
            Parts::text(member.1).map(Cow::into_owned)
        };
        let Some(names) = parts.0.iter().map(|members| name(members)).collect::<Option<Vec<_>>>() else {
            return false;
        };
        let mut gathered = Gathered {
            sink,
            lists: Vec::new(),
        };
        for (members, name) in parts.0.iter().zip(names) {
            for (member, raw) in members.iter().filter(|(member, _)| *member != self.name) {
                let column = if self.several {
                    gathered.column(&format!("{name}.{member}"))
                } else {
                    gathered.column(&name)
                };
                value(raw, column, &mut gathered);
            }
        }
        gathered.finish();
        true
    }
}

/// Pushes a piece of JSON as one field.
fn value<S: Sink>(raw: &RawValue, column: ColumnId, sink: &mut S) {
    let json = raw.get();
    let text = Parts::text(raw);
    sink.field(
        column,
        match (json.as_bytes().first(), &text) {
            (_, Some(text)) => Raw::Text(text),
            (Some(b'n'), _) => Raw::Null,
            (Some(b't' | b'f'), _) => Raw::Boolean(json == "true"),
            (Some(b'{' | b'['), _) => Raw::Structure(json),
            _ => Raw::Number(json),
        },
    );
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Gathers the fields of several objects into lists.
struct Gathered<'a, S> {
    sink: &'a mut S,
    lists: Vec<(ColumnId, Vec<String>)>,
}

impl<S: Sink> Gathered<'_, S> {
    fn finish(self) {
        for (column, list) in self.lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            self.sink
                .field(column, Raw::Structure(&format!("[{}]", list.join(","))));
        }
    }
}

impl<S: Sink> Sink for Gathered<'_, S> {
    fn column(&mut self, path: &str) -> ColumnId {
        self.sink.column(path)
    }

    fn field(&mut self, column: ColumnId, raw: Raw<'_>) {
        let list = match self.lists.iter().position(|(known, _)| *known == column) {
            Some(at) => at,
            None => {
                self.lists.push((column, Vec::new()));
                self.lists.len() - 1
            }
        };
        let list = &mut self.lists[list].1;
        match raw {
            Raw::Null => {}
            Raw::Boolean(value) => list.push(value.to_string()),
            // Lists in lists become one.
            Raw::Structure(text) if text.starts_with('[') => {
                let elements = serde_json::from_str::<Vec<&RawValue>>(text).unwrap_or_default();
                list.extend(elements.iter().map(|element| element.get().to_owned()));
            }
            Raw::Number(text) | Raw::Structure(text) => list.push(text.to_owned()),
            Raw::Text(text) | Raw::Untyped(text) => list.push(quoted(text)),
        }
    }

    fn end_record(&mut self, _: Position) {}

    fn warn(&mut self, warning: Warning) {
        self.sink.warn(warning);
    }
}

/// The members of an object in their order, repeated names too.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(words::tables::OBJECT)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((Name(name), raw)) = map.next_entry()? {
                    members.push((name, raw));
                }
                Ok(Members(members))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Members<'de>, A::Error> {
                Err(A::Error::custom("no object"))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// A member's name, borrowed where nothing in it is escaped.
struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(words::tables::NAME)
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
