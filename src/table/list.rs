//! The elements of an array that is kept as JSON text.

use serde_json::value::RawValue;
use std::borrow::Cow;

/// The elements of a JSON array: a string without its quotes, anything else as its JSON text (`null` included). Text that is not a
/// JSON array is its own single element.
pub fn elements(json: &str) -> Vec<Cow<'_, str>> {
    match serde_json::from_str::<Vec<&RawValue>>(json) {
        Ok(parts) => parts.into_iter().map(|part| scalar(part.get())).collect(),
        Err(_) => vec![Cow::Borrowed(json)],
    }
}

/// One element as text.
fn scalar(json: &str) -> Cow<'_, str> {
    match json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Cow::Borrowed(plain),
        Some(_) => serde_json::from_str::<String>(json).map_or(Cow::Borrowed(json), Cow::Owned),
        None => Cow::Borrowed(json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_lose_their_quotes_and_structures_stay_json() {
        assert_eq!(
            elements(r#"["a", "b\"c\u00fc", 12, null, {"k": [1]}, [], true, ""]"#),
            ["a", "b\"cü", "12", "null", r#"{"k": [1]}"#, "[]", "true", ""]
        );
        assert!(elements("[]").is_empty());
        assert_eq!(elements("[1,"), ["[1,"]);
        assert_eq!(
            elements(r#"["\ud800"]"#),
            [r#""\ud800""#],
            "a lone surrogate stays as it was written"
        );
    }
}
