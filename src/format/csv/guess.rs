//! Where a row seems to begin in the middle of a file: whether that is inside of quotes shows in how many cells the rows have.

use super::cell::Quoting;
use super::marks::Marks;

/// Rows by which it is judged.
const ROWS: usize = 64;

/// Bytes by which it is judged.
const LOOKED: usize = 256 * 1024;

/// The offset behind the first line end that seems to end a row; the first byte may be such a line end.
pub(in crate::format) fn guess(bytes: &[u8], delimiter: u8, end: u8, quoting: Quoting, width: usize) -> Option<usize> {
    // The wrong guess finds its way back at the next quote, so the first rows tell.
    let fit = |rows: &[(usize, usize)]| rows.iter().skip(1).take_while(|&&(_, cells)| cells == width).count();
    let states = [(false, false), (false, true), (true, false)];
    let mut chosen = Vec::new();
    for (inside, may_open) in states {
        let rows = rows(bytes, Marks::amid(delimiter, end, inside, may_open).quoting(quoting));
        if chosen.is_empty() || fit(&rows) > fit(&chosen) {
            chosen = rows;
        }
    }
    chosen.first().map(|&(end, _)| end + 1)
}

/// Where rows end and how many cells they have.
pub(super) fn rows(bytes: &[u8], mut marks: Marks) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (index, block) in bytes.chunks(4096).enumerate() {
        marks.walk(block, (index * 4096) as u32);
        if marks.rows.len() > ROWS || (index * 4096 > LOOKED && !marks.rows.is_empty()) {
            break;
        }
    }
    let mut before = 0;
    for &row in &marks.rows {
        found.push((marks.cells[row as usize] as usize, row as usize + 1 - before));
        before = row as usize + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_line_ends_are_no_row_ends() {
        let text = "one,two,three\n".to_owned() + &"a,\"b\nb,\nb\",c\n1,\"2\",3\n".repeat(40);
        let starts: Vec<usize> = {
            let mut at = 0;
            let mut starts = vec![];
            for row in ["one,two,three\n"]
                .into_iter()
                .chain(["a,\"b\nb,\nb\",c\n", "1,\"2\",3\n"].repeat(40))
            {
                starts.push(at);
                at += row.len();
            }
            starts
        };
        for from in 0..text.len() - 200 {
            let found = guess(&text.as_bytes()[from..], b',', b'\n', Quoting::USUAL, 3).map(|found| from + found);
            let next = starts.iter().copied().find(|&start| start > from);
            assert_eq!(found, next, "{from}");
        }
    }
}
