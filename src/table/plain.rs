//! Text without a dictionary: the bytes of all rows of a segment in one run, with offsets.

use super::SEGMENT;
use std::sync::Arc;

/// Near-unique text. A null is an empty run of bytes; the column's `present` tells it from an empty text.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    pub segments: Vec<Texts>,
}

/// The texts of one segment.
#[derive(Clone, Debug)]
pub struct Texts {
    pub bytes: Arc<[u8]>,
    /// One more than there are rows: text `i` is `bytes[offsets[i]..offsets[i + 1]]`, always valid UTF-8.
    pub offsets: Arc<[u32]>,
}

impl Plain {
    /// The text of a row of the table; empty for a null.
    pub fn text(&self, row: usize) -> &str {
        self.segments[row / SEGMENT].text(row % SEGMENT)
    }
}

impl Texts {
    /// Rows of the segment.
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether the segment has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a row, counted from the segment's first.
    pub fn text(&self, row: usize) -> &str {
        let run = &self.bytes[self.offsets[row] as usize..self.offsets[row + 1] as usize];
        std::str::from_utf8(run).unwrap_or_default()
    }
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
            segments.push(Texts {
                bytes: bytes.into(),
                offsets: offsets.into(),
            });
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
}
