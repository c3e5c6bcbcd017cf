//! Columns of numbers that were written for people (`1,234.56`, `(12)`, `3.50 €`), or among words for no value: how one is written is
//! decided over all its values, and told.

use super::growing::Growing;
use super::none::says_none;
use super::numeral::numeral;
use super::rescue::beside;
use super::versions::names_versions;
use super::{Column, Data, Dataset, SEGMENT, present};
use crate::format::Raw;
use crate::value::{Decimal, Figure, Kind};
use crate::words;
use std::sync::Arc;

/// Values that are looked at before all are.
const TRIED: usize = 64;

/// Values with two decimals each that are enough to tell that they are numbers.
const CENTS: usize = 3;

impl Dataset {
    /// Makes numbers of the text columns whose values are all numbers as people write them, or words that say that there is none, which
    /// move to a column right after. `comma`: the table came from where a comma stands before decimals. Gives the columns as they were, too.
    /// For a table to which no rows come any more.
    pub fn rescue_numbers(mut self, comma: bool) -> (Self, Vec<Column>) {
        let (rows, columns) = (self.rows, std::mem::take(&mut self.columns));
        let taken: Vec<Arc<str>> = columns.iter().map(|column| column.name.clone()).collect();
        let mut before = Vec::new();
        for column in columns {
            let made = way(&column, rows, comma).and_then(|decimal| numbers(&column, rows, decimal, &taken));
            match made {
                Some((numbers, others)) => {
                    self.columns.extend([Some(numbers), others].into_iter().flatten());
                    before.push(column);
                }
                None => self.columns.push(column),
            }
        }
        (self, before)
    }
}

/// How all values of a text column are written; `None` where they are no numbers, or may as well be something else.
fn way(column: &Column, rows: usize, comma: bool) -> Option<Decimal> {
    if column.kind != Kind::Text || column.nulls == rows || names_versions(&column.name) {
        return None;
    }
    let ways = if comma {
        [Decimal::Comma, Decimal::Point]
    } else {
        [Decimal::Point, Decimal::Comma]
    };
    let first: Vec<usize> = present(column, rows).take(TRIED).collect();
    ways.into_iter().find(|&decimal| {
        let mut trial = Trial::new(decimal, comma);
        let mut all = first.iter().filter_map(|&row| column.text(row));
        if !all.all(|text| trial.takes(&text)) {
            return false;
        }
        let mut trial = Trial::new(decimal, comma);
        let all = match &column.data {
            Data::Codes(coded) => coded.dictionary.iter().all(|(_, text)| trial.takes(text)),
            _ => present(column, rows)
                .filter_map(|row| column.text(row))
                .all(|text| trial.takes(&text)),
        };
        all && trial.convinces()
    })
}

/// What the values of a column say about the way they are written.
struct Trial {
    decimal: Decimal,
    /// Whether decimals behind a comma need no other proof.
    comma: bool,
    unit: Option<String>,
    numbers: usize,
    words: usize,
    sure: bool,
    /// Whether one is written otherwise than a program would.
    odd: bool,
    /// Whether each one may be an address.
    addresses: bool,
    /// Whether each one has two decimals, and whether one has so many digits before them that groups would stand between them.
    cents: bool,
    long: bool,
}

impl Trial {
    fn new(decimal: Decimal, comma: bool) -> Self {
        Self {
            decimal,
            comma,
            unit: None,
            numbers: 0,
            words: 0,
            sure: false,
            odd: false,
            addresses: true,
            cents: true,
            long: false,
        }
    }

    fn takes(&mut self, text: &str) -> bool {
        if says_none(text) {
            self.words += usize::from(!text.is_empty());
            return true;
        }
        let Some(figure) = Figure::read(text, self.decimal) else {
            return false;
        };
        self.numbers += 1;
        self.sure |= figure.sure;
        self.odd |= figure.plain != text;
        self.addresses &= text.split('.').count() == 4;
        let (whole, cents) = text.split_once(',').unwrap_or((text, ""));
        self.cents &= cents.len() == 2;
        self.long |= whole.trim_start_matches('-').len() > 3;
        *self.unit.get_or_insert_with(|| figure.unit.clone()) == figure.unit
    }

    fn convinces(&self) -> bool {
        // Between commas such a cell stands in quotes, and so does a list; but no list has two digits behind its comma each time.
        let comma = self.comma || self.cents && self.long && self.numbers >= CENTS;
        let proven = self.sure || comma && self.decimal == Decimal::Comma;
        let odd = self.odd && proven && !self.addresses;
        self.numbers > self.words && (odd || !self.odd && self.words > 0)
    }
}

