//! Errands: what others read ahead for the one who holds the table, and bring back as rows.
//!
//! A stretch of one file begins at the record that seems to begin behind one offset and ends at the one behind another; a run of an archive's
//! entries or of whole files begins and ends where one does. Whoever reads from the beginning tells whether a stretch begins where it should;
//! one that does not is read again. So the table is that of one reader, however things were shared out.

use super::report::FileReport;
use crate::format::{Choice, Seam};
use crate::table::Part;
use serde::{Deserialize, Serialize};

/// What is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// Of which sharing out it is: none has the number of another.
    pub job: u32,
    /// Its place among the stretches.
    pub number: u32,
    pub of: Of,
    /// The first byte that may begin a record, at least 1; the first byte of an entry; or the index of a file among those given.
    pub from: u64,
    /// The first byte, or file, that is no more part of it.
    pub limit: u64,
    /// Columns whose texts hardly repeat, as far as is known: [`Loader::unique`].
    pub unique: Vec<String>,
}

/// What a stretch is part of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Of {
    /// The middle of one file.
    File {
        seam: Seam,
        /// What every row gets in the column of file names, where there is one.
        name: Option<String>,
    },
    /// An archive, with its index among the files given.
    Archive {
        name: String,
        index: u32,
        choices: Vec<(u32, Choice)>,
    },
    /// Several files.
    Files { choices: Vec<(u32, Choice)> },
}

/// What was read of a stretch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stretch {
    /// Where it begins, and what comes behind it: bytes or files, as in its errand.
    pub from: u64,
    pub to: u64,
    pub part: Part,
    /// Where it is of an archive or of several files: those that came out of it.
    pub files: Vec<FileReport>,
    /// Bytes that came out of an archive.
    pub unpacked: u64,
}
