//! Bins for numbers: edges at decimal numbers that a person would choose, exact whatever the shards.
//!
//! An edge is always the number nearest to its decimal text, so that edges of wide bins are edges of the narrow ones within them, and
//! counts taken by narrow bins can be brought together into wide ones.

use super::Failure;
use super::ask::{AUTO_BINS, Bins};
use super::atom::{Atom, Real};
use super::kernel::narrow;
use super::numbers::{Numbers, ZERO, atom};
use crate::table::{Bitmap, Codes, SEGMENT};
use crate::value::{Kind, Value};
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

/// From where on the quotient of two floating-point numbers has no fraction.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// Smallest and largest numbers on either side of zero, as ascending numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    negative: Option<(u64, u64)>,
    zero: bool,
    positive: Option<(u64, u64)>,
}

impl Extent {
    /// Of these rows of a column; what is no finite number is left out.
    pub fn of(numbers: &Numbers<'_>, rows: &Bitmap) -> Self {
        let finite = match numbers {
            Numbers::Whole(..) => 0..=u64::MAX,
            _ => Real::new(f64::MIN).bits()..=Real::new(f64::MAX).bits(),
        };
        let whole = matches!(numbers, Numbers::Coded(_, values) if values.iter().any(|value| matches!(value, Value::Integer(_))));
        let mut extent = Self::default();
        numbers.extent(rows, |number| {
            if whole || finite.contains(&number) {
                extent.add(number);
            }
        });
        extent
    }

    fn add(&mut self, number: u64) {
        let side = match number.cmp(&ZERO) {
            std::cmp::Ordering::Equal => {
                self.zero = true;
                return;
            }
            std::cmp::Ordering::Less => &mut self.negative,
            std::cmp::Ordering::Greater => &mut self.positive,
        };
        let (low, high) = side.unwrap_or((number, number));
        *side = Some((low.min(number), high.max(number)));
    }

    /// Of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (low, high) in other.negative.into_iter().chain(other.positive) {
            self.add(low);
            self.add(high);
        }
        self.zero |= other.zero;
        self
    }

    /// Smallest and largest of all.
    fn bounds(&self) -> Option<(u64, u64)> {
        let zero = self.zero.then_some((ZERO, ZERO));
        let sides = [self.negative, zero, self.positive];
        sides.into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.bounds().is_none()
    }
}

