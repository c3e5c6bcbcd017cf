//! The samples that the pages offer: small logs with stories in them, made by the project itself. The first is carried by both pages.

use std::{
    fs,
    io::{BufWriter, Write},
    path::PathBuf,
};

use flate2::{Compression, write::GzEncoder};
use generate::{Format, Order, Tale};

use crate::{Result, root};

/// What the first sample holds. Its name tells the order, so that a new order makes a new file.
const SAMPLE: Order = Order {
    rows: 5000,
    format: Format::Csv,
    seed: 7,
    wide: false,
};

/// The others: what they tell, the name of the file, and how many ordinary events there are in it.
const TALES: [(Tale, &str, u64); 3] = [
    (Tale::SignIns, "sign-ins-sample.ndjson.gz", 1400),
    (Tale::Takeover, "takeover-sample.ndjson.gz", 1200),
    (Tale::Leaver, "leaver-sample.ndjson.gz", 1500),
];
const SEED: u64 = 7;
/// Counts what the generator came to write for the same order: a file of another count is made anew.
const EDITION: u32 = 2;

/// The file of the first sample; made when it is not there yet.
pub fn file() -> Result<PathBuf> {
    make(
        &format!("{}-{}-{EDITION}", SAMPLE.rows, SAMPLE.seed),
        "sigma-sample.csv",
        |out| SAMPLE.write(out),
    )
}

/// The files of the others, packed, in the order in which the page offers them; made when they are not there yet.
pub fn tales() -> Result<Vec<PathBuf>> {
    let tale = |(tale, name, ordinary): (Tale, &str, u64)| {
        make(&format!("{ordinary}-{SEED}-{EDITION}"), name, |out| {
            let mut packed = GzEncoder::new(out, Compression::best());
            tale.write(ordinary, SEED, Format::Ndjson, &mut packed)?;
            packed.finish().map(drop)
        })
    };
    TALES.into_iter().map(tale).collect()
}

fn make(
    folder: &str,
    name: &str,
    write: impl FnOnce(&mut BufWriter<fs::File>) -> std::io::Result<()>,
) -> Result<PathBuf> {
    let folder = root().join("target/sample").join(folder);
    let file = folder.join(name);
    if !file.is_file() {
        let failed = |error| format!("the sample could not be written to {}: {error}.", file.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        let made = folder.join(format!("{name}.part"));
        let mut out = BufWriter::new(fs::File::create(&made).map_err(failed)?);
        write(&mut out).and_then(|()| out.flush()).map_err(failed)?;
        fs::rename(&made, &file).map_err(failed)?;
    }
    Ok(file)
}
