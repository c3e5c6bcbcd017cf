//! The distinct values of a column, each with a code.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// Entries in a page, as a power of two.
const PAGE_BITS: u32 = 12;
const PAGE: usize = 1 << PAGE_BITS;

/// Distinct texts in the order in which they were first seen; entry `n` has code `n + 1`.
///
/// They lie in pages of 4,096 entries: a full page is never moved or copied again, so growing copies of one dictionary share them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Dictionary {
    full: Vec<Arc<Page>>,
    last: Page,
}

/// Up to 4,096 entries in one run of text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Page {
    text: String,
    /// End of each entry in `text`; the start is the end of the one before.
    ends: Vec<u32>,
}

impl Page {
    /// All entries, one after the other, nothing between them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// End of each entry in [`Page::text`].
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    #[inline]
    fn range(&self, index: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        start..self.ends[index] as usize
    }

    fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4
    }
}

impl Dictionary {
    /// The text of a code, which must be one of this dictionary; code 0 (null) is the empty text.
    pub fn get(&self, code: u32) -> &str {
        self.place(code)
            .map_or("", |(page, index)| &page.text[page.range(index)])
    }

    /// The bytes of that text, for who compares many and cuts none.
    #[inline(always)]
    pub(super) fn bytes_of(&self, code: u32) -> &[u8] {
        self.place(code)
            .map_or(b"", |(page, index)| &page.text.as_bytes()[page.range(index)])
    }

    /// The page of a code, and which of its entries that is.
    #[inline(always)]
    fn place(&self, code: u32) -> Option<(&Page, usize)> {
        let entry = code.checked_sub(1)?;
        let page = self.full.get((entry >> PAGE_BITS) as usize);
        Some((page.map_or(&self.last, |page| page), entry as usize % PAGE))
    }

    /// How many entries; codes run from 1 to this.
    pub fn len(&self) -> usize {
        self.full.len() * PAGE + self.last.ends.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All entries with their codes, ascending by code.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (1..=self.len() as u32).map(|code| (code, self.get(code)))
    }

    /// The pages, each with the code of its first entry: for searches that run over the text of many entries at once.
    pub fn pages(&self) -> impl Iterator<Item = (u32, &Page)> {
        let pages = self.full.iter().map(|page| &**page).chain(std::iter::once(&self.last));
        pages.enumerate().map(|(index, page)| ((index * PAGE) as u32 + 1, page))
    }

    /// The code of exactly this text. Walks all entries: once per query, not once per row.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.iter().find(|&(_, entry)| entry == text).map(|(code, _)| code)
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.full.iter().map(|page| page.bytes()).sum::<usize>() + self.last.bytes()
    }

    /// Appends an entry that is not yet there and gives its code; `None` when codes or the page's offsets would overflow.
    pub(super) fn push(&mut self, text: &str) -> Option<u32> {
        let code = u32::try_from(self.len() + 1).ok()?;
        let end = u32::try_from(self.last.text.len() + text.len()).ok()?;
        self.last.text.push_str(text);
        self.last.ends.push(end);
        if self.last.ends.len() == PAGE {
            let mut page = std::mem::take(&mut self.last);
            page.text.shrink_to_fit();
            self.full.push(Arc::new(page));
        }
        Some(code)
    }

    /// Gives back what the last page holds in reserve.
    pub(super) fn shrink(&mut self) {
        self.last.text.shrink_to_fit();
        self.last.ends.shrink_to_fit();
    }
}

impl<'a> FromIterator<&'a str> for Dictionary {
    /// Takes texts as they come; they must be distinct.
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut made = Self::default();
        texts.into_iter().for_each(|text| _ = made.push(text));
        made.shrink();
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_codes_over_many_pages() {
        let texts: Vec<String> = (0..10_000).map(|n| format!("entry {n}")).collect();
        let dictionary: Dictionary = texts.iter().map(String::as_str).collect();
        assert_eq!(dictionary.len(), 10_000);
        assert_eq!(dictionary.get(0), "");
        for (code, text) in dictionary.iter() {
            assert_eq!(text, texts[code as usize - 1]);
        }
        assert_eq!(dictionary.find("entry 9999"), Some(10_000));
        assert_eq!(dictionary.find("entry"), None);
        assert_eq!(
            dictionary
                .pages()
                .map(|(first, page)| (first, page.ends().len()))
                .collect::<Vec<_>>(),
            [(1, 4096), (4097, 4096), (8193, 1808)]
        );
    }
}
