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
    fields: Vec<Field>,
    texts: Vec<&'a str>,
    /// For each column the record that last had a field of it, counted from 1.
    last: Vec<u32>,
    records: u32,
    /// Whether the last record has two fields of one column.
    twice: bool,
}

impl<'a> Held<'a> {
    /// The number of the next record.
    pub fn row(&self) -> u8 {
        self.texts.len() as u8
    }

    /// Holds a field of the record under way.
    #[inline]
    pub fn push(&mut self, field: Field) {
        let record = self.records + 1;
        match self.last.get_mut(field.column as usize) {
            Some(last) => self.twice |= std::mem::replace(last, record) == record,
            None => self.widen(field.column, record),
        }
        self.fields.push(field);
    }

    /// Notes a column that the record under way is the first to have.
    #[cold]
    fn widen(&mut self, column: ColumnId, record: u32) {
        if column != ColumnId::MAX {
            self.last.resize(column as usize + 1, 0);
            self.last[column as usize] = record;
        }
    }

    /// Ends a record whose fields are held.
    pub fn end_record(&mut self, text: &'a str, at: Position) {
        self.texts.push(text);
        self.positions.push(at);
        self.records += 1;
    }

    /// Whether no further record may wait. None does behind one that has two fields of a column: the second one's makes a column, whose place
    /// must not be told by how many records came together.
    pub fn is_full(&self) -> bool {
        self.texts.len() == BATCH || self.fields.len() >= FIELDS || self.twice
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
        self.twice = false;
    }
}

#[cfg(test)]
mod tests {
    use crate::format::Reader;
    use crate::table::Builder;

    /// A name that comes twice in a record makes a column behind those of that record, however many records came at once.
    #[test]
    fn a_second_field_of_a_name_has_its_place_wherever_chunks_end() {
        let text =
            b"{\"a\":1,\"b\":{\"c\":2},\"b.c\":3,\"a\":4}\n{\"d\":5,\"a\":6}\n{\"e\":7,\"d\":8,\"d\":9}\n{\"f\":0}\n";
        for size in 1..=text.len() {
            let (mut reader, mut builder) = (Reader::new(0), Builder::default());
            text.chunks(size).for_each(|chunk| reader.feed(chunk, &mut builder));
            reader.finish(&mut builder);
            let table = builder.seal();
            let names: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
            assert_eq!(
                names,
                ["a", "b.c", "b.c (2)", "a (2)", "d", "e", "d (2)", "f"],
                "chunks of {size}"
            );
        }
    }
}
