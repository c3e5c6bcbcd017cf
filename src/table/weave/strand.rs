//! The values at one place of a shape, in whichever form is narrowest.

use super::super::interner::{Interner, hash};
use super::super::{Dictionary, uuid};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Digits of hexadecimal numbers.
pub(super) const DIGITS: &[u8] = uuid::ALPHABET.split_at(16).0;

/// Values of which the first ones tell whether a dictionary is worth a try.
const TRIAL: usize = 64;

/// Texts, counted from 0.
#[derive(Debug, Serialize, Deserialize)]
pub enum Strand {
    /// All are this one.
    Same(Box<str>),
    /// Few distinct ones; of each text, which.
    Few(Runs, Box<[u8]>),
    /// More distinct ones; of each text, which.
    More(Runs, Box<[u16]>),
    /// Hexadecimal digits in lower case, so many in each text, two in a byte.
    Hex(usize, Box<[u8]>),
    Uuids(Box<[[u8; 16]]>),
    /// Whole numbers without a sign.
    Whole(Box<[u32]>),
    /// Hardly two are the same.
    Each(Runs),
}

/// Texts one after the other.
#[derive(Debug, Serialize, Deserialize)]
pub struct Runs {
    text: Box<str>,
    ends: Ends,
}

#[derive(Debug, Serialize, Deserialize)]
enum Ends {
    /// All have this length.
    Every(usize),
    /// Where each ends.
    Near(Box<[u16]>),
    Far(Box<[u32]>),
}

impl Runs {
    /// These texts; less than 4 GiB.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut all = String::new();
        let ends: Vec<u32> = texts
            .map(|text| {
                all.push_str(text);
                all.len() as u32
            })
            .collect();
        let first = ends.first().copied().unwrap_or_default();
        let alike = ends
            .iter()
            .zip(1..)
            .all(|(&end, count)| u64::from(end) == u64::from(first) * count);
        let ends = match u16::try_from(all.len()) {
            _ if alike => Ends::Every(first as usize),
            Ok(_) => Ends::Near(ends.into_iter().map(|end| end as u16).collect()),
            Err(_) => Ends::Far(ends.into()),
        };
        Self { text: all.into(), ends }
    }

    /// The text of this number.
    #[inline]
    pub(super) fn get(&self, at: usize) -> &str {
        match &self.ends {
            Ends::Every(length) => &self.text[at * length..(at + 1) * length],
            Ends::Near(ends) => {
                let start = at.checked_sub(1).map_or(0, |before| ends[before]);
                &self.text[start.into()..ends[at].into()]
            }
            Ends::Far(ends) => {
                let start = at.checked_sub(1).map_or(0, |before| ends[before]);
                &self.text[start as usize..ends[at] as usize]
            }
        }
    }

    /// All texts; only a single one may be empty together with all others.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let count = match &self.ends {
            Ends::Every(0) => 1,
            Ends::Every(length) => self.text.len() / length,
            Ends::Near(ends) => ends.len(),
            Ends::Far(ends) => ends.len(),
        };
        (0..count).map(|at| self.get(at))
    }

    pub(super) fn bytes(&self) -> usize {
        let ends = match &self.ends {
            Ends::Every(_) => 0,
            Ends::Near(ends) => size_of_val(&**ends),
            Ends::Far(ends) => size_of_val(&**ends),
        };
        self.text.len() + ends
    }
}

/// Values of a strand while they come.
#[derive(Default)]
pub(super) struct Growing {
    /// Where each stands.
    spans: Vec<(u32, u32)>,
    interner: Interner,
    /// The distinct ones, as long as they are worth a try, and of each value, which.
    distinct: Dictionary,
    codes: Vec<u16>,
    unlike: bool,
}

impl Growing {
    /// Takes the value that stands there in `text`.
    #[inline]
    pub fn push(&mut self, text: &str, span: (u32, u32)) {
        let count = self.spans.len();
        self.spans.push(span);
        if self.unlike {
            return;
        }
        let code = self
            .interner
            .intern(&mut self.distinct, &text[span.0 as usize..span.1 as usize]);
        match code.map(|code| u16::try_from(code - 1)) {
            Some(Ok(code)) => self.codes.push(code),
            _ => self.unlike = true,
        }
        if count == TRIAL {
            self.unlike |= self.distinct.len() * 4 > TRIAL * 3;
        }
    }

