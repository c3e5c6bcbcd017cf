//! Woven objects opened by their shapes: each shape is read once, and where values repeat, each distinct one.

use super::super::growing::{Growing, Store};
use super::super::numeral::{Numeral, numeral};
use super::super::texts::GrowingTexts;
use super::super::{Builder, Shape, Strand, Woven};
use super::Below;
use crate::format::{ColumnId, Inner, Raw, Sink};
use std::ops::Range;

/// Rows taken one by one before it is known what a column holds.
const TRIAL: usize = 64;

/// What the shapes of a segment hold.
pub(super) struct Plan<'a> {
    woven: &'a Woven,
    columns: Vec<Opened>,
    /// Of each shape, whether it is an object.
    objects: Vec<bool>,
}

/// A column, and where each shape has its values.
struct Opened {
    id: ColumnId,
    from: Vec<Option<From>>,
}

/// Where a value stands.
#[derive(Clone, Copy)]
enum From {
    /// It is the inside of a string, and this strand.
    Text(usize),
    /// It is a number or a word, and this strand.
    Plain(usize),
    /// It is JSON between two places, each a piece and a byte in it.
    Json((usize, usize), (usize, usize)),
}

/// A text of a shape, and where its pieces and values are.
struct Example {
    text: String,
    pieces: Vec<Range<usize>>,
    values: Vec<Range<usize>>,
}

/// What the distinct values of a strand are in a column.
enum Known<T> {
    /// The column has no value from this shape.
    Nothing,
    /// By the strand's codes; nothing where the value is null.
    Values(usize, Vec<Option<T>>),
}

impl<'a> Plan<'a> {
    /// What the shapes hold; `None` where not all texts of a shape can be told to be alike.
    pub fn new(woven: &'a Woven, inner: &mut Inner, below: &mut Below) -> Option<Self> {
        let mut plan = Self {
            woven,
            columns: Vec::new(),
            objects: Vec::new(),
        };
        for (number, shape) in woven.shapes().iter().enumerate() {
            let example = Example::of(shape);
            let fields = inner.fields(&example.text);
            plan.objects.push(fields.is_some());
            let Some(fields) = fields else {
                // Without values all its texts are the same one. Objects of other languages are opened one by one.
                if shape.strands().is_empty() && !inner.is_object(&example.text) {
                    continue;
                }
                return None;
            };
            let sound = |(at, strand): (usize, &Strand)| {
                !example.is_quoted(at)
                    || strand.all(shape.texts(), |value| Inner::text(value, &mut String::new()).is_some())
            };
            if !shape.strands().iter().enumerate().all(sound) {
                return None;
            }
            for (path, place) in fields {
                let from = Some(example.from(&place)?);
                let id = below.column(&path);
                let known = plan.columns.iter().position(|column| column.id == id);
                let at = known.unwrap_or_else(|| {
                    plan.columns.push(Opened {
                        id,
                        from: vec![None; woven.shapes().len()],
                    });
                    plan.columns.len() - 1
                });
                // A name that comes twice in an object makes two columns.
                if std::mem::replace(&mut plan.columns[at].from[number], from).is_some() {
                    return None;
                }
            }
        }
        Some(plan)
    }

    /// Pushes the fields of all rows; answers how many of those that have a text are no objects.
    pub fn fill(&self, has_text: impl Fn(usize) -> bool, builder: &mut Builder) -> usize {
        let (first, count) = (builder.rows(), self.woven.len());
        let head = TRIAL.min(count);
        for opened in &self.columns {
            let column = &mut builder.columns[opened.id as usize];
            self.one_by_one(opened, column, first, 0..head);
            if !self.at_once(opened, column, first, head..count) {
                self.one_by_one(opened, column, first, head..count);
            }
        }
        builder.end_rows(count);
        if self.objects.iter().all(|&object| object) {
            return 0;
        }
        (0..count)
            .filter(|&row| !self.objects[self.woven.place(row).0] && has_text(row))
            .count()
    }

    fn one_by_one(&self, opened: &Opened, column: &mut Growing, first: usize, rows: Range<usize>) {
        let (room, unescaped) = (&mut String::new(), &mut String::new());
        for row in rows {
            let (number, place) = self.woven.place(row);
            let Some(from) = opened.from[number] else { continue };
            let shape = &self.woven.shapes()[number];
            let raw = match from {
                From::Text(strand) => {
                    let inside = shape.strands()[strand].value(place, room);
                    Raw::Text(Inner::text(inside, unescaped).unwrap_or(inside))
                }
                From::Plain(strand) => plain(shape.strands()[strand].value(place, room)),
                From::Json(start, end) => {
                    room.clear();
                    shape.write_part(place, start, end, room);
                    Raw::Structure(room)
                }
            };
            column.push(first + row, raw);
        }
    }

