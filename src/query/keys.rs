//! A column as keys: a code for every row and a value for every code, whatever the column's layout.

use super::Map;
use super::atom::Atom;
use super::kernel::{self, narrow};
use crate::arrange;
use crate::table::{Codes, Column, Data, Dictionary, Plain, Room, Segments, Texts, elements, typed};
use crate::value::Kind;
use hashbrown::HashTable;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, OnceLock};

/// Codes and what they stand for. Code 0 is null; different codes stand for different values. In a list column a code stands for a
/// whole list, and [`Keys::members`] for its elements, which are the values.
#[derive(Debug)]
pub struct Keys {
    pub codes: Codes,
    /// One more than the highest code.
    pub width: usize,
    pub members: Option<Members>,
    values: Values,
    /// How many values, null not counted.
    distinct: usize,
    ranks: OnceLock<Ranks>,
}

/// The elements of lists by the list's code.
#[derive(Debug)]
pub struct Members {
    /// Where each list's elements end, by code.
    ends: Vec<u32>,
    /// Value codes of the elements as they stand.
    all: Vec<u32>,
    /// The same with repetitions in a list taken out.
    unique_ends: Vec<u32>,
    unique: Vec<u32>,
}

impl Members {
    /// Value codes of the list's distinct elements, in the order in which they stand first.
    pub fn unique(&self, code: usize) -> &[u32] {
        &self.unique[if code == 0 {
            0
        } else {
            self.unique_ends[code - 1] as usize
        }..self.unique_ends[code] as usize]
    }

    /// Value codes of all elements of the list.
    pub fn all(&self, code: usize) -> &[u32] {
        &self.all[if code == 0 { 0 } else { self.ends[code - 1] as usize }..self.ends[code] as usize]
    }
}

#[derive(Debug)]
enum Values {
    Dictionary(Arc<Dictionary>),
    /// The value of code `n` at `n - 1`.
    Atoms(Vec<Atom>),
    /// The row in which the value of code `n` is first seen at `n - 1`.
    Rows(Plain, Vec<u32>),
}

/// The order of values.
#[derive(Debug)]
pub struct Ranks {
    /// By value code, from 0 to the number of values, where null stands.
    pub of: Vec<u32>,
    /// The value code of each rank.
    pub codes: Vec<u32>,
}

impl Keys {
    /// The keys of a column. Takes no time where the column is coded text; otherwise about as long as hashing every row.
    pub fn of(column: &Column) -> Self {
        match &column.data {
            Data::Codes(coded) if column.kind == Kind::Text => Self::new(
                coded.codes.clone(),
                coded.dictionary.len(),
                Values::Dictionary(coded.dictionary.clone()),
            ),
            Data::Codes(coded) if column.kind == Kind::List => {
                Self::lists(coded.codes.clone(), coded.dictionary.iter().map(|(_, text)| text))
            }
            Data::Codes(coded) => Self::scalars(&coded.codes, &coded.dictionary, column),
            Data::Integer { values, .. } => Self::hashed(values, column, |value| value, Atom::Integer),
            Data::Time { values, .. } => Self::hashed(values, column, |value| value, Atom::Time),
            Data::Number { values, .. } => Self::hashed(values, column, super::atom::Real::new, Atom::Number),
            Data::Plain { texts, .. } => Self::texts(texts, column),
        }
    }

    fn new(codes: Codes, distinct: usize, values: Values) -> Self {
        Self {
            codes,
            width: distinct + 1,
            members: None,
            values,
            distinct,
            ranks: OnceLock::new(),
        }
    }

    /// Coded values that are not text: entries that are written differently may be the same value.
    fn scalars(codes: &Codes, dictionary: &Dictionary, column: &Column) -> Self {
        let mut seen = Map::default();
        let mut atoms = Vec::new();
        let mut same = vec![0];
        for (_, text) in dictionary.iter() {
            let atom = Atom::of(typed(column.kind, text));
            same.push(*seen.entry(atom).or_insert_with_key(|atom| {
                atoms.push(atom.clone());
                atoms.len() as u32
            }));
        }
        let codes = if atoms.len() == dictionary.len() {
            codes.clone()
        } else {
            recode(codes, &same, atoms.len() as u32)
        };
        Self::new(codes, atoms.len(), Values::Atoms(atoms))
    }

