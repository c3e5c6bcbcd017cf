//! Files that are no log that is read here, told so that somebody knows what to do: by the bytes they begin with, or as mail.

use crate::words;

/// Control characters in binary files: more than one in this many bytes.
const BINARY: usize = 20;

/// Zeros in a row that say nothing of what a file is: they stand where a machine stopped before it had written what it had made room for.
const HOLE: usize = 64;

/// What a file that begins so is; and what makes a log of it that is read here, where somebody knows.
pub(super) fn signature(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SIGNATURES: [(&[u8], &str, &str); 19] = [
        (b"PK\x03\x04", words::reading::ZIP_ARCHIVE_OR_WORKBOOK_INSIDE, ""),
        (b"PK\x05\x06", words::reading::EMPTY_ZIP_ARCHIVE, ""),
        (b"\x1F\x8B", words::reading::GZIP_COMPRESSED_DATA_INSIDE, ""),
        (b"\x28\xB5\x2F\xFD", words::reading::ZSTD_COMPRESSED_DATA_INSIDE, ""),
        (b"\xFD7zXZ\0", "xz-compressed data", "unxz log.xz"),
        (b"BZh", "bzip2-compressed data", "bunzip2 log.bz2"),
        (b"7z\xBC\xAF\x27\x1C", words::reading::N_7Z_ARCHIVE, "7z x log.7z"),
        (b"%PDF-", words::reading::PDF_DOCUMENT, ""),
        (b"\x89PNG", words::reading::PNG_PICTURE, ""),
        (b"\xFF\xD8\xFF", words::reading::JPEG_PICTURE, ""),
        (b"GIF8", words::reading::GIF_PICTURE, ""),
        (b"PAR1", words::reading::PARQUET_FILE_INSIDE, ""),
        (
            b"Obj\x01",
            words::reading::AVRO_FILE,
            "duckdb -c \"INSTALL avro; LOAD avro; COPY (SELECT * FROM read_avro('log.avro')) TO 'log.csv'\"",
        ),
        (
            b"SQLite format 3\0",
            words::reading::SQLITE_DATABASE,
            "sqlite3 -csv -header log.db \"SELECT * FROM a_table\" > log.csv",
        ),
        (
            b"ElfFile\0",
            words::reading::WINDOWS_EVENT_LOG_EVTX,
            "evtx_dump -o jsonl -f log.ndjson log.evtx",
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            words::reading::OLD_OFFICE_DOCUMENT_XLS_DOC,
            "soffice --convert-to csv log.xls",
        ),
        (b"\x7FELF", words::reading::PROGRAM, ""),
        (b"\xD4\xC3\xB2\xA1", words::reading::NETWORK_CAPTURE, ""),
        (b"\xFF\xFE\0\0", "UTF-32 text", "iconv -f UTF-32 -t UTF-8 log > log.txt"),
    ];
    SIGNATURES
        .iter()
        .find(|(start, ..)| bytes.starts_with(start))
        .map(|&(_, what, mends)| (what, mends))
        .or_else(|| (bytes.get(257..262) == Some(b"ustar")).then_some((words::reading::TAR_ARCHIVE_INSIDE, "")))
}

/// Whether many of the first bytes are control characters.
pub(super) fn binary(bytes: &[u8]) -> bool {
    let runs = bytes[..bytes.len().min(4096)].chunk_by(|one, other| (*one == 0) == (*other == 0));
    let looked = runs.filter(|run| run[0] != 0 || run.len() < HOLE).flatten();
    let (control, all) = looked.fold((0, 0), |(control, all), &byte| {
        let is_control = byte < 0x20 && !matches!(byte, 0x01 | b'\t' | b'\n' | b'\r' | 0x0C | 0x1B | 0x1E | 0x1F);
        (control + usize::from(is_control), all + 1)
    });
    control * BINARY > all || all == 0
}

/// Whether a file begins with the headers of a mail message.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    const HEADERS: [&str; 8] = [
        "from",
        "to",
        "subject",
        "date",
        "received",
        "mime-version",
        "message-id",
        "return-path",
    ];
    let mut found = std::collections::HashSet::new();
    for line in bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end) {
        // A header may go on, further in; a blank line ends them.
        let name = match line {
            [b' ' | b'\t', ..] if !found.is_empty() => continue,
            [] => break,
            line => line.split(|&byte| byte == b':').next().unwrap_or_default(),
        };
        let named = name.len() < line.len() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !named {
            return false;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        found.extend(HEADERS.iter().position(|header| *header == name));
    }
    found.len() > 3 && found.contains(&0)
}
