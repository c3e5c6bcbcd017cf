//! Compressed files and archives: what comes out, what a damaged one keeps, what a bomb costs, and records cut out again.

use audit_explorer::engine::{Engine, Limits, Loader};
use audit_explorer::format::Warning;
use audit_explorer::protocol::Report;
use audit_explorer::query::{Answer, Ask, Predicate, Query};
use audit_explorer::value::Value;
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

const CSV: &str = "a,b\n1,x\n2,y\n";
const JSON: &str = "{\"Records\":[{\"a\":3,\"c\":\"é\"},{\"a\":4}]}";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

/// A frame of stored blocks, with a length and no checksum.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut frame = b"\x28\xB5\x2F\xFD\xA0".to_vec();
    frame.extend((bytes.len() as u32).to_le_bytes());
    let blocks: Vec<&[u8]> = bytes.chunks(5).collect();
    for (index, block) in blocks.iter().enumerate() {
        let last = usize::from(index + 1 == blocks.len());
        frame.extend(&((block.len() << 3 | last) as u32).to_le_bytes()[..3]);
        frame.extend(*block);
    }
    frame
}

/// An entry of a tar archive: its header as one program writes it, and its data in whole blocks.
fn entry(name: &str, kind: u8, size: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut block = [0; 512];
    let (before, name) = match name.split_once("::") {
        Some((before, name)) => (before, name),
        None => ("", name),
    };
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[100..108].copy_from_slice(b"0000644\0");
    block[124..124 + size.len()].copy_from_slice(size);
    block[148..156].fill(b' ');
    block[156] = kind;
    block[257..265].copy_from_slice(b"ustar\x0000");
    block[345..345 + before.len()].copy_from_slice(before.as_bytes());
    let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let filling = bytes.len().next_multiple_of(512) - bytes.len();
    [&block, bytes, &vec![0; filling]].concat()
}

fn file(name: &str, bytes: &[u8]) -> Vec<u8> {
    entry(name, b'0', format!("{:011o}\0", bytes.len()).as_bytes(), bytes)
}

/// A tar archive of these entries.
fn tar(entries: &[Vec<u8>]) -> Vec<u8> {
    [entries.concat(), vec![0; 1024]].concat()
}

type Packing = (CompressionMethod, bool, bool);

/// The ways to write an archive: method, large (zip64), as a stream with descriptors behind the data.
const PACKINGS: [Packing; 6] = [
    (CompressionMethod::Deflated, false, false),
    (CompressionMethod::Deflated, true, false),
    (CompressionMethod::Deflated, false, true),
    (CompressionMethod::Deflated, true, true),
    (CompressionMethod::Stored, false, false),
    (CompressionMethod::Stored, false, true),
];

fn zip(files: &[(&str, &[u8])], (method, large, stream): Packing) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .large_file(large);
    if stream {
        let mut writer: ZipWriter<StreamWriter<Vec<u8>>> = ZipWriter::new_stream(Vec::new());
        for (name, bytes) in files {
            writer.start_file(*name, options).expect("a name");
            writer.write_all(bytes).expect("memory takes all");
        }
        return writer.finish().expect("memory takes all").into_inner();
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        match name.strip_suffix('/') {
            Some(folder) => writer.add_directory(folder, options).expect("a name"),
            None => {
                writer.start_file(*name, options).expect("a name");
                writer.write_all(bytes).expect("memory takes all");
            }
        }
    }
    writer.finish().expect("memory takes all").into_inner()
}

fn open_within(files: &[(&str, &[u8])], chunk: usize, limits: Limits) -> Engine {
    let mut loader = Loader::new(files.len());
    loader.limit(limits);
    for (name, bytes) in files {
        loader.begin(name, bytes.len() as u64);
        for piece in bytes.chunks(chunk) {
            loader.feed(piece);
        }
        loader.end();
    }
    Engine::new(loader.finish())
}

fn open(name: &str, bytes: &[u8]) -> Engine {
    open_within(&[(name, bytes)], 1 << 20, Limits::default())
}

fn names(report: &Report) -> Vec<(&str, u64)> {
    report
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.rows))
        .collect()
}

fn said(report: &Report) -> Vec<&str> {
    report.warnings.iter().map(|warning| warning.what.as_str()).collect()
}

