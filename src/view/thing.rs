//! What an object in a cell is called: audit logs name what was acted upon by small JSON objects, and people look for the name in them.

use serde_json::{Map, Value};

/// Members that hold a name, the best first.
const NAMES: [&str; 9] = [
    "displayName",
    "display_name",
    "name",
    "alternateId",
    "email",
    "login",
    "title",
    "value",
    "id",
];
/// Members that tell what kind of thing it is.
const KINDS: [&str; 4] = ["type", "kind", "@type", "objectType"];

/// The name in a JSON object, and what kind of thing it names: `olu@example.com (User)`. `None` for what is no object or has no name.
pub fn readable(text: &str) -> Option<String> {
    if !text.starts_with('{') {
        return None;
    }
    let object: Map<String, Value> = serde_json::from_str(text).ok()?;
    let member = |names: &[&str]| {
        let texts = names.iter().filter_map(|name| object.get(*name)?.as_str());
        texts.map(str::trim).find(|text| !text.is_empty()).map(str::to_owned)
    };
    let name = member(&NAMES)?;
    Some(match member(&KINDS) {
        Some(kind) => format!("{name} ({kind})"),
        None => name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_called_by_their_names() {
        let okta = r#"{"id":"00u1","type":"User","alternateId":"olu@example.com","displayName":"Olu Mbeki"}"#;
        assert_eq!(readable(okta).as_deref(), Some("Olu Mbeki (User)"));
        assert_eq!(
            readable(r#"{"displayName":" ","alternateId":"a@b.c"}"#).as_deref(),
            Some("a@b.c")
        );
        for other in [
            "",
            "plain",
            "[1]",
            "{broken",
            r#"{"count":3}"#,
            r#"{"name":{"first":"x"}}"#,
        ] {
            assert_eq!(readable(other), None, "{other}");
        }
    }
}
