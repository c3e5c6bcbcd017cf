//! What a person or a link says: it is read or refused, and what is printed reads back.

use audit_explorer::query::Formula;
use audit_explorer::query::formula::offers;
use audit_explorer::query::language::{paint, parse, print, suggest};
use audit_explorer::view::{from_link, to_link};

const NAMES: [&str; 4] = ["Event Type", "actor.email", "time", "a\"b"];

/// Reads the text in every way there is.
pub fn words(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    filter(text);
    if let Ok(formula) = Formula::parse(text) {
        let normal = formula.normal();
        let again = Formula::parse(normal.text()).unwrap_or_else(|failure| panic!("{normal:?}: {failure:?}"));
        assert_eq!(again.normal(), normal);
    }
    if let Some(view) = from_link(text) {
        assert_eq!(from_link(&to_link(&view)).as_ref(), Some(&view));
    }
    let length = text.chars().count();
    for caret in [0, length / 2, length] {
        let (typed, caret_behind) = suggest(text, caret, &NAMES).accept(text, "Event Type");
        assert!(caret_behind <= typed.chars().count());
        for offer in offers(text, caret, &NAMES, true, 3).offers {
            assert!(!offer.text.is_empty());
        }
    }
}

fn filter(text: &str) {
    if let Ok(parsed) = parse(text) {
        let printed = print(&parsed.predicate);
        let again = parse(&printed).unwrap_or_else(|failure| panic!("{printed:?}: {failure:?}"));
        assert_eq!(again.predicate, parsed.predicate, "{printed:?}");
    }
    let mut end = 0;
    for (span, _) in paint(text) {
        assert_eq!(span.start, end, "a gap between the pieces of {text:?}");
        end = span.end;
    }
    assert!(end <= text.chars().count());
}