/// The record of a row, read again from the file as it was given.
fn record(engine: &Engine, row: u64, given: &[&[u8]], chunk: usize) -> String {
    let place = engine.place(row).expect("a row");
    let bytes = &given[place.file as usize][place.start as usize..];
    let mut record = place.record();
    let _ = bytes.chunks(chunk).all(|piece| record.feed(piece));
    let bytes = record.bytes().expect("it stands where it stood");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The values of a column, row by row.
#[test]
fn a_record_as_it_was_is_text_in_any_encoding() {
    let text = "time,user\n1,André 😀\n2,x\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [b"\xFE\xFF", &wide[..]].concat();
    let western = b"time,user\n1,Andr\xE9\n2,x\n";
    for (bytes, expected) in [
        (&marked[..], "1,André 😀"),
        (western, "1,André"),
        (text.as_bytes(), "1,André 😀"),
    ] {
        let engine = open("x", bytes);
        let place = engine.place(0).expect("a place");
        let mut record = place.record();
        let length = place.length.expect("a length") as usize;
        record.feed(&bytes[place.start as usize..][..length]);
        assert_eq!(record.text().as_deref(), Some(expected));
    }
}

fn column(engine: &Engine, name: &str) -> Vec<Value> {
    let query = Query {
        filter: Predicate::All,
        asks: vec![Ask::Page {
            sort: Vec::new(),
            offset: 0,
            limit: 100_000,
            columns: Some(vec![name.into()]),
        }],
        ..Query::default()
    };
    let answers = engine.ask(&query).expect("an answer");
    let Answer::Page { rows, .. } = &answers.answers[0] else {
        panic!("a page was asked for");
    };
    rows.iter().map(|row| row.cells[0].clone()).collect()
}

fn has_column(engine: &Engine, name: &str) -> bool {
    engine.report().columns.iter().any(|column| column.name == name)
}

#[test]
fn compressed_files_read_like_the_files_they_hold() {
    let two = [gzip(CSV.as_bytes()), gzip(b"3,z\n"), vec![0; 9]].concat();
    let frames = [
        zstd(CSV.as_bytes()),
        b"\x5A\x2A\x4D\x18\x03\0\0\0abc".to_vec(),
        zstd(b"3,z\n"),
    ]
    .concat();
    for bytes in [two, frames] {
        let engine = open("log.csv.gz", &bytes);
        assert_eq!(names(engine.report()), [("log.csv.gz", 3)]);
        assert!(said(engine.report()).is_empty(), "{:?}", said(engine.report()));
        assert_eq!(engine.report().files[0].bytes, 16);
        assert_eq!(record(&engine, 2, &[&bytes], 7), "3,z");
        assert!(!has_column(&engine, "_file"));
    }
}

#[test]
fn every_entry_of_an_archive_is_a_file() {
    let inner = gzip(b"a\n9\n");
    let nested = zip(&[("one.csv", b"a\n5\n"), ("two.csv", b"a\n6\n")], PACKINGS[2]);
    let twice = zip(&[("no.zip", &nested)], PACKINGS[0]);
    let files = [
        ("logs/", &b""[..]),
        ("logs/a.csv", CSV.as_bytes()),
        ("__MACOSX/logs/._a.csv", b"litter"),
        ("logs/.DS_Store", b"litter"),
        ("b", JSON.as_bytes()),
        ("empty.json", b""),
        ("c.csv.gz", &inner),
        ("d.zip", &nested),
        ("e.zip", &twice),
    ];
    for packing in PACKINGS {
        let files = if packing.2 { &files[1..] } else { &files[..] };
        let bytes = zip(files, packing);
        for chunk in [1, 13, 1 << 20] {
            let engine = open_within(&[("x.zip", &bytes)], chunk, Limits::default());
            let report = engine.report();
            let expected = [
                ("x.zip › logs/a.csv", 2),
                ("x.zip › b", 2),
                ("x.zip › empty.json", 0),
                ("x.zip › c.csv.gz", 1),
                ("x.zip › d.zip › one.csv", 1),
                ("x.zip › d.zip › two.csv", 1),
                ("x.zip › e.zip › no.zip", 0),
            ];
            assert_eq!(names(report), expected, "{packing:?} {:?}", said(report));
            assert_eq!(said(report).len(), 2, "{packing:?} {:#?}", said(report));
            let rows = ["1,x", "2,y", "{\"a\":3,\"c\":\"é\"}", "{\"a\":4}", "9", "5", "6"];
            for (row, expected) in rows.iter().enumerate() {
                assert_eq!(record(&engine, row as u64, &[&bytes], chunk), *expected, "{packing:?}");
            }
            let named = column(&engine, "_file");
            assert_eq!(named[4], Value::Text("x.zip › c.csv.gz".into()));
            assert_eq!(
                report.roles.category.as_deref().or(report.roles.action.as_deref()),
                None
            );
        }
    }
}

#[test]
fn every_file_of_a_tar_archive_is_one() {
    let long = format!("{}/long.csv", "deep".repeat(40));
    let told = |pairs: &[(&str, &str)]| -> Vec<u8> {
        let record = |(key, value): &(&str, &str)| {
            let rest = key.len() + value.len() + 3;
            let digits = (1..4).find(|digits| (rest + digits).to_string().len() == *digits);
            format!("{} {key}={value}\n", rest + digits.expect("a short record"))
        };
        pairs.iter().map(record).collect::<String>().into_bytes()
    };
    let pax = |pairs: &[(&str, &str)]| {
        let told = told(pairs);
        entry("PaxHeaders/x", b'x', format!("{:011o}\0", told.len()).as_bytes(), &told)
    };
    let wide = |size: usize| [&[0x80, 0, 0, 0][..], &(size as u64).to_be_bytes()].concat();
    let inner = gzip(b"a\n9\n");
    let nested = tar(&[file("one.csv", b"a\n5\n"), file("two.csv", b"a\n6\n")]);
    let twice = tar(&[file("no.tar", &nested)]);
    let name = format!("{long}\0");
    let entries = [
        entry("./logs/", b'5', b"00000000000\0", b""),
        file("logs::a.csv", CSV.as_bytes()),
        pax(&[("mtime", "1.5"), ("path", "März.json"), ("size", "38")]),
        entry("Mrz.json", b'0', b"00000000000\0", JSON.as_bytes()),
        entry("global", b'g', b"00000000000\0", b""),
        entry("latest", b'2', b"00000000014\0", b""),
        entry("again", b'1', b"00000000014\0", b""),
        file("logs/._a.csv", b"litter"),
        file("./empty.json", b""),
        entry(
            "././@LongLink",
            b'L',
            format!("{:011o}\0", name.len()).as_bytes(),
            name.as_bytes(),
        ),
        entry(&long[..100], b'0', &wide(CSV.len()), CSV.as_bytes()),
        file("c.csv.gz", &inner),
        file("d.tar", &nested),
        pax(&[("GNU.sparse.major", "1")]),
        file("holes.csv", b"1\n0\n3\n"),
    ];
    let bytes = tar(&entries);
    assert_eq!(JSON.len(), 38);
    let long = format!("x.tar › {long}");
    let expected = [
        ("x.tar › logs/a.csv", 2),
        ("x.tar › März.json", 2),
        ("x.tar › empty.json", 0),
        (&long, 2),
        ("x.tar › c.csv.gz", 1),
        ("x.tar › d.tar › one.csv", 1),
        ("x.tar › d.tar › two.csv", 1),
        ("x.tar › holes.csv", 0),
    ];
    for chunk in [1, 13, 512, 1 << 20] {
        for bytes in [bytes.clone(), gzip(&bytes), zstd(&bytes)] {
            let engine = open_within(&[("x.tar", &bytes)], chunk, Limits::default());
            let report = engine.report();
            assert_eq!(names(report), expected, "{:?}", said(report));
            assert_eq!(said(report).len(), 2, "{:#?}", said(report));
            assert!(
                said(report).iter().any(|what| what.contains("holes")),
                "{:#?}",
                said(report)
            );
            let rows = [
                "1,x",
                "2,y",
                "{\"a\":3,\"c\":\"é\"}",
                "{\"a\":4}",
                "1,x",
                "2,y",
                "9",
                "5",
                "6",
            ];
            for (row, expected) in rows.iter().enumerate() {
                assert_eq!(record(&engine, row as u64, &[&bytes], chunk), *expected);
            }
        }
    }
    // One archive behind the other, in a compressed file of an archive, and one too many.
    let both = [tar(&[file("p.csv", CSV.as_bytes())]), tar(&[file("q.tar", &twice)])].concat();
    let bytes = zip(&[("in.tgz", &gzip(&both))], PACKINGS[0]);
    let engine = open("x.zip", &bytes);
    let found = names(engine.report());
    assert_eq!(found, [("x.zip › in.tgz › p.csv", 2), ("x.zip › in.tgz › q.tar", 0)]);
    assert!(
        said(engine.report())[0].contains("a tar archive inside of two"),
        "{:?}",
        said(engine.report())
    );
}

#[test]
fn a_damaged_header_of_a_tar_archive_costs_its_file() {
    let mut bytes = tar(&[
        file("a.csv", CSV.as_bytes()),
        file("b.csv", CSV.as_bytes()),
        file("c.csv", CSV.as_bytes()),
    ]);
    bytes[1024 + 3] ^= 1;
    let engine = open("x.tar", &bytes);
    assert_eq!(names(engine.report()), [("x.tar › a.csv", 2), ("x.tar › c.csv", 2)]);
    assert!(
        said(engine.report())[0].contains("at byte 1024"),
        "{:?}",
        said(engine.report())
    );
    assert_eq!(record(&engine, 3, &[&bytes], 99), "2,y");
}

#[test]
fn several_files_are_one_table_that_names_them() {
    let (first, last) = (gzip(CSV.as_bytes()), zip(&[("in.json", JSON.as_bytes())], PACKINGS[0]));
    let own = b"_file,a\nmine,7\n";
    let given: [(&str, &[u8]); 3] = [("1.gz", &first), ("2.csv", own), ("3.zip", &last)];
    let engine = open_within(&given, 10, Limits::default());
    let text = |name: &str| Value::Text(name.into());
    let names = ["1.gz", "1.gz", "2.csv", "3.zip › in.json", "3.zip › in.json"];
    assert_eq!(column(&engine, "_file"), names.map(text));
    assert_eq!(column(&engine, "_file (2)")[2], text("mine"));
    let given = given.map(|(_, bytes)| bytes);
    assert_eq!(record(&engine, 1, &given, 4), "2,y");
    assert_eq!(record(&engine, 2, &given, 4), "mine,7");
    assert_eq!(record(&engine, 4, &given, 4), "{\"a\":4}");
    let alone = open("3.zip", &last);
    assert!(!has_column(&alone, "_file") && alone.report().rows == 2);
}

#[test]
fn a_cut_file_keeps_what_was_read_and_says_so() {
    let text: String = std::iter::once("number,text\n".to_owned())
        .chain((0..40).map(|row| format!("{row},{:x}\n", (row + 7) * 7_919_111)))
        .collect();
    let bytes = text.as_bytes();
    let archive = zip(&[("a.csv", bytes), ("b.csv", bytes)], PACKINGS[0]);
    let stream = zip(&[("a.csv", bytes), ("b.csv", bytes)], PACKINGS[5]);
    let files = [
        ([gzip(bytes), gzip(bytes)].concat(), 12),
        (zstd(bytes), 8),
        (archive, 70),
        (stream, 70),
        (tar(&[file("a.csv", bytes), file("b.csv", bytes)]), 70),
        (gzip(&tar(&[file("a.csv", bytes), file("b.csv", bytes)])), 35),
    ];
    for (whole, least) in &files {
        let mut rows = 0;
        for cut in 0..whole.len() {
            let engine = open_within(&[("x", &whole[..cut])], 64, Limits::default());
            let report = engine.report();
            assert!(report.rows + 1 >= rows, "{cut}: {} rows after {rows}", report.rows);
            rows = report.rows;
            if cut > 4 && rows < 40 {
                assert!(
                    report.warned > 0 || report.nothing.is_some(),
                    "{cut} of {}: {:?}",
                    whole.len(),
                    report.files
                );
            }
        }
        assert!(rows >= *least, "{rows}");
    }
}

/// What can be unpacked of the beginning of a gzip file.
fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut decoder = flate2::write::GzDecoder::new(Vec::new());
    decoder.write_all(bytes).and_then(|()| decoder.flush()).ok();
    decoder.get_ref().clone()
}

