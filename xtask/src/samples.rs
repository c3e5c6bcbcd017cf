//! What the page takes a folder of logs for: opens each file in a real browser and prints what it says.

use crate::{
    Result, build,
    build::Page,
    root,
    run::{command, show},
    tools,
};

/// Opens each file of `folder` through the page, which is built first, or as it lies in `dist/`.
///
/// # Errors
/// Where there is no such folder, something is missing, or the page has failed at a file.
pub fn all(folder: &str, as_built: bool) -> Result<()> {
    let path = std::path::absolute(folder).map_err(|error| format!("{folder} is no folder: {error}."))?;
    if !path.is_dir() {
        return Err(format!("{} is no folder.", path.display()));
    }
    tools::browser()?;
    if !as_built {
        build::page(Page {
            release: true,
            optimise: true,
            language: None,
        })?;
    } else if !root().join("dist/standalone.html").is_file() {
        return Err("there is no page in dist/: leave --as-built out.".into());
    }
    show(&mut command(
        "cargo",
        &[
            "run",
            "--quiet",
            "--package",
            "e2e",
            "--bin",
            "samples",
            "--",
            &path.to_string_lossy(),
        ],
    ))
}
