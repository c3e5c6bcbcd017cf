//! Reads the fields of a time off the front of a text.

/// What is left to read.
pub(super) struct Scan<'a>(pub &'a [u8]);

impl Scan<'_> {
    pub fn skip(&mut self, count: usize) {
        self.0 = &self.0[count.min(self.0.len())..];
    }

    pub fn one(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        first.is_ascii_digit().then(|| u32::from(first - b'0'))
    }

    pub fn two(&mut self) -> Option<u32> {
        Some(self.one()? * 10 + self.one()?)
    }

    /// One or two digits, the first not zero unless alone.
    pub fn free(&mut self) -> Option<u32> {
        let first = self.one()?;
        match self.0.first() {
            Some(next) if next.is_ascii_digit() => (first != 0).then_some(first * 10 + self.one()?),
            _ => Some(first),
        }
    }

    /// Nanoseconds of exactly so many digits.
    pub fn fraction(&mut self, digits: u8) -> Option<u32> {
        let mut nanos = 0;
        for _ in 0..digits {
            nanos = nanos * 10 + self.one()?;
        }
        Some(nanos * 10_u32.pow(9 - u32::from(digits)))
    }

    pub fn literal(&mut self, byte: u8) -> bool {
        let here = self.0.first() == Some(&byte);
        if here {
            self.skip(1);
        }
        here
    }

    pub fn starts(&self, with: &str) -> bool {
        self.0.starts_with(with.as_bytes())
    }

    /// Number, from 1, of the name that stands here, cut to at most `length` letters.
    pub fn name(&mut self, names: &[&str], length: usize, upper: bool) -> Option<u32> {
        let same = |(letter, there): (u8, &u8)| {
            if upper {
                letter.to_ascii_uppercase() == *there
            } else {
                letter == *there
            }
        };
        let index = names.iter().position(|name| {
            let length = length.min(name.len());
            self.0.len() >= length && name.bytes().take(length).zip(self.0).all(same)
        })?;
        self.skip(length.min(names[index].len()));
        Some(index as u32 + 1)
    }
}
