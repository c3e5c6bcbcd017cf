//! A regular expression said again so that it means the same elsewhere: ASCII classes, one case of letters beside the other, no flags.
//!
//! Databases run RE2, some of it in its POSIX form: letter case there is Unicode's, `\s` lacks the vertical tab, and flags, names and
//! lazy repetitions may be unknown. Whether a text holds a match depends on none of these, once the expression spells out what it means.

mod class;
mod reader;

use reader::Reader;
use regex_lite::Regex;

/// The pattern, which is one that the filter language takes, in the common words; or what in it has none.
pub fn plain(pattern: &str, case_aside: bool) -> Result<String, &'static str> {
    let mut reader = Reader::new(pattern, case_aside, false);
    reader.whole()?;
    Ok(reader.out)
}

/// A pattern of which it matters what it matches, and its groups.
pub struct Strict {
    pub pattern: String,
    /// How many groups.
    pub groups: usize,
    /// Whether a match may leave the first group out.
    pub optional: bool,
    /// Whether it may match where there is nothing.
    pub empty: bool,
}

/// The pattern, so that it matches the same text in the same groups where they are RE2's; or what in it has no counterpart.
pub fn strict(pattern: &str) -> Result<Strict, &'static str> {
    let mut reader = Reader::new(pattern, false, true);
    reader.whole()?;
    Ok(Strict {
        empty: Regex::new(&solid(&reader.out)).map_or(true, |solid| solid.is_match("")),
        pattern: reader.out,
        groups: reader.groups,
        optional: reader.optional,
    })
}

/// What a pattern says of characters alone: without what stands between them. Where this matches nothing at all, the pattern never does.
fn solid(pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars();
    let mut class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('b') if !class => {}
                escaped => out.extend(std::iter::once(c).chain(escaped)),
            },
            '^' | '$' if !class => {}
            c => {
                class = c == '[' || class && c != ']';
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex_lite::RegexBuilder;

    proptest! {
        #[test]
        fn said_plainly_it_matches_the_same(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "K", "é", ".", "^", "$", "\\d", "\\W", "[a-c]", "[^k]", "[\\D_]", "[]x]", "[--k]", "[a-z-]", "(", "(?:", "(?i:", "(?-i)",
                "(?s)", "(?P<n>", ")", "|", "*", "+?", "?", "{2}", "{0,1}", "{,2}", "\\b", "\\.", "\\x{4b}", "\\n", "\\s", "[[:upper:]]", "[[:^space:]!]",
                "(?x) ", " ", "# c\n", "\\A", "\\z", "/",
            ]), 0..7),
            text in "[aAbkKé\u{212a}.0 \n_x!\\]-]{0,6}",
            aside in any::<bool>(),
        ) {
            let pattern = pieces.concat();
            let Ok(known) = RegexBuilder::new(&pattern).case_insensitive(aside).build() else {
                return Ok(());
            };
            let said = plain(&pattern, aside).expect("nothing here is refused");
            let again = Regex::new(&said).map_err(|error| TestCaseError::fail(format!("{said}: {error}")))?;
            prop_assert_eq!(again.is_match(&text), known.is_match(&text), "{}", said);
        }
    }

    proptest! {
        #[test]
        fn said_strictly_it_matches_the_same_text_in_the_same_groups(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "b", "K", ".", "^", "$", "\\d", "[a-c]", "(", "(?:", "(?i:", "(?s)", "(?P<n>", ")", "|", "*", "+?", "*?", "?", "??", "{2}", "{0,1}?",
                "\\b", "\\n", "\\s", "(a|ab)", "(?x) ", "\\A",
            ]), 0..8),
            text in "[aAbkK0 \n]{0,7}",
        ) {
            let Ok(known) = Regex::new(&pieces.concat()) else {
                return Ok(());
            };
            let said = strict(&pieces.concat()).expect("nothing here is refused");
            let again = Regex::new(&said.pattern).map_err(|error| TestCaseError::fail(format!("{}: {error}", said.pattern)))?;
            prop_assert_eq!(said.groups + 1, known.captures_len());
            let (wanted, found) = (known.captures(&text), again.captures(&text));
            for group in 0..=said.groups {
                let place = |found: &Option<regex_lite::Captures<'_>>| found.as_ref().and_then(|found| found.get(group)).map(|one| one.range());
                prop_assert_eq!(place(&found), place(&wanted), "{}", said.pattern);
            }
            if let Some(wanted) = &wanted {
                prop_assert!(said.empty || !wanted.get(0).unwrap().as_str().is_empty());
                prop_assert!(said.optional || said.groups == 0 || wanted.get(1).is_some(), "{}", said.pattern);
            }
        }
    }

    #[test]
    fn what_has_no_counterpart_is_named() {
        for pattern in ["(?m)^a", "\\Ba", "\\<a", "\\b{start}a", "a{1001}", "(?R)a."] {
            assert!(
                Regex::new(pattern).is_ok() && plain(pattern, true).is_err(),
                "{pattern}"
            );
        }
        assert_eq!(plain("Lo.?[^x]", true).as_deref(), Ok("[Ll][Oo][^\n]?[^Xx]"));
    }
}