#[test]
fn a_break_in_the_middle_costs_nothing_that_stands_before_it() {
    let mut seed = 7_u64;
    let mut word = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    let words: Vec<u64> = (0..20_000).map(|_| word()).collect();
    let lines = words.iter().enumerate();
    let csv: String = std::iter::once("number,text\n".to_owned())
        .chain(lines.clone().map(|(row, word)| format!("{row},\"a {word:x}, b\"\n")))
        .collect();
    let json: String = lines
        .map(|(row, word)| format!("{{\"number\":{row},\"text\":\"a {word:x}, b\"}}\n"))
        .collect();
    for (text, head) in [(&csv, 1), (&json, 0)] {
        let bytes = text.as_bytes();
        let stored = zip(&[("a.log", bytes)], PACKINGS[4]);
        let start = stored.windows(9).position(|part| part == &bytes[..9]).expect("stored");
        let frame = zstd(bytes);
        type Unpack<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;
        let packed: [(Vec<u8>, Unpack<'_>); 5] = [
            (bytes.to_vec(), &|bytes| bytes.to_vec()),
            (gzip(bytes), &gunzip),
            (stored, &|bytes| bytes[start..].to_vec()),
            (zip(&[("a.log.gz", &gzip(bytes))], PACKINGS[4]), &|bytes| {
                gunzip(&bytes[38..])
            }),
            // Blocks of five bytes, each behind three that tell its length.
            (frame, &|bytes| {
                bytes[9..]
                    .chunks(8)
                    .filter(|block| block.len() == 8)
                    .flat_map(|block| block[3..].to_vec())
                    .collect()
            }),
        ];
        for (kind, (whole, unpack)) in packed.iter().enumerate() {
            for cut in [whole.len() / 3, whole.len() / 2, whole.len() * 9 / 10 + 1] {
                let engine = open_within(&[("x", &whole[..cut])], 1000, Limits::default());
                let report = engine.report();
                let text = unpack(&whole[..cut]);
                let complete = text.iter().filter(|&&byte| byte == b'\n').count() - head;
                assert!(complete > 4000, "{kind}: {complete}");
                let rows = report.rows as usize;
                assert!(
                    rows == complete || head == 1 && rows == complete + 1,
                    "{kind}: {rows} of {complete}"
                );
                let numbers = column(&engine, "number");
                let expected = (0..complete).map(|row| Value::Integer(row as i64));
                assert!(numbers.iter().take(complete).cloned().eq(expected), "{kind}");
                // File, row and byte.
                let at = |warning: &Warning| warning.at.file == 0 && warning.at.row + 64 > complete as u64;
                let told = report
                    .warnings
                    .iter()
                    .any(|warning| at(warning) && (kind == 0 || warning.what.contains("byte")));
                // Nothing tells that a row which ends is not the last.
                let ends = kind == 0 && text.ends_with(b"\"");
                assert!(told || ends, "{kind}: {:?}", report.warnings);
            }
        }
    }
}

#[test]
fn what_is_packed_in_an_archive_once_more_counts_its_own_bytes() {
    let text: String = std::iter::once("number,text\n".to_owned())
        .chain((0..40_000).map(|row| format!("{row},the same for all\n")))
        .collect();
    let limits = Limits {
        total: 1 << 30,
        ratio: 20,
        free: 1 << 18,
    };
    let packed = gzip(text.as_bytes());
    assert!(text.len() < packed.len() * 20);
    for packing in [PACKINGS[4], PACKINGS[5]] {
        let archive = zip(&[("a.csv.gz", &packed)], packing);
        for chunk in [archive.len(), 777] {
            let engine = open_within(&[("x.zip", &archive)], chunk, limits);
            let report = engine.report();
            assert_eq!(
                (report.rows, report.warned),
                (40_000, 0),
                "{packing:?}: {:?}",
                said(report)
            );
        }
    }
}

#[test]
fn where_a_bomb_or_damage_ends_a_file_does_not_depend_on_chunks() {
    let limits = Limits {
        total: 1 << 19,
        ratio: 100,
        free: 1 << 16,
    };
    let noise = |length: u32| -> Vec<u8> {
        (0..length)
            .map(|at| b"0123456789abcdef\n,"[(at.wrapping_mul(2_654_435_761) >> 20) as usize % 18])
            .collect()
    };
    let bomb = [b"a,b\n".to_vec(), noise(40_000), vec![b'\n'; 1 << 20], noise(9_000)].concat();
    let log = [b"a,b\n".to_vec(), noise(90_000)].concat();
    let (small, packed) = (gzip(&bomb), gzip(&log));
    let mut broken = small.clone();
    broken[small.len() / 3] ^= 0x21;
    for whole in [
        small.clone(),
        zstd(&bomb),
        gzip(&small),
        gzip(&tar(&[file("a", &bomb), file("b.gz", &broken)])),
        tar(&[file("a.gz", &small), file("b", &bomb)]),
        zip(&[("a.gz", &broken), ("b.gz", &small), ("c", &log)], PACKINGS[4]),
        zip(
            &[("a", &bomb), ("b.gz", &small), ("c", &log), ("d.gz", &packed)],
            PACKINGS[2],
        ),
        zip(
            &[("a.zip", &zip(&[("x", &bomb), ("y", &bomb)], PACKINGS[4]))],
            PACKINGS[5],
        ),
    ] {
        for at in [usize::MAX, 900, whole.len() / 2, whole.len() * 9 / 10] {
            let mut bytes = whole.clone();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 0x14;
            }
            let one = open_within(&[("x", &bytes)], bytes.len(), limits);
            for chunk in [7, 1000, 70_000] {
                let other = open_within(&[("x", &bytes)], chunk, limits);
                assert_eq!(other.report(), one.report(), "{at} {chunk}");
            }
        }
    }
}

