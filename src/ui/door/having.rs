//! The door's tests of groups, as JSON, into ours.

use crate::query::language::condition;
use crate::query::{Failure, Having};
use serde::Deserialize;

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
        Ok(Having {
            keys: having.keys.unwrap_or(keys),
            measure: having.measure,
            op: condition(&having.test)?,
        })
    };
    having.unwrap_or_default().into_iter().map(read).collect()
}
