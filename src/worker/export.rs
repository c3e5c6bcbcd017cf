//! Exports, written piece by piece into a `Blob`, which alone crosses to the page.

use super::{Worker, tick};
use crate::engine::Exporter;
use crate::protocol::{Event, Export};
use crate::words;
use js_sys::{Array, Uint8Array};
use web_sys::Blob;

/// Writes what was asked for and sends it.
pub async fn write(worker: &Worker, export: Export) {
    let serial = export.serial;
    let failed = |failure| {
        worker.door.post(&Event::Failed {
            serial: Some(serial),
            failure,
        })
    };
    let mut exporter = match Exporter::new(&worker.engine.borrow(), export) {
        Ok(exporter) => exporter,
        Err(failure) => return failed(failure),
    };
    let parts = Array::new();
    loop {
        let piece = exporter.next(&worker.engine.borrow());
        match piece {
            Ok(Some(bytes)) => drop(parts.push(&Uint8Array::from(bytes.as_slice()))),
            Ok(None) => break,
            Err(failure) => return failed(failure),
        }
        tick::tick().await;
    }
    match Blob::new_with_u8_array_sequence(&parts) {
        Ok(blob) => {
            let (rows, sha256) = exporter.finish();
            worker
                .door
                .post_with(&Event::Exported { serial, rows, sha256 }, Some(&blob));
        }
        Err(error) => failed(crate::query::Failure {
            what: words::engine::BROWSER_COULD_NOT_MAKE_FILE.into(),
            at: None,
            hint: format!("{error:?}"),
        }),
    }
}
