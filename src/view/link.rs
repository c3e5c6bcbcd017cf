//! The view as a URL fragment: versioned, without any rows of the log.

use super::View;
use crate::json;

/// Begins every link; a later version reads this one too.
const VERSION: &str = "v1=";

/// The fragment, without `#`. The default view is the empty fragment.
pub fn to_link(view: &View) -> String {
    if *view == View::default() {
        return String::new();
    }
    let json = serde_json::to_string(&view.for_link()).unwrap_or_default();
    let mut link = String::from(VERSION);
    for byte in json.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'!'
            | b'*'
            | b'('
            | b')'
            | b','
            | b':'
            | b'{'
            | b'}'
            | b'['
            | b']' => {
                link.push(char::from(byte));
            }
            _ => link.push_str(&format!("%{byte:02X}")),
        }
    }
    link
}

/// The view a fragment stands for (with or without `#`); `None` where it is none of ours.
pub fn from_link(fragment: &str) -> Option<View> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.is_empty() {
        return Some(View::default());
    }
    let text = fragment.strip_prefix(VERSION)?;
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    json::read(str::from_utf8(&bytes).ok()?).ok()
}

impl View {
    /// Whether it names rows by their numbers, in a filter or a mark: in another log these are other events.
    pub fn names_rows(&self) -> bool {
        let json = serde_json::to_string(self).unwrap_or_default();
        json.contains(r#""Rows":[["#)
    }

    /// The view, and where it names rows also the log that they are of.
    pub fn of_log(&self, print: &str) -> Self {
        Self {
            of: self.names_rows().then(|| print.to_owned()),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Op, Predicate};
    use crate::view::Action;

    #[test]
    fn a_link_brings_the_view_back() {
        let mut view = View::default();
        assert_eq!(to_link(&view), "");
        view.apply(Action::Add {
            source: None,
            predicate: Predicate::test("Event Type", Op::Is("東京 \"x\" 100%".into())),
        });
        let link = to_link(&view);
        assert!(link.is_ascii() && !link.contains(['"', ' ', '#']));
        assert_eq!(from_link(&format!("#{link}")), Some(view.clone()));
        assert_eq!(view.of_log("a").of, None);
        view.apply(Action::Add {
            source: None,
            predicate: Predicate::Rows(vec![(3, 5)]),
        });
        let told = from_link(&to_link(&view.of_log("a")));
        assert_eq!(told.and_then(|view| view.of).as_deref(), Some("a"));
        assert_eq!(from_link("v1=%"), None);
        assert_eq!(from_link("v9=x"), None);
    }
}
