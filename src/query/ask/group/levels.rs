//! Groups by keys and by some of these keys, found in as few passes over the rows as it takes.

use super::block::Block;
use super::lane::Lane;
use super::measured::Measured;
use super::tally::Tally;
use crate::query::atom::Atom;
use crate::query::{Map, kernel};
use crate::table::{Bitmap, SEGMENT};

/// Groups with what was measured of them, ready to be merged.
pub type Groups = Vec<(Vec<Atom>, Vec<Measured>)>;

/// Most slots of a table that finds groups by combined code.
const DENSE: u128 = 1 << 22;

/// The groups of a shard by some of its keys.
pub struct Level<'a> {
    /// Positions of the keys, ascending.
    pub keys: Vec<usize>,
    /// The combined code of each group.
    pub codes: Vec<u128>,
    pub tallies: Vec<Tally<'a>>,
}

impl<'a> Level<'a> {
    /// The groups by each of these choices of keys, of which the first must have all that the others have.
    pub fn find(lanes: &[Lane], rows: &Bitmap, choices: &[Vec<usize>], tallies: &[Tally<'a>]) -> Vec<Self> {
        let mut levels: Vec<Self> = Vec::new();
        for keys in choices {
            let level = match levels.iter().rev().find(|finer| finer.holds(keys, lanes)) {
                Some(finer) => finer.without(keys, lanes),
                None => {
                    let mut tallies = tallies.to_vec();
                    let of: Vec<&Lane> = keys.iter().map(|&key| &lanes[key]).collect();
                    let mut codes = gather(&of, rows, &mut tallies);
                    if keys.is_empty() && codes.is_empty() {
                        codes.push(0);
                        tallies.iter_mut().for_each(|tally| tally.add(Block::empty(1)));
                    }
                    Self {
                        keys: keys.clone(),
                        codes,
                        tallies,
                    }
                }
            };
            levels.push(level);
        }
        levels
    }

    /// Whether each row of a group by these keys is in exactly one group of this level.
    fn holds(&self, keys: &[usize], lanes: &[Lane]) -> bool {
        keys.iter().all(|key| self.keys.contains(key))
            && self.keys.iter().all(|key| keys.contains(key) || !lanes[*key].listed())
            && !(keys.is_empty() && self.codes.is_empty())
    }

    /// The groups by fewer keys, brought together from these.
    fn without(&self, keys: &[usize], lanes: &[Lane]) -> Self {
        let mut known: Map<u128, u32> = Map::default();
        let mut codes = Vec::new();
        let into: Vec<u32> = self
            .codes
            .iter()
            .map(|&code| {
                let digits = split(&self.keys, lanes, code);
                let less = self
                    .keys
                    .iter()
                    .zip(digits)
                    .filter(|(key, _)| keys.contains(key))
                    .fold(0, |code, (&key, digit)| {
                        code * lanes[key].width() as u128 + u128::from(digit)
                    });
                *known.entry(less).or_insert_with(|| {
                    codes.push(less);
                    codes.len() as u32 - 1
                })
            })
            .collect();
        Self {
            keys: keys.to_vec(),
            tallies: self.fold(&into, codes.len()),
            codes,
        }
    }

    /// Of each group by some keys and then others, which group by the former and which by the latter it is a part of.
    pub fn places(&self, first: &Self, second: &Self, lanes: &[Lane]) -> Vec<(u32, u32)> {
        let known = |level: &Self| {
            let codes = level.codes.iter().enumerate();
            codes.map(|(at, &code)| (code, at as u32)).collect::<Map<u128, u32>>()
        };
        let width: u128 = second.keys.iter().map(|&key| lanes[key].width() as u128).product();
        let (first, second) = (known(first), known(second));
        let place = |code: &u128| (first[&(code / width)], second[&(code % width)]);
        self.codes.iter().map(place).collect()
    }

    /// What is measured of this level's groups brought together: group `n` goes into `into[n]`, nowhere where there is no such.
    pub fn fold(&self, into: &[u32], groups: usize) -> Vec<Tally<'a>> {
        self.tallies.iter().map(|tally| tally.fold(into, groups)).collect()
    }

    /// The values of the keys of each group.
    pub fn atoms(&self, lanes: &[Lane]) -> Vec<Vec<Atom>> {
        let atoms = |code: u128| {
            let digits = split(&self.keys, lanes, code);
            let pairs = self.keys.iter().zip(digits);
            pairs.map(|(&key, digit)| lanes[key].atom(digit)).collect()
        };
        self.codes.iter().map(|&code| atoms(code)).collect()
    }

    /// The groups, ready to be merged or, of a shard that stands alone, to be read.
    pub fn groups(&self, lanes: &[Lane], alone: bool) -> Groups {
        let atoms = self.atoms(lanes);
        let measured = measured(&self.tallies, self.codes.len(), alone);
        atoms.into_iter().zip(measured).collect()
    }
}

