//! A text looked for in woven ones: in each piece and each distinct value once, and in whole texts only where it might reach across.

use super::{Shape, Strand, Woven};

/// What is looked for.
pub struct Sought<'a> {
    /// In small letters where letter case is aside; then of ASCII only.
    pub text: &'a str,
    /// Whether letter case counts.
    pub exact: bool,
    /// Whether a text holds it.
    pub within: &'a dyn Fn(&str) -> bool,
}

/// Which texts of a shape hold it.
enum Held {
    None,
    All,
    /// Bits of their places, and whether the other ones might hold it across the end of a piece.
    Some(Vec<u64>, bool),
}

impl Woven {
    /// Calls `hit` with every row of `wanted` whose text holds what is sought, ascending.
    pub fn find(&self, sought: &Sought<'_>, wanted: &[u64], mut hit: impl FnMut(usize)) {
        let held: Vec<Held> = self.shapes.iter().map(|shape| shape.held(sought)).collect();
        if held.iter().all(|held| matches!(held, Held::None)) {
            return;
        }
        let room = &mut String::new();
        for row in super::super::bitmap::ones(wanted).take_while(|&row| row < self.len()) {
            let (shape, place) = self.place(row);
            let holds = match &held[shape] {
                Held::None => false,
                Held::All => true,
                Held::Some(bits, across) => {
                    bits[place / 64] >> (place % 64) & 1 == 1
                        || *across && {
                            room.clear();
                            self.shapes[shape].write(place, room);
                            (sought.within)(room)
                        }
                }
            };
            if holds {
                hit(row);
            }
        }
    }
}

impl Shape {
    fn held(&self, sought: &Sought<'_>) -> Held {
        if self.pieces().any(|piece| (sought.within)(piece)) {
            return Held::All;
        }
        let mut bits = vec![0_u64; self.texts.div_ceil(64)];
        let mut any = false;
        for strand in self.strands.iter().filter(|strand| sought.fits(strand)) {
            strand.passing(self.texts, sought.within, |place| {
                bits[place / 64] |= 1 << (place % 64);
                any = true;
            });
        }
        let last = self.strands.len();
        let across = self
            .pieces()
            .enumerate()
            .any(|(at, piece)| at < last && sought.ends(piece) || at > 0 && sought.begins(piece));
        if any || across {
            Held::Some(bits, across)
        } else {
            Held::None
        }
    }
}

impl Sought<'_> {
    /// Whether a packed value could hold it.
    fn fits(&self, strand: &Strand) -> bool {
        let of = |alphabet: &[u8]| self.text.bytes().all(|byte| alphabet.contains(&byte));
        strand.alphabet().is_none_or(of)
    }

    fn equal(&self, a: &[u8], b: &[u8]) -> bool {
        if self.exact { a == b } else { a.eq_ignore_ascii_case(b) }
    }

    /// Whether it might begin in this piece, or before it, and go on behind it.
    fn ends(&self, piece: &str) -> bool {
        let (text, piece) = (self.text.as_bytes(), piece.as_bytes());
        (1..text.len()).any(|left| {
            let shared = left.min(piece.len());
            self.equal(&text[left - shared..left], &piece[piece.len() - shared..])
        })
    }

    /// Whether it might begin before this piece and go on in it.
    fn begins(&self, piece: &str) -> bool {
        let (text, piece) = (self.text.as_bytes(), piece.as_bytes());
        (1..text.len()).any(|left| {
            let shared = (text.len() - left).min(piece.len());
            self.equal(&text[left..left + shared], &piece[..shared])
        })
    }
}
