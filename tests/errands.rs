//! Files and archives read in runs by several readers give what one reader gives, whatever is in them and wherever they are cut.

mod alike;
#[path = "stretch/feed.rs"]
mod feed;

use audit_explorer::engine::{Ahead, Directory, Errand, Loader, Of, Opened, Report, Shares, Stretch};
use audit_explorer::protocol::{decode, encode};
use feed::{until_shared, until_stopped};
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

type Named = (String, Vec<u8>);

const CHUNK: usize = 700;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

/// One of many files: other formats, columns, wrappers, orders of day and month, and some that are broken or empty.
fn file(sort: usize, at: usize) -> Named {
    let (day, month) = (at % 28 + 1, at % 12 + 1);
    match sort % 11 {
        0 => (
            format!("trail_{at}.json.gz"),
            gzip(format!(r#"{{"Records":[{{"eventTime":"2024-01-{day:02}T10:00:00Z","n":{at},"user":{{"name":"u{}"}}}},{{"n":1.5}}]}}"#, at % 5).as_bytes()),
        ),
        1 => {
            let (day, month) = if at.is_multiple_of(3) { (month, day) } else { (day, month) };
            (format!("a{at}.csv"), format!("when,n,text\n{day}/{month}/2024 10:00,{at},\"x\ny\"\n").into_bytes())
        }
        2 => (format!("b{at}.csv"), format!("n;text;extra\n{at};é;1\n2;late;{at}\n").into_bytes()),
        3 => (format!("c{at}.ndjson"), format!("{{\"n\":\"{at}\",\"text\":[1,2]}}\n{{\"broken\": \n{{\"n\":null}}\n").into_bytes()),
        4 => (format!("d{at}.log"), format!("2024-01-{day:02}T10:00:00Z host app[1]: user=u{at} n={at}\n").into_bytes()),
        5 => (format!("e{at}"), Vec::new()),
        6 => (format!("f{at}.json.gz"), gzip(b"{\"Records\":[]}")),
        7 => {
            let mut packed = gzip(format!("n,text\n{at},x\n{at},y\n").as_bytes());
            packed.truncate(packed.len() - 9);
            (format!("g{at}.csv.gz"), packed)
        }
        8 => (format!("h{at}.zip"), archive(&[file(1, at), file(0, at)], (CompressionMethod::Deflated, false))),
        9 => (format!("i{at}.csv"), b"n,text\n1,Andr\xE9\n".to_vec()),
        _ => (format!("j{at}.zip"), archive(&[], (CompressionMethod::Stored, false))),
    }
}

fn archive(files: &[Named], (method, stream): (CompressionMethod, bool)) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(method);
    if stream {
        let mut writer: ZipWriter<StreamWriter<Vec<u8>>> = ZipWriter::new_stream(Vec::new());
        for (name, bytes) in files {
            writer.start_file(name.as_str(), options).expect("a name");
            writer.write_all(bytes).expect("memory takes all");
        }
        return writer.finish().expect("memory takes all").into_inner();
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options).expect("a name");
        writer.write_all(bytes).expect("memory takes all");
    }
    writer.finish().expect("memory takes all").into_inner()
}

fn read(loader: &mut Loader, (name, bytes): &Named) {
    loader.begin(name, bytes.len() as u64);
    bytes.chunks(CHUNK).for_each(|chunk| loader.feed(chunk));
}

fn whole(files: &[Named]) -> Opened {
    let mut loader = Loader::new(files.len());
    files.iter().for_each(|file| read(&mut loader, file));
    loader.finish()
}

/// As it comes back from another worker.
fn crossed(stretch: Stretch) -> Stretch {
    decode(&encode(&stretch)).expect("what was written")
}

