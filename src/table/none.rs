//! Words that stand where there is no value.

/// Whether a text only says that there is no value.
pub fn says_none(text: &str) -> bool {
    const NONE: [&str; 15] = [
        "",
        "-",
        "--",
        // Windows writes a dash for the domain and one for the name.
        "-\\-",
        "n/a",
        "na",
        "null",
        "none",
        "never",
        "nil",
        "nan",
        "nat",
        "undefined",
        "#n/a",
        "\\N",
    ];
    let text = text.trim();
    let brackets = [('(', ')'), ('[', ']'), ('<', '>'), ('{', '}')];
    let bare = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    // Programs put brackets around it: `<null>`, `(none)`.
    let text = brackets
        .into_iter()
        .find_map(bare)
        .filter(|bare| !bare.is_empty())
        .unwrap_or(text);
    // The first day of all, which .NET has where there is no time.
    text.starts_with("0001-01-01") || NONE.iter().any(|none| text.eq_ignore_ascii_case(none))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_no_value_are_known_in_any_brackets() {
        for none in [
            "",
            " - ",
            "NULL",
            "<null>",
            "(none)",
            "[NULL]",
            "{null}",
            "<nil>",
            "NaT",
            "\\N",
            "#N/A",
            "0001-01-01T00:00:00Z",
        ] {
            assert!(says_none(none), "{none}");
        }
        for some in ["0", "()", "[]", "nothing", "<b>", "null and void"] {
            assert!(!says_none(some), "{some}");
        }
    }
}