#[test]
fn damage_never_panics() {
    let bytes = CSV.repeat(20);
    let archive = zip(&[("a.csv", bytes.as_bytes()), ("b.csv", CSV.as_bytes())], PACKINGS[0]);
    let tarred = tar(&[file("a.csv", bytes.as_bytes()), file("b.csv", CSV.as_bytes())]);
    for whole in [gzip(bytes.as_bytes()), zstd(bytes.as_bytes()), archive, tarred] {
        for at in 0..whole.len() {
            for bit in [1, 0x10, 0x80] {
                let mut broken = whole.clone();
                broken[at] ^= bit;
                let engine = open_within(&[("x", &broken)], 50, Limits::default());
                if engine.report().rows > 0 {
                    record(&engine, 0, &[&broken], 50);
                }
            }
        }
    }
}

#[test]
fn a_broken_entry_leaves_the_next_ones_alone() {
    let mut bytes = zip(&[("a.csv", CSV.as_bytes()), ("b.json", JSON.as_bytes())], PACKINGS[4]);
    let at = bytes.windows(3).position(|part| part == b"2,y").expect("stored");
    bytes[at] = b'7';
    let engine = open("x.zip", &bytes);
    assert_eq!(names(engine.report()), [("x.zip › a.csv", 2), ("x.zip › b.json", 2)]);
    assert!(
        said(engine.report())[0].contains("checksum"),
        "{:?}",
        said(engine.report())
    );
    // The flag of encryption, in the first header.
    bytes[6] |= 1;
    let engine = open("x.zip", &bytes);
    assert_eq!(names(engine.report()), [("x.zip › a.csv", 0), ("x.zip › b.json", 2)]);
    assert_eq!(
        said(engine.report()),
        ["a.csv is encrypted and cannot be read; unpack it first."]
    );
    assert_eq!(engine.report().warnings[0].at.file, 0);
}

