//! Values of one kind side by side: what formulas work on.

use crate::query::Atom;
use crate::query::atom::Real;
use crate::value::Kind;
use std::borrow::Cow;

/// A value for each row of a batch, or one alone that stands for all of them. `None` is null.
#[derive(Clone, Debug)]
pub(super) enum Vector<'a> {
    Boolean(Vec<Option<bool>>),
    /// Whole numbers and times.
    Whole(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    /// Texts, and lists as JSON.
    Text(Vec<Option<Cow<'a, str>>>),
}

/// The value of a row.
pub(super) fn at<T>(values: &[Option<T>], row: usize) -> Option<&T> {
    let row = if values.len() == 1 { 0 } else { row };
    values.get(row).and_then(Option::as_ref)
}

impl<'a> Vector<'a> {
    /// Null for all rows.
    pub fn null(kind: Kind) -> Self {
        match kind {
            Kind::Boolean => Self::Boolean(vec![None]),
            Kind::Integer | Kind::Time => Self::Whole(vec![None]),
            Kind::Number => Self::Real(vec![None]),
            Kind::Text | Kind::List => Self::Text(vec![None]),
        }
    }

    /// How many values.
    pub fn len(&self) -> usize {
        match self {
            Self::Boolean(values) => values.len(),
            Self::Whole(values) => values.len(),
            Self::Real(values) => values.len(),
            Self::Text(values) => values.len(),
        }
    }

    /// Conditions; of anything else none hold.
    pub fn booleans(&self) -> &[Option<bool>] {
        if let Self::Boolean(values) = self { values } else { &[] }
    }

    pub fn wholes(&self) -> &[Option<i64>] {
        if let Self::Whole(values) = self { values } else { &[] }
    }

    pub fn reals(&self) -> &[Option<f64>] {
        if let Self::Real(values) = self { values } else { &[] }
    }

    pub fn texts(&self) -> &[Option<Cow<'a, str>>] {
        if let Self::Text(values) = self { values } else { &[] }
    }

    /// The text of a row.
    pub fn text(&self, row: usize) -> Option<&str> {
        at(self.texts(), row).map(|text| &**text)
    }

    /// Whether a condition holds in a row; null does not.
    pub fn holds(&self, row: usize) -> bool {
        at(self.booleans(), row) == Some(&true)
    }

    /// Whether there is no value in a row.
    pub fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Boolean(values) => at(values, row).is_none(),
            Self::Whole(values) => at(values, row).is_none(),
            Self::Real(values) => at(values, row).is_none(),
            Self::Text(values) => at(values, row).is_none(),
        }
    }

    /// The values that these positions have in this vector; texts are borrowed from it.
    pub fn gather<'b>(&'b self, positions: impl ExactSizeIterator<Item = usize>) -> Vector<'b> {
        fn pick<T: Copy>(values: &[Option<T>], positions: impl Iterator<Item = usize>) -> Vec<Option<T>> {
            positions.map(|row| at(values, row).copied()).collect()
        }
        match self {
            Self::Boolean(values) => Vector::Boolean(pick(values, positions)),
            Self::Whole(values) => Vector::Whole(pick(values, positions)),
            Self::Real(values) => Vector::Real(pick(values, positions)),
            Self::Text(values) => Vector::Text(
                positions
                    .map(|row| at(values, row).map(|text| Cow::Borrowed(&**text)))
                    .collect(),
            ),
        }
    }

    /// The value of a row; a list is its JSON text.
    pub fn atom(&self, row: usize, kind: Kind) -> Atom {
        match self {
            Self::Boolean(values) => at(values, row).map_or(Atom::Null, |&value| Atom::Boolean(value)),
            Self::Whole(values) if kind == Kind::Time => at(values, row).map_or(Atom::Null, |&value| Atom::Time(value)),
            Self::Whole(values) => at(values, row).map_or(Atom::Null, |&value| Atom::Integer(value)),
            Self::Real(values) => at(values, row).map_or(Atom::Null, |&value| Atom::Number(Real::new(value))),
            Self::Text(values) => at(values, row).map_or(Atom::Null, |value| Atom::Text(value.clone().into_owned())),
        }
    }

    /// A vector of these values; those of another kind become null.
    pub fn of_atoms(atoms: impl Iterator<Item = Atom>, kind: Kind) -> Vector<'static> {
        match kind {
            Kind::Boolean => Vector::Boolean(
                atoms
                    .map(|atom| {
                        if let Atom::Boolean(value) = atom {
                            Some(value)
                        } else {
                            None
                        }
                    })
                    .collect(),
            ),
            Kind::Integer | Kind::Time => Vector::Whole(
                atoms
                    .map(|atom| {
                        if let Atom::Integer(value) | Atom::Time(value) = atom {
                            Some(value)
                        } else {
                            None
                        }
                    })
                    .collect(),
            ),
            Kind::Number => Vector::Real(
                atoms
                    .map(|atom| match atom {
                        Atom::Number(value) => Some(value.get()),
                        Atom::Integer(value) => Some(value as f64),
                        _ => None,
                    })
                    .collect(),
            ),
            Kind::Text | Kind::List => Vector::Text(
                atoms
                    .map(|atom| {
                        if let Atom::Text(text) = atom {
                            Some(Cow::Owned(text))
                        } else {
                            None
                        }
                    })
                    .collect(),
            ),
        }
    }
}
