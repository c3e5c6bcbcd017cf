//! Computed columns: formulas under a name, seen by every question of their query as columns of the table.

use super::formula::Formula;
use super::{Failure, Map, Schema};
use crate::words;
use serde::{Deserialize, Serialize};

/// A column that is worked out of others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Computed {
    /// No other column has it.
    pub name: String,
    pub formula: Formula,
}

/// Most computed columns of a query.
const MOST: usize = 200;

/// Where a computed column stands while they are put in order.
#[derive(Clone)]
enum Stage {
    Waiting,
    /// What it is made of is being looked at.
    Open,
    Done,
    Broken(Failure),
}

/// Computed columns on their way into a schema.
struct Arranging<'a> {
    columns: &'a [Computed],
    stages: Vec<Stage>,
    places: Map<&'a str, usize>,
    schema: Schema,
    /// Under exact names, each after those it is made of.
    order: Vec<Computed>,
}

impl Schema {
    /// The columns together with computed ones, and those under exact names in an order in which they can be worked out. One that
    /// cannot be is left out; who names it is told why.
    pub fn with(&self, columns: &[Computed]) -> (Self, Vec<Computed>) {
        let mut arranging = Arranging {
            columns,
            stages: vec![Stage::Waiting; columns.len()],
            places: columns
                .iter()
                .enumerate()
                .map(|(at, column)| (column.name.as_str(), at))
                .collect(),
            schema: self.clone(),
            order: Vec::new(),
        };
        for (at, column) in columns.iter().enumerate() {
            arranging.arrange(at);
            if let Stage::Broken(failure) = &arranging.stages[at] {
                let broken = (column.name.clone(), failure.clone());
                arranging.schema.broken.push(broken);
            }
        }
        (arranging.schema, arranging.order)
    }
}

impl Arranging<'_> {
    fn arrange(&mut self, at: usize) {
        if !matches!(self.stages[at], Stage::Waiting) {
            return;
        }
        self.stages[at] = Stage::Open;
        self.stages[at] = match self.settle(at) {
            Ok(()) => Stage::Done,
            Err(failure) => {
                let place = failure.at.map_or(String::new(), |at| {
                    words::asking::at_character_of_its_formula(&(at + 1))
                });
                let what = failure.what.trim_end_matches('.');
                Stage::Broken(Failure::new(
                    words::asking::cannot_be_worked_out(&self.columns[at].name, &what, &place),
                    failure.hint,
                ))
            }
        };
    }

    fn settle(&mut self, at: usize) -> Result<(), Failure> {
        let column = &self.columns[at];
        if column.name.trim().is_empty() {
            return Err(Failure::new(words::asking::IT_HAS_NO_NAME, words::asking::NAME_IT));
        }
        if at >= MOST {
            let hint = words::asking::computed_columns_are_most(&MOST);
            return Err(Failure::new(words::asking::THERE_ARE_TOO_MANY_OTHERS, hint));
        }
        let taken = self.places.get(column.name.as_str()) != Some(&at)
            || self.schema.columns.iter().any(|(name, _)| *name == column.name);
        if taken {
            return Err(Failure::new(
                words::asking::there_is_column_already(&column.name),
                words::asking::CHOOSE_ANOTHER_NAME,
            ));
        }
        let mut needs = Vec::new();
        column
            .formula
            .expr()
            .each_column(&mut |name, _| needs.extend(self.places.get(name).copied()));
        for need in needs {
            self.arrange(need);
            match &self.stages[need] {
                Stage::Open => {
                    let hint = words::asking::TAKE_ONE_OF_COLUMNS_OUT;
                    let what = words::asking::it_is_made(&self.columns[need].name);
                    return Err(Failure::new(what, hint));
                }
                Stage::Broken(failure) => return Err(failure.clone()),
                _ => {}
            }
        }
        let checked = column.formula.rows(&self.schema)?;
        self.schema.columns.push((column.name.clone(), checked.kind()));
        self.order.push(Computed {
            name: column.name.clone(),
            formula: Formula::of(&checked.exact).knowing(column.formula.known().clone()),
        });
        Ok(())
    }
}
