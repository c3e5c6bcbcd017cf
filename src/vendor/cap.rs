//! Whether a number of rows says that an export was cut off: known limits of the source, of spreadsheets, and round numbers.

use super::Source;
use crate::words;
use serde::Deserialize;

/// A limit of an export.
#[derive(Clone, Debug, Deserialize)]
pub struct Cap {
    pub rows: u64,
    /// Who cuts there, as a sentence.
    pub why: String,
}

/// Rows of a sheet below its header, in the new and in the old format.
const SHEETS: [u64; 2] = [1_048_575, 65_535];

/// The fewest rows at which a round number is more than chance.
const ROUND: u64 = 1000;

/// Why a file of exactly so many rows may have been cut off.
pub fn cap(source: Option<&Source>, rows: u64) -> Option<String> {
    let known = source.and_then(|source| source.caps.iter().find(|cap| cap.rows == rows));
    if let Some(known) = known {
        return Some(known.why.clone());
    }
    if SHEETS.contains(&rows) {
        return Some(words::tables::SHEET_HOLDS_NO_MORE_ROWS.into());
    }
    let mut front = rows;
    while front >= 100 && front.is_multiple_of(10) {
        front /= 10;
    }
    let round = rows >= ROUND && matches!(front, 10 | 20 | 25 | 30 | 50);
    round.then(|| words::tables::THAT_IS_ROUND_NUMBER_EXPORTS.into())
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn limits_and_round_numbers_are_remarkable_and_others_are_not() {
        for rows in [
            1000, 2000, 2500, 5000, 10_000, 25_000, 30_000, 50_000, 100_000, 1_000_000, 1_048_575, 65_535,
        ] {
            assert!(cap(None, rows).is_some(), "{rows}");
        }
        for rows in [
            0, 1, 10, 100, 500, 999, 1001, 1010, 1230, 9_611, 12_278, 20_010, 123_000, 1_048_576,
        ] {
            assert_eq!(cap(None, rows), None, "{rows}");
        }
        assert!(cap(source("m365"), 50_000).is_some_and(|why| why.contains("Purview")));
        assert!(cap(source("sigma"), 1_000_000).is_some_and(|why| why.contains("Sigma")));
    }
}
