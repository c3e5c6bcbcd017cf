//! Writes a big, realistic audit log to standard output: `generate --rows N --format csv|ndjson|json --seed S --layout sigma|wide`.
//!
//! The same arguments always give the same bytes; memory does not grow with the rows. Layout `sigma` (the default) has the friendly
//! names of Sigma's export and a few stories to find in it (see `story`); `wide` has 24 columns for benches.

mod calendar;
mod catalogue;
mod event;
mod people;
mod random;
mod row;
mod sigma;
mod story;
mod wide;

use row::{Format, Row};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Whatever yields rows under fixed columns.
trait Source {
    /// The columns, in order.
    fn columns(&self) -> &'static [&'static str];
    /// Fills the row, which comes empty; `false` when there are no more.
    fn next(&mut self, row: &mut Row) -> bool;
}

/// What is asked for on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Order {
    rows: u64,
    format: Format,
    seed: u64,
    wide: bool,
}

impl Order {
    fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut order = Self {
            rows: 10_000,
            format: Format::Csv,
            seed: 7,
            wide: false,
        };
        let mut arguments = arguments;
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
            let number = || {
                value
                    .replace('_', "")
                    .parse::<u64>()
                    .map_err(|_| format!("{name} needs a whole number, not {value}"))
            };
            match name.as_str() {
                "--rows" => order.rows = number()?,
                "--seed" => order.seed = number()?,
                "--format" => {
                    order.format =
                        Format::named(&value).ok_or_else(|| format!("unknown format {value}: csv, ndjson or json"))?
                }
                "--layout" => {
                    order.wide = match value.as_str() {
                        "sigma" => false,
                        "wide" => true,
                        _ => return Err(format!("unknown layout {value}: sigma or wide")),
                    }
                }
                _ => return Err(format!("unknown argument {name}: --rows, --format, --seed, --layout")),
            }
        }
        Ok(order)
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut source: Box<dyn Source> = if self.wide {
            Box::new(wide::Wide::new(self.rows, self.seed))
        } else {
            Box::new(sigma::Sigma::new(self.rows, self.seed))
        };
        row::write(source.as_mut(), self.format, out)
    }
}

fn main() -> ExitCode {
    let written = Order::read(std::env::args().skip(1)).and_then(|order| {
        let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
        let done = order.write(&mut out).and_then(|()| out.flush());
        match done {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
            _ => Ok(()),
        }
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("generate: {reason}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests;
