//! The sample that both pages carry: one small log, made by the project itself.

use std::{fs, path::PathBuf};

use crate::{Result, root};

/// The file of the sample; made when it is not there yet.
pub fn file() -> Result<PathBuf> {
    let folder = root().join("target/sample");
    let file = folder.join("sample.csv");
    if !file.is_file() {
        let failed = |error| format!("the sample could not be written to {}: {error}.", file.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        fs::write(&file, rows()).map_err(failed)?;
    }
    Ok(file)
}

fn rows() -> String {
    let mut text = String::from("CREATED_AT,EVENT_TYPE,USER_EMAIL,STATUS\n");
    for minute in 0..60 {
        let (who, outcome) = (minute % 7, if minute % 5 == 0 { "FAILURE" } else { "SUCCESS" });
        text += &format!("2026-01-05T09:{minute:02}:00Z,LOGIN,person{who}@example.com,{outcome}\n");
    }
    text
}
