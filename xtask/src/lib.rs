//! The project's own commands, and what they share with the browser tests: the server of `dist/`.
//!
//! ```text
//! cargo xtask serve   tools -> build -> server      for people
//! cargo xtask build   tools -> build                dist/, with dist/standalone.html
//! cargo xtask test    tools -> build -> every check
//! cargo xtask compare tools -> build -> the page and its peers in one browser
//! cargo xtask fuzz    tools -> the targets of fuzz/, one after the other
//! cargo xtask samples tools -> build -> what the page takes each file of a folder for
//! cargo xtask pack    the post-build hook of Trunk: what Trunk made -> the page
//! ```

use std::path::PathBuf;

pub mod build;
pub mod compare;
pub mod fuzz;
pub mod language;
pub mod pack;
pub mod run;
pub mod sample;
pub mod samples;
pub mod server;
pub mod test;
pub mod tools;

/// An error is a sentence for the person at the terminal, with the command that mends it where there is one.
pub type Result<T> = std::result::Result<T, String>;

/// The project's folder: the one with `Trunk.toml` around the package that cargo is running (found when it runs, because clones
/// may share one target folder and so one compiled xtask).
pub fn root() -> PathBuf {
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    let root = package.ancestors().find(|folder| folder.join("Trunk.toml").is_file());
    root.map_or_else(|| package.clone(), PathBuf::from)
}
