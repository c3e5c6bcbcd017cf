//! A sink that keeps everything it is told, for tests that look at what a reader pushed.

use audit_explorer::format::{Choice, ColumnId, Position, Raw, Reader, Sink, Summary, Warning};

/// A cell as it was pushed.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Boolean(bool),
    Number(String),
    Text(String),
    Untyped(String),
    Structure(String),
}

impl From<Raw<'_>> for Cell {
    fn from(raw: Raw<'_>) -> Self {
        match raw {
            Raw::Null => Cell::Null,
            Raw::Boolean(value) => Cell::Boolean(value),
            Raw::Number(text) => Cell::Number(text.to_owned()),
            Raw::Text(text) => Cell::Text(text.to_owned()),
            Raw::Untyped(text) => Cell::Untyped(text.to_owned()),
            Raw::Structure(text) => Cell::Structure(text.to_owned()),
        }
    }
}

/// All that was pushed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorder {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<(ColumnId, Cell)>>,
    pub positions: Vec<Position>,
    pub warnings: Vec<Warning>,
    row: Vec<(ColumnId, Cell)>,
}

impl Sink for Recorder {
    fn column(&mut self, path: &str) -> ColumnId {
        let found = self.columns.iter().position(|column| column == path);
        found.unwrap_or_else(|| {
            self.columns.push(path.to_owned());
            self.columns.len() - 1
        }) as ColumnId
    }

    fn field(&mut self, column: ColumnId, raw: Raw<'_>) {
        assert!((column as usize) < self.columns.len(), "a column nobody asked for");
        self.row.push((column, raw.into()));
    }

    fn end_record(&mut self, at: Position) {
        self.rows.push(std::mem::take(&mut self.row));
        self.positions.push(at);
    }

    fn warn(&mut self, warning: Warning) {
        if warning.rejected {
            assert!(self.row.is_empty(), "a record was left out after some of it was pushed");
        }
        self.warnings.push(warning);
    }
}

#[allow(dead_code, reason = "each user has its own part of these")]
impl Recorder {
    /// The rows as pairs of column name and cell.
    pub fn named(&self) -> Vec<Vec<(&str, &Cell)>> {
        self.rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|(column, cell)| (self.columns[*column as usize].as_str(), cell))
                    .collect()
            })
            .collect()
    }

    /// One line for each row: `name=cell` with the kind's first letter before the text.
    pub fn lines(&self) -> Vec<String> {
        let cell = |cell: &Cell| match cell {
            Cell::Null => "-".to_owned(),
            Cell::Boolean(value) => value.to_string(),
            Cell::Number(text) => format!("n:{text}"),
            Cell::Text(text) => format!("t:{text}"),
            Cell::Untyped(text) => format!("u:{text}"),
            Cell::Structure(text) => format!("s:{text}"),
        };
        let row = |row: Vec<(&str, &Cell)>| {
            row.into_iter()
                .map(|(name, value)| format!("{name}={}", cell(value)))
                .collect::<Vec<_>>()
                .join(" ")
        };
        self.named().into_iter().map(row).collect()
    }

    /// The sentences of all warnings.
    pub fn said(&self) -> Vec<&str> {
        self.warnings.iter().map(|warning| warning.what.as_str()).collect()
    }
}

/// Reads `bytes` in the chunks that `sizes` gives, over and over; all at once if it is empty.
#[allow(dead_code, reason = "each user has its own part of these")]
pub fn read(bytes: &[u8], sizes: &[usize]) -> (Recorder, Summary) {
    read_as(bytes, sizes, Choice::default())
}

/// Reads `bytes` in chunks as [`read`] does, as somebody chose.
pub fn read_as(bytes: &[u8], sizes: &[usize], choice: Choice) -> (Recorder, Summary) {
    let mut recorder = Recorder::default();
    let mut reader = Reader::with(3, choice);
    let mut rest = bytes;
    for &size in sizes.iter().cycle() {
        let (chunk, behind) = rest.split_at(size.clamp(1, rest.len().max(1)).min(rest.len()));
        reader.feed(chunk, &mut recorder);
        rest = behind;
        if rest.is_empty() {
            break;
        }
    }
    reader.feed(rest, &mut recorder);
    let summary = reader.finish(&mut recorder);
    assert!(recorder.row.is_empty(), "a record that never ended");
    assert_eq!(summary.rows, recorder.rows.len() as u64);
    assert_eq!(
        summary.rejected,
        recorder.warnings.iter().filter(|warning| warning.rejected).count() as u64
    );
    assert_eq!(summary.found.is_some(), summary.rows == 0, "{summary:?}");
    (recorder, summary)
}
