//! How files come in: chosen, dropped anywhere on the window, pasted, named by the page's address, or the sample that comes with the page.

mod doors;
mod fit;
mod folder;
mod linked;

pub use doors::Doors;
pub use fit::Asked;

use super::beside::Beside;
use super::clipboard;
use super::frame::frame;
use super::state::{Stage, State, state};
use crate::words;
use js_sys::{Array, Promise};
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList};

#[wasm_bindgen]
extern "C" {
    /// The sample that the standalone page carries, as a promise; null where it is a file beside the page.
    #[wasm_bindgen(js_namespace = auditExplorerBoot, js_name = embeddedSample)]
    fn embedded_sample() -> Option<Promise>;
}

/// A log made up for trying, with a story in it.
pub struct Sample {
    /// The element that says where it is; the single-file edition has only the first.
    pub id: &'static str,
    pub title: &'static str,
    pub about: &'static str,
}

/// The samples, in the order of the page.
pub static SAMPLES: [Sample; 4] = [
    Sample {
        id: "sample",
        title: words::intake::SAMPLE_WORKSPACE,
        about: words::intake::SAMPLE_WORKSPACE_ABOUT,
    },
    Sample {
        id: "sample-2",
        title: words::intake::SAMPLE_SIGN_INS,
        about: words::intake::SAMPLE_SIGN_INS_ABOUT,
    },
    Sample {
        id: "sample-3",
        title: words::intake::SAMPLE_KEY,
        about: words::intake::SAMPLE_KEY_ABOUT,
    },
    Sample {
        id: "sample-4",
        title: words::intake::SAMPLE_LEAVER,
        about: words::intake::SAMPLE_LEAVER_ABOUT,
    },
];

/// The ways in, for buttons anywhere on the page.
#[derive(Clone, Copy)]
pub struct Intake {
    pub state: State,
    beside: Beside,
    /// What is asked about files that will not fit.
    pub asked: RwSignal<Option<Asked>>,
    /// Whether it is being asked.
    pub asking: RwSignal<bool>,
    files: NodeRef<html::Input>,
    folder: NodeRef<html::Input>,
    /// Whether the next choice is stacked onto what is open.
    adding: RwSignal<bool>,
    /// How often files came in: what was found out about earlier ones is of no interest.
    turn: RwSignal<u32>,
}

/// The ways in, from anywhere inside the app.
pub fn intake() -> Intake {
    expect_context()
}

impl Intake {
    /// Makes it known to everything inside the app.
    pub fn provide() {
        provide_context(Self {
            state: state(),
            beside: frame().beside,
            asked: RwSignal::new(None),
            asking: RwSignal::new(false),
            files: NodeRef::new(),
            folder: NodeRef::new(),
            adding: RwSignal::new(false),
            turn: RwSignal::new(0),
        });
    }

    /// Lets the user choose files; `add` stacks them onto what is open.
    pub fn choose(self, add: bool) {
        self.ask(self.files, add);
    }

    /// Lets the user choose a folder.
    pub fn choose_folder(self) {
        self.ask(self.folder, false);
    }

    fn ask(self, input: NodeRef<html::Input>, add: bool) {
        self.adding.set(add);
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    }

    /// Opens what is on the clipboard.
    pub fn paste(self) {
        spawn_local(async move {
            match clipboard::paste().await {
                Some(text) => self.text(&text),
                None => self.say(words::intake::PRESS_CTRL_V_INSTEAD),
            }
        });
    }

    /// Opens a sample that comes with the page; the first has the id `sample`.
    pub fn sample(self, id: &'static str) {
        spawn_local(async move {
            match sample(id).await {
                Some(file) => self.one(file),
                None => self.say(words::intake::SAMPLE_NOT_FETCHED),
            }
        });
    }

    fn say(self, sentence: &str) {
        self.state.notice.set(Some(sentence.into()));
    }

    fn text(self, text: &str) {
        if text.trim().is_empty() {
            return self.say(words::intake::CLIPBOARD_HOLDS_NO_TEXT);
        }
        if let Ok(file) = File::new_with_str_sequence(&Array::of1(&text.into()), "pasted.txt") {
            self.one(file);
        }
    }

    /// Opens a file that fits.
    fn one(self, file: File) {
        self.turn();
        self.state.open_chosen(vec![file], false);
    }

    /// Files come in: what was asked about others is asked no more. The number of this time.
    fn turn(self) -> u32 {
        self.asking.set(false);
        self.beside.sort.set(false);
        self.turn.update(|turn| *turn += 1);
        self.turn.get_untracked()
    }

    /// Takes the files of a drop or a paste, folders with all that is in them; answers whether there were any.
    fn take(self, data: &DataTransfer, add: bool) -> bool {
        let add = add && self.is_open();
        if let Some(entries) = folder::entries(data) {
            spawn_local(async move {
                let files = kept(folder::files(entries).await);
                if files.is_empty() {
                    self.say(words::intake::NO_FILE_IN_FOLDER);
                }
                self.open(files, add);
            });
            return true;
        }
        let files = listed(data.files());
        let any = !files.is_empty();
        self.open(files, add);
        any
    }

    /// Opens files that fit; those of another kind than the log are asked about.
    fn sort(self, files: Vec<File>, add: bool) {
        self.state.sort_and_open(self.beside, files, add);
    }

    fn is_open(self) -> bool {
        self.state.stage.get_untracked() != Stage::Empty
    }
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    kept((0..files.length()).filter_map(|at| files.get(at)).collect())
}

/// Without what systems leave in folders for themselves.
fn kept(mut files: Vec<File>) -> Vec<File> {
    files.retain(|file| !file.name().starts_with('.'));
    files
}

async fn sample(id: &str) -> Option<File> {
    if let Some(promise) = embedded_sample().filter(|_| id == SAMPLES[0].id) {
        return JsFuture::from(promise).await.ok()?.dyn_into().ok();
    }
    let place = document().get_element_by_id(id)?;
    let name = place.get_attribute("data-name")?;
    let answer = gloo_net::http::Request::get(&place.get_attribute("data-src")?)
        .send()
        .await
        .ok()
        .filter(gloo_net::http::Response::ok)?;
    let bytes = js_sys::Uint8Array::from(answer.binary().await.ok()?.as_slice());
    File::new_with_buffer_source_sequence(&Array::of1(&bytes), &name).ok()
}
