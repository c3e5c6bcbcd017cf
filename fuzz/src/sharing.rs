//! A file that several read is the file that one reads, whatever is in it and wherever it is cut.

use super::alike;
use super::stretch::{shared, whole};
use std::sync::LazyLock;

/// Bytes before those that are tried, of which a reader must have seen nearly all before it says how a file goes on.
const BEFORE: usize = 69_900;

/// How files begin: a head, and a record that is padded at `_`.
const BEGINNINGS: [(&str, &str); 6] = [
    ("time,user,n,text\n", "2026-01-05T10:00:00Z,ada,1,\"a _\"\n"),
    ("a;b\r\n", "1;'_'\r\n"),
    ("", "{\"id\":1,\"a\":{\"b\":[1,{\"c\":\"_\"}]}}\n"),
    ("[\n", "{\"id\":1,\"a\":{\"b\":[1,{\"c\":\"_\"}]}},\n"),
    ("", "{\n \"id\": 1,\n \"text\": \"_\"\n}\n"),
    ("a\tb\tc\n", "_\t1\t\n"),
];

/// Records behind those that are tried, so that it shows where one begins.
const BEHIND: usize = 100;

static FILES: LazyLock<[[Vec<u8>; 2]; 6]> = LazyLock::new(|| {
    BEGINNINGS.map(|(head, record)| {
        let few = [head, &record.repeat(12).replace('_', "x")].concat();
        let filling = "x".repeat(BEFORE - few.len() - record.len());
        let before = [few, record.replace('_', &filling)].concat();
        [before, record.replace('_', "y").repeat(BEHIND)].map(String::into_bytes)
    })
});

/// The first byte says how the file begins, the last three where it is cut.
pub fn shares(bytes: &[u8]) {
    let Some((&chosen, rest)) = bytes.split_first() else {
        return;
    };
    let Some((rest, cuts)) = rest.split_last_chunk::<3>() else {
        return;
    };
    let [before, behind] = &FILES[usize::from(chosen) % FILES.len()];
    let file = [before, rest, behind].concat();
    let mut cuts = cuts.map(|cut| (BEFORE + 100 + usize::from(cut) * (file.len() - BEFORE) / 256) as u64);
    cuts.sort_unstable();
    let mut cuts: Vec<u64> = cuts.into_iter().filter(|&cut| cut < file.len() as u64).collect();
    cuts.dedup();
    let (joined, _) = shared(&file, &cuts);
    alike::same(&joined, &whole(&file), |_| {});
}
