//! Rows of a finished table for another worker, which answers for them too: cut out as a table of their own, and carried over in pieces.

use super::{
    Bitmap, Coded, Codes, Column, Data, Dataset, Dictionary, Lookup, Plain, SEGMENT, Segment, Segments, Texts, Time,
    lookup, segments,
};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// A piece of a table. [`Dataset::piece`] gives them one after the other, [`Dataset::take`] puts them together again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Piece(Inside);

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Inside {
    /// A table beside the log.
    Beside(lookup::Flat),
    /// So many rows more, without dictionaries.
    Rows(usize, Vec<Column>),
    /// The dictionary of the column at this place.
    Words(usize, Arc<Dictionary>),
}

impl Dataset {
    /// These rows as a table of their own, which shares whole segments with this one. What is told of a column, such as how many distinct
    /// values it has, stays that of all rows; where rows stand in their files is not in it.
    #[must_use]
    pub fn cut(&self, rows: Range<usize>) -> Self {
        Self {
            rows: rows.len(),
            columns: self.columns.iter().map(|column| column.cut(&rows)).collect(),
            lookups: self.lookups.clone(),
            ..Self::default()
        }
    }

    /// The piece of this number of what [`Dataset::cut`] would give, from 0 on; `None` behind the last. The rows must begin with a segment.
    pub fn piece(&self, rows: &Range<usize>, number: usize) -> Option<Piece> {
        let Some(number) = number.checked_sub(self.lookups.len()) else {
            return Some(Piece(Inside::Beside(self.lookups[number].flat())));
        };
        // The first rows tell what columns there are.
        let segment = match number {
            0 => 0,
            _ if number <= self.columns.len() => {
                let words = match &self.columns[number - 1].data {
                    Data::Codes(coded) => coded.dictionary.clone(),
                    _ => Arc::default(),
                };
                return Some(Piece(Inside::Words(number - 1, words)));
            }
            _ => number - self.columns.len(),
        };
        let start = rows.start + segment * SEGMENT;
        let part = start..rows.end.min(start + SEGMENT);
        if segment > 0 && part.is_empty() {
            return None;
        }
        let mut columns = self.cut(part.clone()).columns;
        for column in &mut columns {
            if let Data::Codes(coded) = &mut column.data {
                coded.dictionary = Arc::default();
            }
        }
        Some(Piece(Inside::Rows(part.len(), columns)))
    }

    /// Takes the next piece. For a table that took those before, and nothing else.
    pub fn take(&mut self, piece: Piece) {
        match piece.0 {
            Inside::Beside(flat) => self.lookups.push(Arc::new(Lookup::from(flat))),
            Inside::Words(at, words) => {
                if let Some(Data::Codes(coded)) = self.columns.get_mut(at).map(|column| &mut column.data) {
                    coded.dictionary = words;
                }
            }
            Inside::Rows(rows, columns) => {
                if self.columns.is_empty() {
                    self.columns = columns;
                } else {
                    let pairs = self.columns.iter_mut().zip(columns);
                    pairs.for_each(|(column, more)| column.extend(more));
                }
                self.rows += rows;
            }
        }
    }
}

impl Column {
    fn cut(&self, rows: &Range<usize>) -> Self {
        let present = |present: &Option<Bitmap>| present.as_ref().map(|present| present.cut(rows));
        let data = match &self.data {
            Data::Codes(Coded { codes, dictionary }) => Data::Codes(Coded {
                codes: match codes {
                    Codes::U8(codes) => Codes::U8(cut(codes, rows)),
                    Codes::U16(codes) => Codes::U16(cut(codes, rows)),
                    Codes::U32(codes) => Codes::U32(cut(codes, rows)),
                },
                dictionary: dictionary.clone(),
            }),
            Data::Plain { texts, present: bits } => Data::Plain {
                texts: texts.cut(rows),
                present: present(bits),
            },
            Data::Integer { values, present: bits } => Data::Integer {
                values: cut(values, rows),
                present: present(bits),
            },
            Data::Number { values, present: bits } => Data::Number {
                values: cut(values, rows),
                present: present(bits),
            },
            Data::Time {
                values,
                present: bits,
                time,
            } => Data::Time {
                values: cut(values, rows),
                present: present(bits),
                time: Time {
                    layouts: time.layouts.clone(),
                    assumed: time.assumed.clone(),
                    codes: time.codes.as_ref().map(|codes| cut(codes, rows)),
                    rest: time.rest.as_ref().map(|rest| cut(rest, rows)),
                    // Only a whole table is read in another way.
                    assumed_rows: Vec::new(),
                    ..*time
                },
            },
        };
        Self {
            name: self.name.clone(),
            note: self.note.clone(),
            data,
            ..*self
        }
    }

