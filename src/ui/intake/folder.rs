//! Dropped folders: every file in them, however deep.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

#[wasm_bindgen]
extern "C" {
    type Item;
    /// A file or a folder of a drop.
    pub type Entry;
    type Reader;

    #[wasm_bindgen(method, catch, js_name = webkitGetAsEntry)]
    fn entry(this: &Item) -> Result<Option<Entry>, JsValue>;
    #[wasm_bindgen(method, getter, js_name = isDirectory)]
    fn is_folder(this: &Entry) -> bool;
    #[wasm_bindgen(method)]
    fn file(this: &Entry, then: &Function, failed: &Function);
    #[wasm_bindgen(method, js_name = createReader)]
    fn reader(this: &Entry) -> Reader;
    #[wasm_bindgen(method, js_name = readEntries)]
    fn read(this: &Reader, then: &Function, failed: &Function);
}

/// What was dropped, where there is a folder among it. Must be called while the drop is handled.
pub fn entries(data: &DataTransfer) -> Option<Vec<Entry>> {
    let items = Reflect::get(data, &"items".into()).ok()?;
    let entries: Vec<Entry> = Array::from(&items)
        .iter()
        .filter_map(|item| item.unchecked_into::<Item>().entry().ok().flatten())
        .collect();
    entries.iter().any(Entry::is_folder).then_some(entries)
}

/// All files in folders and below them; what cannot be read is left out.
pub async fn files(mut entries: Vec<Entry>) -> Vec<File> {
    let mut files = Vec::new();
    entries.reverse();
    while let Some(entry) = entries.pop() {
        if !entry.is_folder() {
            let file = JsFuture::from(Promise::new(&mut |then, failed| entry.file(&then, &failed))).await;
            files.extend(file.ok().and_then(|file| file.dyn_into().ok()));
            continue;
        }
        let reader = entry.reader();
        // A folder is listed in pieces, the last of them empty.
        while let Ok(piece) = JsFuture::from(Promise::new(&mut |then, failed| reader.read(&then, &failed))).await {
            let piece = Array::from(&piece);
            if piece.length() == 0 {
                break;
            }
            entries.extend(piece.iter().map(JsCast::unchecked_into::<Entry>));
        }
    }
    files
}
