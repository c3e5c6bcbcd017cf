//! Texts taken apart at their JSON values: the shapes of a segment are found in one walk along a tree of pieces.
//!
//! A value is the inside of a string that is no name, or a number, `true`, `false` or `null`. Whatever is no JSON stays in a piece. After
//! a piece the tree knows which ones came next before: where one of them stands in the text again, nothing has to be looked at twice.

use super::strand::{Growing as Values, Runs};
use super::{Shape, Woven};
use crate::bytes::same;
use memchr::memchr2;

/// Texts after which it is judged whether they have shapes at all.
const TRIAL: usize = 2048;

/// Shapes that a segment may have.
const SHAPES: usize = 8192;

/// What comes after a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// The inside of a string.
    Text,
    /// A number, `true`, `false` or `null`.
    Plain,
    End,
}

/// A piece with what came before it.
struct Node {
    /// Where the piece stands among all texts.
    piece: (usize, usize),
    then: Then,
    /// The node before, none for the first.
    before: Option<usize>,
    next: Vec<usize>,
    /// The number of the shape that ends here.
    shape: usize,
}

/// What is known of the texts of a shape.
struct Growing {
    end: usize,
    strands: Vec<Values>,
    texts: usize,
}

/// Weaves texts one after the other in `text`, cut at `offsets`; `None` where they are no structures, or a shape has fewer than `least` of
/// them on average.
pub(super) fn weave(text: &str, offsets: &[u32], least: usize) -> Option<Woven> {
    let rows = offsets.len().checked_sub(1)?;
    let parts = || offsets.windows(2).map(|ends| (ends[0] as usize, ends[1] as usize));
    let structured = |&(start, end): &(usize, usize)| {
        matches!(
            text.as_bytes()[start..end].trim_ascii_start().first(),
            Some(b'{' | b'[')
        )
    };
    let (all, alike) = parts()
        .filter(|(start, end)| start < end)
        .take(TRIAL)
        .fold((0, 0), |(all, alike), part| {
            (all + 1, alike + usize::from(structured(&part)))
        });
    if all == 0 || alike * 10 < all * 9 {
        return None;
    }
    let mut loom = Loom {
        text: text.as_bytes(),
        nodes: Vec::new(),
        first: Vec::new(),
        shapes: Vec::new(),
    };
    let mut codes = Vec::with_capacity(rows);
    let mut places = Vec::with_capacity(rows);
    let spans = &mut Vec::new();
    for (row, (start, end)) in parts().enumerate() {
        let shape = loom.walk(start, end, spans);
        if loom.shapes.len() > SHAPES || row >= TRIAL && loom.shapes.len() * least > row {
            return None;
        }
        let growing = &mut loom.shapes[shape];
        codes.push(shape as u16);
        places.push(growing.texts as u16);
        growing.texts += 1;
        for (strand, span) in growing.strands.iter_mut().zip(spans.drain(..)) {
            strand.push(text, span);
        }
    }
    if loom.shapes.len() * least > rows.max(least) {
        return None;
    }
    let shapes = std::mem::take(&mut loom.shapes);
    let shapes = shapes.into_iter().map(|growing| loom.shape(growing, text)).collect();
    Some(Woven {
        shapes,
        codes: codes.into(),
        places: places.into(),
        length: text.len(),
    })
}

struct Loom<'a> {
    /// All texts, one after the other.
    text: &'a [u8],
    nodes: Vec<Node>,
    /// Pieces that texts begin with.
    first: Vec<usize>,
    shapes: Vec<Growing>,
}