    /// The strand of values that stand in `text`.
    pub fn done(self, text: &str) -> Strand {
        let texts = || self.distinct.iter().map(|(_, text)| text);
        let distinct = self.distinct.len();
        if !self.unlike && distinct <= 1 {
            return Strand::Same(texts().next().unwrap_or_default().into());
        }
        if !self.unlike && distinct <= 256 {
            let codes = self.codes.iter().map(|&code| code as u8);
            return Strand::Few(Runs::of(texts()), codes.collect());
        }
        if !self.unlike && distinct * 2 <= self.spans.len() {
            return Strand::More(Runs::of(texts()), self.codes.into());
        }
        let spans = self.spans.iter();
        let values: Vec<&str> = spans.map(|&(start, end)| &text[start as usize..end as usize]).collect();
        Strand::unlike(&values)
    }
}

impl Strand {
    /// The strand of values that hardly repeat.
    fn unlike(values: &[&str]) -> Self {
        if let Some(packed) = values.iter().map(|value| uuid::pack(value.as_bytes())).collect() {
            return Self::Uuids(packed);
        }
        if let Some(numbers) = values.iter().map(|value| whole(value)).collect() {
            return Self::Whole(numbers);
        }
        Self::hex(values).unwrap_or_else(|| Self::Each(Runs::of(values.iter().copied())))
    }

    fn hex(values: &[&str]) -> Option<Self> {
        let digits = values.first()?.len();
        let mut packed = Vec::with_capacity(values.len() * digits.div_ceil(2));
        for value in values {
            if value.len() != digits || digits == 0 {
                return None;
            }
            for pair in value.as_bytes().chunks(2) {
                let (high, low) = (uuid::digit(pair[0])?, uuid::digit(*pair.get(1).unwrap_or(&b'0'))?);
                packed.push(high << 4 | low);
            }
        }
        Some(Self::Hex(digits, packed.into()))
    }

