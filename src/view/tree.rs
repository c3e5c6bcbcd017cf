//! JSON as a tree in the order it was written, numbers digit by digit.

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A piece of JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Null,
    Text(String),
    /// A number or a boolean, as written.
    Plain(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// How deep structures are unfolded; what lies deeper stays text.
const DEPTH: usize = 60;

impl Node {
    /// Reads a text; `None` where it is no JSON.
    pub fn read(text: &str) -> Option<Self> {
        Self::at(text.trim().trim_end_matches(','), 0)
    }

    fn at(text: &str, depth: usize) -> Option<Self> {
        let first = text.bytes().next()?;
        Some(match first {
            b'{' | b'[' if depth >= DEPTH => Self::Plain(text.into()),
            b'{' => {
                let Parts(parts) = serde_json::from_str(text).ok()?;
                let part = |(name, raw): (String, Box<RawValue>)| Some((name, Self::at(raw.get(), depth + 1)?));
                Self::Object(parts.into_iter().map(part).collect::<Option<_>>()?)
            }
            b'[' => {
                let parts: Vec<Box<RawValue>> = serde_json::from_str(text).ok()?;
                Self::List(
                    parts
                        .iter()
                        .map(|raw| Self::at(raw.get(), depth + 1))
                        .collect::<Option<_>>()?,
                )
            }
            b'"' => Self::Text(serde_json::from_str(text).ok()?),
            _ => {
                let raw: Box<RawValue> = serde_json::from_str(text).ok()?;
                match raw.get() {
                    "null" => Self::Null,
                    other => Self::Plain(other.into()),
                }
            }
        })
    }

    /// The structure that a text holds, for cells into which JSON was written.
    pub fn inside(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.starts_with('{') || text.starts_with('['))
            .then(|| Self::read(text))
            .flatten()
    }

    /// What a filter compares with; `None` for null and structures.
    pub fn leaf(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Plain(text) => Some(text),
            _ => None,
        }
    }
}

/// The fields of an object in their order, repeated names too.
struct Parts(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Parts;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts, A::Error> {
                let mut parts = Vec::new();
                while let Some(part) = map.next_entry()? {
                    parts.push(part);
                }
                Ok(Parts(parts))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Parts, A::Error> {
                Err(A::Error::custom("not an object"))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}
