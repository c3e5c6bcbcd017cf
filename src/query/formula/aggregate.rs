//! A formula as a measure: which aggregates it takes of each group, and what these come to together.

use super::eval::{Batch, evaluate};
use super::typed::{Checked, Leaf, Part};
use super::vector::Vector;
use super::{Failure, Formula, Schema};
use crate::query::Atom;
use crate::value::{Kind, Zone};

/// A measure that is made of aggregates.
#[derive(Clone, Debug)]
pub(in crate::query) struct Plan {
    checked: Checked,
}

/// What is aggregated.
#[derive(Clone, Debug)]
pub(in crate::query) enum Piece {
    Rows,
    /// Rows for which a condition holds.
    If(Formula),
    Distinct(Formula),
    Sum(Formula),
    Average(Formula),
    Min(Formula),
    Max(Formula),
    Percentile {
        of: Formula,
        percent: f64,
        kind: Kind,
    },
    Mode(Formula),
    /// The value in the first row by a time, or in the last.
    Edge {
        of: Formula,
        by: Option<Formula>,
        last: bool,
    },
}

impl Plan {
    /// The plan of a formula over these columns.
    ///
    /// # Errors
    /// As [`Formula::measure`].
    pub fn new(formula: &Formula, schema: &Schema) -> Result<Self, Failure> {
        formula.groups(schema).map(|checked| Self { checked })
    }

    /// The kind of what comes out.
    pub fn kind(&self) -> Kind {
        self.checked.kind()
    }

    /// The formula under exact names.
    pub fn exact(&self) -> Formula {
        Formula::of(&self.checked.exact)
    }

    /// What has to be aggregated, in the order in which [`Plan::values`] takes it.
    pub fn pieces(&self) -> Vec<Piece> {
        self.parts().map(|(part, _)| piece(part)).collect()
    }

    /// What the measure comes to in each of so many groups; `parts` has for each piece a value for each group.
    pub fn values(&self, parts: Vec<Vec<Atom>>, groups: usize, zone: &Zone) -> Vec<Atom> {
        let leaves = parts
            .into_iter()
            .zip(self.parts())
            .map(|(atoms, (_, kind))| Vector::of_atoms(atoms.into_iter(), kind));
        let batch = Batch {
            rows: groups,
            leaves: leaves.collect(),
            zone,
        };
        let found = evaluate(&self.checked.root, &batch);
        (0..groups).map(|group| found.atom(group, self.kind())).collect()
    }

    fn parts(&self) -> impl Iterator<Item = (&Part, Kind)> {
        self.checked.leaves.iter().filter_map(|leaf| match leaf {
            Leaf::Part(part, kind) => Some((part, *kind)),
            Leaf::Column(..) | Leaf::Seen(_) => None,
        })
    }
}

fn piece(part: &Part) -> Piece {
    use super::function::Aggregate;
    let Some(of) = part.of.as_ref().map(Formula::of) else {
        return Piece::Rows;
    };
    match part.aggregate {
        Aggregate::Count | Aggregate::CountIf => Piece::If(of),
        Aggregate::Distinct => Piece::Distinct(of),
        Aggregate::Sum => Piece::Sum(of),
        Aggregate::Average => Piece::Average(of),
        Aggregate::Min => Piece::Min(of),
        Aggregate::Max => Piece::Max(of),
        Aggregate::Percentile => Piece::Percentile {
            of,
            percent: part.percent,
            kind: part.kind,
        },
        Aggregate::Mode => Piece::Mode(of),
        Aggregate::First | Aggregate::Last => Piece::Edge {
            of,
            by: part.by.as_ref().map(Formula::of),
            last: part.aggregate == Aggregate::Last,
        },
    }
}
