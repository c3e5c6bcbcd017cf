//! The sample that both pages carry: a small log with stories in it, made by the project itself.

use std::{fs, io::BufWriter, path::PathBuf};

use generate::{Format, Order};

use crate::{Result, root};

/// What the sample holds. Its name tells the order, so that a new order makes a new file.
const SAMPLE: Order = Order {
    rows: 5000,
    format: Format::Csv,
    seed: 7,
    wide: false,
};

/// The file of the sample; made when it is not there yet.
pub fn file() -> Result<PathBuf> {
    let folder = root()
        .join("target/sample")
        .join(format!("{}-{}", SAMPLE.rows, SAMPLE.seed));
    let file = folder.join("sigma-sample.csv");
    if !file.is_file() {
        let failed = |error| format!("the sample could not be written to {}: {error}.", file.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        let made = file.with_extension("part");
        let mut out = BufWriter::new(fs::File::create(&made).map_err(failed)?);
        SAMPLE
            .write(&mut out)
            .and_then(|()| out.into_inner().map_err(Into::into).map(drop))
            .map_err(failed)?;
        fs::rename(&made, &file).map_err(failed)?;
    }
    Ok(file)
}