    fn hashed<T: Copy + Default, K: Eq + Hash + Copy>(
        values: &Segments<T>,
        column: &Column,
        key: impl Fn(T) -> K,
        atom: impl Fn(K) -> Atom,
    ) -> Self {
        let mut seen = Map::default();
        let mut atoms = Vec::new();
        let mut codes = Vec::new();
        for value in values.iter().flat_map(|segment| segment.iter().copied()) {
            codes.push(if column.is_null(codes.len()) {
                0
            } else {
                *seen.entry(key(value)).or_insert_with_key(|&key| {
                    atoms.push(atom(key));
                    atoms.len() as u32
                })
            });
        }
        Self::new(narrow(&codes, atoms.len() as u32), atoms.len(), Values::Atoms(atoms))
    }

    fn texts(texts: &Plain, column: &Column) -> Self {
        let hasher = foldhash::fast::RandomState::default();
        let mut seen: HashTable<(u32, u32)> = HashTable::new();
        let mut firsts: Vec<u32> = Vec::new();
        let mut codes = Vec::new();
        let rows = texts.segments.iter().map(Texts::len).sum();
        let (mut room, mut other) = (Room::new(), Room::new());
        for row in 0..rows {
            if column.is_null(row) {
                codes.push(0);
                continue;
            }
            let text = texts.text_in(row, &mut room);
            let hash = hasher.hash_one(text);
            let same = |&(known, code): &(u32, u32)| {
                known == hash as u32 && texts.text_in(firsts[code as usize - 1] as usize, &mut other) == text
            };
            let found = seen.find(spread(hash as u32), same).map(|&(_, code)| code);
            codes.push(found.unwrap_or_else(|| {
                let code = firsts.len() as u32 + 1;
                seen.insert_unique(spread(hash as u32), (hash as u32, code), |&(hash, _)| spread(hash));
                firsts.push(row as u32);
                code
            }));
        }
        let narrow = narrow(&codes, firsts.len() as u32);
        if column.kind == Kind::List {
            let lists: Vec<_> = firsts.iter().map(|&row| texts.text(row as usize)).collect();
            return Self::lists(narrow, lists.iter().map(|list| &**list));
        }
        Self::new(narrow, firsts.len(), Values::Rows(texts.clone(), firsts))
    }

