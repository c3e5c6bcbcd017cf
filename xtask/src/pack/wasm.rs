//! The wasm as it ships: without names, and through wasm-opt where that is installed, only once for the same bytes and options.

use std::{fs, path::Path};

use super::{bytes, encode, write};
use crate::{Result, root, run, tools};

/// What wasm-opt does. A page is sent compressed: names that say the types put functions that are much alike side by side, and what is put
/// into others makes those less alike.
const OPTIONS: [&str; 5] = [
    "--no-inline=*",
    "-O2",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// `raw` made smaller by wasm-opt; only without names where that is not installed.
pub fn optimised(raw: &Path) -> Result<Vec<u8>> {
    let before = bytes(raw)?;
    let Some(wasm_opt) = tools::wasm_opt() else {
        println!("wasm-opt is not installed: the wasm stays as the compiler made it.");
        return without_names(&before);
    };
    let folder = root().join("target/wasm-opt");
    let kept = [OPTIONS.concat().as_bytes(), &before].concat();
    let kept = folder.join(format!("{}.wasm", encode::short_hash(&kept)));
    if !kept.is_file() {
        let made = folder.join("made.wasm");
        write(&made, b"")?;
        let mut command = run::command(&wasm_opt.to_string_lossy(), &OPTIONS);
        run::show(command.arg("-o").arg(&made).arg(raw))?;
        fs::rename(&made, &kept).map_err(|error| format!("{} could not be written: {error}.", kept.display()))?;
    }
    bytes(&kept)
}

/// `wasm` without its custom sections (the names of functions, who produced it): nothing that runs reads them.
///
/// # Errors
/// When `wasm` is not a sequence of sections.
pub fn without_names(wasm: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    let broken = || "wasm-bindgen wrote something that is no wasm.".to_owned();
    let mut kept = wasm.get(..HEADER).ok_or_else(broken)?.to_vec();
    let mut at = HEADER;
    while at < wasm.len() {
        let (length, digits) = leb128(&wasm[at + 1..]).ok_or_else(broken)?;
        let end = at + 1 + digits + length;
        let section = wasm.get(at..end).ok_or_else(broken)?;
        if section[0] != CUSTOM {
            kept.extend(section);
        }
        at = end;
    }
    Ok(kept)
}

/// The number that `bytes` begin with, and how many bytes it takes.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let last = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    let number = bytes[..=last]
        .iter()
        .rev()
        .fold(0usize, |number, byte| number << 7 | usize::from(byte & 0x7f));
    Some((number, last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let header = b"\0asm\x01\0\0\0";
        let long = [&[10, 0x80, 0x01][..], &[7; 128]].concat();
        let whole = [header, &[0, 3, 1, b'n', 9][..], &[1, 1, 0], &long, &[0, 2, 1, b'p']].concat();
        assert_eq!(without_names(&whole), Ok([header, &[1, 1, 0][..], &long].concat()));
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        for broken in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0\x01", b"\0asm\x01\0\0\0\x01\x05\0"] {
            assert!(without_names(broken).is_err(), "{broken:?}");
        }
    }
}
