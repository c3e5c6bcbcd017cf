//! Whether a log will fit into a tab, told from its beginning; and what a part of it would take.

use crate::arrange;
use crate::protocol::{Keep, Report};

/// Bytes of a table that a tab holds: wasm reaches 4 GiB, and questions need room, too.
pub const HOLDS: u64 = 3 << 30;

/// Bytes from which on files may not fit: a table takes about half of what its files do.
const LARGE: u64 = 2 << 30;

/// Bytes of compressed files from which on they may not fit.
const PACKED: u64 = 128 << 20;

/// Bytes of a table for each of its Parquet file, at least: between 0.9 and 4 were measured.
const OF_PARQUET: u64 = 1;

/// What all of a log would come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Bytes of the files.
    pub total: u64,
    pub rows: u64,
    /// Bytes of the table.
    pub memory: u64,
    /// Each column, and the bytes it would take.
    pub columns: Vec<(String, u64)>,
    /// The column that tells when, and whether days stand before months in it.
    pub time: Option<(String, bool)>,
}

/// Whether files of these names and sizes may not fit, so that a look at the beginning is worth while.
pub fn may_not_fit<'a>(files: impl Iterator<Item = (&'a str, u64)>) -> bool {
    let (mut plain, mut packed) = (0, 0);
    for (name, bytes) in files {
        let name = name.to_ascii_lowercase();
        let endings = [".gz", ".zip", ".zst", ".xlsx"];
        if is_parquet(&name) || endings.iter().any(|ending| name.ends_with(ending)) {
            packed += bytes;
        } else {
            plain += bytes;
        }
    }
    plain >= LARGE || packed >= PACKED
}

/// Whether a file of this name says at its end what it holds, so that a look needs that, too.
pub fn is_parquet(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".parquet")
}

impl Fit {
    /// Told from the report on the first `looked` of `total` bytes. Of a Parquet file, all of which count as looked at, the rows that were
    /// not there to be read count as rejected.
    pub fn of(report: &Report, looked: u64, total: u64) -> Self {
        let parquet = report.files.first().is_some_and(|file| file.format == "parquet");
        let times = total as f64 / looked.max(1) as f64;
        let missing = if parquet { report.rejected } else { 0 };
        let rows = report.rows + missing;
        // Without a row nothing is told of what rows take.
        let each = if missing > 0 {
            rows as f64 / report.rows as f64
        } else {
            1.0
        };
        let whole = |part: u64| {
            if each.is_finite() {
                (part as f64 * each * times) as u64
            } else {
                0
            }
        };
        let time = report.roles.time.as_ref().and_then(|name| report.column(name));
        let mut columns: Vec<_> = report
            .columns
            .iter()
            .map(|column| (column.name.clone(), whole(column.bytes)))
            .collect();
        arrange::by_key(&mut columns, |(_, bytes)| std::cmp::Reverse(*bytes));
        Self {
            total,
            rows: (rows as f64 * times) as u64,
            memory: whole(report.memory).max(if parquet { total * OF_PARQUET } else { 0 }),
            columns,
            time: time.map(|column| (column.name.clone(), column.day_first == Some(true))),
        }
    }

    /// Whether all of it fits.
    pub fn fits(&self) -> bool {
        self.memory <= HOLDS
    }

    /// Bytes that what is kept would take; how much a span of time leaves out is not known.
    pub fn takes(&self, keep: &Keep) -> u64 {
        let left_out: u64 = self
            .columns
            .iter()
            .filter(|(name, _)| keep.columns.as_ref().is_some_and(|kept| !kept.contains(name)))
            .map(|(_, bytes)| bytes)
            .sum();
        self.memory.saturating_sub(left_out) / u64::from(keep.every.max(1))
    }

    /// One record in how many fits, with some room to spare.
    pub fn every(&self) -> u32 {
        let every = (self.memory * 5 / 4).div_ceil(HOLDS);
        u32::try_from(every).unwrap_or(u32::MAX).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ColumnReport, FileReport, Roles};
    use crate::value::Kind;

    fn report() -> Report {
        let column = |name: &str, bytes| ColumnReport {
            bytes,
            day_first: (name == "at").then_some(true),
            ..ColumnReport::named(name, Kind::Text)
        };
        Report {
            rows: 10_000,
            memory: 2 << 20,
            columns: vec![column("at", 1 << 18), column("message", 3 << 19)],
            roles: Roles {
                time: Some("at".into()),
                ..Roles::default()
            },
            ..Report::default()
        }
    }

    #[test]
    fn the_whole_is_told_from_its_beginning() {
        let fit = Fit::of(&report(), 4 << 20, 12 << 30);
        assert_eq!((fit.rows, fit.memory), (30_720_000, 6 << 30));
        assert_eq!(fit.columns[0], ("message".into(), 9 << 29));
        assert_eq!(fit.time, Some(("at".into(), true)));
        assert!(!fit.fits() && Fit::of(&report(), 4 << 20, 6 << 30).fits());
    }

    #[test]
    fn a_parquet_file_is_told_from_its_first_rows_and_its_end() {
        let mut look = report();
        look.files = vec![FileReport {
            format: "parquet".into(),
            ..FileReport::default()
        }];
        look.rejected = 9_990_000;
        let fit = Fit::of(&look, 1 << 29, 1 << 29);
        assert_eq!((fit.rows, fit.memory), (10_000_000, (2 << 20) * 1000));
        // Where the first rows are not there to be read as a whole.
        look.rows = 0;
        let fit = Fit::of(&look, 1 << 30, 3 << 30);
        assert_eq!((fit.rows, fit.memory), (29_970_000, 3 << 30));
    }

    #[test]
    fn what_is_left_out_takes_nothing() {
        let fit = Fit::of(&report(), 4 << 20, 12 << 30);
        assert_eq!(fit.takes(&Keep::default()), 6 << 30);
        let columns = Some(vec!["at".to_string()]);
        assert_eq!(
            fit.takes(&Keep {
                columns,
                ..Keep::default()
            }),
            3 << 29
        );
        let sample = Keep {
            every: fit.every(),
            ..Keep::default()
        };
        assert_eq!(sample.every, 3);
        assert!(fit.takes(&sample) <= HOLDS);
    }

    #[test]
    fn small_files_are_not_asked_about() {
        assert!(!may_not_fit([("a.csv", 1 << 30), ("b.gz", 1 << 26)].into_iter()));
        assert!(may_not_fit([("a.csv", 3 << 29), ("b.csv", 1 << 29)].into_iter()));
        assert!(may_not_fit([("A.CSV.GZ", 1 << 27)].into_iter()));
        assert!(may_not_fit([("A.Parquet", 1 << 27)].into_iter()));
    }
}
