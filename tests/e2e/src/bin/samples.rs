//! What the built page takes each file of a folder for: `cargo xtask samples FOLDER` prints one line a file, as the scripting door tells it,
//! and what differs from the `expected.json` of the folder, a list of `{vendor, file, events}`.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use e2e::{Json, Make, Page, Place, Result};

/// Bytes of a file from which on a load goes on in the background, and how long nothing must change until it is done.
const LARGE: u64 = 1 << 20;
const PAUSE: Duration = Duration::from_secs(2);

fn main() -> Result {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    let mut files = Vec::new();
    gather(&folder, &mut files)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let told = runtime.block_on(async {
        let page = Page::start(Make::Chromium, Place::Hosted).await?;
        let told = look(&page, &folder, &files).await;
        page.close().await;
        told
    })?;
    match fs::read_to_string(folder.join("expected.json")) {
        Ok(text) => compare(&serde_json::from_str::<Vec<Json>>(&text)?, &files, &told),
        Err(_) => Ok(()),
    }
}

/// All files at or below a folder, in the order of their names.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            gather(&entry, files)?;
        } else {
            files.push(entry);
        }
    }
    Ok(())
}

/// Opens one file after the other, prints what the page says, and gives the reports.
async fn look(page: &Page, folder: &Path, files: &[PathBuf]) -> Result<Vec<Json>> {
    page.ready().await?;
    println!("file | format | wrapper | rows | rejected | source | time | roles | columns | warnings | ms");
    let mut told = Vec::new();
    for file in files {
        let began = std::time::Instant::now();
        let mut report = page.open(&[file], false).await?;
        let millis = began.elapsed().as_millis();
        // Structures in the cells of a large file are opened after all is read.
        while fs::metadata(file)?.len() > LARGE {
            tokio::time::sleep(PAUSE).await;
            let now = page.report().await?;
            if now == std::mem::replace(&mut report, now.clone()) {
                break;
            }
        }
        let errors = page.console_errors().await?;
        if !errors.is_empty() {
            return Err(format!("{}: errors on the console:\n{}", file.display(), errors.join("\n")).into());
        }
        let first = &report["files"][0];
        let shown = file.strip_prefix(folder).unwrap_or(file);
        let cells = [
            shown.display().to_string(),
            word(&first["format"]),
            word(&first["wrapper"]),
            report["rows"].to_string(),
            report["rejected"].to_string(),
            word(&report["source"]),
            time(page, &report).await?,
            roles(&report),
            report["columns"].as_array().map_or(0, Vec::len).to_string(),
            report["warned"].to_string(),
            millis.to_string(),
        ];
        println!("{}", cells.join(" | "));
        told.push(report);
    }
    Ok(told)
}

fn word(value: &Json) -> String {
    value.as_str().filter(|text| !text.is_empty()).unwrap_or("-").to_owned()
}

/// The range of the time role's values, and the zone they are read in.
async fn time(page: &Page, report: &Json) -> Result<String> {
    let span = &report["time"];
    if span.is_null() {
        return Ok("-".into());
    }
    let iso = "return [arguments[0].first, arguments[0].last].map((at) => new Date(at).toISOString()).join(' .. ');";
    let range = page.run(iso, vec![span.clone()]).await?;
    let zone = if span["assumed"] == true {
        "zone assumed"
    } else {
        span["zone"].as_str().unwrap_or("-")
    };
    Ok(format!("{} {zone}", word(&range)))
}

fn roles(report: &Json) -> String {
    let roles = report["roles"].as_object();
    let named: Vec<String> = roles
        .into_iter()
        .flatten()
        .map(|(role, column)| format!("{role}={}", word(column)))
        .collect();
    if named.is_empty() { "-".into() } else { named.join(", ") }
}

/// Prints the files whose rows are not as many as expected.
fn compare(expected: &[Json], files: &[PathBuf], told: &[Json]) -> Result {
    let (mut same, mut unread) = (0, 0);
    for entry in expected {
        let path =
            Path::new(entry["vendor"].as_str().unwrap_or_default()).join(entry["file"].as_str().unwrap_or_default());
        match files.iter().position(|file| file.ends_with(&path)) {
            None => unread += 1,
            Some(at) if told[at]["rows"] == entry["events"] => same += 1,
            Some(at) => println!(
                "DIFFERS {}: expected {}, read {} ({} rejected)",
                path.display(),
                entry["events"],
                told[at]["rows"],
                told[at]["rejected"]
            ),
        }
    }
    println!(
        "{same} of {} files have the expected rows; {unread} were not read",
        expected.len()
    );
    Ok(())
}
