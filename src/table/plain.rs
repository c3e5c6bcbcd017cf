//! Text without a dictionary: the bytes of all rows of a segment in one run, with offsets, or packed where all are identifiers.

use super::part::Numbers;
use super::{SEGMENT, uuid};
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
}

/// Texts on their way to another worker.
#[derive(Serialize, Deserialize)]
enum Flat {
    Runs(Numbers<u8>, Numbers<u32>),
    Uuids(Numbers<u8>),
}

impl From<Texts> for Flat {
    fn from(texts: Texts) -> Self {
        match texts {
            Texts::Runs { bytes, offsets } => Self::Runs(Numbers(bytes.to_vec()), Numbers(offsets.to_vec())),
            Texts::Uuids(packed) => Self::Uuids(Numbers(packed.as_flattened().to_vec())),
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
        }
    }
}

/// Room to print a packed text in.
pub type Room = [u8; uuid::LENGTH];

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

impl Texts {
    /// Texts one after the other in `bytes`, cut at `offsets`; packed where they can be.
    pub(super) fn new(bytes: &[u8], offsets: Arc<[u32]>) -> Self {
        if let Some(packed) = packed(bytes, &offsets) {
            return Self::Uuids(packed);
        }
        Self::Runs {
            bytes: bytes.into(),
            offsets,
        }
    }

    /// Rows of the segment.
    pub fn len(&self) -> usize {
        match self {
            Self::Runs { offsets, .. } => offsets.len().saturating_sub(1),
            Self::Uuids(packed) => packed.len(),
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
        }
    }

    /// The text of a row, counted from the segment's first.
    pub fn text(&self, row: usize) -> Cow<'_, str> {
        match self {
            Self::Runs { bytes, offsets } => Cow::Borrowed(run(bytes, offsets, row)),
            Self::Uuids(_) => Cow::Owned(self.text_in(row, &mut [0; uuid::LENGTH]).to_owned()),
        }
    }

    /// The text of a row, counted from the segment's first, in `room` where it is packed.
    pub fn text_in<'a>(&'a self, row: usize, room: &'a mut Room) -> &'a str {
        match self {
            Self::Runs { bytes, offsets } => run(bytes, offsets, row),
            Self::Uuids(packed) => {
                uuid::print(packed[row], room);
                std::str::from_utf8(room).unwrap_or_default()
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
            let mut bytes = Vec::new();
            let mut offsets = vec![0];
            for text in texts.by_ref().take(SEGMENT) {
                bytes.extend_from_slice(text.as_bytes());
                offsets.push(bytes.len() as u32);
            }
            segments.push(Texts::new(&bytes, offsets.into()));
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
            assert_eq!(plain.text_in(row, &mut [0; uuid::LENGTH]), text);
        }
    }
}
