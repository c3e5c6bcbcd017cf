//! Formulas as measures: aggregates of expressions, and what they come to together.

use super::formula::Saying;
use super::printer::Printer;
use super::wider::Wanted;
use crate::query::Formula;
use crate::query::formula::Aggregate;
use crate::query::formula::typed::{Leaf, Part};
use crate::value::Kind;
use crate::words;

impl Printer<'_> {
    /// A measure that is a formula.
    pub fn formula_measure(&self, formula: &Formula) -> String {
        match formula.groups(self.schema) {
            Ok(checked) => {
                let leaf = |leaf: &Leaf| match leaf {
                    Leaf::Part(part, _) => self.aggregated(part),
                    _ => String::new(),
                };
                let saying = Saying {
                    printer: self,
                    leaves: checked.leaves.iter().map(leaf).collect(),
                    rows: false,
                };
                saying.value(&checked.root)
            }
            Err(failure) => self.unsaid(failure.what, failure.hint),
        }
    }

    fn aggregated(&self, part: &Part) -> String {
        let Some(of) = part.of.as_ref().map(Formula::of) else {
            return "count(*)".into();
        };
        let value = || self.in_place(&of, Wanted::Value);
        let list = part.kind == Kind::List;
        match part.aggregate {
            Aggregate::Count | Aggregate::CountIf => {
                let test = self.in_place(&of, Wanted::Test);
                format!("count(CASE WHEN {test} THEN 1 END)")
            }
            Aggregate::Distinct if list => self.speech.distinct_elements(&value()),
            Aggregate::Distinct => format!("count(DISTINCT {})", value()),
            Aggregate::Sum if part.kind == Kind::Integer => self.speech.narrow(&format!("sum({})", value())),
            Aggregate::Sum => {
                self.rounds(part.kind);
                format!("sum({})", value())
            }
            Aggregate::Average => {
                self.rounds(part.kind);
                self.average(&value())
            }
            Aggregate::Min => self.end_of(&value(), part.kind, true),
            Aggregate::Max => self.end_of(&value(), part.kind, false),
            Aggregate::Percentile => self.percentile_of(&value(), part.kind, words::saying::FORMULA, part.percent),
            Aggregate::Mode => self.mode(words::saying::OF_FORMULA),
            Aggregate::First | Aggregate::Last => {
                let by = part.by.as_ref().map(Formula::of);
                let by = by.map_or_else(String::new, |by| self.in_place(&by, Wanted::Value));
                self.edge_of(&value(), part.kind, &by, part.aggregate == Aggregate::First)
            }
        }
    }
}
