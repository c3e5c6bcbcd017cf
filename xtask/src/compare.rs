//! Compares the page with its peers in one browser, or with itself over sizes: gets what `bench/` needs, and runs it.

use std::{fs, path::PathBuf, str::FromStr};

use crate::{
    Result, build,
    build::Page,
    root,
    run::{ask, command, find, show},
    tools,
};

/// Native engines that answer the same questions, from PyPI.
const ENGINES: [&str; 2] = ["duckdb==2.0.1", "polars==2.1.0"];

/// What to compare.
pub struct Comparison {
    /// Numbers of rows; by default those that fit the kind of comparison.
    pub rows: Option<List>,
    /// Ours alone: how cost grows with size.
    pub growth: bool,
    /// Ours alone: frames while somebody scrolls and brushes.
    pub frames: bool,
    /// Names of peers and of formats, as in `bench/README.md`; all by default.
    pub peers: Option<List>,
    pub formats: Option<List>,
    /// Loads of each format by each peer.
    pub loads: Option<u32>,
    /// The port the pages are served on.
    pub port: Option<u16>,
    /// Measure `dist/` as it lies instead of building it.
    pub as_built: bool,
}

/// Words with commas between.
pub struct List(Vec<String>);

impl FromStr for List {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        Ok(Self(
            text.split(',')
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
        ))
    }
}

/// Gets what is missing, measures, and leaves tables and plots in `bench/results/`.
pub fn all(comparison: &Comparison) -> Result<()> {
    let rows = rows(comparison)?;
    let formats = match &comparison.formats {
        _ if comparison.growth || comparison.frames => vec!["csv"],
        Some(List(formats)) => formats.iter().map(String::as_str).collect(),
        None => vec!["csv", "ndjson"],
    };
    for program in ["node", "npm"] {
        if find(program).is_none() {
            return Err(format!("the comparison needs {program}: see https://nodejs.org."));
        }
    }
    tools::browser()?;
    if !comparison.as_built {
        build::page(Page {
            release: true,
            optimise: true,
            language: None,
        })?;
    } else if !root().join("dist/index.html").is_file() {
        return Err("there is no page in dist/: leave --as-built out.".into());
    }
    for &rows in &rows {
        for &format in &formats {
            log(rows, format)?;
        }
        // Every comparison asks about people whom the CSV names.
        log(rows, "csv")?;
    }
    peers()?;
    let program = if comparison.frames {
        "bench/frames.mjs"
    } else {
        "bench/run.mjs"
    };
    let mut run = command("node", &[program, "--data", "target/bench", "--page", "dist"]);
    let rows: Vec<String> = rows.iter().map(u64::to_string).collect();
    run.args(["--rows", &rows.join(",")]);
    for (name, list) in [("--peers", &comparison.peers), ("--formats", &comparison.formats)] {
        if let Some(List(words)) = list {
            run.args([name, &words.join(",")]);
        }
    }
    if let Some(loads) = comparison.loads {
        run.args(["--loads", &loads.to_string()]);
    }
    if let Some(port) = comparison.port {
        run.args(["--port", &port.to_string()]);
    }
    run.args(comparison.growth.then_some("--growth"));
    run.envs(tools::chromium().map(|chromium| ("CHROMIUM", chromium)));
    if comparison.frames {
        return show(&mut run);
    }
    let native = |List(peers): &List| peers.iter().any(|peer| peer.ends_with("-native"));
    if !comparison.growth && comparison.peers.as_ref().is_none_or(native) {
        run.envs(python().map(|python| ("PYTHON", python)));
    }
    show(&mut run)
}

fn rows(comparison: &Comparison) -> Result<Vec<u64>> {
    let Some(List(words)) = &comparison.rows else {
        return Ok(if comparison.frames {
            vec![1_000_000]
        } else if comparison.growth {
            vec![10_000, 100_000, 1_000_000]
        } else {
            vec![100_000, 1_000_000]
        });
    };
    let number = |word: &String| match word.replace('_', "").parse() {
        Ok(0) | Err(_) => Err(format!(
            "--rows cannot have {word:?}: it needs numbers such as 100000,1000000."
        )),
        Ok(rows) => Ok(rows),
    };
    words.iter().map(number).collect()
}

/// The generated log, written once.
fn log(rows: u64, format: &str) -> Result<()> {
    let folder = root().join("target/bench");
    let file = folder.join(format!("wide-{rows}.{format}"));
    if file.is_file() {
        return Ok(());
    }
    let failed = |error| format!("{} could not be written: {error}.", file.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    let made = file.with_extension("part");
    let mut generate = command(
        "cargo",
        &["run", "--quiet", "--profile", "bench", "--package", "generate", "--"],
    );
    generate.args(["--rows", &rows.to_string(), "--format", format, "--layout", "wide"]);
    generate.stdout(fs::File::create(&made).map_err(failed)?);
    show(&mut generate)?;
    fs::rename(&made, &file).map_err(failed)
}

/// The peers, as the lock file has them.
fn peers() -> Result<()> {
    let time = |name: &str| {
        root()
            .join("bench")
            .join(name)
            .metadata()
            .and_then(|file| file.modified())
    };
    let installed = time("node_modules/.package-lock.json");
    if let (Ok(installed), Ok(locked)) = (installed, time("package-lock.json"))
        && installed >= locked
    {
        return Ok(());
    }
    show(&mut command("npm", &["ci", "--prefix", "bench"]))
}

/// A Python that has the native engines, if one can be had; without it, the comparison says that it leaves them out.
fn python() -> Option<PathBuf> {
    let own = root().join(".tools/python");
    let python = own.join("bin/python");
    let ready = || ask(command(&python.to_string_lossy(), &["-c"]).arg("import duckdb, polars")).is_some();
    if !ready() {
        let made = show(&mut command("python3", &["-m", "venv", &own.to_string_lossy()]));
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        let filled = made.and_then(|()| show(command(&python.to_string_lossy(), &install).args(ENGINES)));
        if let Err(error) = filled {
            println!("{error}");
        }
    }
    python.is_file().then_some(python)
}