#[test]
fn an_office_document_is_no_archive_of_logs() {
    let bytes = zip(
        &[("[Content_Types].xml", b"<Types/>"), ("xl/a.csv", CSV.as_bytes())],
        PACKINGS[0],
    );
    let engine = open("x.xlsx", &bytes);
    assert_eq!(names(engine.report()), [("x.xlsx", 0)]);
    assert!(engine.report().nothing.is_some());
}

#[test]
fn bombs_are_bounded() {
    let limits = Limits {
        total: 1 << 20,
        ratio: 100,
        free: 1 << 16,
    };
    let zeros = vec![b'\n'; 4 << 20];
    let log = [b"a\n1\n2\n".to_vec(), zeros].concat();
    for bomb in [
        gzip(&log),
        gzip(&gzip(&log)),
        gzip(&tar(&[file("a", &log)])),
        zip(&[("a", &log)], PACKINGS[2]),
    ] {
        let engine = open_within(&[("bomb", &bomb)], 1000, limits);
        let report = engine.report();
        assert!(report.files[0].bytes < 1 << 17, "{:?}", report.files);
        assert_eq!(report.rows, 2);
        assert!(said(report)[0].contains("made to fill memory"), "{:?}", said(report));
    }
    let many = zip(&[("a", &log), ("b", CSV.as_bytes()), ("c", &log)], PACKINGS[0]);
    let engine = open_within(&[("bomb", &many)], 1000, limits);
    assert_eq!(
        names(engine.report()),
        [("bomb › a", 2), ("bomb › b", 2), ("bomb › c", 2)]
    );
    let limits = Limits {
        ratio: 1 << 30,
        ..limits
    };
    let engine = open_within(&[("bomb", &many)], 1000, limits);
    assert_eq!(names(engine.report()), [("bomb › a", 2)]);
    assert!(
        said(engine.report())[0].contains("1 MiB"),
        "{:?}",
        said(engine.report())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn chunks_do_not_matter(rows in proptest::collection::vec(("[a-z]{0,9}", any::<i32>()), 1..200), kind in 0usize..10, chunk in 1usize..400) {
        let text: String = std::iter::once("word,number\n".to_owned()).chain(rows.iter().map(|(word, number)| format!("{word},{number}\n"))).collect();
        let bytes = text.as_bytes();
        let packed = match kind {
            0 => gzip(bytes),
            1 => zstd(bytes),
            8 => tar(&[file("a.csv", bytes), file("b.csv.gz", &gzip(bytes))]),
            9 => gzip(&tar(&[file("a.csv", bytes), file("b.csv.gz", &gzip(bytes))])),
            kind => zip(&[("a.csv", bytes), ("b.csv.gz", &gzip(bytes))], PACKINGS[kind - 2]),
        };
        let whole = open("x", &packed);
        let cut = open_within(&[("x", &packed)], chunk, Limits::default());
        prop_assert_eq!(whole.report(), cut.report());
        prop_assert_eq!(whole.report().warned, 0);
        for row in 0..whole.report().rows {
            prop_assert_eq!(whole.place(row), cut.place(row));
        }
        let last = whole.report().rows - 1;
        let (word, number) = rows.last().expect("a row");
        prop_assert_eq!(record(&whole, last, &[&packed], chunk), format!("{word},{number}"));
    }
}

#[test]
fn cloudtrail_as_it_is_delivered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/aws-cloudtrail/gz");
    let Ok(listed) = fs::read_dir(&folder) else {
        eprintln!(
            "SKIPPED: there is no {}; no delivered files were read",
            folder.display()
        );
        return;
    };
    let expected = fs::read_to_string(folder.join("../../expected.json")).expect("expected.json");
    let expected: Vec<serde_json::Value> = serde_json::from_str(&expected).expect("JSON");
    let mut given: Vec<(String, Vec<u8>)> = listed
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                fs::read(entry.path()).expect("a file"),
            )
        })
        .collect();
    given.sort();
    let files: Vec<(&str, &[u8])> = given
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let together = open_within(&files, 4096, Limits::default());
    let archive = zip(&files, PACKINGS[2]);
    let archived = open("all.zip", &archive);
    for engine in [&together, &archived] {
        let report = engine.report();
        assert_eq!(report.files.len(), files.len());
        assert_eq!(report.source.as_deref(), Some("cloudtrail"));
        for (file, (name, _)) in report.files.iter().zip(&files) {
            let counted = expected
                .iter()
                .find(|one| one["file"].as_str().is_some_and(|path| path.ends_with(name)));
            assert_eq!(
                Some(file.rows),
                counted.and_then(|one| one["events"].as_u64()),
                "{name}"
            );
        }
    }
    let bytes: Vec<&[u8]> = files.iter().map(|(_, bytes)| *bytes).collect();
    for row in (0..together.report().rows).step_by(97) {
        let one = record(&together, row, &bytes, 1 << 16);
        assert_eq!(one, record(&archived, row, &[&archive], 1 << 16));
        let parsed: serde_json::Value = serde_json::from_str(&one).expect("a whole record");
        assert!(parsed["eventName"].is_string());
    }
}

