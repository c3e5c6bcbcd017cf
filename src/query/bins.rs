//! Bins for numbers: edges at decimal numbers that a person would choose, exact whatever the shards.
//!
//! An edge is always the number nearest to its decimal text, so that edges of wide bins are edges of the narrow ones within them, and
//! counts taken by narrow bins can be brought together into wide ones.

mod binned;
mod edge;
mod extent;

pub use binned::Binned;
pub use extent::Extent;

use super::Failure;
use super::ask::{AUTO_BINS, Bins};
use super::atom::{Atom, Real};
use super::numbers::{ZERO, atom};
use crate::value::Kind;
use crate::words;
use serde::{Deserialize, Serialize};

/// Where the edges of bins are. Later ones are wider, and nest as far as `Auto` and `Log` choose them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Step {
    /// At all multiples of `digits` times ten to the power of `power`.
    Even { power: i32, digits: u64 },
    /// At zero, and at these multiples of all powers of ten and their negatives.
    Log(Grain),
}

/// Edges to a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grain {
    Nine,
    Three,
    One,
}

impl Grain {
    fn leads(self) -> &'static [u64] {
        match self {
            Self::Nine => &[1, 2, 3, 4, 5, 6, 7, 8, 9],
            Self::Three => &[1, 2, 5],
            Self::One => &[1],
        }
    }
}

/// The most bins that are filled in between the first and the last.
pub const MOST: usize = 100_000;

/// The width of bins of integers that is as good as any greater one.
const WIDEST: f64 = 1e30;

impl Bins {
    /// How a person calls them: `in bins of 50`.
    pub fn label(self) -> String {
        match self {
            Self::Auto => words::buckets::BINS.into(),
            Self::Width(width) => words::buckets::bins_of(&crate::table::number(width)),
            Self::Log => words::buckets::LOG_BINS.into(),
        }
    }

    /// Where the bin that begins at this number ends, both as decimal text, if bins are equally wide and it is known how wide.
    pub fn end(self, start: &str) -> Option<String> {
        let Self::Width(width) = self else { return None };
        let start = Atom::Number(Real::new(start.parse().ok()?));
        match Step::wide(width, Kind::Number).next(&start) {
            Atom::Number(end) => Some(crate::table::number(end.get())),
            _ => None,
        }
    }
}

impl Step {
    /// What these bins come to over numbers of this extent in a column of this kind.
    pub fn of(bins: Bins, extent: &Extent, kind: Kind) -> Self {
        match bins {
            Bins::Auto => Self::auto(extent, kind),
            Bins::Width(width) => Self::wide(width, kind),
            Bins::Log => [Grain::Nine, Grain::Three]
                .map(Self::Log)
                .into_iter()
                .find(|step| step.starts(extent, kind, AUTO_BINS).is_some())
                .unwrap_or(Self::Log(Grain::One)),
        }
    }

    /// Bins by which a shard may count before the extent of all is known: at least as narrow as the final ones will be, and nested in
    /// them. `None`: every number by itself.
    pub fn before(bins: Bins, extent: &Extent, kind: Kind) -> Option<Self> {
        let alike = extent.bounds().is_none_or(|(low, high)| low == high);
        match (bins, Self::of(bins, extent, kind)) {
            (Bins::Auto, _) if alike => None,
            (Bins::Auto, Self::Even { power, .. }) => Some(Self::Even { power, digits: 1 }),
            (_, step) => Some(step),
        }
    }

    fn auto(extent: &Extent, kind: Kind) -> Self {
        let one = Self::Even { power: 0, digits: 1 };
        let Some((low, high)) = extent.bounds() else {
            return one;
        };
        let real = |number| number_of(&atom(number, kind));
        let (low, high) = (real(low), real(high));
        let width = (high / 2.0 - low / 2.0) / AUTO_BINS as f64;
        if width <= 0.0 {
            return one;
        }
        // Edges of floating-point numbers are told apart as long as they have no more than 15 digits.
        let finest = if kind == Kind::Number {
            low.abs().max(high.abs()).log10().floor() as i32 - 14
        } else {
            0
        };
        let least = (width.log10().floor() as i32 - 1).max(finest);
        (least..)
            .flat_map(|power| [1, 2, 5].map(|digits| Self::Even { power, digits }))
            .find(|step| step.starts(extent, kind, AUTO_BINS).is_some())
            .unwrap_or(one)
    }

    fn wide(width: f64, kind: Kind) -> Self {
        let width = if kind == Kind::Number {
            width
        } else {
            width.ceil().min(WIDEST)
        };
        // The shortest decimal text of the width, without its point.
        let text = format!("{width:e}");
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
        Self::Even {
            power: power.parse::<i32>().unwrap_or(0) - decimals,
            digits: digits.replace('.', "").parse().unwrap_or(1),
        }
    }

    /// The lower ends of all bins from the smallest to the largest number; `None` if there are more than `most`. Bins that grow away
    /// from zero leave out those nearer to it than any number.
    pub fn starts(self, extent: &Extent, kind: Kind, most: usize) -> Option<Vec<Atom>> {
        let floor = |number: u64| self.floor(&atom(number, kind));
        let ends: Vec<Atom> = match self {
            Self::Even { .. } => extent
                .bounds()
                .into_iter()
                .flat_map(|(a, b)| [a, b])
                .map(floor)
                .collect(),
            Self::Log(_) => {
                let zero = extent.zero.then_some((ZERO, ZERO));
                let sides = [extent.negative, zero, extent.positive].into_iter().flatten();
                sides.flat_map(|(a, b)| [a, b]).map(floor).collect()
            }
        };
        self.filled(&ends, most)
    }

    /// These lower ends of bins, which ascend, with those between them; `None` if that makes more than `most`.
    fn filled(self, ends: &[Atom], most: usize) -> Option<Vec<Atom>> {
        let mut starts: Vec<Atom> = Vec::new();
        for end in ends {
            let apart = |last: &Atom| matches!(self, Self::Log(_)) && (sign(last) != sign(end) || sign(end) == 0);
            while let Some(last) = starts.last().filter(|last| *last < end && !apart(last)) {
                let next = self.next(last);
                if next >= *end || next <= *last {
                    break;
                }
                if starts.len() >= most {
                    return None;
                }
                starts.push(next);
            }
            if starts.last() != Some(end) {
                starts.push(end.clone());
            }
        }
        (starts.len() <= most).then_some(starts)
    }

    /// Says that there are too many bins.
    pub fn too_many() -> Failure {
        Failure::new(
            words::asking::TOO_MANY_BINS,
            words::asking::CHOOSE_GREATER_WIDTH_OR_NARROW,
        )
    }
}

fn sign(atom: &Atom) -> i8 {
    let number = number_of(atom);
    i8::from(number > 0.0) - i8::from(number < 0.0)
}

fn number_of(atom: &Atom) -> f64 {
    match atom {
        Atom::Integer(value) => *value as f64,
        Atom::Number(value) => value.get(),
        _ => 0.0,
    }
}
