//! Records that wait for others, for who takes them column by column: fields of one path hold values of one kind.

use super::scan::{Kind, raw};
use crate::format::{BATCH, ColumnId, Position, Raw, Sink};

/// Fields of which no more are held than these and one record.
const FIELDS: usize = 1 << 14;

/// A field of one of several records.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub column: ColumnId,
    /// Where its text stands in that of its record.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Which of the records it is in.
    pub row: u8,
    pub(super) kind: Kind,
}

/// Up to [`BATCH`] records, each with whichever fields it has.
pub struct Objects<'a> {
    /// Where each record stands.
    pub positions: &'a [Position],
    /// The fields, record by record.
    pub fields: &'a [Field],
    texts: &'a [&'a str],
}

impl<'a> Objects<'a> {
    /// Hands the records over one after the other.
    pub fn each<S: Sink + ?Sized>(&self, sink: &mut S) {
        let scratch = &mut String::new();
        let mut fields = self.fields.iter().peekable();
        for (row, &at) in self.positions.iter().enumerate() {
            while let Some(field) = fields.next_if(|field| usize::from(field.row) == row) {
                sink.field(field.column, self.cell(field, scratch));
            }
            sink.end_record(at);
        }
    }

    /// What a field holds. `scratch` holds it where it cannot be borrowed.
    pub fn cell<'b>(&'b self, field: &Field, scratch: &'b mut String) -> Raw<'b> {
        raw(field.kind, self.slice(field), scratch)
    }

    /// The text that a field is, if it stands in the file as it is.
    #[inline(always)]
    pub fn text(&self, field: &Field) -> Option<&'a str> {
        matches!(field.kind, Kind::Text).then(|| self.slice(field))
    }

    #[inline(always)]
    fn slice(&self, field: &Field) -> &'a str {
        &self.texts[usize::from(field.row)][field.start as usize..field.end as usize]
    }
}

/// Records that wait.
#[derive(Default)]
pub(super) struct Held<'a> {
    positions: Vec<Position>,
    pub fields: Vec<Field>,
    texts: Vec<&'a str>,
}

impl<'a> Held<'a> {
    /// The number of the next record.
    pub fn row(&self) -> u8 {
        self.texts.len() as u8
    }

    /// Ends a record whose fields are held.
    pub fn end_record(&mut self, text: &'a str, at: Position) {
        self.texts.push(text);
        self.positions.push(at);
    }

    pub fn is_full(&self) -> bool {
        self.texts.len() == BATCH || self.fields.len() >= FIELDS
    }

    /// Hands over what waits.
    pub fn release<S: Sink>(&mut self, sink: &mut S) {
        if self.texts.is_empty() {
            return;
        }
        sink.objects(&Objects {
            positions: &self.positions,
            fields: &self.fields,
            texts: &self.texts,
        });
        self.positions.clear();
        self.fields.clear();
        self.texts.clear();
    }
}
