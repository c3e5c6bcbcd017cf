//! JSON text into our types by way of plain values: so text is read by one piece of code, not by one for each type.
//!
//! A field that may be `None` is, where it is missing, whatever its type is by default.

mod node;

use node::Node;
use serde::de::DeserializeOwned;
use serde_json::Result;

/// What has no place in the type is passed over.
///
/// # Errors
/// When `text` is no JSON, or what it says is not of the type.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    T::deserialize(node(text, false)?)
}

/// What has no place in the type is an error, too.
///
/// # Errors
/// When `text` is no JSON, or what it says is not of the type.
pub fn exact<T: DeserializeOwned>(text: &str) -> Result<T> {
    T::deserialize(node(text, true)?)
}

fn node(text: &str, exact: bool) -> Result<Node> {
    let value = Some(serde_json::from_str(text)?);
    Ok(Node { value, exact })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Size {
        width: f64,
        height: Option<f32>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Shape {
        Nothing,
        Square(i64),
        Line(u8, u8),
        Named {
            name: String,
            size: Option<Size>,
            #[serde(default)]
            tags: Vec<String>,
        },
        Empty {},
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Sheet {
        shapes: Vec<Shape>,
        span: Option<(i64, i64)>,
        #[serde(rename = "by name")]
        by_name: BTreeMap<String, Size>,
    }

    fn wrong<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
        exact::<T>(text).expect_err(text).to_string()
    }

    #[test]
    fn every_form_of_a_type_is_read() {
        let text = r#"{"by name": {"a": {"width": 2}, "b": {}}, "span": [-3, 4], "shapes":
            ["nothing", {"nothing": null}, {"square": -7}, {"line": [1, 2]}, {"empty": {}}, {"named": {"name": "x", "size": {"height": 1.5}}}]}"#;
        let size = Size {
            width: 2.0,
            height: None,
        };
        let sheet = Sheet {
            shapes: vec![
                Shape::Nothing,
                Shape::Nothing,
                Shape::Square(-7),
                Shape::Line(1, 2),
                Shape::Empty {},
                Shape::Named {
                    name: "x".into(),
                    size: Some(Size {
                        width: 0.0,
                        height: Some(1.5),
                    }),
                    tags: Vec::new(),
                },
            ],
            span: Some((-3, 4)),
            by_name: [("a".into(), size), ("b".into(), Size::default())].into(),
        };
        assert_eq!(read::<Sheet>(text).unwrap(), sheet);
        assert_eq!(exact::<Sheet>(text).unwrap(), sheet);
        assert_eq!(read::<Vec<Option<bool>>>("[true, null]").unwrap(), [Some(true), None]);
        assert_eq!(
            read::<serde_json::Value>(text).unwrap(),
            serde_json::from_str::<serde_json::Value>(text).unwrap()
        );
    }

    #[test]
    fn names_that_no_type_has_are_passed_over_or_refused() {
        let text = r#"{"width": 1, "depth": 2}"#;
        assert_eq!(read::<Size>(text).unwrap().width, 1.0);
        assert_eq!(
            wrong::<Size>(text),
            "unknown field `depth`, expected `width` or `height`"
        );
        assert_eq!(
            wrong::<Shape>(r#"{"named": {"name": "x", "size": {"deep": 1}}}"#),
            "unknown field `deep`, expected `width` or `height`"
        );
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, told) in [
            (r#"{"named": {"tags": []}}"#, "missing field `name`"),
            (r#"{"named": {"name": null}}"#, "invalid type: null, expected a string"),
            (
                r#"{"named": {"name": "x", "tags": [1]}}"#,
                "invalid type: integer `1`, expected a string",
            ),
            (
                r#"{"named": []}"#,
                "invalid type: sequence, expected struct variant Shape::Named",
            ),
            (
                r#""named""#,
                "invalid type: nothing, expected struct variant Shape::Named",
            ),
            (r#"{"square": 1.5}"#, "invalid type: floating point `1.5`, expected i64"),
            (
                r#"{"square": 18446744073709551615}"#,
                "invalid value: integer `18446744073709551615`, expected i64",
            ),
            (
                r#"{"line": [1]}"#,
                "invalid length 1, expected tuple variant Shape::Line with 2 elements",
            ),
            (r#"{"line": [1, 2, 3]}"#, "1 values too many"),
            (
                r#"{"nothing": 1}"#,
                "invalid type: integer `1`, expected a variant with nothing",
            ),
            (
                r#"{"round": 1}"#,
                "unknown variant `round`, expected one of `nothing`, `square`, `line`, `named`, `empty`",
            ),
            ("7", "invalid type: integer `7`, expected enum Shape"),
        ] {
            assert_eq!(wrong::<Shape>(text), told);
        }
        assert_eq!(
            wrong::<Sheet>(r#"{"shapes": [], "span": null}"#),
            "missing field `by name`"
        );
        assert!(wrong::<Sheet>("{").starts_with("EOF while parsing"));
    }
}
