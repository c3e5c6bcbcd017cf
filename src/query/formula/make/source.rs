//! Where a formula finds the values of its columns: by code, or row by row.

use super::super::vector::Vector;
use crate::table::{Bitmap, Coded, Column, Data, SEGMENT, Segments};
use crate::value::Kind;
use std::borrow::Cow;

/// Where the values of a leaf are.
pub(super) enum Source<'a> {
    /// Values by code, null's first.
    Coded(&'a Coded, Vector<'a>),
    Rows(&'a Column, Kind),
    Missing(Kind),
}

impl<'a> Source<'a> {
    pub fn of(column: &'a Column, kind: Kind) -> Self {
        match &column.data {
            Data::Codes(coded) => Self::Coded(coded, values(coded, kind)),
            _ => Self::Rows(column, kind),
        }
    }

    /// The values of the rows of a segment.
    pub fn segment<'s>(&'s self, index: usize) -> Vector<'s> {
        match self {
            Self::Coded(coded, values) => {
                let codes = coded.codes.segment(index);
                values.gather((0..codes.len()).map(|row| codes.get(row) as usize))
            }
            Self::Rows(column, kind) => read(column, *kind, index),
            Self::Missing(kind) => Vector::null(*kind),
        }
    }

    pub fn width(&self) -> Option<usize> {
        match self {
            Self::Coded(coded, _) => Some(coded.dictionary.len() + 1),
            Self::Rows(..) => None,
            Self::Missing(_) => Some(1),
        }
    }
}

/// The values of a dictionary by code, read as this kind.
fn values(coded: &Coded, kind: Kind) -> Vector<'_> {
    fn each<'d, T>(coded: &'d Coded, read: impl Fn(&'d str) -> Option<T>) -> Vec<Option<T>> {
        let entries = coded.dictionary.iter().map(|(_, text)| read(text));
        std::iter::once(None).chain(entries).collect()
    }
    match kind {
        Kind::Boolean => Vector::Boolean(each(coded, |text| Some(text.eq_ignore_ascii_case("true")))),
        Kind::Integer => Vector::Whole(each(coded, |text| text.parse().ok())),
        Kind::Number => Vector::Real(each(coded, |text| text.parse().ok())),
        Kind::Time => Vector::null(Kind::Time),
        Kind::Text | Kind::List => Vector::Text(each(coded, |text| Some(Cow::Borrowed(text)))),
    }
}

/// The values of a segment of a column without codes, read as this kind.
fn read(column: &Column, kind: Kind, index: usize) -> Vector<'_> {
    fn here<T: Copy + Default>(values: &Segments<T>, present: Option<&Bitmap>, index: usize) -> Vec<Option<T>> {
        let Some(values) = values.get(index) else {
            return Vec::new();
        };
        match present {
            None => values.iter().map(|&value| Some(value)).collect(),
            Some(present) => values
                .iter()
                .enumerate()
                .map(|(row, &value)| present.get(index * SEGMENT + row).then_some(value))
                .collect(),
        }
    }
    match (&column.data, kind) {
        (Data::Integer { values, present }, Kind::Integer) | (Data::Time { values, present, .. }, Kind::Time) => {
            Vector::Whole(here(values, present.as_ref(), index))
        }
        (Data::Number { values, present }, Kind::Number) => Vector::Real(here(values, present.as_ref(), index)),
        (Data::Plain { texts, present }, Kind::Text | Kind::List) => {
            let Some(segment) = texts.segments.get(index) else {
                return Vector::Text(Vec::new());
            };
            let here = |row: usize| {
                present
                    .as_ref()
                    .is_none_or(|present| present.get(index * SEGMENT + row))
            };
            Vector::Text(
                (0..segment.len())
                    .map(|row| here(row).then(|| segment.text(row)))
                    .collect(),
            )
        }
        // Shards that differ in a column's kind have it as text together.
        (Data::Integer { values, .. } | Data::Time { values, .. }, Kind::Text) => {
            written(column, index, lengths(values, index))
        }
        (Data::Number { values, .. }, Kind::Text) => written(column, index, lengths(values, index)),
        _ => Vector::null(kind),
    }
}

fn lengths<T: Copy + Default>(values: &Segments<T>, index: usize) -> usize {
    values.get(index).map_or(0, |values| values.len())
}

fn written(column: &Column, index: usize, rows: usize) -> Vector<'_> {
    Vector::Text((0..rows).map(|row| column.text(index * SEGMENT + row)).collect())
}