    fn lists<'a>(codes: Codes, lists: impl Iterator<Item = &'a str>) -> Self {
        let mut seen: Map<String, u32> = Map::default();
        let mut atoms = Vec::new();
        let mut members = Members {
            ends: vec![0],
            all: Vec::new(),
            unique_ends: vec![0],
            unique: Vec::new(),
        };
        for list in lists {
            let start = members.unique.len();
            for element in elements(list) {
                let code = *seen.entry_ref(&*element).or_insert_with(|| {
                    atoms.push(Atom::Text(element.clone().into_owned()));
                    atoms.len() as u32
                });
                members.all.push(code);
                if !members.unique[start..].contains(&code) {
                    members.unique.push(code);
                }
            }
            members.ends.push(members.all.len() as u32);
            members.unique_ends.push(members.unique.len() as u32);
        }
        let width = members.ends.len();
        Self {
            codes,
            width,
            members: Some(members),
            distinct: atoms.len(),
            values: Values::Atoms(atoms),
            ranks: OnceLock::new(),
        }
    }

    /// How many values there are, null not counted.
    pub fn distinct(&self) -> usize {
        self.distinct
    }

    /// The value code of each row, where every row has one.
    pub fn plain(&self) -> Option<&Codes> {
        self.members.is_none().then_some(&self.codes)
    }

    /// Calls `each` with position and value code of every value in these rows of a segment; null is code 0, a list each of its
    /// distinct elements.
    #[inline(always)]
    pub fn each(&self, segment: usize, rows: &[u32], mut each: impl FnMut(usize, u32)) {
        if rows.is_empty() {
            return;
        }
        match &self.members {
            Some(members) => kernel::each_code(self.codes.segment(segment), rows, |at, code| {
                if code == 0 {
                    return each(at, 0);
                }
                members
                    .unique(code as usize)
                    .iter()
                    .for_each(|&element| each(at, element));
            }),
            None => kernel::each_code(self.codes.segment(segment), rows, each),
        }
    }

    /// The value of a value code.
    pub fn atom(&self, code: u32) -> Atom {
        let Some(at) = code.checked_sub(1) else {
            return Atom::Null;
        };
        match &self.values {
            Values::Dictionary(dictionary) => Atom::Text(dictionary.get(code).to_owned()),
            Values::Atoms(atoms) => atoms[at as usize].clone(),
            Values::Rows(texts, firsts) => Atom::Text(texts.text(firsts[at as usize] as usize).into_owned()),
        }
    }

    /// The text of a value code, where values are text.
    fn text(&self, code: u32) -> Option<Cow<'_, str>> {
        match &self.values {
            Values::Dictionary(dictionary) => Some(Cow::Borrowed(dictionary.get(code))),
            Values::Rows(texts, firsts) => Some(texts.text(firsts[code as usize - 1] as usize)),
            Values::Atoms(_) => None,
        }
    }

    /// Whether the written value of this code, which is not null's, passes.
    pub fn test(&self, code: u32, test: impl Fn(&str) -> bool) -> bool {
        self.text(code)
            .map_or_else(|| test(&self.atom(code).text()), |text| test(&text))
    }

    /// The order of the values of two value codes, null last.
    pub fn compare(&self, a: u32, b: u32) -> Ordering {
        if a == 0 || b == 0 {
            return (a == 0).cmp(&(b == 0));
        }
        if let Some(ranks) = self.ranks.get() {
            return ranks.of[a as usize].cmp(&ranks.of[b as usize]);
        }
        match &self.values {
            Values::Atoms(atoms) => atoms[a as usize - 1].cmp(&atoms[b as usize - 1]),
            _ => self.text(a).cmp(&self.text(b)),
        }
    }

    /// The order of the cells of two codes, null last: of lists by their elements one after the other.
    pub fn compare_cells(&self, a: u32, b: u32) -> Ordering {
        let Some(members) = self.members.as_ref().filter(|_| a != 0 && b != 0) else {
            return self.compare(a, b);
        };
        let (mut left, mut right) = (members.all(a as usize).iter(), members.all(b as usize).iter());
        loop {
            return match (left.next(), right.next()) {
                (Some(&a), Some(&b)) if a == b => continue,
                (Some(&a), Some(&b)) => self.compare(a, b),
                (a, b) => a.is_some().cmp(&b.is_some()),
            };
        }
    }

    /// The order of all values; worked out once.
    pub fn ranks(&self) -> &Ranks {
        self.ranks.get_or_init(|| {
            let mut codes: Vec<u32> = (1..=self.distinct as u32).collect();
            match &self.values {
                Values::Atoms(atoms) => arrange::codes(&mut codes, &mut |a, b| {
                    atoms[a as usize - 1].cmp(&atoms[b as usize - 1])
                }),
                _ => {
                    // The first eight bytes decide almost always, and are at hand.
                    let start = |code: u32| {
                        let text = self.text(code).unwrap_or_default();
                        let text = text.as_bytes();
                        let mut bytes = [0; 8];
                        let len = text.len().min(8);
                        bytes[..len].copy_from_slice(&text[..len]);
                        u64::from_be_bytes(bytes)
                    };
                    let mut pairs: Vec<(u64, u32)> = codes.iter().map(|&code| (start(code), code)).collect();
                    pairs.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.text(a.1).cmp(&self.text(b.1))));
                    codes = pairs.into_iter().map(|(_, code)| code).collect();
                }
            }
            let mut of = vec![self.distinct as u32; self.distinct + 1];
            for (rank, &code) in codes.iter().enumerate() {
                of[code as usize] = rank as u32;
            }
            Ranks { of, codes }
        })
    }

    /// The order of the codes themselves: of lists by their elements one after the other, otherwise of the values. Null's is the
    /// highest; equal lists share one.
    pub fn order(&self) -> Vec<u32> {
        let ranks = self.ranks();
        let Some(members) = &self.members else {
            return ranks.of.clone();
        };
        let list = |code: u32| {
            members
                .all(code as usize)
                .iter()
                .map(|&element| ranks.of[element as usize])
        };
        let mut codes: Vec<u32> = (1..self.width as u32).collect();
        arrange::codes(&mut codes, &mut |a, b| list(a).cmp(list(b)));
        let mut order = vec![self.width as u32; self.width];
        let mut rank = 0;
        for (at, &code) in codes.iter().enumerate() {
            if at > 0 && !list(codes[at - 1]).eq(list(code)) {
                rank += 1;
            }
            order[code as usize] = rank;
        }
        order
    }
}

/// 64 bits of which both ends differ, from 32 of a hash.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Codes by this table of new ones, of which `highest` is the highest.
pub(super) fn recode(codes: &Codes, table: &[u32], highest: u32) -> Codes {
    let each = |codes: &mut dyn Iterator<Item = u32>| {
        narrow(&codes.map(|code| table[code as usize]).collect::<Vec<_>>(), highest)
    };
    match codes {
        Codes::U8(segments) => each(
            &mut segments
                .iter()
                .flat_map(|segment| segment.iter().map(|&code| code.into())),
        ),
        Codes::U16(segments) => each(
            &mut segments
                .iter()
                .flat_map(|segment| segment.iter().map(|&code| code.into())),
        ),
        Codes::U32(segments) => each(&mut segments.iter().flat_map(|segment| segment.iter().copied())),
    }
}
