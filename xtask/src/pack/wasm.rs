//! The wasm as it ships: through wasm-opt where that is installed, and only once for the same bytes.

use std::{fs, path::Path};

use super::{bytes, encode, write};
use crate::{Result, root, run, tools};

/// `raw` made smaller; as it is where wasm-opt is not installed.
pub fn optimised(raw: &Path) -> Result<Vec<u8>> {
    let before = bytes(raw)?;
    let Some(wasm_opt) = tools::wasm_opt() else {
        println!("wasm-opt is not installed: the wasm stays as the compiler made it.");
        return Ok(before);
    };
    let folder = root().join("target/wasm-opt");
    let kept = folder.join(format!("{}.wasm", encode::short_hash(&before)));
    if !kept.is_file() {
        let made = folder.join("made.wasm");
        write(&made, b"")?;
        let mut command = run::command(
            &wasm_opt.to_string_lossy(),
            &["-O2", "--strip-debug", "--strip-producers", "-o"],
        );
        run::show(command.arg(&made).arg(raw))?;
        fs::rename(&made, &kept).map_err(|error| format!("{} could not be written: {error}.", kept.display()))?;
    }
    bytes(&kept)
}
