//! Files that may not fit into a tab: their beginning is opened first, and tells what all of them would take.

use super::Intake;
use crate::ui::widgets::bytes;
use crate::view::{Fit, is_parquet, may_not_fit};
use crate::words;
use js_sys::Array;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use web_sys::File;

/// Bytes of the beginning that is looked at.
const LOOK: u64 = 4 << 20;

/// Bytes of a Parquet file that are looked at: mostly a group of rows, and its directory.
const GROUP: u64 = 32 << 20;
const FOOTER: u64 = 1 << 20;

/// Files about which the user is asked.
#[derive(Clone)]
pub struct Asked {
    pub fit: Fit,
    pub files: SendWrapper<Vec<File>>,
}

impl Intake {
    /// Opens files; where they may not fit, first their beginning, and then it is asked what to keep.
    pub fn open(self, files: Vec<File>, add: bool) {
        let turn = self.turn();
        let sizes: Vec<_> = files.iter().map(|file| (file.name(), file.size() as u64)).collect();
        let sizes = || sizes.iter().map(|(name, size)| (name.as_str(), *size));
        if add || !may_not_fit(sizes()) {
            return self.sort(files, add);
        }
        let total = sizes().map(|(_, size)| size).sum();
        let Some((head, looked)) = beginning(&files) else {
            return self.sort(files, add);
        };
        self.state.open_then(vec![head], false, move |opened| {
            if self.turn.get_untracked() != turn {
                // Others came in meanwhile.
                return;
            }
            let fit = opened.ok().map(|report| Fit::of(&report, looked, total));
            match fit.filter(|fit| !fit.fits()) {
                Some(fit) => {
                    let files = SendWrapper::new(files);
                    self.asked.set(Some(Asked { fit, files }));
                    self.asking.set(true);
                }
                None => self.sort(files, false),
            }
        });
    }
}

/// The beginning of the largest file, as a file, and how many bytes it stands for.
fn beginning(files: &[File]) -> Option<(File, u64)> {
    let largest = files.iter().max_by_key(|file| file.size() as u64)?;
    let size = largest.size() as u64;
    let part = |from: u64, to: u64| {
        let part = largest.slice_with_f64_and_f64(from as f64, to as f64);
        part.ok().map(JsValue::from)
    };
    let (parts, looked, held) = if is_parquet(&largest.name()) && size > GROUP + FOOTER {
        (
            Array::of2(&part(0, GROUP)?, &part(size - FOOTER, size)?),
            size,
            GROUP + FOOTER,
        )
    } else {
        let looked = LOOK.min(size);
        (Array::of1(&part(0, looked)?), looked, looked)
    };
    // Its name says that it is not the whole, wherever that is shown.
    let name = words::fit::first_of(&bytes(held), &largest.name());
    let head = File::new_with_blob_sequence(&parts, &name).ok()?;
    Some((head, looked))
}