/// A workbook: the sheets under their names, as the insides of `sheetData`.
fn workbook(sheets: &[(&str, &str)], packing: Packing) -> Vec<u8> {
    let listed: String = (1..)
        .zip(sheets)
        .map(|(at, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>"))
        .collect();
    let related: String = (1..)
        .zip(sheets)
        .map(|(at, _)| format!("<Relationship Id=\"rId{at}\" Target=\"worksheets/sheet{at}.xml\"/>"))
        .collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns:r=\"r\"><sheets>{listed}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships>{related}</Relationships>"),
        ),
    ];
    for (at, (_, data)) in (1..).zip(sheets) {
        // What stands behind the rows is given behind a mark.
        let (data, behind) = data.split_once('|').unwrap_or((data, ""));
        let sheet = format!("<worksheet><sheetData>{data}</sheetData>{behind}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{at}.xml"), sheet));
    }
    parts.push((
        "xl/styles.xml".to_owned(),
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy hh:mm\"/></numFmts>\
         <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
            .to_owned(),
    ));
    parts.push((
        "xl/sharedStrings.xml".to_owned(),
        "<sst><si><t>time</t></si><si><r><t>us</t></r><r><t>er</t></r><rPh><t>aside</t></rPh></si>\
         <si><t xml:space=\"preserve\">Ada &amp; \"co\"</t></si></sst>"
            .to_owned(),
    ));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    zip(&parts, packing)
}

