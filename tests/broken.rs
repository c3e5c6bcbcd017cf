//! Files that are damaged, endless or absurd: the laws of the fuzz targets hold for them with any compiler, and what fuzzing found stays mended.

use audit_explorer::engine::{Engine, Loader};
use std::fs;
use std::path::Path;

#[path = "../fuzz/src/lib.rs"]
mod laws;
#[path = "../fuzz/src/seeds.rs"]
mod seeds;

type Law = fn(&[u8]);

const TARGETS: [(&str, Law); 11] = [
    ("any", laws::reading::any),
    ("container", laws::packing::container),
    ("csv", laws::reading::csv),
    ("json", laws::reading::json),
    ("lines", laws::reading::lines),
    ("markup", laws::reading::markup),
    ("shares", laws::sharing::shares),
    ("table", laws::table::table),
    ("words", laws::words::words),
    ("workbook", laws::packing::workbook),
    ("parquet", laws::packing::parquet),
];

/// Damaged copies of each seed; `BROKEN` asks for more.
const COPIES: usize = 8;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    /// A copy that is cut, flipped, doubled, emptied or crossed with another in a few places.
    fn damage(&mut self, seed: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(4) {
            let (at, to) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
            let (from, to) = (at.min(to), at.max(to).min(at + 64));
            match self.below(6) {
                0 => bytes.truncate(at),
                1 | 2 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                3 => drop(bytes.drain(from..to.max(from))),
                4 => {
                    let again = bytes[from..to.max(from)].to_vec();
                    bytes.splice(at..at, again);
                }
                _ => {
                    let start = self.below(other.len());
                    let piece = &other[start..other.len().min(start + 40)];
                    bytes.splice(at..at, piece.iter().copied());
                }
            }
        }
        bytes
    }
}

#[test]
fn damaged_files_keep_the_laws() {
    let copies = std::env::var("BROKEN")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(COPIES);
    for (target, law) in TARGETS {
        let seeds = seeds::seeds(target, &root().join("tests/fixtures"));
        assert!(!seeds.is_empty(), "{target}");
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        for seed in &seeds {
            law(seed);
            for _ in 0..copies {
                let other = &seeds[dice.below(seeds.len())];
                law(&dice.damage(seed, other));
            }
        }
    }
}

#[test]
fn what_fuzzing_found_stays_mended() {
    let mut tried = 0;
    for (target, law) in TARGETS {
        for entry in fs::read_dir(root().join("tests/found").join(target))
            .into_iter()
            .flatten()
        {
            law(&fs::read(entry.expect("an entry").path()).expect("a file"));
            tried += 1;
        }
    }
    assert!(tried > 0, "nothing lies in tests/found");
}

fn open(pieces: &[&[u8]]) -> Engine {
    let mut loader = Loader::new(1);
    loader.begin("file", pieces.iter().map(|piece| piece.len() as u64).sum());
    pieces.iter().for_each(|piece| loader.feed(piece));
    let mut engine = Engine::new(loader.finish());
    engine.study();
    while engine.study_more() {}
    engine
}

#[test]
fn nesting_has_no_end() {
    for depth in [128, 500, 100_000] {
        for (open_with, close_with) in [("{\"a\":", "}"), ("[", "]"), ("[{\"a\":", "}]")] {
            let deep = format!("{}1{}", open_with.repeat(depth), close_with.repeat(depth));
            let text = format!("{{\"id\":1,\"x\":{deep}}}\n{{\"id\":2,\"x\":{deep}}}\n");
            let report = open(&[text.as_bytes()]).report().clone();
            assert_eq!((report.rows, report.rejected), (2, 0), "{depth} {open_with}");
            let csv = format!("id,x\n1,\"{0}\"\n2,\"{0}\"\n", deep.replace('"', "\"\""));
            assert_eq!(open(&[csv.as_bytes()]).report().rows, 2, "{depth} {open_with}");
            // Never closed.
            let cut = format!("{{\"id\":1}}\n{{\"x\":{}", open_with.repeat(depth));
            let report = open(&[cut.as_bytes()]).report().clone();
            assert_eq!((report.rows, report.rejected), (1, 1), "{depth} {open_with}");
        }
    }
}

#[test]
fn an_object_may_have_thirty_thousand_keys() {
    let object = |row: usize| {
        let members: Vec<String> = (0..30_000).map(|key| format!("\"key {key}\":{}", key * row)).collect();
        format!("{{{}}}\n", members.join(","))
    };
    let text: String = (1..4).map(object).collect();
    let report = open(&[text.as_bytes()]).report().clone();
    assert_eq!((report.rows, report.rejected, report.columns.len()), (3, 0, 30_000));
    // As many keys again in every record: each is a column of its own.
    let text: String = (0..40)
        .map(|row| {
            let members: Vec<String> = (0..500).map(|key| format!("\"{row}-{key}\":1")).collect();
            format!("{{\"id\":{row},{}}}\n", members.join(","))
        })
        .collect();
    let report = open(&[text.as_bytes()]).report().clone();
    assert_eq!((report.rows, report.columns.len()), (40, 20_001));
}

#[test]
fn a_line_without_an_end_costs_itself_alone() {
    let filling = vec![b'x'; 1 << 20];
    let mut json: Vec<&[u8]> = vec![b"{\"a\":1}\n{\"a\":\""];
    json.extend([&filling[..]; 70]);
    json.push(b"\"}\n{\"a\":2}\n");
    let report = open(&json).report().clone();
    assert_eq!((report.rows, report.rejected), (2, 1), "{:?}", report.warnings);
    let mut csv: Vec<&[u8]> = vec![b"a,b\n1,2\n3,"];
    csv.extend([&filling[..]; 70]);
    csv.push(b"\n5,6\n");
    let report = open(&csv).report().clone();
    assert_eq!((report.rows, report.rejected), (2, 1), "{:?}", report.warnings);
    assert!(report.memory < 1 << 20, "{} bytes are held", report.memory);
    // A long one that is no longer than a record may be is read.
    let long: Vec<&[u8]> = vec![b"a,b\n1,", &filling, &filling, b"\n3,4\n"];
    let report = open(&long).report().clone();
    assert_eq!((report.rows, report.rejected), (2, 0));
}

#[test]
fn nothing_at_all_is_said_to_be_nothing() {
    for bytes in [&b""[..], b"\n", b" \r\n\t", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\0"] {
        let report = open(&[bytes]).report().clone();
        assert_eq!(report.rows, 0);
        assert!(
            report.nothing.is_some_and(|sentence| sentence.contains("Found")),
            "{bytes:?}"
        );
    }
}