    /// Writes a value behind what is in `out`.
    #[inline]
    pub fn write(&self, place: usize, out: &mut String) {
        match self {
            Self::Same(value) => out.push_str(value),
            Self::Few(values, codes) => out.push_str(values.get(codes[place].into())),
            Self::More(values, codes) => out.push_str(values.get(codes[place].into())),
            Self::Each(values) => out.push_str(values.get(place)),
            Self::Uuids(packed) => {
                let text = &mut [0; uuid::LENGTH];
                uuid::print(packed[place], text);
                out.push_str(std::str::from_utf8(text).unwrap_or_default());
            }
            Self::Whole(numbers) => _ = write!(out, "{}", numbers[place]),
            Self::Hex(digits, packed) => {
                let width = digits.div_ceil(2);
                let bytes = &packed[place * width..(place + 1) * width];
                let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).take(*digits);
                out.extend(nibbles.map(|nibble| char::from(DIGITS[usize::from(nibble)])));
            }
        }
    }

    /// The value, in `room` where it is packed.
    pub fn value<'a>(&'a self, place: usize, room: &'a mut String) -> &'a str {
        match self {
            Self::Same(value) => value,
            Self::Few(values, codes) => values.get(codes[place].into()),
            Self::More(values, codes) => values.get(codes[place].into()),
            Self::Each(values) => values.get(place),
            Self::Uuids(_) | Self::Hex(..) | Self::Whole(_) => {
                room.clear();
                self.write(place, room);
                room
            }
        }
    }

    /// The texts among which the values are, each once where they repeat; `None` where they are packed or all one.
    fn distinct(&self) -> Option<&Runs> {
        match self {
            Self::Few(values, _) | Self::More(values, _) | Self::Each(values) => Some(values),
            Self::Same(_) | Self::Uuids(_) | Self::Hex(..) | Self::Whole(_) => None,
        }
    }

    /// Whether all values pass; each distinct one is asked for once.
    pub fn all(&self, texts: usize, passes: impl Fn(&str) -> bool) -> bool {
        let mut all = true;
        self.passing(texts, |value| !passes(value), |_| all = false);
        all
    }

    /// The distinct values, where they are few: [`Strand::code`] says which of them a value is.
    pub fn few(&self) -> Option<Vec<&str>> {
        match self {
            Self::Same(value) => Some(vec![value]),
            Self::Few(values, _) | Self::More(values, _) => Some(values.iter().collect()),
            _ => None,
        }
    }

    /// Which of the distinct values a value is; 0 where they are not few.
    #[inline]
    pub fn code(&self, place: usize) -> usize {
        match self {
            Self::Few(_, codes) => codes[place].into(),
            Self::More(_, codes) => codes[place].into(),
            _ => 0,
        }
    }

    /// Of what packed values consist.
    pub(super) fn alphabet(&self) -> Option<&'static [u8]> {
        match self {
            Self::Uuids(_) => Some(uuid::ALPHABET),
            Self::Hex(..) => Some(DIGITS),
            Self::Whole(_) => Some(&DIGITS[..10]),
            _ => None,
        }
    }

    /// Calls `each` with the places whose value passes; `passes` is asked once for each distinct value.
    pub(super) fn passing(&self, texts: usize, passes: impl Fn(&str) -> bool, mut each: impl FnMut(usize)) {
        let hits: Vec<bool> = match (self, self.distinct()) {
            (_, Some(distinct)) => distinct.iter().map(passes).collect(),
            (Self::Same(value), None) if !passes(value) => return,
            (Self::Same(_), None) => return (0..texts).for_each(each),
            (_, None) => {
                let room = &mut String::new();
                return (0..texts)
                    .filter(|&place| passes(self.value(place, room)))
                    .for_each(each);
            }
        };
        if !hits.contains(&true) {
            return;
        }
        let mut hit = |place: usize, code: usize| {
            if hits[code] {
                each(place)
            }
        };
        match self {
            Self::Few(_, codes) => codes
                .iter()
                .enumerate()
                .for_each(|(place, &code)| hit(place, code.into())),
            Self::More(_, codes) => codes
                .iter()
                .enumerate()
                .for_each(|(place, &code)| hit(place, code.into())),
            _ => (0..texts).for_each(|place| hit(place, place)),
        }
    }

    /// Mixes the hash of every value into the sum of its place.
    pub(super) fn hashes(&self, sums: &mut [u64], mix: impl Fn(u64, u64) -> u64) {
        let known: Vec<u64> = self
            .distinct()
            .map(|values| values.iter().map(|value| hash(value.as_bytes())).collect())
            .unwrap_or_default();
        let room = &mut String::new();
        for (place, sum) in sums.iter_mut().enumerate() {
            let value = match self {
                Self::Few(_, codes) => known[usize::from(codes[place])],
                Self::More(_, codes) => known[usize::from(codes[place])],
                Self::Each(_) => known[place],
                Self::Same(_) | Self::Uuids(_) | Self::Hex(..) | Self::Whole(_) => {
                    hash(self.value(place, room).as_bytes())
                }
            };
            *sum = mix(*sum, value);
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Same(value) => value.len(),
            Self::Few(values, codes) => values.bytes() + size_of_val(&**codes),
            Self::More(values, codes) => values.bytes() + size_of_val(&**codes),
            Self::Hex(_, packed) => size_of_val(&**packed),
            Self::Uuids(packed) => size_of_val(&**packed),
            Self::Whole(numbers) => size_of_val(&**numbers),
            Self::Each(values) => values.bytes(),
        }
    }
}

/// The number that a text is, if it is written as it would be printed.
fn whole(text: &str) -> Option<u32> {
    let number = text.parse().ok()?;
    let printed = match text.as_bytes() {
        [b'+', ..] => false,
        [b'0', rest @ ..] => rest.is_empty(),
        _ => true,
    };
    printed.then_some(number)
}
