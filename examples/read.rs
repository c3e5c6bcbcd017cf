//! How fast a file is read when nothing is kept: `cargo run --release --example read FILE...` prints MB/s for each.

use audit_explorer::format::{ColumnId, Position, Raw, Reader, Sink, Warning};
use std::collections::HashMap;
use std::error::Error;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Bytes fed at a time.
const CHUNK: usize = 4 << 20;

/// Runs of each file, of which the fastest counts.
const RUNS: usize = 5;

/// Looks at every cell and keeps none.
#[derive(Default)]
struct Nowhere {
    columns: HashMap<String, ColumnId>,
    bytes: usize,
    warnings: Vec<Warning>,
}

impl Sink for Nowhere {
    fn column(&mut self, path: &str) -> ColumnId {
        let next = self.columns.len() as ColumnId;
        *self.columns.entry(path.to_owned()).or_insert(next)
    }

    fn field(&mut self, column: ColumnId, raw: Raw<'_>) {
        black_box(column);
        self.bytes += match raw {
            Raw::Null | Raw::Boolean(_) => 0,
            Raw::Number(text) | Raw::Text(text) | Raw::Untyped(text) | Raw::Structure(text) => text.len(),
        };
    }

    fn end_record(&mut self, at: Position) {
        black_box(at);
    }

    fn warn(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }
}

/// The time this thread has had a processor, where the system tells it (Linux); elsewhere the time on the wall.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let mut best = Duration::MAX;
        let mut last = None;
        for _ in 0..RUNS {
            let mut sink = Nowhere::default();
            let mut reader = Reader::new(0);
            let start = clock();
            for chunk in bytes.chunks(CHUNK) {
                reader.feed(chunk, &mut sink);
            }
            let summary = reader.finish(&mut sink);
            best = best.min(clock() - start);
            last = Some((summary, sink));
        }
        if let Some((summary, sink)) = last {
            let speed = bytes.len() as f64 / 1e6 / best.as_secs_f64();
            println!(
                "{path}: {speed:.0} MB/s, {} {} rows, {} columns, {} warnings, {} bytes in cells",
                summary.rows,
                summary.format,
                sink.columns.len(),
                sink.warnings.len(),
                sink.bytes
            );
            for warning in sink.warnings.iter().take(3) {
                println!("  row {} at byte {}: {}", warning.at.row, warning.at.byte, warning.what);
            }
        }
    }
    Ok(())
}