/// Reads the files as a worker does with others beside it, who take every run but the `kept` ones.
fn shared(files: &[Named], cuts: &[usize], kept: usize) -> Opened {
    let mut loader = Loader::new(files.len());
    let bounds: Vec<usize> = [0]
        .into_iter()
        .chain(cuts.iter().copied())
        .chain([files.len()])
        .collect();
    for (number, bounds) in bounds.windows(2).enumerate() {
        let run = &files[bounds[0]..bounds[1]];
        if number % 3 == kept {
            run.iter().for_each(|file| read(&mut loader, file));
            continue;
        }
        let mut ahead = Ahead::new(Errand {
            job: 0,
            number: number as u32,
            of: loader.shares_files(),
            from: bounds[0] as u64,
            limit: bounds[1] as u64,
            unique: loader.unique(),
        });
        for (name, bytes) in run {
            ahead.begin(name, bytes.len() as u64);
            bytes.chunks(CHUNK).for_each(|chunk| _ = ahead.feed(chunk));
        }
        let stretch = crossed(ahead.finish().expect("whole files"));
        assert!(!loader.take_files(bounds[0] as u64 + 1, stretch.clone()));
        assert!(loader.take_files(bounds[0] as u64, stretch));
    }
    loader.finish()
}

/// Reads an archive as a worker does with others beside it; also tells how many of their runs were right.
fn unpacked(name: &str, bytes: &[u8], cuts: &[u64]) -> (Opened, usize) {
    let mut loader = Loader::new(1);
    loader.begin(name, bytes.len() as u64);
    let mut right = 0;
    let (mut at, of) = until_shared(&mut loader, bytes, CHUNK);
    let mut first = true;
    for (number, &from) in cuts.iter().enumerate() {
        let Some(of) = of.clone() else { break };
        if !std::mem::take(&mut first) {
            loader.go_on(at as u64);
        }
        let Some(stopped) = until_stopped(&mut loader, bytes, at, from, CHUNK) else {
            // It came to the end.
            return (loader.finish(), right);
        };
        at = stopped as usize;
        let mut ahead = Ahead::new(Errand {
            job: 0,
            number: number as u32,
            of,
            from,
            limit: cuts.get(number + 1).copied().unwrap_or(bytes.len() as u64 - 1),
            unique: loader.unique(),
        });
        for chunk in bytes[from as usize..].chunks(CHUNK) {
            if !ahead.feed(chunk) {
                break;
            }
        }
        if let Some(stretch) = ahead.finish() {
            let to = stretch.to as usize;
            if loader.take(stopped, crossed(stretch)) {
                (at, right) = (to, right + 1);
            }
        }
    }
    if !first {
        loader.go_on(at as u64);
    }
    bytes[at..].chunks(CHUNK).for_each(|chunk| loader.feed(chunk));
    (loader.finish(), right)
}

fn same(one: &Opened, other: &Opened) {
    let aside = |report: &mut Report| {
        // How columns lie in memory may differ, what is in them may not.
        report.columns.iter_mut().for_each(|column| column.bytes = 0);
        // Where compressed data turns out to be broken depends on how much of it was at hand.
        let found = report.files.iter_mut().filter_map(|file| file.found.as_mut());
        let warned = report.warnings.iter_mut().map(|warning| &mut warning.what);
        for told in found.chain(warned) {
            if let Some((before, behind)) = told.split_once("near byte ") {
                *told = format!(
                    "{before}near byte{}",
                    behind.trim_start_matches(|char: char| char.is_ascii_digit())
                );
            }
        }
    };
    alike::same(one, other, aside);
}

fn starts(bytes: &[u8]) -> Vec<u64> {
    let size = bytes.len() as u64;
    let tail = &bytes[size.saturating_sub(Directory::TAIL) as usize..];
    let Some(place) = Directory::place(tail, size) else {
        return Vec::new();
    };
    Directory::starts(&bytes[place.start as usize..place.end as usize])
}

