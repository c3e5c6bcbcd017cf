//! The project's own commands, and what they share with the browser tests: the server of `dist/`.
//!
//! ```text
//! cargo xtask serve   tools -> build -> server      for people
//! cargo xtask build   tools -> build                dist/, with dist/standalone.html
//! cargo xtask test    tools -> build -> every check
//! cargo xtask pack    the post-build hook of Trunk: what Trunk made -> the page
//! ```

use std::path::PathBuf;

pub mod build;
pub mod pack;
pub mod run;
pub mod sample;
pub mod server;
pub mod test;
pub mod tools;

/// An error is a sentence for the person at the terminal, with the command that mends it where there is one.
pub type Result<T> = std::result::Result<T, String>;

/// The folder of the project's `Cargo.toml`.
pub fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}
