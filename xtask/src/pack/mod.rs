//! Makes the two pages of what Trunk built: `index.html` with files beside it, and `standalone.html`, which carries everything.
//!
//! ```text
//! audit-explorer.js (wasm-bindgen) + src/boot.js  -> one script     app-<hash>.js    | inline
//! audit-explorer_bg.wasm, through wasm-opt        -> one wasm       app-<hash>.wasm  | gzip + base64
//! style/*.css                                     -> one sheet      inline
//! target/sample/*                                 -> the samples    sample/<name>    | the first: gzip + base64
//! index.html (Trunk)                              -> + the policy   index.html       | standalone.html
//! ```

mod encode;
mod html;
mod policy;
mod wasm;

use std::{env, fs, path::Path, path::PathBuf};

use crate::{Result, root, sample};

/// The environment variable that keeps wasm-opt out.
pub const NO_OPT: &str = "AUDIT_EXPLORER_NO_OPT";

/// All that a page is made of.
struct Parts {
    /// The page as Trunk left it.
    page: String,
    /// A function of wasm-bindgen's glue and `src/boot.js`, called at once.
    script: String,
    style: String,
    wasm: Vec<u8>,
    sample: (String, Vec<u8>),
    /// The other samples, which only the hosted page offers.
    tales: Vec<(String, Vec<u8>)>,
}

/// Packs the folder in which Trunk has put its build; Trunk calls this, and says where that is.
pub fn from_hook() -> Result<()> {
    let stage = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let stage = stage
        .ok_or("`cargo xtask pack` is for Trunk to call, after a build: run `cargo xtask build` (or `trunk build`).")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    pack(&stage, release, env::var_os(NO_OPT).is_none())
}

fn pack(stage: &Path, release: bool, optimise: bool) -> Result<()> {
    let (glue, raw) = (stage.join("audit-explorer.js"), stage.join("audit-explorer_bg.wasm"));
    let (page, reload) = html::without_inline_scripts(&read(&stage.join("index.html"))?);
    let sample = sample::file()?;
    let parts = Parts {
        page,
        script: program(&read(&glue)?, &read(&root().join("src/boot.js"))?),
        style: style(&root().join("style"))?,
        wasm: match (release, optimise) {
            (true, true) => wasm::optimised(&raw)?,
            (true, false) => wasm::without_names(&bytes(&raw)?)?,
            (false, _) => bytes(&raw)?,
        },
        sample: (name(&sample), bytes(&sample)?),
        tales: sample::tales()?
            .iter()
            .map(|tale| Ok((name(tale), bytes(tale)?)))
            .collect::<Result<_>>()?,
    };
    for file in [glue, raw] {
        fs::remove_file(&file).map_err(|error| format!("{} could not be removed: {error}.", file.display()))?;
    }

    let standalone = html::standalone(&parts, release)?;
    let files = html::hosted(&parts, &reload)?;
    for (name, content) in files.iter().map(|(name, content)| (name.as_str(), content.as_slice())) {
        write(&stage.join(name), content)?;
    }
    write(&stage.join("standalone.html"), standalone.as_bytes())?;
    println!(
        "packed: wasm {} ({} gzipped), script {}, style {}, standalone.html {}",
        kilobytes(parts.wasm.len()),
        kilobytes(encode::gzip(&parts.wasm, release).len()),
        kilobytes(parts.script.len()),
        kilobytes(parts.style.len()),
        kilobytes(standalone.len()),
    );
    Ok(())
}

/// The one script. It is a named function, so that it can give its own text to a worker.
fn program(glue: &str, boot: &str) -> String {
    format!("(function program() {{\n{glue}\n{boot}\n}})();\n")
}

/// Every sheet of the folder: tokens and layout first, then one a component, by name.
fn style(folder: &Path) -> Result<String> {
    let failed = |error| format!("the style sheets in {} could not be read: {error}.", folder.display());
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut sheets = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()
        .map_err(failed)?;
    sheets.retain(|sheet| sheet.extension().is_some_and(|extension| extension == "css"));
    sheets.sort_by_key(|sheet| {
        let name = name(sheet);
        (
            ["tokens.css", "layout.css"]
                .iter()
                .position(|first| *first == name)
                .unwrap_or(2),
            name,
        )
    });
    sheets.iter().map(|sheet| Ok(read(sheet)? + "\n")).collect()
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn bytes(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{} could not be read: {error}.", file.display()))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|error| format!("{} could not be read: {error}.", file.display()))
}

fn write(file: &Path, content: &[u8]) -> Result<()> {
    let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::write(file, content))
        .map_err(|error| format!("{} could not be written: {error}.", file.display()))
}

fn kilobytes(length: usize) -> String {
    format!("{} kB", length.div_ceil(1000))
}