/// The numbers, and the words beside them; empty texts are no values.
fn numbers(column: &Column, rows: usize, decimal: Decimal, taken: &[Arc<str>]) -> Option<(Column, Option<Column>)> {
    let mut fitting = Growing::new(column.name.clone());
    let mut others = Growing::new(beside(&column.name, taken));
    let (mut example, mut blank) = (None, 0);
    for row in 0..rows {
        let text = column.text(row);
        blank += usize::from(text.as_deref() == Some(""));
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let plain = Figure::read(&text, decimal).map(|figure| figure.plain);
            match plain.filter(|plain| numeral(plain, false).is_some()) {
                Some(plain) => {
                    fitting.push(row, Raw::Untyped(&plain));
                    if example.is_none() && plain != *text {
                        example = Some((text.into_owned(), plain));
                    }
                }
                // Not all of its digits would be kept.
                None if !says_none(&text) => return None,
                None => _ = others.push_text(row, &text),
            }
        }
        if (row + 1).is_multiple_of(SEGMENT) {
            fitting.freeze(row / SEGMENT, SEGMENT);
            others.freeze(row / SEGMENT, SEGMENT);
        }
    }
    let moved = others.presence.count;
    let mut made = fitting.finish_spelled(rows, true);
    if !matches!(made.kind, Kind::Integer | Kind::Number) {
        return None;
    }
    let mut others = (moved > 0).then(|| others.finish(rows, true));
    let told = example.map(|(text, plain)| words::tables::numbers_written(&text, &plain));
    let aside = others.as_mut().map(|others| {
        others.kind = Kind::Text;
        others.note = Some(words::tables::values_of_that_do_not(&column.name));
        words::tables::words_for_no_value(&moved, &others.name)
    });
    let empty = (blank > 0).then(|| words::tables::empty_texts_are_no_values(&blank));
    made.note = Some(
        [told, aside, empty]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("; "),
    );
    Some((made, others))
}

/// How most of these texts are written; `None` where a program wrote most of them.
pub(super) fn usual<'a>(texts: impl Iterator<Item = std::borrow::Cow<'a, str>>) -> Option<Decimal> {
    let (mut plain, mut point, mut comma) = (0, 0, 0);
    for text in texts {
        plain += usize::from(numeral(&text, false).is_some());
        point += usize::from(Figure::read(&text, Decimal::Point).is_some());
        comma += usize::from(Figure::read(&text, Decimal::Comma).is_some());
    }
    if point.max(comma) <= plain {
        None
    } else if comma > point {
        Some(Decimal::Comma)
    } else {
        Some(Decimal::Point)
    }
}

#[cfg(test)]
mod tests {
    use super::super::laws::as_csv;
    use super::*;

    fn rescued(values: &[&str], comma: bool) -> (Dataset, Vec<Column>) {
        as_csv(values).rescue_numbers(comma)
    }

    #[test]
    fn numbers_for_people_are_numbers() {
        for (values, comma, kind, last) in [
            (
                &["5,027.82", "", "12.00", "9,462.07"][..],
                false,
                Kind::Number,
                "9462.07",
            ),
            (&["1,234", "12", "999"], false, Kind::Integer, "999"),
            (&["677.922", "3.544.914"], false, Kind::Integer, "3544914"),
            (&["5.027,82", "7,5"], false, Kind::Number, "7.5"),
            (&["12,5", "7"], true, Kind::Number, "7"),
            (&["3.29%", "88%"], false, Kind::Number, "88"),
            (&["(5,027.82)", "12"], false, Kind::Number, "12"),
            (&["12", "NULL", "15", "N/A", "3"], false, Kind::Integer, "3"),
        ] {
            let (table, before) = rescued(values, comma);
            let column = &table.columns[0];
            assert_eq!(column.kind, kind, "{values:?}");
            assert_eq!(column.text(table.rows - 1).as_deref(), Some(last), "{values:?}");
            assert!(column.note.is_some());
            assert_eq!(before.len(), 1);
            for (row, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                assert_eq!(before[0].text(row).as_deref(), Some(*value));
            }
        }
        let (table, _) = rescued(&["12", "NULL", "15", "N/A", "3"], false);
        assert_eq!(table.columns[1].text(1).as_deref(), Some("NULL"));
        assert_eq!(table.columns[0].nulls, 2);
    }

    #[test]
    fn what_may_be_something_else_stays_text() {
        for values in [
            &["200,404", "500,503", "200"][..],
            // Two decimals each, but none so long that groups would stand before them; and one with other decimals.
            &["20,40", "50,60", "70,80"],
            &["8080,22", "443,80", "80,4"],
            &["1,2", "3,14"],
            &["10.123.123.123", "10.123.200.100"],
            &["$5", "€5"],
            &["1,234", "word"],
            &["NULL", "NULL", "5"],
            &["5.9", "N/A", "5.10", "5.1"],
            &["18,446,744,073,709,551,615", "1,000"],
        ] {
            let (table, before) = rescued(values, false);
            assert_eq!(table.columns[0].kind, Kind::Text, "{values:?}");
            assert!(before.is_empty() && table.columns.len() == 1);
        }
    }
}
