//! Finds out what stands between the cells of a table, by trying.

use super::marks::Marks;

/// Delimiters that are tried, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that are looked at.
const ROWS: usize = 200;

/// The longest name of a column that stands alone, in bytes; anything longer is a sentence.
const NAME: usize = 64;

/// What one delimiter makes of a text.
#[derive(Debug)]
struct Trial {
    delimiter: u8,
    /// Cells of each row.
    cells: Vec<usize>,
}

impl Trial {
    fn new(bytes: &[u8], delimiter: u8, end: u8, whole: bool) -> Self {
        let mut marks = Marks::new(delimiter, end);
        marks.walk(bytes, 0);
        if whole && !bytes.ends_with(&[end]) {
            marks.rows.push(marks.cells.len() as u32);
            marks.cells.push(bytes.len() as u32);
        }
        let (mut cells, mut from, mut start) = (Vec::new(), 0, 0);
        for &row in marks.rows.iter().take(ROWS) {
            let stop = marks.cells[row as usize] as usize;
            if !bytes[start..stop].trim_ascii().is_empty() {
                cells.push(row as usize + 1 - from);
            }
            from = row as usize + 1;
            start = stop + 1;
        }
        Trial { delimiter, cells }
    }

    /// The share of rows that have as many cells as `width`.
    fn agreement(&self, width: usize) -> f64 {
        self.cells.iter().filter(|&&cells| cells == width).count() as f64 / self.cells.len().max(1) as f64
    }

    /// The commonest number of cells above one.
    fn width(&self) -> Option<usize> {
        let wide = self.cells.iter().copied().filter(|&cells| cells > 1);
        wide.max_by_key(|&width| self.cells.iter().filter(|&&cells| cells == width).count())
    }
}

/// The delimiter of the table that begins with `bytes`, rows ending at `end`; `None` if its lines do not fall into columns. `whole` says
/// that `bytes` are all of it.
///
/// The header decides first: the delimiter that splits it, and splits the rows into as many cells. Where none splits the first line, it
/// is taken for something else than a header if most lines below agree; a text without any delimiter is one column if it has a name.
pub(in crate::format) fn columns(bytes: &[u8], end: u8, whole: bool) -> Option<u8> {
    let trials = DELIMITERS.map(|delimiter| Trial::new(bytes, delimiter, end, whole));
    let first = bytes
        .trim_ascii_start()
        .split(|&byte| byte == end)
        .next()
        .unwrap_or_default()
        .trim_ascii();
    let blanks = first.iter().filter(|byte| byte.is_ascii_whitespace()).count();
    let headed = trials.iter().filter_map(|trial| {
        let width = *trial.cells.first()?;
        let agreement = trial.agreement(width);
        let alone = trial.cells[1..].iter().all(|&cells| cells != width);
        // Two lines or more of which none is like the first: a header still, unless it reads like a sentence.
        let header = !alone || trial.cells.len() < 3 || trial.cells.len() < 10 && blanks < 3 * width;
        (width > 1 && header && (agreement >= 0.1 || trial.cells.len() < 10)).then_some((
            agreement,
            width,
            trial.delimiter,
        ))
    });
    if let Some((_, _, delimiter)) = headed.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))) {
        return Some(delimiter);
    }
    let below = trials.iter().filter_map(|trial| {
        let width = trial.width()?;
        let agreement = trial.agreement(width);
        (agreement >= 0.5).then_some((agreement, trial.delimiter))
    });
    if let Some((_, delimiter)) = below.max_by(|a, b| a.0.total_cmp(&b.0)) {
        return Some(delimiter);
    }
    let name = first.len() <= NAME && blanks < 4;
    let alone = trials.iter().all(|trial| trial.cells.iter().all(|&cells| cells <= 1));
    (name && alone).then_some(b',')
}
