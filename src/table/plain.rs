//! Text without a dictionary: the bytes of all rows of a segment in one run, with offsets, or packed where all are identifiers or alike.

use super::interner::hash;
use super::part::Numbers;
use super::{SEGMENT, Woven, uuid};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// Near-unique text. A null is an empty run of bytes; the column's `present` tells it from an empty text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Plain {
    pub segments: Vec<Texts>,
}

/// The texts of one segment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Flat", into = "Flat")]
pub enum Texts {
    Runs {
        bytes: Arc<[u8]>,
        /// One more than there are rows: text `i` is `bytes[offsets[i]..offsets[i + 1]]`, always valid UTF-8.
        offsets: Arc<[u32]>,
    },
    /// Every row has a UUID in lower case.
    Uuids(Arc<[[u8; 16]]>),
    /// Structures of few shapes.
    Woven(Arc<Woven>),
}

/// Texts on their way to another worker.
#[derive(Serialize, Deserialize)]
enum Flat {
    Runs(Numbers<u8>, Numbers<u32>),
    Uuids(Numbers<u8>),
    Woven(Arc<Woven>),
}

impl From<Texts> for Flat {
    fn from(texts: Texts) -> Self {
        match texts {
            Texts::Runs { bytes, offsets } => Self::Runs(Numbers(bytes.to_vec()), Numbers(offsets.to_vec())),
            Texts::Uuids(packed) => Self::Uuids(Numbers(packed.as_flattened().to_vec())),
            Texts::Woven(woven) => Self::Woven(woven),
        }
    }
}

impl From<Flat> for Texts {
    fn from(flat: Flat) -> Self {
        match flat {
            Flat::Runs(bytes, offsets) => Self::Runs {
                bytes: bytes.0.into(),
                offsets: offsets.0.into(),
            },
            Flat::Uuids(packed) => Self::Uuids(packed.0.as_chunks().0.into()),
            Flat::Woven(woven) => Self::Woven(woven),
        }
    }
}

/// Room to write a packed text in.
pub type Room = String;

impl Plain {
    /// The text of a row of the table; empty for a null.
    pub fn text(&self, row: usize) -> Cow<'_, str> {
        self.segments[row / SEGMENT].text(row % SEGMENT)
    }

    /// The text of a row of the table, in `room` where it is packed.
    pub fn text_in<'a>(&'a self, row: usize, room: &'a mut Room) -> &'a str {
        self.segments[row / SEGMENT].text_in(row % SEGMENT, room)
    }
}

