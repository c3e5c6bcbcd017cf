//! Runs every check, the cheapest first, and closes with a count; the first step that fails ends the run.

use std::process::{Command, ExitCode};

use crate::{
    Result, build,
    build::Page,
    run::{command, follow},
    tools,
};

/// Tests that ran, over all test programs. A step that is no test and fails counts as one failure.
#[derive(Debug, Default, PartialEq)]
struct Count {
    passed: usize,
    failed: usize,
    ignored: usize,
}

/// Where the built page is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browsers {
    /// Nowhere: only what needs neither a browser nor wasm is run.
    None,
    Chromium,
    /// Chromium, and the stories in Firefox and WebKitGTK too.
    All,
}

/// Formatting, lints, native tests and, where there are browsers, the lints for wasm and the tests of the built page in them.
/// The last line is `N passed, N failed`, alone.
pub fn all(browsers: Browsers) -> Result<ExitCode> {
    let mut count = Count::default();
    if let Err(sentence) = steps(browsers, &mut count) {
        eprintln!("\nxtask: {sentence}");
        count.failed = count.failed.max(1);
    }
    if count.ignored > 0 {
        println!(
            "\n{} SKIPPED: they need Firefox and WebKitGTK (`cargo xtask test --all-browsers`) or, one, a page in another language; each says so above.",
            count.ignored
        );
    }
    println!("\n{} passed, {} failed", count.passed, count.failed);
    Ok(if count.failed == 0 && count.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn steps(browsers: Browsers, count: &mut Count) -> Result<()> {
    let native = browsers == Browsers::None;
    tools::lints()?;
    check(&["fmt", "--all", "--check"], "`cargo fmt --all` mends it.")?;
    check(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], "")?;
    if !native {
        tools::wasm_target()?;
        check(
            &[
                "clippy",
                "--target",
                tools::WASM,
                "--lib",
                "--bins",
                "--bench",
                "questions",
                "--",
                "-D",
                "warnings",
            ],
            "",
        )?;
    }
    tests(&["test", "--workspace", "--exclude", "e2e", "--no-fail-fast"], count)?;
    if !native {
        tools::browser()?;
        if browsers == Browsers::All {
            tools::all_browsers()?;
        }
        // What ships is what is tested, wasm-opt included: it runs once for the same bytes.
        build::page(Page {
            release: true,
            optimise: true,
            language: None,
        })?;
        let mut arguments = vec!["test", "--package", "e2e", "--no-fail-fast"];
        if browsers == Browsers::All {
            // The page that was built is in English: what looks for texts left in it has nothing to look at.
            arguments.extend(["--", "--include-ignored", "--skip", "nothing_is_said_in_plain_letters"]);
        }
        tests(&arguments, count)?;
    }
    Ok(())
}

fn check(arguments: &[&str], mends: &str) -> Result<()> {
    crate::run::show(&mut command("cargo", arguments)).map_err(|error| format!("{error} {mends}"))
}

fn tests(arguments: &[&str], count: &mut Count) -> Result<()> {
    let before = count.failed;
    let mut cargo: Command = command("cargo", arguments);
    let succeeded = follow(&mut cargo, |line| {
        if let Some(more) = result(line) {
            count.passed += more.passed;
            count.failed += more.failed;
            count.ignored += more.ignored;
        }
    })?;
    match (succeeded, count.failed - before) {
        (true, 0) => Ok(()),
        (_, 0) => Err(format!(
            "`cargo {}` failed before its tests could say so.",
            arguments.join(" ")
        )),
        (_, failed) => Err(format!(
            "{failed} failed; `cargo {}` runs them again.",
            arguments.join(" ")
        )),
    }
}

/// What a line such as `test result: ok. 12 passed; 0 failed; 1 ignored; …` says.
fn result(line: &str) -> Option<Count> {
    let (_, figures) = line.split_once("test result: ")?;
    let figure = |name: &str| {
        let (before, _) = figures.split_once(name)?;
        before.trim_end().rsplit(' ').next()?.parse().ok()
    };
    Some(Count {
        passed: figure("passed")?,
        failed: figure("failed")?,
        ignored: figure("ignored")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_is_read_coloured_or_not() {
        let plain =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.05s";
        let coloured = "test result: \u{1b}[32mok\u{1b}[m. 7 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            result(plain),
            Some(Count {
                passed: 12,
                failed: 3,
                ignored: 1
            })
        );
        assert_eq!(
            result(coloured),
            Some(Count {
                passed: 7,
                failed: 0,
                ignored: 0
            })
        );
        assert_eq!(result("test parse::result ... ok"), None);
    }
}