    /// Pushes values of which every distinct one is read once; `false`, and nothing pushed, where the column or the values are no such.
    fn at_once(&self, opened: &Opened, column: &mut Growing, first: usize, rows: Range<usize>) -> bool {
        column.settle();
        let Growing {
            store,
            presence,
            seen,
            touched,
            ..
        } = column;
        match store {
            Store::Texts(GrowingTexts::Codes(codes)) => {
                let unescaped = &mut String::new();
                let known = self.known(opened, |from, value| {
                    let (text, boolean) = match (from, plain(value)) {
                        (From::Text(_), _) => (Inner::text(value, unescaped)?, false),
                        (From::Plain(_), Raw::Boolean(_)) => (value, true),
                        (From::Plain(_), Raw::Null) => return Some(None),
                        _ => return None,
                    };
                    Some(Some((codes.intern(text)?, text.len() as u32, boolean)))
                });
                let Some(known) = known else { return false };
                codes.widen(presence);
                self.each(&known, rows, |row, value| {
                    *touched = first + row + 1;
                    if let Some((code, length, boolean)) = value {
                        codes.push_code(code, length);
                        presence.mark(first + row);
                        *(if boolean { &mut seen.booleans } else { &mut seen.texts }) += 1;
                    }
                });
            }
            Store::Integers(values) => {
                let known = self.known(opened, |from, value| match (from, plain(value)) {
                    (From::Plain(_), Raw::Null) => Some(None),
                    (From::Plain(_), Raw::Number(text)) => match numeral(text, true)? {
                        Numeral::Integer(value) => Some(Some(value)),
                        Numeral::Number(..) => None,
                    },
                    _ => None,
                });
                let Some(known) = known else { return false };
                self.each(&known, rows, |row, value| {
                    *touched = first + row + 1;
                    if let Some(value) = value {
                        values.push(value);
                        presence.mark(first + row);
                        seen.integers += 1;
                    }
                });
            }
            _ => return false,
        }
        true
    }

    /// What the distinct values of a column are; `None` where they are not few, or `read` cannot read one.
    fn known<T>(
        &self,
        opened: &Opened,
        mut read: impl FnMut(From, &str) -> Option<Option<T>>,
    ) -> Option<Vec<Known<T>>> {
        let shapes = opened.from.iter().zip(self.woven.shapes());
        let few = |(from, shape): (&Option<From>, &'a Shape)| match *from {
            None => Some(None),
            Some(from @ (From::Text(strand) | From::Plain(strand))) => {
                Some(Some((from, strand, shape.strands()[strand].few()?)))
            }
            Some(From::Json(..)) => None,
        };
        // Nothing is read before it is known that all can be.
        let all: Vec<_> = shapes.map(few).collect::<Option<_>>()?;
        all.into_iter()
            .map(|shape| match shape {
                None => Some(Known::Nothing),
                Some((from, strand, values)) => {
                    let read: Option<Vec<_>> = values.into_iter().map(|value| read(from, value)).collect();
                    Some(Known::Values(strand, read?))
                }
            })
            .collect()
    }

    fn each<T: Copy>(&self, known: &[Known<T>], rows: Range<usize>, mut each: impl FnMut(usize, Option<T>)) {
        for row in rows {
            let (number, place) = self.woven.place(row);
            if let Known::Values(strand, values) = &known[number] {
                each(row, values[self.woven.shapes()[number].strands()[*strand].code(place)]);
            }
        }
    }
}

impl Example {
    fn of(shape: &Shape) -> Self {
        let mut made = Self {
            text: String::new(),
            pieces: Vec::new(),
            values: Vec::new(),
        };
        let mut strands = shape.strands().iter();
        for piece in shape.pieces() {
            let start = made.text.len();
            made.text.push_str(piece);
            made.pieces.push(start..made.text.len());
            if let Some(strand) = strands.next() {
                let start = made.text.len();
                strand.write(0, &mut made.text);
                made.values.push(start..made.text.len());
            }
        }
        made
    }

    /// Whether a value is the inside of a string.
    fn is_quoted(&self, value: usize) -> bool {
        self.text[..self.values[value].start].ends_with('"')
    }

    /// Where the value at `place` is in every text; `None` where that cannot be told.
    fn from(&self, place: &Range<usize>) -> Option<From> {
        if let Some(value) = self.values.iter().position(|value| value == place) {
            return Some(if self.is_quoted(value) {
                From::Text(value)
            } else {
                From::Plain(value)
            });
        }
        let json = self.text[place.clone()].starts_with(['{', '[']);
        let start = self.pieces.iter().position(|piece| piece.contains(&place.start))?;
        let end = self.pieces.iter().position(|piece| piece.contains(&(place.end - 1)))?;
        let at = |piece: usize, byte: usize| (piece, byte - self.pieces[piece].start);
        json.then(|| From::Json(at(start, place.start), at(end, place.end)))
    }
}