    /// Takes the next rows of the same table, of which those before fill whole segments.
    fn extend(&mut self, more: Self) {
        match (&mut self.data, more.data) {
            (Data::Codes(known), Data::Codes(more)) => match (&mut known.codes, more.codes) {
                (Codes::U8(known), Codes::U8(more)) => known.extend(more),
                (Codes::U16(known), Codes::U16(more)) => known.extend(more),
                (Codes::U32(known), Codes::U32(more)) => known.extend(more),
                _ => {}
            },
            (
                Data::Plain { texts, present },
                Data::Plain {
                    texts: more,
                    present: bits,
                },
            ) => {
                texts.segments.extend(more.segments);
                join(present, bits);
            }
            (
                Data::Integer { values, present },
                Data::Integer {
                    values: more,
                    present: bits,
                },
            ) => {
                values.extend(more);
                join(present, bits);
            }
            (
                Data::Number { values, present },
                Data::Number {
                    values: more,
                    present: bits,
                },
            ) => {
                values.extend(more);
                join(present, bits);
            }
            (
                Data::Time { values, present, time },
                Data::Time {
                    values: more,
                    present: bits,
                    time: other,
                },
            ) => {
                values.extend(more);
                join(present, bits);
                time.codes
                    .iter_mut()
                    .for_each(|codes| codes.extend(other.codes.iter().flatten().cloned()));
                time.rest
                    .iter_mut()
                    .for_each(|rest| rest.extend(other.rest.iter().flatten().cloned()));
            }
            // Pieces of one table have one layout.
            _ => {}
        }
    }
}

/// Appends rows to those that have a value; either both tell or none.
fn join(present: &mut Option<Bitmap>, more: Option<Bitmap>) {
    if let (Some(present), Some(more)) = (present, more) {
        present.append(&more);
    }
}

/// Whether these rows are whole segments of a column with segments of these lengths.
fn whole(mut lengths: impl ExactSizeIterator<Item = usize>, rows: &Range<usize>) -> bool {
    let last = rows.end.div_ceil(SEGMENT);
    let end = last
        .checked_sub(1)
        .and_then(|before| Some(before * SEGMENT + lengths.nth(before)?));
    rows.start.is_multiple_of(SEGMENT) && end == Some(rows.end)
}

fn cut<T: Copy + Default>(all: &Segments<T>, rows: &Range<usize>) -> Segments<T> {
    if rows.is_empty() {
        return Vec::new();
    }
    if whole(all.iter().map(Segment::len), rows) {
        return all[rows.start / SEGMENT..rows.end.div_ceil(SEGMENT)].to_vec();
    }
    let values: Vec<T> = rows.clone().map(|row| all[row / SEGMENT].get(row % SEGMENT)).collect();
    segments(&values)
}