const SHEET: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>A title, and more</t></is></c></row>\
    <row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\" t=\"str\"><v>n</v></c></row>\
    <row r=\"4\"><c r=\"A4\" s=\"1\"><v>45322.5</v></c><c r=\"B4\" t=\"s\"><v>2</v></c><c r=\"C4\"><v>1.1000000000000001</v></c></row>\
    <row r=\"5\"><c s=\"1\"><v>45322.75</v></c><c r=\"C5\"><v>12</v></c><c r=\"D5\" s=\"1\"/></row>";

#[test]
fn the_sheets_of_a_workbook_are_files() {
    let other = "<row><c t=\"inlineStr\"><is><t>user</t></is></c></row><row><c t=\"b\"><v>1</v></c></row>";
    for packing in PACKINGS {
        let book = workbook(&[("First", SHEET), ("Nothing", ""), ("R &amp; D", other)], packing);
        for bytes in [book.clone(), zip(&[("in/book.xlsx", &book)], PACKINGS[0])] {
            let engine = open("x.xlsx", &bytes);
            let found = names(engine.report());
            assert_eq!(found.len(), 2, "{found:?} {:?}", said(engine.report()));
            assert!(found[0].0.ends_with("› First") && found[0].1 == 2, "{found:?}");
            assert!(found[1].0.ends_with("› R & D") && found[1].1 == 1, "{found:?}");
            assert!(engine.report().files.iter().all(|file| file.format == "xlsx"));
            assert_eq!(
                column(&engine, "time"),
                [
                    Value::Time(1_706_702_400_000_000),
                    Value::Time(1_706_724_000_000_000),
                    Value::Null
                ]
            );
            assert_eq!(
                column(&engine, "user"),
                [
                    Value::Text("Ada & \"co\"".into()),
                    Value::Null,
                    Value::Text("TRUE".into())
                ]
            );
            assert_eq!(
                column(&engine, "n"),
                [Value::Number(1.1), Value::Number(12.0), Value::Null]
            );
            assert_eq!(
                record(&engine, 0, &[&bytes], 100),
                "2024-01-31 12:00:00,\"Ada & \"\"co\"\"\",1.1"
            );
            assert_eq!(record(&engine, 2, &[&bytes], 100), "TRUE");
        }
    }
}

#[test]
fn hidden_sheets_are_read_and_said_to_be_hidden() {
    let hidden = "Old\" state=\"veryHidden";
    let book = workbook(
        &[("New", SHEET), (hidden, SHEET), ("Shown\" state=\"visible", SHEET)],
        PACKINGS[0],
    );
    let engine = open("x.xlsx", &book);
    assert_eq!(
        names(engine.report()),
        [("x.xlsx › New", 2), ("x.xlsx › Old", 2), ("x.xlsx › Shown", 2)]
    );
    let report = engine.report();
    let told: Vec<(u32, bool)> = report
        .warnings
        .iter()
        .map(|warning| (warning.at.file, warning.what.contains("hidden")))
        .collect();
    assert_eq!(
        told.iter().filter(|(_, hidden)| *hidden).collect::<Vec<_>>(),
        [&(1, true)]
    );
    assert_eq!(column(&engine, "_file")[3], Value::Text("x.xlsx › Old".into()));
}