impl Loom<'_> {
    /// The shape of the text from `start` to `end`; where its values are goes into `spans`.
    fn walk(&mut self, start: usize, end: usize, spans: &mut Vec<(u32, u32)>) -> usize {
        let text = &self.text[..end];
        let mut at = start;
        let mut before: Option<usize> = None;
        loop {
            let next = match before {
                Some(before) => &self.nodes[before].next,
                None => &self.first,
            };
            let known = next.iter().enumerate().find_map(|(order, &node)| {
                let Node { piece, then, .. } = &self.nodes[node];
                let behind = at + (piece.1 - piece.0);
                let stands = behind <= end && same(&self.text[piece.0..piece.1], &text[at..behind]);
                let value = if stands {
                    value(text, behind, *then)?
                } else {
                    return None;
                };
                Some((order, node, behind, value))
            });
            let (node, behind, value) = match known {
                Some((order, node, behind, value)) => {
                    if order > 0 {
                        // What comes often is soon found first.
                        match before {
                            Some(before) => self.nodes[before].next.swap(order, order - 1),
                            None => self.first.swap(order, order - 1),
                        }
                    }
                    (node, behind, value)
                }
                None => self.grow(before, at, end),
            };
            if self.nodes[node].then == Then::End {
                return self.nodes[node].shape;
            }
            spans.push((behind as u32, value as u32));
            at = value;
            before = Some(node);
        }
    }

    /// A piece that did not come after this one before; with where it and the value behind it end.
    fn grow(&mut self, before: Option<usize>, at: usize, end: usize) -> (usize, usize, usize) {
        let (behind, then, value) = cut(&self.text[..end], at, before.is_none());
        let node = self.nodes.len();
        self.nodes.push(Node {
            piece: (at, behind),
            then,
            before,
            next: Vec::new(),
            shape: self.shapes.len(),
        });
        match before {
            Some(before) => self.nodes[before].next.push(node),
            None => self.first.push(node),
        }
        if then == Then::End {
            let values = std::iter::successors(before, |&node| self.nodes[node].before).count();
            self.shapes.push(Growing {
                end: node,
                strands: (0..values).map(|_| Values::default()).collect(),
                texts: 0,
            });
        }
        (node, behind, value)
    }

    fn shape(&self, growing: Growing, text: &str) -> Shape {
        let mut pieces: Vec<&str> = std::iter::successors(Some(growing.end), |&node| self.nodes[node].before)
            .map(|node| &text[self.nodes[node].piece.0..self.nodes[node].piece.1])
            .collect();
        pieces.reverse();
        Shape {
            pieces: Runs::of(pieces.into_iter()),
            strands: growing.strands.into_iter().map(|values| values.done(text)).collect(),
            texts: growing.texts,
        }
    }
}

/// Where the value that begins at `at` ends; `None` where there is none of this kind.
#[inline]
fn value(text: &[u8], at: usize, then: Then) -> Option<usize> {
    match then {
        Then::Text => {
            let end = string(text, at)?;
            (!is_name(text, end)).then_some(end)
        }
        Then::Plain => plain(text, at),
        Then::End => (at == text.len()).then_some(at),
    }
}

/// Where the string ends whose inside begins at `at`: there stands its quotation mark.
#[inline]
fn string(text: &[u8], at: usize) -> Option<usize> {
    let mut at = at;
    // Most are short.
    for (step, &byte) in text[at..].iter().take(16).enumerate() {
        match byte {
            b'"' => return Some(at + step),
            b'\\' => break,
            _ => {}
        }
    }
    loop {
        at += memchr2(b'"', b'\\', text.get(at..)?)?;
        if text[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

/// Whether the string that ends at `end` is the name of a member.
#[inline]
fn is_name(text: &[u8], end: usize) -> bool {
    let mut rest = text[end + 1..].iter();
    rest.find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// Where the number or word ends that begins at `at`, if one does.
#[inline]
fn plain(text: &[u8], at: usize) -> Option<usize> {
    let rest = &text[at..];
    let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
    let length = rest.iter().position(ends).unwrap_or(rest.len());
    let word = &rest[..length];
    (matches!(word, b"true" | b"false" | b"null") || is_number(word)).then_some(at + length)
}

/// Whether this is a number as JSON writes them.
fn is_number(word: &[u8]) -> bool {
    fn digits(word: &[u8]) -> Option<&[u8]> {
        let count = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (count > 0).then(|| &word[count..])
    }
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let rest = match word.strip_prefix(b"0") {
        Some(rest) => Some(rest),
        None => digits(word),
    };
    let rest = rest.and_then(|rest| match rest.strip_prefix(b".") {
        Some(fraction) => digits(fraction),
        None => Some(rest),
    });
    let rest = rest.and_then(|rest| match rest.first() {
        Some(b'e' | b'E') => {
            let power = &rest[1..];
            digits(power.strip_prefix(b"-").or(power.strip_prefix(b"+")).unwrap_or(power))
        }
        _ => Some(rest),
    });
    rest.is_some_and(<[u8]>::is_empty)
}

/// Where the piece that begins at `at` ends, what comes then, and where that ends. `first`: no value stands before it.
fn cut(text: &[u8], at: usize, first: bool) -> (usize, Then, usize) {
    let mut here = at;
    while let Some(&byte) = text.get(here) {
        let opens = || match here.checked_sub(1) {
            Some(before) if here > at => {
                matches!(text[before], b':' | b',' | b'[') || text[before].is_ascii_whitespace()
            }
            _ => false,
        };
        match byte {
            // Right behind a value this is the mark that ends it.
            b'"' if here > at || first => {
                let Some(end) = string(text, here + 1) else { break };
                if !is_name(text, end) {
                    return (here + 1, Then::Text, end);
                }
                here = end + 1;
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' if opens() => match plain(text, here) {
                Some(end) => return (here, Then::Plain, end),
                None => here += 1,
            },
            _ => here += 1,
        }
    }
    (text.len(), Then::End, text.len())
}
