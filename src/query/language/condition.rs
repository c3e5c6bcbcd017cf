//! A test by itself, without the column that it is of.

use super::parse;
use crate::query::{Failure, Op, Predicate};
use crate::words;

/// Stands where a filter names the column.
const COLUMN: &str = "it";

/// Reads what follows a column in a filter: `>= 10`, `< now-30d`, `:[3 TO 9]`.
pub fn condition(text: &str) -> Result<Op, Failure> {
    let no_test = || Failure::new(words::asking::is_no_test(&text), words::asking::TESTS_ARE_SUCH_AS);
    let told = |failure: Failure| Failure {
        at: failure.at.map(|at| at.saturating_sub(COLUMN.len())),
        ..failure
    };
    match parse(&format!("{COLUMN}{text}")).map_err(told)?.predicate {
        Predicate::Test { column, op } if column == COLUMN => Ok(op),
        _ => Err(no_test()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Comparison;

    #[test]
    fn a_test_is_read_without_its_column() {
        let ten = Op::Compare(Comparison::GreaterOrEqual, "10".into());
        assert_eq!(condition(">=10"), Ok(ten.clone()));
        assert_eq!(condition(" >= 10"), Ok(ten));
        assert_eq!(
            condition("< now-30d"),
            Ok(Op::Compare(Comparison::Less, "now-30d".into()))
        );
        let between = Op::Between(Some("3".into()), Some("9".into()));
        assert_eq!(condition(":[3 TO 9]"), Ok(between));
        for none in ["", "10", " 10", ":1 and other:2", ": (1 OR 2)"] {
            assert!(condition(none).is_err(), "{none}");
        }
        assert_eq!(condition(":[3 TO").unwrap_err().at, Some(1));
    }
}
