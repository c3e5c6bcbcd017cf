//! The log that is asked here and there: generated events, with cells beside them that trip databases up.

use crate::dice::Dice;
use audit_explorer::engine::{Engine, Export, Exporter, Held, Keeping, Loader, Shape};
use audit_explorer::protocol::Choice;
use audit_explorer::query::{Predicate, Schema};
use audit_explorer::value::Zone;
use generate::{Format, Order};
use serde_json::{Map, Value, json};

/// Texts that differ in little: letter case within and beyond ASCII, signs that SQL or patterns use, what sorts oddly.
pub const TEXTS: [&str; 22] = [
    "LOGIN",
    "login",
    "Login ",
    "K\u{212a}k",
    "İstanbul",
    "istanbul",
    "ÉVA éva",
    "ΣΊΣΥΦΟΣ",
    "σίσυφος",
    "straße",
    "STRASSE",
    "it's",
    "back\\slash",
    "100%",
    "100_",
    "a!b",
    "tab\there",
    "two\nlines",
    "\u{10ffff}",
    "\u{ffff}",
    "",
    "v12/api?x=[1]",
];

const ADDRESSES: [&str; 8] = [
    "10.0.0.1",
    " 10.0.0.1:443 ",
    "2001:db8::1",
    "none",
    "[::ffff:a00:1]:22",
    "010.0.0.1",
    "10.17.0.9%eth0",
    "10.0.0.0/8",
];

/// The engine over the log, its schema, and the log as it exports it.
pub struct Log {
    pub engine: Engine,
    pub schema: Schema,
    pub csv: Vec<u8>,
}

impl Log {
    pub fn new(rows: u64, seed: u64) -> Self {
        let mut lines = Vec::new();
        let order = Order {
            rows,
            format: Format::Ndjson,
            seed,
            wide: false,
        };
        order.write(&mut lines).expect("memory takes all");
        let mut dice = Dice::new(seed);
        let mut text = String::new();
        for line in String::from_utf8(lines).expect("text").lines() {
            let mut record: Map<String, Value> = serde_json::from_str(line).expect("an object");
            odd(&mut dice, &mut record);
            text += &Value::Object(record).to_string();
            text.push('\n');
        }
        let mut loader = Loader::new(1);
        loader.begin("log.ndjson", text.len() as u64);
        loader.feed(text.as_bytes());
        loader.end();
        let mut engine = Engine::new(loader.finish());
        let watched = Held::of_values("watched".into(), &TEXTS.map(str::to_owned)[..7]).expect("few values");
        engine.hold(&[roster(), watched]);
        let schema = Schema::of(engine.tables());
        let export = Export {
            serial: 0,
            filter: Predicate::All,
            columns: schema.columns.iter().map(|(name, _)| name.clone()).collect(),
            sort: Vec::new(),
            zone: Zone::utc(),
            shape: Shape::Csv,
            computed: Vec::new(),
            clock: None,
        };
        let mut exporter = Exporter::new(&engine, export).expect("columns of the table");
        let mut csv = Vec::new();
        while let Some(piece) = exporter.next(&engine).expect("a piece") {
            csv.extend(piece);
        }
        Self { engine, schema, csv }
    }
}

/// The people beside the log: names that are in it several times, or never, or not at all.
pub const ROSTER: &str = "name,role,level,mail,since\n\
    LOGIN,reader,1,ann.smith@example.com,2025-03-01T08:00:00Z\n\
    login,writer,2,Bob@Example.com,2025-04-01T08:00:00Z\n\
    LOGIN,owner,-2,,2026-10-20T23:30:00Z\n\
    100%,,1,,\n\
    ,nobody,0,ann.smith@example.com,2026-01-01T00:00:00Z\n\
    straße,guest,,Straße@example.com,\n";

/// The values of the list beside the log as a file.
pub fn watched() -> String {
    let rows = TEXTS[..7].iter().map(|text| format!("\"{text}\"\n"));
    format!("value\n{}", rows.collect::<String>())
}

fn roster() -> Held {
    let mut keeping =
        Keeping::new("roster".into(), "roster.csv", ROSTER.len() as u64, Choice::default()).expect("a table");
    keeping.feed(ROSTER.as_bytes()).expect("a table");
    keeping.finish().expect("a table")
}

/// Columns of every kind, with nulls, repeats and ends of ranges.
fn odd(dice: &mut Dice, record: &mut Map<String, Value>) {
    let mut put = |dice: &mut Dice, name: &str, value: Value| {
        if dice.below(6) > 0 {
            record.insert(name.into(), value);
        }
    };
    let text = dice.pick(&TEXTS);
    put(dice, "odd text", json!(text));
    let address = dice.pick(&ADDRESSES);
    put(dice, "an\"address.of", json!(address));
    let big = dice.pick(&[
        i64::MIN,
        i64::MAX,
        -1,
        0,
        7,
        9_007_199_254_740_993,
        9_007_199_254_740_992,
    ]);
    put(dice, "big", json!(big));
    let small = dice.below(5) as i64 - 2;
    put(dice, "small", json!(small));
    let number = dice.pick(&[0.25, -1.5, 1e20, 3.0, 1024.5]);
    put(dice, "number", json!(number));
    let truth = dice.below(2) == 0;
    put(dice, "truth", json!(truth));
    let tags: Vec<&str> = (0..dice.below(4))
        .map(|_| dice.pick(&["red", "RED", "blue", "", "İ", "it's"]))
        .collect();
    put(dice, "tags", json!(tags));
    // Around a change of clocks in Berlin, in few places, so that times repeat.
    let minutes = dice.below(24 * 60 * 40) as i64 / 7 * 7;
    let at = 1_792_890_000_000_000 - 20 * 86_400_000_000 + minutes * 60_000_000 + dice.below(3) as i64;
    put(dice, "when", json!(audit_explorer::value::instant(at)));
}
