//! Big, realistic, seeded audit logs, for the sample, the tests and the benches.
//!
//! The same order always give the same bytes; memory does not grow with the rows. Layout `sigma` (the default) has the friendly
//! names of Sigma's export and a few stories to find in it (see `story`); `wide` has 24 columns for benches. A [`Tale`] is a small log of
//! another source, around one story.

mod calendar;
mod catalogue;
mod event;
mod leaver;
mod people;
mod random;
mod row;
mod sigma;
mod signins;
mod story;
mod takeover;
mod wide;

pub use row::Format;

use row::Row;
use std::io::{self, Write};

/// Whatever yields rows under fixed columns.
trait Source {
    /// The columns, in order.
    fn columns(&self) -> &'static [&'static str];
    /// Fills the row, which comes empty; `false` when there are no more.
    fn next(&mut self, row: &mut Row) -> bool;
}

/// What is to be generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub rows: u64,
    pub format: Format,
    pub seed: u64,
    /// The 24 columns of the benches instead of Sigma's friendly ones with stories in them.
    pub wide: bool,
}

impl Order {
    /// Writes the log; memory does not grow with the rows.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut source: Box<dyn Source> = if self.wide {
            Box::new(wide::Wide::new(self.rows, self.seed))
        } else {
            Box::new(sigma::Sigma::new(self.rows, self.seed))
        };
        row::write(source.as_mut(), self.format, out)
    }
}

/// A small log around one story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tale {
    /// Sprayed passwords and a second factor worn down, as an identity provider logs them.
    SignIns,
    /// A leaked key in a cloud account.
    Takeover,
    /// Somebody who leaves an office and takes its files along.
    Leaver,
}

impl Tale {
    /// Writes the log: so many ordinary events, and those of the story between them.
    pub fn write(self, ordinary: u64, seed: u64, format: Format, out: &mut impl Write) -> io::Result<()> {
        let mut source: Box<dyn Source> = match self {
            Self::SignIns => Box::new(signins::SignIns::new(ordinary, seed)),
            Self::Takeover => Box::new(takeover::Takeover::new(ordinary, seed)),
            Self::Leaver => Box::new(leaver::Leaver::new(ordinary, seed)),
        };
        row::write(source.as_mut(), format, out)
    }
}

#[cfg(test)]
mod tests;