/// What these tallies come to, group by group.
pub fn measured(tallies: &[Tally<'_>], groups: usize, alone: bool) -> Vec<Vec<Measured>> {
    let mut all: Vec<Vec<Measured>> = (0..groups).map(|_| Vec::with_capacity(tallies.len())).collect();
    for tally in tallies {
        all.iter_mut()
            .zip(tally.finish(alone))
            .for_each(|(group, measured)| group.push(measured));
    }
    all
}

/// The codes of these keys in a combined code, the last lane's lowest.
fn split(keys: &[usize], lanes: &[Lane], mut code: u128) -> Vec<u32> {
    let mut digits = vec![0; keys.len()];
    for (digit, &key) in digits.iter_mut().zip(keys).rev() {
        let width = lanes[key].width() as u128;
        *digit = (code % width) as u32;
        code /= width;
    }
    digits
}

/// Rows whose groups are handed on together: what belongs to them stays near while all tallies look at it.
const BLOCK: usize = 1 << 14;

/// Finds the group of every row, block by block, and hands rows and groups to the tallies. Gives the combined code of each group.
fn gather(lanes: &[&Lane], rows: &Bitmap, tallies: &mut [Tally<'_>]) -> Vec<u128> {
    let space = lanes
        .iter()
        .fold(1u128, |space, lane| space.saturating_mul(lane.width() as u128));
    let plain = space <= u32::MAX.into() && !lanes.iter().any(|lane| lane.listed());
    let mut found = Found::new(space);
    let (mut at, mut groups, mut combined) = (Vec::new(), Vec::new(), Vec::new());
    for index in 0..rows.len().div_ceil(SEGMENT) {
        let words = rows.segment(index);
        if words.iter().all(|&word| word == 0) {
            continue;
        }
        if plain {
            combined.clear();
            combined.resize((rows.len() - index * SEGMENT).min(SEGMENT), 0);
            for lane in lanes {
                if let Some(codes) = lane.plain() {
                    kernel::combine(codes.segment(index), lane.width() as u32, &mut combined);
                }
            }
        }
        for (block, words) in words.chunks(BLOCK / 64).enumerate() {
            let first = block * BLOCK;
            let mut run = false;
            at.clear();
            groups.clear();
            if plain {
                let combined = &combined[first..combined.len().min(first + BLOCK)];
                let passing: usize = words.iter().map(|word| word.count_ones() as usize).sum();
                run = passing == combined.len();
                if run {
                    at.extend(first as u32..(first + passing) as u32);
                    found.numbers(combined.iter().copied(), &mut groups);
                } else {
                    kernel::each_row(words, |row| at.push((first + row) as u32));
                    found.numbers(at.iter().map(|&row| combined[row as usize - first]), &mut groups);
                }
            } else {
                kernel::each_row(words, |row| {
                    let row = first + row;
                    under(lanes, index * SEGMENT + row, 0, &mut |code| {
                        at.push(row as u32);
                        groups.push(found.number(code));
                    })
                });
            }
            let block = Block {
                segment: index,
                rows: &at,
                run,
                of_rows: &groups,
                groups: found.codes.len(),
            };
            tallies.iter_mut().for_each(|tally| tally.add(block));
        }
    }
    found.codes
}

/// The combined codes found so far, in the order in which they were, and the number of each.
struct Found {
    codes: Vec<u128>,
    /// The number of each code there may be, where these are not too many.
    slots: Vec<u32>,
    known: Map<u128, u32>,
}

impl Found {
    /// None, of so many that there may be.
    fn new(space: u128) -> Self {
        Self {
            codes: Vec::new(),
            slots: vec![u32::MAX; if space <= DENSE { space as usize } else { 0 }],
            known: Map::default(),
        }
    }

    /// The number of a code, a new one where it has none.
    fn number(&mut self, code: u128) -> u32 {
        *self.known.entry(code).or_insert_with(|| {
            self.codes.push(code);
            self.codes.len() as u32 - 1
        })
    }

    /// The numbers of these codes; see [`Found::number`].
    fn numbers(&mut self, codes: impl Iterator<Item = u32>, numbers: &mut Vec<u32>) {
        if self.slots.is_empty() {
            return numbers.extend(codes.map(|code| self.number(code.into())));
        }
        numbers.extend(codes.map(|code| {
            let slot = &mut self.slots[code as usize];
            if *slot == u32::MAX {
                *slot = self.codes.len() as u32;
                self.codes.push(code.into());
            }
            *slot
        }));
    }
}

/// Calls `each` with every combined code under which a row counts: lists count under each of their elements.
fn under(lanes: &[&Lane], row: usize, code: u128, each: &mut dyn FnMut(u128)) {
    let Some((lane, rest)) = lanes.split_first() else {
        return each(code);
    };
    for &next in lane.codes(row, &mut [0]) {
        under(rest, row, code * lane.width() as u128 + u128::from(next), each);
    }
}