#[test]
fn a_file_of_an_archive_that_holds_something_else_is_told_of() {
    let roster = "id,name,team\n7,Ada,x\n";
    let files: [(&str, &[u8]); 3] = [
        ("log.csv", CSV.as_bytes()),
        ("more.csv", b"b,a\nz,3\n"),
        ("team.csv", roster.as_bytes()),
    ];
    for chunk in [11, 4000] {
        let engine = open_within(&[("x.zip", &zip(&files, PACKINGS[0]))], chunk, Limits::default());
        let report = engine.report();
        assert_eq!((report.rows, report.warned), (4, 1), "{:?}", said(report));
        assert_eq!(report.warnings[0].at.file, 2);
        assert!(said(report)[0].contains("“x.zip › log.csv”"), "{:?}", said(report));
    }
}

#[test]
fn cells_that_are_merged_over_rows_hold_for_each_of_them() {
    let cell = |place: &str, text: &str| match text {
        "" => String::new(),
        text => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let row = |number: usize, cells: [&str; 3]| {
        let cells: String = ["A", "B", "C"]
            .iter()
            .zip(cells)
            .map(|(column, text)| cell(&format!("{column}{number}"), text))
            .collect();
        format!("<row r=\"{number}\">{cells}</row>")
    };
    let rows = [
        row(1, ["A title, and more", "", ""]),
        row(3, ["user", "what", "n"]),
        row(4, ["ada", "in", "1"]),
        row(5, ["", "out", "2"]),
        row(6, ["", "", ""]),
        row(7, ["mine", "in", "3"]),
        row(8, ["bob", "in", "4"]),
        row(9, ["", "out", ""]),
        row(10, ["", "in", "6"]),
    ];
    let merges = ["A1:C2", "A4:A7", "A8:B9", "C10:C1048576", "B7:C7"];
    let list: String = merges
        .iter()
        .map(|range| format!("<mergeCell ref=\"{range}\"/>"))
        .collect();
    let data = format!("{}|<mergeCells count=\"5\">{list}</mergeCells>", rows.concat());
    let book = workbook(&[("First", &data)], PACKINGS[0]);
    let engine = open("x.xlsx", &book);
    let texts = |texts: [&str; 6]| {
        texts.map(|text| match text {
            "" => Value::Null,
            text => Value::Text(text.into()),
        })
    };
    assert_eq!(column(&engine, "user"), texts(["ada", "ada", "mine", "bob", "bob", ""]));
    assert_eq!(column(&engine, "what"), texts(["in", "out", "in", "in", "out", "in"]));
    let said = said(engine.report());
    assert!(
        said.iter().any(|what| what.contains("2 cells below the first ones")),
        "{said:?}"
    );
    assert_eq!(record(&engine, 1, &[&book], 100), "\"ada\",\"out\",\"2\"");
    // A long text over many rows is bounded as other bombs are.
    let many: String = (3..60_000).map(|number| row(number, ["", "x", ""])).collect();
    let long = "y".repeat(900);
    let data = format!(
        "{}{}{many}|<mergeCells><mergeCell ref=\"A2:A60000\"/></mergeCells>",
        row(1, ["user", "what", ""]),
        row(2, [&long, "x", ""])
    );
    let limits = Limits {
        total: 16 << 20,
        ratio: 1 << 30,
        free: 1 << 16,
    };
    let engine = open_within(
        &[("bomb", &workbook(&[("First", &data)], PACKINGS[0]))],
        1 << 20,
        limits,
    );
    let report = engine.report();
    assert!(report.rows < 30_000, "{}", report.rows);
    assert!(
        self::said(report).iter().any(|what| what.contains("16 MiB")),
        "{:?}",
        self::said(report)
    );
}

#[test]
fn a_damaged_workbook_is_told_of() {
    let book = workbook(&[("First", SHEET)], PACKINGS[0]);
    for length in [0, 1, 3, 40, book.len() / 2, book.len() - 1] {
        let engine = open("x.xlsx", &book[..length]);
        assert!(engine.report().rows == 0 || length == book.len() - 1);
        assert!(
            engine.report().nothing.is_some() || engine.report().rows > 0,
            "{length}"
        );
    }
    for at in 0..book.len() {
        let mut bytes = book.clone();
        bytes[at] ^= 0x11;
        let engine = open("x.xlsx", &bytes);
        assert!(engine.report().nothing.is_some() || engine.report().rows > 0, "{at}");
    }
}
