//! Runs other programs: shows what is run, and turns a failure into a sentence.

use std::{
    io::{BufRead, BufReader, IsTerminal},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::Result;

/// A program with its arguments, to be run in the project's folder.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(crate::root());
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs `command` before the person's eyes.
pub fn show(command: &mut Command) -> Result<()> {
    let words = shown(command);
    println!("\n$ {words}");
    let status = command
        .status()
        .map_err(|error| format!("`{words}` could not be run: {error}."))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{words}` failed ({status})."))
    }
}

/// Runs `command` before the person's eyes, hands every line of its standard output to `line`, and says whether it succeeded.
pub fn follow(command: &mut Command, mut line: impl FnMut(&str)) -> Result<bool> {
    let words = shown(command);
    println!("\n$ {words}");
    let failed = |error: std::io::Error| format!("`{words}` could not be run: {error}.");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(output) = child.stdout.take() {
        for text in BufReader::new(output).split(b'\n') {
            let text = text.map_err(failed)?;
            let text = String::from_utf8_lossy(&text);
            println!("{text}");
            line(&text);
        }
    }
    Ok(child.wait().map_err(failed)?.success())
}

/// The standard output of `command`, or nothing where it is not there or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where `program` is, if it is on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}
