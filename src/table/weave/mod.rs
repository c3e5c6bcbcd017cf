//! Texts of a segment that are alike, such as JSON objects: what many of them share is kept once, what differs lies in strands.
//!
//! The texts of the cells of a log come from a program, so they are few skeletons with other values in them. A text is taken apart at its
//! values (`loom.rs`): the pieces around them are its shape, and all values at one place of a shape are a strand (`strand.rs`). Nothing is
//! lost: pieces and values one after the other are the text, byte by byte. What is looked for is looked for in pieces and distinct values
//! (`find.rs`), not in every text.

mod find;
mod loom;
mod strand;

pub use find::Sought;
pub use strand::Strand;

use super::interner::hash;
use serde::{Deserialize, Serialize};
use strand::Runs;

/// Texts that a shape must have on average.
const LEAST: usize = 8;

/// The texts of one segment, at most 65,536.
#[derive(Debug, Serialize, Deserialize)]
pub struct Woven {
    shapes: Box<[Shape]>,
    /// Of each text, which shape it has.
    codes: Box<[u16]>,
    /// Of each text, how many before it have its shape: its values stand there in the strands.
    places: Box<[u16]>,
    /// Bytes of all texts.
    length: usize,
}

/// What texts share.
#[derive(Debug, Serialize, Deserialize)]
pub struct Shape {
    /// One more than there are strands.
    pieces: Runs,
    strands: Box<[Strand]>,
    /// Texts of this shape.
    texts: usize,
}

impl Woven {
    /// Texts one after the other in `text`, cut at `offsets`; `None` where they have too little in common.
    pub(super) fn of(text: &str, offsets: &[u32]) -> Option<Self> {
        let woven = loom::weave(text, offsets, LEAST)?;
        let runs = text.len() + size_of_val(offsets);
        (woven.bytes() < runs / 4 * 3).then_some(woven)
    }

    /// How many texts.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Bytes of the texts, as long as they are written out.
    pub fn text_bytes(&self) -> usize {
        self.length
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let shape = |shape: &Shape| {
            let strands = shape.strands.iter().map(|strand| size_of::<Strand>() + strand.bytes());
            size_of::<Shape>() + shape.pieces.bytes() + strands.sum::<usize>()
        };
        size_of_val(&*self.codes) + size_of_val(&*self.places) + self.shapes.iter().map(shape).sum::<usize>()
    }

    /// The shapes, by the number that [`Woven::place`] gives.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The shape of a text, and where in its strands the values are.
    #[inline]
    pub fn place(&self, row: usize) -> (usize, usize) {
        (self.codes[row].into(), self.places[row].into())
    }

    /// Writes a text behind what is in `out`.
    pub fn write(&self, row: usize, out: &mut String) {
        let (shape, place) = self.place(row);
        self.shapes[shape].write(place, out);
    }

    /// 64 bits of every text: equal ones have equal bits, in every segment that is woven.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> + '_ {
        let made: Vec<Vec<u64>> = self.shapes.iter().map(Shape::hashes).collect();
        (0..self.len()).map(move |row| {
            let (shape, place) = self.place(row);
            made[shape][place]
        })
    }
}