/// 64 bits of every text of segment `index` of a column: equal texts of the column have equal bits.
pub(super) fn hashes(segments: &[Texts], index: usize) -> Vec<u64> {
    let alike = |segment: &Texts| std::mem::discriminant(segment) == std::mem::discriminant(&segments[index]);
    let all = || segments.iter().all(alike);
    match &segments[index] {
        Texts::Woven(woven) if all() => woven.hashes().collect(),
        // Their own bits are as good as any, folded so that no half says what the other does.
        Texts::Uuids(packed) if all() => {
            let folded = packed.iter().map(|&packed| {
                let bits = u128::from_le_bytes(packed);
                (bits as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (bits >> 64) as u64
            });
            folded.collect()
        }
        Texts::Runs { bytes, offsets } => {
            let texts = offsets.windows(2);
            texts
                .map(|ends| hash(&bytes[ends[0] as usize..ends[1] as usize]))
                .collect()
        }
        segment => {
            let room = &mut Room::new();
            (0..segment.len())
                .map(|row| hash(segment.text_in(row, room).as_bytes()))
                .collect()
        }
    }
}

impl Texts {
    /// Texts one after the other in `text`, cut at `offsets`; identifiers are packed.
    pub(super) fn new(text: &str, offsets: Arc<[u32]>) -> Self {
        if let Some(packed) = packed(text.as_bytes(), &offsets) {
            return Self::Uuids(packed);
        }
        Self::Runs {
            bytes: text.as_bytes().into(),
            offsets,
        }
    }

    /// The same, and structures are woven.
    pub(super) fn packed(text: &str, offsets: Arc<[u32]>) -> Self {
        match Woven::of(text, &offsets) {
            Some(woven) => Self::Woven(Arc::new(woven)),
            None => Self::new(text, offsets),
        }
    }

    /// Weaves structures that are not woven yet.
    pub(super) fn pack(&mut self) {
        if let Self::Runs { bytes, offsets } = self
            && let Some(woven) = std::str::from_utf8(bytes)
                .ok()
                .and_then(|text| Woven::of(text, offsets))
        {
            *self = Self::Woven(Arc::new(woven));
        }
    }

    /// Rows of the segment.
    pub fn len(&self) -> usize {
        match self {
            Self::Runs { offsets, .. } => offsets.len().saturating_sub(1),
            Self::Uuids(packed) => packed.len(),
            Self::Woven(woven) => woven.len(),
        }
    }

    /// Whether the segment has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of text, as long as it is written out.
    pub fn text_bytes(&self) -> usize {
        match self {
            Self::Runs { bytes, .. } => bytes.len(),
            Self::Uuids(packed) => packed.len() * uuid::LENGTH,
            Self::Woven(woven) => woven.text_bytes(),
        }
    }

    /// The text of a row, counted from the segment's first.
    pub fn text(&self, row: usize) -> Cow<'_, str> {
        match self {
            Self::Runs { bytes, offsets } => Cow::Borrowed(run(bytes, offsets, row)),
            Self::Uuids(_) | Self::Woven(_) => {
                let mut room = Room::new();
                self.text_in(row, &mut room);
                Cow::Owned(room)
            }
        }
    }

    /// The text of a row, counted from the segment's first, in `room` where it is packed.
    pub fn text_in<'a>(&'a self, row: usize, room: &'a mut Room) -> &'a str {
        match self {
            Self::Runs { bytes, offsets } => run(bytes, offsets, row),
            Self::Uuids(packed) => {
                let text = &mut [0; uuid::LENGTH];
                uuid::print(packed[row], text);
                room.clear();
                room.push_str(std::str::from_utf8(text).unwrap_or_default());
                room
            }
            Self::Woven(woven) => {
                room.clear();
                woven.write(row, room);
                room
            }
        }
    }
}

fn run<'a>(bytes: &'a [u8], offsets: &[u32], row: usize) -> &'a str {
    let run = &bytes[offsets[row] as usize..offsets[row + 1] as usize];
    std::str::from_utf8(run).unwrap_or_default()
}

/// The texts packed; `None` when one of them, a null for instance, is no UUID in lower case.
fn packed(bytes: &[u8], offsets: &[u32]) -> Option<Arc<[[u8; 16]]>> {
    let rows = offsets.len().saturating_sub(1);
    if rows == 0 || bytes.len() != rows * uuid::LENGTH {
        return None;
    }
    let mut made = Vec::with_capacity(rows);
    for ends in offsets.windows(2) {
        made.push(uuid::pack(&bytes[ends[0] as usize..ends[1] as usize])?);
    }
    Some(made.into())
}

impl<'a> FromIterator<&'a str> for Plain {
    /// One row for each text; less than 4 GiB in any one segment.
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut texts = texts.into_iter().peekable();
        let mut segments = Vec::new();
        while texts.peek().is_some() {
            let mut all = String::new();
            let mut offsets = vec![0];
            for text in texts.by_ref().take(SEGMENT) {
                all.push_str(text);
                offsets.push(all.len() as u32);
            }
            segments.push(Texts::packed(&all, offsets.into()));
        }
        Self { segments }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_rows_across_segments() {
        let texts: Vec<String> = (0..SEGMENT + 10).map(|n| format!("ü{}", n % 1000)).collect();
        let plain: Plain = texts.iter().map(String::as_str).collect();
        assert_eq!(plain.segments.len(), 2);
        assert_eq!(plain.segments[1].len(), 10);
        for row in [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 9] {
            assert_eq!(plain.text(row), texts[row]);
        }
    }

    #[test]
    fn a_segment_of_identifiers_is_packed_and_only_such_a_one() {
        let mut texts: Vec<String> = (0..2 * SEGMENT)
            .map(|n| format!("{n:08x}-0000-4000-8000-{:012x}", n * 7919))
            .collect();
        texts[SEGMENT + 5] = "not an identifier of 36 characters..".into();
        let plain: Plain = texts.iter().map(String::as_str).collect();
        assert!(matches!(plain.segments[..], [Texts::Uuids(_), Texts::Runs { .. }]));
        for (row, text) in texts.iter().enumerate() {
            assert_eq!(plain.text_in(row, &mut Room::new()), text);
        }
    }
}
