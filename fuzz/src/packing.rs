//! Containers: chunks do not matter, limits hold, and nothing panics.

use super::sizes;
use audit_explorer::format::{Contents, Entry, Limits, Unpacker};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(super) const LIMITS: Limits = Limits {
    total: 1 << 20,
    ratio: 100,
    free: 1 << 16,
};

/// All that came out: files by their names, starts and bytes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Found {
    pub files: Vec<(String, u64, Vec<u8>)>,
    troubles: Vec<(usize, String)>,
    open: bool,
}

impl Contents for Found {
    fn begin(&mut self, entry: Entry<'_>) {
        assert!(!self.open, "a file begins in a file");
        self.open = true;
        self.files.push((entry.name.to_owned(), entry.start, Vec::new()));
    }

    fn bytes(&mut self, bytes: &[u8]) -> bool {
        assert!(self.open, "bytes of no file");
        if let Some((_, _, held)) = self.files.last_mut() {
            held.extend_from_slice(bytes);
        }
        true
    }

    fn end(&mut self) {
        assert!(self.open, "the end of no file");
        self.open = false;
    }

    fn trouble(&mut self, what: String) {
        self.troubles.push((self.files.len(), what));
    }
}

pub(super) fn unpack(bytes: &[u8], sizes: &[usize]) -> Found {
    let (mut found, mut unpacker, mut rest) = (Found::default(), Unpacker::new(LIMITS), bytes);
    for &size in sizes.iter().cycle() {
        let (chunk, behind) = rest.split_at(size.min(rest.len()));
        unpacker.feed(chunk, &mut found);
        rest = behind;
        if rest.is_empty() {
            break;
        }
    }
    unpacker.finish(&mut found);
    assert!(!found.open, "a file that never ended");
    found
}

/// A container, or a file that is none.
pub fn container(bytes: &[u8]) {
    let whole = unpack(bytes, &[bytes.len().max(1)]);
    let packed = whole.files.first().is_some_and(|(_, _, held)| held != bytes);
    let out: usize = whole.files.iter().map(|(_, _, held)| held.len()).sum();
    // What is made of a workbook or a Parquet file is counted piece by piece.
    assert!(
        !packed || out as u64 <= LIMITS.total + (1 << 18),
        "{out} bytes came out"
    );
    assert_eq!(unpack(bytes, &sizes(bytes)), whole);
}

/// A workbook of any text: a byte that no text has stands between its parts.
pub fn workbook(bytes: &[u8]) {
    const PARTS: [&str; 6] = [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet2.xml",
    ];
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    for (name, text) in std::iter::once(types).chain(PARTS.into_iter().zip(bytes.split(|&byte| byte == 0xFF))) {
        writer.start_file(name, options).expect("a name");
        writer.write_all(text).expect("memory takes all");
    }
    container(&writer.finish().expect("memory takes all").into_inner());
}

/// A Parquet file between its magic words, of which the last bytes are the footer: the first two say how many. Whoever knows its end
/// beforehand reads the same.
pub fn parquet(bytes: &[u8]) {
    let Some((length, file)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let length = u32::from(u16::from_le_bytes(*length)).to_le_bytes();
    let file = [b"PAR1", file, &length, b"PAR1"].concat();
    container(&file);
    let (mut found, mut unpacker) = (Found::default(), Unpacker::new(LIMITS));
    unpacker.feed(&file[..4], &mut found);
    while let Some(wanted) = unpacker.wants() {
        let wanted = usize::try_from(wanted).map_or(file.len(), |wanted| wanted.min(file.len()));
        unpacker.tail(&file[file.len() - wanted..]);
    }
    unpacker.be_patient();
    for chunk in file[4..].chunks(61) {
        unpacker.feed(chunk, &mut found);
        while unpacker.rests() {
            unpacker.feed(&[], &mut found);
        }
    }
    unpacker.finish(&mut found);
    assert_eq!(found, unpack(&file, &[file.len()]));
}