impl Shape {
    /// The pieces around the values, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter()
    }

    /// How many texts have it.
    pub fn texts(&self) -> usize {
        self.texts
    }

    /// The values, in order.
    pub fn strands(&self) -> &[Strand] {
        &self.strands
    }

    /// Writes one of its texts behind what is in `out`.
    pub fn write(&self, place: usize, out: &mut String) {
        for (at, strand) in self.strands.iter().enumerate() {
            out.push_str(self.pieces.get(at));
            strand.write(place, out);
        }
        out.push_str(self.pieces.get(self.strands.len()));
    }

    /// Writes the part of one of its texts between two places, each a piece and a byte in it, behind what is in `out`.
    pub fn write_part(&self, place: usize, from: (usize, usize), to: (usize, usize), out: &mut String) {
        for at in from.0..=to.0 {
            let piece = self.pieces.get(at);
            let start = if at == from.0 { from.1 } else { 0 };
            let end = if at == to.0 { to.1 } else { piece.len() };
            out.push_str(&piece[start..end]);
            if at < to.0 {
                self.strands[at].write(place, out);
            }
        }
    }

    fn hashes(&self) -> Vec<u64> {
        let mix = |sum: u64, value: u64| (sum.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let skeleton = self.pieces().fold(0, |sum, piece| mix(sum, hash(piece.as_bytes())));
        let mut made = vec![skeleton; self.texts];
        for strand in &self.strands {
            strand.hashes(&mut made, mix);
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(texts: &[String]) -> (String, Vec<u32>) {
        let mut offsets = vec![0];
        let mut all = String::new();
        for text in texts {
            all.push_str(text);
            offsets.push(all.len() as u32);
        }
        (all, offsets)
    }

    fn woven(texts: &[String], least: usize) -> Option<Woven> {
        let (all, offsets) = run(texts);
        loom::weave(&all, &offsets, least)
    }

    fn back(woven: &Woven) -> Vec<String> {
        (0..woven.len())
            .map(|row| {
                let mut text = String::new();
                woven.write(row, &mut text);
                text
            })
            .collect()
    }

    /// JSON, nearly JSON, and what only begins so.
    fn text() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            "[a-c\"\\\\:, é]{0,6}".prop_map(|text| format!("\"{text}\"")),
            "-?[0-9]{1,3}",
            "[0-9a-f]{8}".prop_map(|text| format!("\"{text}\"")),
            prop_oneof![
                Just("true"),
                Just("null"),
                Just("nul"),
                Just("01"),
                Just("[1,\"x\"]"),
                Just("{}"),
                Just("[]")
            ]
            .prop_map(str::to_owned),
        ];
        let member = ("[ab]{1,2}", value).prop_map(|(name, value)| format!("\"{name}\": {value}"));
        prop_oneof![
            8 => proptest::collection::vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(","))),
            1 => Just(String::new()),
            1 => "[\\[{\"a:,]{0,6}",
        ]
    }

    proptest! {
        #[test]
        fn texts_come_back_and_equal_ones_hash_equally(texts in proptest::collection::vec(text(), 1..200)) {
            let Some(woven) = woven(&texts, 0) else { return Ok(()) };
            prop_assert_eq!(&back(&woven), &texts);
            let hashes: Vec<u64> = woven.hashes().collect();
            for (a, one) in hashes.iter().zip(&texts) {
                for (b, other) in hashes.iter().zip(&texts) {
                    prop_assert_eq!(a == b, one == other, "{} {}", one, other);
                }
            }
        }

        #[test]
        fn what_is_looked_for_is_found_in_the_same_texts(
            texts in proptest::collection::vec(text(), 1..100),
            needle in prop_oneof!["[abA:, \"0-9f]{1,4}", Just("é".to_owned()), Just("\": ".to_owned())],
            exact in any::<bool>(),
        ) {
            let Some(woven) = woven(&texts, 0) else { return Ok(()) };
            let needle = if exact { needle } else { needle.to_ascii_lowercase() };
            let within = |text: &str| {
                if exact { text.contains(&needle) } else { text.to_ascii_lowercase().contains(&needle) }
            };
            let sought = Sought { text: &needle, exact, within: &within };
            let mut found = Vec::new();
            let all = vec![u64::MAX; texts.len().div_ceil(64)];
            woven.find(&sought, &all, |row| found.push(row));
            let expected: Vec<usize> = (0..texts.len()).filter(|&row| within(&texts[row])).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_log_s_objects_take_a_fraction_of_their_bytes() {
        let texts: Vec<String> = (0..5000_u64)
            .map(|n| {
                let id = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let kind = ["table", "chart", "input"][n as usize % 3];
                let labels = if n % 5 == 0 { r#","labels":["a","b"]"# } else { "" };
                format!(
                    r#"{{"request":"{id:016x}","n":{n},"kind":"{kind}"{labels},"user":"user{}@acme.com"}}"#,
                    n % 700
                )
            })
            .collect();
        let woven = woven(&texts, LEAST).expect("two shapes");
        assert_eq!(woven.shapes().len(), 2);
        assert_eq!(back(&woven), texts);
        assert!(
            woven.bytes() * 2 < woven.text_bytes(),
            "{} of {}",
            woven.bytes(),
            woven.text_bytes()
        );
    }

    #[test]
    fn texts_with_nothing_in_common_are_left_as_they_are() {
        let keys: Vec<String> = (0..5000).map(|n| format!(r#"{{"key{n}":{n}}}"#)).collect();
        assert!(woven(&keys, LEAST).is_none());
        let plain: Vec<String> = (0..5000).map(|n| format!("message {n}")).collect();
        assert!(woven(&plain, LEAST).is_none());
    }
}
