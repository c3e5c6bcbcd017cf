//! The door's tests of groups, as JSON, into ours.

use crate::query::{Failure, Having, Predicate, language};
use serde::Deserialize;

/// Stands for the measure where a test is read as a filter.
const MEASURE: &str = "measure";

#[derive(Deserialize)]
pub struct DoorHaving {
    /// Position among the measures.
    measure: usize,
    /// What follows a column in the filter language: `>= 10`, `< now-30d`, `:[3 TO 9]`.
    test: String,
    /// Of the groups by so many keys; all of them where it is not said.
    keys: Option<usize>,
}

/// Our tests of groups by so many keys.
pub fn having(having: Option<Vec<DoorHaving>>, keys: usize) -> Result<Vec<Having>, Failure> {
    let read = |having: DoorHaving| {
        let text = format!("{MEASURE}{}", having.test);
        let failed = |failure: Failure| Failure {
            at: failure.at.map(|at| at.saturating_sub(MEASURE.len())),
            ..failure
        };
        match language::parse(&text).map_err(failed)?.predicate {
            Predicate::Test { op, .. } => Ok(Having {
                keys: having.keys.unwrap_or(keys),
                measure: having.measure,
                op,
            }),
            _ => Err(Failure {
                what: format!("`{}` is no test of a measure.", having.test),
                at: None,
                hint: "Such as `>= 10`, `< now-30d`, `:[3 TO 9]`.".into(),
            }),
        }
    };
    having.unwrap_or_default().into_iter().map(read).collect()
}
