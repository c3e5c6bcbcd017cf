//! What people do with an open log, each at the screen, hosted and standalone.

mod access;
mod actor;
mod axe;
mod beside;
mod chart;
mod columns;
mod compare;
mod detail;
mod drawn;
mod failed;
mod filter;
mod formula;
mod glance;
mod grid;
mod group;
mod guide;
mod intake;
mod keys;
mod logs;
mod looks;
mod palette;
mod pivot;
mod print;
mod room;
mod rows;
mod seek;
mod states;
mod table;
mod take_away;
mod tells;
mod trail;
mod trees;

use std::{fs, path::PathBuf};

use e2e::Result;

/// A file for a test, in a folder of the build.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> Result<PathBuf> {
    let folder = xtask::root().join("target/e2e").join(std::process::id().to_string());
    fs::create_dir_all(&folder)?;
    let file = folder.join(name);
    fs::write(&file, bytes)?;
    Ok(file)
}
