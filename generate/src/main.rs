//! Writes a big, realistic audit log to standard output: `generate --rows N --format csv|ndjson|json --seed S --layout sigma|wide`.

use generate::{Format, Order};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// What the command line asks for.
fn read(arguments: impl Iterator<Item = String>) -> Result<Order, String> {
    let mut order = Order {
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

fn main() -> ExitCode {
    let written = read(std::env::args().skip(1)).and_then(|order| {
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