impl Plain {
    fn cut(&self, rows: &Range<usize>) -> Self {
        if !rows.is_empty() && whole(self.segments.iter().map(Texts::len), rows) {
            let segments = self.segments[rows.start / SEGMENT..rows.end.div_ceil(SEGMENT)].to_vec();
            return Self { segments };
        }
        let texts: Vec<_> = rows.clone().map(|row| self.text(row)).collect();
        texts.iter().map(|text| &**text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::*;
    use crate::format::{Position, Raw, Sink};

    /// Columns of every layout, each with nulls and without.
    fn table(rows: usize) -> Dataset {
        let mut builder = Builder::default();
        for row in 0..rows {
            let cells = [
                ("few", (row % 7).to_string() + "x"),
                ("many", format!("m{}", row % 5000)),
                ("texts", format!("text {row}")),
                ("ids", format!("{row:08x}-0000-4000-8000-{row:012x}")),
                (
                    "woven",
                    format!(r#"{{"id":{row},"name":"user {}","more":"{:x}"}}"#, row % 50, row * 7919),
                ),
                ("integers", (row * 3).to_string()),
                ("numbers", format!("{row}.5")),
                ("times", format!("2026-01-{:02}T{:02}:00:00Z", row % 28 + 1, row % 24)),
                (
                    "layouts",
                    if row % 2 == 0 {
                        "2026-01-05T14:00:00.000000001Z".into()
                    } else {
                        "2026-01-05 14:00:00Z".into()
                    },
                ),
                ("seldom", if row % 1000 == 3 { "there".into() } else { String::new() }),
            ];
            for (name, text) in &cells {
                for (name, null) in [
                    ((*name).to_owned(), text.is_empty()),
                    (format!("{name}?"), row % 3 == 1),
                ] {
                    let column = builder.column(&name);
                    builder.field(column, if null { Raw::Null } else { Raw::Untyped(text) });
                }
            }
            builder.end_record(Position::default());
        }
        let mut made = builder.seal();
        made.lookups
            .push(Arc::new(Lookup::of_values("list", &["2026-01-05".into(), "b".into()])));
        made
    }

    fn same(part: &Dataset, whole: &Dataset, rows: Range<usize>) {
        assert_eq!(part.rows, rows.len());
        assert_eq!(part.columns.len(), whole.columns.len());
        for (column, from) in part.columns.iter().zip(&whole.columns) {
            assert_eq!((&column.name, column.kind), (&from.name, from.kind));
            for (row, at) in rows.clone().enumerate() {
                assert_eq!(column.written(row), from.written(at), "{} {at}", from.name);
                assert_eq!(column.value(row), from.value(at), "{} {at}", from.name);
            }
        }
    }

    fn carried(whole: &Dataset, rows: &Range<usize>) -> Dataset {
        let mut made = Dataset::default();
        for piece in (0..).map_while(|number| whole.piece(rows, number)) {
            let bytes = postcard::to_stdvec(&piece).unwrap();
            made.take(postcard::from_bytes(&bytes).unwrap());
        }
        made
    }

    #[test]
    fn rows_that_were_cut_out_or_carried_over_are_those_of_the_table() {
        let all = 2 * SEGMENT + 1234;
        let whole = table(all);
        let woven = whole.column("woven").map(|column| &column.data);
        assert!(matches!(woven, Some(Data::Plain { texts, .. }) if matches!(texts.segments[0], Texts::Woven(_))));
        for rows in [
            0..all,
            0..SEGMENT,
            SEGMENT..2 * SEGMENT,
            SEGMENT..all,
            2 * SEGMENT..all,
            0..0,
            SEGMENT..SEGMENT + 5,
        ] {
            same(&whole.cut(rows.clone()), &whole, rows.clone());
            let carried = carried(&whole, &rows);
            same(&carried, &whole, rows);
            assert_eq!(carried.lookups[0].list("value"), whole.lookups[0].list("value"));
        }
        for rows in [3..7, 5..5, SEGMENT - 5..SEGMENT + 5, 100..all] {
            same(&whole.cut(rows.clone()), &whole, rows);
        }
    }

    #[test]
    fn whole_segments_are_shared() {
        let whole = table(2 * SEGMENT);
        let before = whole.bytes();
        let both = Dataset {
            rows: whole.rows,
            columns: whole
                .columns
                .iter()
                .chain(&whole.cut(SEGMENT..2 * SEGMENT).columns)
                .cloned()
                .collect(),
            ..Dataset::default()
        };
        // Dictionaries and bits of nulls are counted once more.
        assert!(both.bytes() < before * 11 / 10, "{} {before}", both.bytes());
    }
}