/// A number or word of JSON.
fn plain(text: &str) -> Raw<'_> {
    match text {
        "null" => Raw::Null,
        "true" | "false" => Raw::Boolean(text == "true"),
        _ => Raw::Number(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Column, Data, Dataset, Opening, Plain, Texts};
    use super::*;
    use crate::value::Kind;
    use proptest::prelude::*;
    use std::collections::HashSet;
    use std::sync::Arc;

    #[test]
    fn objects_of_few_shapes_have_a_plan_and_broken_ones_none() {
        let planned = |broken: &str| {
            let texts: Vec<String> = (0..300)
                .map(|n| match n % 3 {
                    0 => format!(r#"{{"id":"{n:08x}","who":{{"name":"ada"}},"path":"c:\\{n}"}}"#),
                    1 => format!(r#"{{"id":"{n:08x}","tags":["a",{n}]{broken}}}"#),
                    _ => String::from("{}"),
                })
                .collect();
            let plain: Plain = texts.iter().map(String::as_str).collect();
            let Texts::Woven(woven) = &plain.segments[0] else {
                panic!("three shapes are woven");
            };
            let mut below = Below {
                prefix: "c".into(),
                builder: Builder::default(),
                taken: HashSet::new(),
            };
            let plan = Plan::new(woven, &mut Inner::new(), &mut below)?;
            Some((plan.columns.len(), plan.fill(|_| true, &mut below.builder)))
        };
        assert_eq!(planned(""), Some((4, 0)));
        assert_eq!(planned(r#","id":1"#), None);
        assert_eq!(planned(r#","cut":"\x""#), None);
        assert_eq!(planned(r#","cut""#), None);
    }

    /// A column as its name, kind, note and cells.
    type Shown = (String, Kind, Option<String>, Vec<Option<String>>);

    /// What opening a column of these texts makes of it.
    fn opened(texts: Plain, rows: usize) -> Vec<Shown> {
        let column = Column {
            name: "c".into(),
            kind: Kind::Text,
            nulls: 0,
            distinct: rows,
            data: Data::Plain { texts, present: None },
            note: None,
        };
        let mut dataset = Dataset {
            rows,
            columns: vec![column],
            ..Dataset::default()
        };
        let mut opening = Opening::new(&dataset, &[]);
        while opening.step(&mut dataset) {}
        let cells = |column: &Column| {
            (0..rows)
                .map(|row| column.written(row).map(|text| text.into_owned()))
                .collect()
        };
        let columns = dataset.columns.iter();
        columns
            .map(|column| (column.name.to_string(), column.kind, column.note.clone(), cells(column)))
            .collect()
    }

    fn value() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => "[a-d]{1,2}".prop_map(|text| format!("\"{text}\"")),
            2 => (0..5_u8).prop_map(|n| n.to_string()),
            1 => (0..5_u8).prop_map(|n| format!("{n}.5")),
            1 => (10..30_u8).prop_map(|n| format!("\"2026-01-{n}T00:00:00Z\"")),
            1 => "[0-9a-f]{8}".prop_map(|text| format!("\"{text}\"")),
            1 => prop_oneof![Just("null"), Just("true"), Just("\"a\\\"b\\u00e9\""), Just("\"\""), Just("[1,\"x\"]"), Just("{}")]
                .prop_map(str::to_owned),
        ]
    }

    /// An object, or now and then a text that only looks like one.
    fn object(shape: u8, values: &[String]) -> String {
        let [a, b, c] = values else {
            unreachable!("three values")
        };
        match shape {
            0 => format!(r#"{{"time":{a},"who":{{"name":{b},"kind":{c}}}}}"#),
            1 => format!(r#" {{ "who": {{"name": {a}}}, "tags": [{b}, {{"x": {c}}}] }}"#),
            2 => format!(r#"{{"time":{a},"time":{b},"n":{c}}}"#),
            3 => format!(r#"{{"time":{a},"cut":{b},"#),
            4 => String::from("{}"),
            5 => String::from("{broken}"),
            _ => format!(r#"{{"n":{a},"bad":"\x{b}"}}"#),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn by_shapes_and_row_by_row_are_the_same(
            shapes in proptest::collection::vec(prop_oneof![6 => 0..2_u8, 1 => 2..7_u8], 1..4),
            rows in proptest::collection::vec((any::<u8>(), proptest::collection::vec(value(), 3)), 100..600),
        ) {
            let texts: Vec<String> = rows
                .iter()
                .map(|(shape, values)| object(shapes[usize::from(*shape) % shapes.len()], values))
                .collect();
            let mut offsets = vec![0];
            texts.iter().for_each(|text| offsets.push(offsets[offsets.len() - 1] + text.len() as u32));
            let (all, offsets): (String, Arc<[u32]>) = (texts.concat(), offsets.into());
            let plain = |segment| Plain { segments: vec![segment] };
            let row_by_row = opened(plain(Texts::new(&all, offsets.clone())), texts.len());
            prop_assert_eq!(opened(plain(Texts::packed(&all, offsets)), texts.len()), row_by_row);
        }
    }
}
