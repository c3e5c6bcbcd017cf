//! Throws bytes at everything that reads: runs the targets of `fuzz/` one after the other, each for so long.

#[path = "../../fuzz/src/seeds.rs"]
mod seeds;

use std::{fs, path::Path};

use crate::{
    Result, root,
    run::{command, show},
    tools,
};

/// Runs the targets named, or all, for so many minutes each.
///
/// # Errors
/// Where something is missing, a name is none, or a target has found an input that breaks a law.
pub fn all(named: &[String], minutes: u64) -> Result<()> {
    let known = targets()?;
    if let Some(unknown) = named.iter().find(|name| !known.contains(name)) {
        return Err(format!(
            "there is no target {unknown:?}: there are {}.",
            known.join(", ")
        ));
    }
    if minutes == 0 {
        return Err("--minutes needs one at least.".into());
    }
    tools::fuzzing()?;
    let chosen = if named.is_empty() { &known } else { named };
    let mut found = Vec::new();
    for target in chosen {
        plant(target)?;
        if let Err(error) = run(target, minutes) {
            println!("{error}");
            found.push(target.as_str());
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(format!(
        "found by {}: the input lies in fuzz/artifacts/, and the command above runs it again. Once it is mended, copy it to tests/found/<target>/.",
        found.join(", ")
    ))
}

/// The names of the targets.
fn targets() -> Result<Vec<String>> {
    let folder = root().join("fuzz/targets");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{} cannot be read: {error}.", folder.display()))?;
    let name = |path: &Path| Some(path.file_stem()?.to_str()?.to_owned());
    let mut names: Vec<_> = entries.flatten().filter_map(|entry| name(&entry.path())).collect();
    names.sort();
    Ok(names)
}

/// Writes the seeds of a target beside what it has found interesting before.
fn plant(target: &str) -> Result<()> {
    let corpus = root().join("fuzz/corpus").join(target);
    let failed = |error| format!("{} cannot be written: {error}.", corpus.display());
    fs::create_dir_all(&corpus).map_err(failed)?;
    for (index, seed) in seeds::seeds(target, &root().join("tests/fixtures")).iter().enumerate() {
        fs::write(corpus.join(format!("seed-{index}")), seed).map_err(failed)?;
    }
    Ok(())
}

fn run(target: &str, minutes: u64) -> Result<()> {
    let seconds = format!("-max_total_time={}", minutes * 60);
    let mut fuzz = command(
        "rustup",
        &[
            "run",
            "nightly",
            "cargo",
            "fuzz",
            "run",
            target,
            "--",
            &seconds,
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-max_len=8192",
            "-dict=fuzz/tokens.dict",
            "-print_final_stats=1",
        ],
    );
    show(fuzz.env("PATH", tools::path()))
}