fn some(cuts: &[prop::sample::Index], length: usize) -> Vec<usize> {
    let mut cuts: Vec<usize> = cuts
        .iter()
        .map(|cut| cut.index(length))
        .filter(|&cut| cut > 0)
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_in_runs(sorts in prop::collection::vec(0..11usize, 2..24), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6), kept in 0..4usize) {
        let files: Vec<Named> = sorts.iter().enumerate().map(|(at, &sort)| file(sort, at)).collect();
        same(&shared(&files, &some(&cuts, files.len()), kept), &whole(&files));
    }

    #[test]
    fn entries_in_runs(sorts in prop::collection::vec(0..11usize, 1..24), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6), way in 0..4usize, junk in prop::option::of((any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 1..9)))) {
        let mut files: Vec<Named> = sorts.iter().enumerate().map(|(at, &sort)| file(sort, at)).collect();
        if let Some((name, _)) = files.get_mut(2) {
            *name = format!("__MACOSX/{name}");
        }
        let method = [CompressionMethod::Deflated, CompressionMethod::Stored][way / 2];
        let mut bytes = archive(&files, (method, way % 2 == 1));
        let entries = starts(&bytes);
        prop_assert_eq!(entries.len(), files.len());
        let cuts: Vec<u64> = some(&cuts, entries.len()).into_iter().map(|cut| entries[cut]).collect();
        if let Some((at, junk)) = junk {
            let at = at.index(bytes.len());
            bytes.splice(at..at, junk);
        }
        let (joined, _) = unpacked("all.zip", &bytes, &cuts);
        same(&joined, &whole(&[("all.zip".to_owned(), bytes)]));
    }

    #[test]
    fn no_bytes_are_too_odd_for_a_directory(bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>()) {
        let mut archive = archive(&[file(1, 1), file(0, 2)], (CompressionMethod::Deflated, false));
        let at = at.index(archive.len());
        archive.splice(at.., bytes);
        let _ = starts(&archive);
    }
}

#[test]
fn runs_of_an_archive_are_right() {
    for (way, stream) in [
        (CompressionMethod::Deflated, false),
        (CompressionMethod::Deflated, true),
        (CompressionMethod::Stored, false),
    ] {
        let files: Vec<Named> = (0..400).map(|at| file(at % 5, at)).collect();
        let bytes = archive(&files, (way, stream));
        let entries = starts(&bytes);
        let cuts: Vec<u64> = entries.iter().copied().skip(60).step_by(70).collect();
        let (joined, right) = unpacked("all.zip", &bytes, &cuts);
        same(&joined, &whole(&[("all.zip".to_owned(), bytes)]));
        assert_eq!(right, cuts.len() - 1, "the last one is read by who reads the archive");
        assert_eq!(joined.report.files.len(), 400);
    }
}

#[test]
fn an_archive_beyond_four_gigabytes_tells_where_its_entries_begin() {
    let options = SimpleFileOptions::default().large_file(true);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..70_000 {
        writer.start_file(format!("{at}"), options).expect("a name");
    }
    let bytes = writer.finish().expect("memory takes all").into_inner();
    let found = starts(&bytes);
    assert_eq!(found.len(), 70_000, "more than fit in the short fields");
    assert!(
        found
            .iter()
            .all(|&start| bytes[start as usize..].starts_with(b"PK\x03\x04"))
    );
    let shares = Shares::of_entries(&found, bytes.len() as u64, 2);
    assert!(
        shares
            .limits()
            .iter()
            .all(|limit| *limit == u64::MAX || found.contains(limit))
    );
}

#[test]
fn choices_hold_for_the_file_they_were_made_for() {
    let files: Vec<Named> = (0..6).map(|at| file(2, at)).collect();
    let choice = audit_explorer::engine::Choice {
        headed: Some(false),
        ..Default::default()
    };
    let mut loader = Loader::new(files.len());
    loader.choose(vec![(4, choice)]);
    read(&mut loader, &files[0]);
    let of = loader.shares_files();
    assert!(matches!(&of, Of::Files { choices } if choices.len() == 1));
    let mut ahead = Ahead::new(Errand {
        job: 0,
        number: 1,
        of,
        from: 1,
        limit: 6,
        unique: vec![],
    });
    for (name, bytes) in &files[1..] {
        ahead.begin(name, bytes.len() as u64);
        ahead.feed(bytes);
    }
    assert!(loader.take_files(1, ahead.finish().expect("whole files")));
    let mut one = Loader::new(files.len());
    one.choose(vec![(4, choice)]);
    files.iter().for_each(|file| read(&mut one, file));
    let one = one.finish();
    assert_eq!(one.report.files[4].headed, Some(false));
    same(&loader.finish(), &one);
}
