//! Which groups are told at all, by what was measured of them.

use super::plan::Plan;
use crate::query::atom::Atom;
use crate::query::bind::{CellTest, cell_test};
use crate::query::schema::Schema;
use crate::query::{Failure, Measure, Op, relative};
use crate::value::{Kind, Value, Zone};
use crate::words;
use serde::{Deserialize, Serialize};

/// Groups by the first `keys` keys pass only where what a measure comes to passes a test; groups by more keys stand and fall with the
/// one they are in. What is null fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Having {
    /// From 1.
    pub keys: usize,
    /// Position among the measures.
    pub measure: usize,
    /// Literals are read as the measure's kind; of times relative ones are told from the end of the column that is measured.
    pub op: Op,
}

impl Having {
    /// The same with moments in the place of relative times; fails where there are no such keys or no such measure.
    pub fn resolve(&self, keys: usize, measures: &[Measure], schema: &Schema) -> Result<Self, Failure> {
        let Some(measure) = measures.get(self.measure) else {
            return Err(Failure::new(
                words::asking::there_is_no_measure(&self.measure),
                words::asking::MEASURES_COUNT_FROM_0,
            ));
        };
        if !(1..=keys).contains(&self.keys) {
            return Err(Failure::new(
                words::asking::there_are_no_groups_by(&self.keys),
                words::asking::TESTS_ARE_OF_GROUPS_BY_ONE_KEY_OR_MORE,
            ));
        }
        let op = match self.kind(measures, schema) {
            Kind::Time => {
                let end = schema.end(measure.column().unwrap_or_default());
                let anchored = |text: &str| relative::anchored(text, end, schema.clock);
                self.op.with_literals(anchored)
            }
            _ => self.op.clone(),
        };
        Ok(Self { op, ..self.clone() })
    }

    /// The kind of what is tested.
    pub fn kind(&self, measures: &[Measure], schema: &Schema) -> Kind {
        let kinds = Plan::of(measures, &Zone::utc(), schema).kinds(|_| false);
        kinds.get(self.measure).copied().unwrap_or(Kind::Integer)
    }

    /// The test on what the measure comes to, which is of this kind.
    pub fn test(&self, measure: &Measure, kind: Kind, zone: &Zone) -> Result<Test, Failure> {
        let name = measure.column().unwrap_or(words::asking::MEASURE);
        let test = |kind: Kind| cell_test(name, kind, &self.op, zone);
        Ok(Test {
            plain: test(kind)?,
            beyond: (kind == Kind::Integer).then(|| test(Kind::Number)).transpose()?,
        })
    }
}

/// A test on what a measure comes to.
pub struct Test {
    pub plain: CellTest,
    /// Of integers: on sums that outgrew them.
    beyond: Option<CellTest>,
}

impl Test {
    /// Whether what was measured passes.
    pub fn passes(&self, measured: Atom) -> bool {
        match (measured, &self.beyond) {
            (Atom::Number(value), Some(test)) => test.passes(&Value::Number(value.get())),
            (value, _) => self.plain.passes(&value.value()),
        }
    }
}
