//! One element as a record: elements in it and attributes become fields under dotted paths.

use super::token::{Token, attributes, text, token, word};

/// Elements nested deeper than this are no record.
const DEPTH: usize = 100;

/// Names of elements that are what their attribute `Name` says, even without a text.
const NAMED: [&str; 8] = [
    "data",
    "property",
    "param",
    "parameter",
    "field",
    "item",
    "entry",
    "add",
];

/// Names of elements in these that hold no more than the value.
const VALUES: [&[u8]; 3] = [b"value", b"text", b"v"];

/// Why no record could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The bytes end first.
    Cut,
    /// A tag closes what is not open, or elements are nested too deep.
    Broken(usize),
}

/// Paths and values in the order in which they stand; `None`: nothing stands there.
pub(super) type Fields = Vec<(String, Option<String>)>;

struct Open<'a> {
    name: &'a [u8],
    /// Length of the path of the element around it.
    before: usize,
    /// Attributes that are not yet fields.
    attributes: Vec<(&'a [u8], String)>,
    text: String,
    /// Whether elements stand in it.
    parent: bool,
    /// Whether its path is the name that its attribute says, or that of one around it.
    named: bool,
}

/// Reads the element at `start`; answers its fields and the offset behind it.
pub(super) fn record(bytes: &[u8], start: usize) -> Result<(Fields, usize), Fault> {
    let mut fields = Fields::new();
    let mut path = String::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut at = start;
    loop {
        if at == bytes.len() {
            return Err(Fault::Cut);
        }
        let (found, end) = token(bytes, at).ok_or(Fault::Cut)?;
        let mut closes = false;
        match found {
            Token::Open {
                name,
                attributes: inner,
                alone,
            } => {
                if open.len() == DEPTH {
                    return Err(Fault::Broken(at));
                }
                let inner_of = open.len();
                let (mut before, mut named) = (path.len(), false);
                if let Some(parent) = open.last_mut() {
                    parent.parent = true;
                    let attributes = std::mem::take(&mut parent.attributes);
                    match told(parent.name, &attributes).filter(|_| inner_of > 1) {
                        Some(told) => {
                            path.truncate(parent.before);
                            step(&mut path, told);
                            parent.named = true;
                        }
                        None => flush(attributes, &path, &mut fields),
                    }
                    before = path.len();
                    named = parent.named && VALUES.contains(&name);
                    if !named {
                        step(&mut path, &word(name));
                    }
                }
                open.push(Open {
                    name,
                    named,
                    before,
                    attributes: attributes(inner),
                    text: String::new(),
                    parent: false,
                });
                closes = alone;
            }
            Token::Close(name) => {
                if open.last().is_none_or(|open| open.name != name) {
                    return Err(Fault::Broken(at));
                }
                closes = true;
            }
            Token::Text(raw) => {
                if let Some(open) = open.last_mut() {
                    open.text.push_str(&text(raw));
                }
            }
            Token::Literal(raw) => {
                if let Some(open) = open.last_mut() {
                    open.text.push_str(&word(raw));
                }
            }
            Token::Aside => {}
        }
        if closes && let Some(element) = open.pop() {
            close(element, open.is_empty(), &mut path, &mut fields);
        }
        at = end;
        if open.is_empty() {
            return Ok((fields, at));
        }
    }
}

/// The name of what an element of this name holds, if its only attribute says it.
fn told<'a>(name: &[u8], attributes: &'a [(&[u8], String)]) -> Option<&'a str> {
    let [(key, told)] = attributes else { return None };
    let names = [&b"name"[..], b"key", b"k"]
        .iter()
        .any(|word| key.eq_ignore_ascii_case(word));
    let named = NAMED.contains(&word(name).to_ascii_lowercase().as_str());
    (names && named && !told.is_empty()).then_some(told)
}

/// Makes fields of an element that is closed.
fn close(element: Open<'_>, outermost: bool, path: &mut String, fields: &mut Fields) {
    let value = element.text.trim();
    let value = (!value.is_empty()).then(|| value.to_owned());
    let lower = word(element.name).to_ascii_lowercase();
    let pivot = match &element.attributes[..] {
        [(name, told)] if !element.parent && !outermost && !told.is_empty() => {
            let names = name.eq_ignore_ascii_case(b"name") || name.eq_ignore_ascii_case(b"key");
            (names && (value.is_some() || NAMED.contains(&lower.as_str()))).then(|| told.clone())
        }
        _ => None,
    };
    if let Some(told) = pivot {
        path.truncate(element.before);
        step(path, &told);
        fields.push((path.clone(), value));
    } else {
        let bare = element.attributes.is_empty() && !element.parent;
        flush(element.attributes, path, fields);
        if value.is_some() || bare && !outermost {
            let name = if path.is_empty() { "value" } else { path.as_str() };
            fields.push((name.to_owned(), value));
        }
    }
    path.truncate(element.before);
}

fn flush(attributes: Vec<(&[u8], String)>, path: &str, fields: &mut Fields) {
    for (name, value) in attributes {
        let mut path = path.to_owned();
        step(&mut path, &word(name));
        fields.push((path, Some(value)));
    }
}

fn step(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