impl Bins {
    /// How a person calls them: `in bins of 50`.
    pub fn label(self) -> String {
        match self {
            Self::Auto => "in bins".into(),
            Self::Width(width) => format!("in bins of {}", crate::table::number(width)),
            Self::Log => "in logarithmic bins".into(),
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

    /// The edge at or below a number.
    pub fn floor(self, at: &Atom) -> Atom {
        match at {
            Atom::Integer(at) => integer(self.floor_whole((*at).into())),
            Atom::Number(at) if at.get().is_finite() => Atom::Number(Real::new(self.floor_real(at.get()))),
            other => other.clone(),
        }
    }

    /// The edge after this one.
    pub fn next(self, edge: &Atom) -> Atom {
        match edge {
            Atom::Integer(edge) => integer(self.next_whole(self.floor_whole((*edge).into()))),
            Atom::Number(edge) => Atom::Number(Real::new(self.next_real(edge.get()))),
            other => other.clone(),
        }
    }

    /// Where the bin with this lower end ends, which may be beyond all integers.
    pub fn end(self, start: &Atom) -> Value {
        match start {
            Atom::Integer(start) => {
                let end = self.next_whole(self.floor_whole((*start).into()));
                i64::try_from(end).map_or(Value::Number(end as f64), Value::Integer)
            }
            other => self.next(other).value(),
        }
    }

    fn floor_whole(self, at: i128) -> i128 {
        match self {
            Self::Even { power, digits } => {
                let width = whole(power, digits);
                at.div_euclid(width) * width
            }
            Self::Log(_) if at == 0 => 0,
            Self::Log(grain) => {
                let size = at.unsigned_abs() as i128;
                let power = 10i128.pow(size.ilog10());
                let below = |lead: &&u64| i128::from(**lead) * power <= size;
                let lead = grain.leads().iter().rev().find(below).copied().unwrap_or(1);
                let edge = i128::from(lead) * power;
                match (at > 0, edge == size) {
                    (true, _) => edge,
                    (false, true) => -edge,
                    (false, false) => -self.next_whole(edge),
                }
            }
        }
    }

    fn next_whole(self, edge: i128) -> i128 {
        match self {
            Self::Even { power, digits } => edge + whole(power, digits),
            Self::Log(_) if edge == 0 => 1,
            Self::Log(_) if edge == -1 => 0,
            Self::Log(grain) => {
                let size = edge.unsigned_abs() as i128;
                let power = 10i128.pow(size.ilog10());
                let lead = (size / power) as u64;
                let leads = grain.leads();
                let at = leads.partition_point(|&known| known < lead);
                if edge > 0 {
                    leads.get(at + 1).map_or(power * 10, |&lead| i128::from(lead) * power)
                } else if at > 0 {
                    -i128::from(leads[at - 1]) * power
                } else {
                    -i128::from(leads[leads.len() - 1]) * power / 10
                }
            }
        }
    }

    fn floor_real(self, at: f64) -> f64 {
        match self {
            Self::Even { power, digits } => {
                let edge = |index: i64| decimal(i128::from(index) * i128::from(digits), power);
                let ratio = at / edge(1);
                if ratio.is_nan() || ratio.abs() >= WHOLE {
                    // Bins narrower than the numbers can tell apart: each number is one.
                    return at;
                }
                let mut index = ratio.floor() as i64;
                while edge(index) > at {
                    index -= 1;
                }
                while edge(index + 1) <= at {
                    index += 1;
                }
                edge(index)
            }
            Self::Log(_) if at == 0.0 => 0.0,
            Self::Log(grain) => {
                let size = at.abs();
                let power = decade(size);
                let edges = grain.leads().iter().rev().map(|&lead| decimal(lead.into(), power));
                let edge = { edges }.find(|&edge| edge <= size).unwrap_or(0.0);
                match (at > 0.0, edge == size) {
                    (true, _) => edge,
                    (false, true) => -edge,
                    (false, false) => -self.next_real(edge),
                }
            }
        }
    }

    fn next_real(self, edge: f64) -> f64 {
        match self {
            Self::Even { power, digits } => {
                let width = decimal(digits.into(), power);
                let ratio = edge / width;
                if ratio.abs() < WHOLE {
                    decimal((ratio.round() as i128 + 1) * i128::from(digits), power)
                } else {
                    (edge + width).max(edge.next_up())
                }
            }
            Self::Log(_) if edge == 0.0 => 0.0,
            Self::Log(grain) => {
                let power = decade(edge.abs());
                let leads = grain.leads();
                let at = leads
                    .iter()
                    .rposition(|&lead| decimal(lead.into(), power) <= edge.abs())
                    .unwrap_or(0);
                if edge > 0.0 {
                    leads
                        .get(at + 1)
                        .map_or_else(|| decimal(1, power + 1), |&lead| decimal(lead.into(), power))
                } else if at > 0 {
                    -decimal(leads[at - 1].into(), power)
                } else {
                    -decimal(leads[leads.len() - 1].into(), power - 1)
                }
            }
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
            "That would be more than 100,000 bins.",
            "Choose a greater width, or narrow the numbers first.",
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

/// The width of bins of integers.
fn whole(power: i32, digits: u64) -> i128 {
    10i128.pow(power.max(0) as u32) * i128::from(digits)
}

/// An edge of integers; what lies beyond the least integer is the least.
fn integer(edge: i128) -> Atom {
    Atom::Integer(edge.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
}

/// The number nearest to `digits` times ten to the power of `power`.
fn decimal(digits: i128, power: i32) -> f64 {
    const EXACT: i32 = 22;
    if digits.unsigned_abs() < 1 << 53 && power.abs() <= EXACT {
        let scale = 10f64.powi(power.abs());
        return if power < 0 {
            digits as f64 / scale
        } else {
            digits as f64 * scale
        };
    }
    format!("{digits}e{power}").parse().unwrap_or(0.0)
}

/// The power of the greatest power of ten that is not above this number, which is above zero.
fn decade(size: f64) -> i32 {
    let mut power = size.log10().floor() as i32;
    while decimal(1, power) > size {
        power -= 1;
    }
    while decimal(1, power + 1) <= size {
        power += 1;
    }
    power
}

/// A column of numbers as codes of its bins.
#[derive(Debug)]
pub struct Binned {
    /// Lower ends, ascending; of code `n` at `n - 1`.
    pub starts: Vec<Atom>,
    /// Code 0 is null.
    pub codes: Codes,
}

impl Binned {
    /// Codes for these rows of a column, 0 for others; `None` if that took more than [`MOST`] bins.
    pub fn new(numbers: &Numbers<'_>, rows: &Bitmap, step: Step, kind: Kind) -> Option<Self> {
        let starts = step.starts(&Extent::of(numbers, rows), kind, MOST)?;
        let ends: Vec<f64> = starts.iter().map(number_of).collect();
        let scale = match (step, ends.first(), ends.last()) {
            (Step::Even { .. }, Some(first), Some(last)) if last > first => (ends.len() - 1) as f64 / (last - first),
            _ => 0.0,
        };
        let guess = |number: f64| match step {
            Step::Even { .. } => ((number - ends[0]) * scale) as usize,
            Step::Log(_) => ends.partition_point(|&end| end <= number).saturating_sub(1),
        };
        let mut codes = vec![0; rows.len()];
        let here = |present: &Option<&Bitmap>, row| present.is_none_or(|present| present.get(row));
        match numbers {
            Numbers::Whole(values, present) => {
                let exact: Vec<i64> = starts
                    .iter()
                    .map(|start| if let Atom::Integer(start) = start { *start } else { 0 })
                    .collect();
                for row in rows.iter().filter(|&row| here(present, row)) {
                    let number = values[row / SEGMENT][row % SEGMENT];
                    codes[row] = place(&exact, guess(number as f64), number);
                }
            }
            Numbers::Real(values, present) => {
                for row in rows.iter().filter(|&row| here(present, row)) {
                    let number = values[row / SEGMENT][row % SEGMENT];
                    if number.is_finite() {
                        codes[row] = place(&ends, guess(number), number);
                    }
                }
            }
            Numbers::Coded(coded, values) => {
                let place = |value: &Value| match value {
                    Value::Number(number) if !number.is_finite() => 0,
                    Value::Integer(_) | Value::Number(_) => {
                        let at = Atom::of(value.clone());
                        starts.partition_point(|start| *start <= at) as u32
                    }
                    _ => 0,
                };
                let table: Vec<u32> = values.iter().map(place).collect();
                rows.iter().for_each(|row| codes[row] = table[coded.code(row) as usize]);
            }
        }
        Some(Self {
            codes: narrow(&codes, starts.len() as u32),
            starts,
        })
    }
}

/// The code of the bin that holds a number, looked for from a guess on.
#[inline]
fn place<T: PartialOrd + Copy>(starts: &[T], guess: usize, number: T) -> u32 {
    let mut at = guess.min(starts.len() - 1);
    while at > 0 && starts[at] > number {
        at -= 1;
    }
    while starts.get(at + 1).is_some_and(|&start| start <= number) {
        at += 1;
    }
    at as u32 + 1
}
