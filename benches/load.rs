//! How fast a log becomes a table: reading alone, and reading into columns, in bytes of the file. `ROWS` says how many, 100,000 by default.

use audit_explorer::engine::{Ahead, Errand, Loader, Stretch};
use audit_explorer::format::{ColumnId, Position, Raw, Reader, Sink, Warning};
use audit_explorer::protocol::{decode, encode};
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use generate::{Format, Order};
use std::collections::HashMap;
use std::hint::black_box;

/// Bytes fed at a time, as the page does.
const CHUNK: usize = 4 << 20;

/// Bytes of a stretch.
const STRETCH: u64 = 16 << 20;

/// Looks at every cell and keeps none.
#[derive(Default)]
struct Nowhere {
    columns: HashMap<String, ColumnId>,
}

impl Sink for Nowhere {
    fn column(&mut self, path: &str) -> ColumnId {
        let next = self.columns.len() as ColumnId;
        *self.columns.entry(path.to_owned()).or_insert(next)
    }

    fn field(&mut self, column: ColumnId, raw: Raw<'_>) {
        black_box((column, raw));
    }

    fn end_record(&mut self, at: Position) {
        black_box(at);
    }

    fn warn(&mut self, warning: Warning) {
        black_box(warning);
    }
}

fn read(bytes: &[u8]) {
    let (mut reader, mut sink) = (Reader::new(0), Nowhere::default());
    bytes.chunks(CHUNK).for_each(|chunk| reader.feed(chunk, &mut sink));
    black_box(reader.finish(&mut sink));
}

fn load(bytes: &[u8]) {
    let mut loader = Loader::default();
    loader.begin("bench", bytes.len() as u64);
    bytes.chunks(CHUNK).for_each(|chunk| loader.feed(chunk));
    black_box(loader.finish());
}

/// As one worker does what two do: every second stretch is read ahead, crosses as bytes and is taken.
fn join(bytes: &[u8]) {
    let mut loader = Loader::default();
    loader.begin("bench", bytes.len() as u64);
    loader.feed(&bytes[..256 << 10]);
    let of = loader.shares().expect("CSV or NDJSON");
    let (mut at, mut limit) = (256 << 10, STRETCH);
    loader.stop_at(limit);
    while at < bytes.len() {
        for chunk in bytes[at..].chunks(CHUNK) {
            loader.feed(chunk);
            if loader.stopped().is_some() {
                break;
            }
        }
        let Some(stopped) = loader.stopped() else { break };
        let errand = Errand {
            job: 0,
            number: 0,
            of: of.clone(),
            from: limit,
            limit: limit + STRETCH,
            unique: loader.unique(),
        };
        let mut ahead = Ahead::new(errand);
        for chunk in bytes[limit as usize - 1..].chunks(CHUNK) {
            if !ahead.feed(chunk) {
                break;
            }
        }
        at = stopped as usize;
        if let Some(stretch) = ahead.finish() {
            let stretch: Stretch = decode(&encode(&stretch)).expect("what was written");
            let to = stretch.to as usize;
            assert!(loader.take(stopped, stretch));
            at = to;
        }
        loader.go_on(at as u64);
        limit += 2 * STRETCH;
        loader.stop_at(limit);
    }
    black_box(loader.finish());
}

fn format(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, format: Format) {
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok());
    let order = Order {
        rows: rows.unwrap_or(100_000),
        format,
        seed: 7,
        wide: true,
    };
    let mut bytes = Vec::new();
    order.write(&mut bytes).expect("memory can be written");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function(format!("read {name}"), |bench| bench.iter(|| read(&bytes)));
    group.bench_function(format!("load {name}"), |bench| bench.iter(|| load(&bytes)));
    group.bench_function(format!("join {name}"), |bench| bench.iter(|| join(&bytes)));
}

fn all(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    format(&mut group, "csv", Format::Csv);
    format(&mut group, "ndjson", Format::Ndjson);
    group.finish();
}

criterion_group!(benches, all);
criterion_main!(benches);
