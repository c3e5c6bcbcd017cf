//! How files come in: chosen, dropped anywhere on the window, pasted, or the sample that comes with the page.

use super::clipboard;
use super::state::{Stage, State, state};
use js_sys::{Array, Promise};
use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DragEvent, Element, File, FileList, HtmlElement};

#[wasm_bindgen]
extern "C" {
    /// The sample that the standalone page carries, as a promise; null where it is a file beside the page.
    #[wasm_bindgen(js_namespace = auditExplorerBoot, js_name = embeddedSample)]
    fn embedded_sample() -> Option<Promise>;
}

/// The ways in, for buttons anywhere on the page.
#[derive(Clone, Copy)]
pub struct Intake {
    state: State,
    files: NodeRef<html::Input>,
    folder: NodeRef<html::Input>,
    /// Whether the next choice is stacked onto what is open.
    adding: RwSignal<bool>,
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
            files: NodeRef::new(),
            folder: NodeRef::new(),
            adding: RwSignal::new(false),
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
                None => {
                    self.say("This browser does not hand over the clipboard to a button: press Ctrl+V (⌘V) instead.")
                }
            }
        });
    }

    /// Opens the sample that comes with the page.
    pub fn sample(self) {
        spawn_local(async move {
            match sample().await {
                Some(file) => self.state.open(vec![file], false),
                None => self.say("The sample could not be fetched: it lies in the folder sample beside the page."),
            }
        });
    }

    fn say(self, sentence: &str) {
        self.state.notice.set(Some(sentence.into()));
    }

    fn text(self, text: &str) {
        if text.trim().is_empty() {
            return self.say("The clipboard holds no text.");
        }
        if let Ok(file) = File::new_with_str_sequence(&Array::of1(&text.into()), "pasted.txt") {
            self.state.open(vec![file], false);
        }
    }

    /// Takes the files of a drop or a paste; answers whether there were any.
    fn take(self, data: Option<DataTransfer>, add: bool) -> bool {
        let files = listed(data.and_then(|data| data.files()));
        let any = !files.is_empty();
        self.state.open(files, add && self.is_open());
        any
    }

    fn is_open(self) -> bool {
        self.state.stage.get_untracked() != Stage::Empty
    }
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length())
        .filter_map(|at| files.get(at))
        .filter(|file| !file.name().starts_with('.'))
        .collect()
}

async fn sample() -> Option<File> {
    if let Some(promise) = embedded_sample() {
        return JsFuture::from(promise).await.ok()?.dyn_into().ok();
    }
    let place = document().get_element_by_id("sample")?;
    let name = place.get_attribute("data-name")?;
    let answer = gloo_net::http::Request::get(&place.get_attribute("data-src")?)
        .send()
        .await
        .ok()
        .filter(gloo_net::http::Response::ok)?;
    let bytes = js_sys::Uint8Array::from(answer.binary().await.ok()?.as_slice());
    File::new_with_buffer_source_sequence(&Array::of1(&bytes), &name).ok()
}

/// The window as drop target, and the two inputs behind the buttons.
#[component]
pub fn Doors() -> impl IntoView {
    let intake = intake();
    // Enter and leave come for every element crossed; the window is left when as many were left as entered.
    let depth = RwSignal::new(0_i32);
    let adding = RwSignal::new(false);
    let has_files = |event: &DragEvent| {
        event
            .data_transfer()
            .is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let listeners = [
        window_event_listener(ev::dragenter, move |event| {
            if has_files(&event) {
                event.prevent_default();
                depth.update(|depth| *depth += 1);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if has_files(&event) {
                depth.update(|depth| *depth -= 1);
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
                if adding.get_untracked() != event.shift_key() {
                    adding.set(event.shift_key());
                }
            }
        }),
        window_event_listener(ev::drop, move |event| {
            if has_files(&event) {
                event.prevent_default();
                depth.set(0);
                intake.take(event.data_transfer(), event.shift_key());
            }
        }),
        window_event_listener(ev::paste, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.closest("input, textarea").is_ok_and(|found| found.is_some())) {
                return;
            }
            let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
            if intake.take(event.clipboard_data(), false) {
                return;
            }
            // Over an open log a stray Ctrl+V must not throw it away.
            match text.filter(|text| !text.trim().is_empty()) {
                Some(text) if !intake.is_open() => intake.text(&text),
                _ => {}
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    let chosen = move |input: NodeRef<html::Input>| {
        let Some(input) = input.get_untracked() else { return };
        let files = listed(input.files());
        // So that the same file can be chosen again.
        input.set_value("");
        intake
            .state
            .open(files, intake.adding.get_untracked() && intake.is_open());
        intake.adding.set(false);
    };
    let folder = intake.folder;
    Effect::new(move |_| {
        if let Some(folder) = folder.get() {
            folder.set_attribute("webkitdirectory", "").unwrap_or_default();
        }
    });
    view! {
        <input
            type="file"
            id="files"
            class="unseen"
            multiple
            tabindex="-1"
            aria-label="Files to open"
            node_ref=intake.files
            on:change=move |_| chosen(intake.files)
        />
        <input
            type="file"
            id="folder"
            class="unseen"
            multiple
            tabindex="-1"
            aria-label="A folder to open"
            node_ref=folder
            on:change=move |_| chosen(folder)
        />
        <Show when=move || { depth.get() > 0 }>
            <div class="drop-veil" aria-hidden="true">
                <p>
                    {move || match (intake.state.stage.get() != Stage::Empty, adding.get()) {
                        (false, _) => "Drop to open",
                        (true, false) => "Drop to open instead · hold Shift to add",
                        (true, true) => "Drop to add to what is open",
                    }}
                </p>
            </div>
        </Show>
    }
}

/// Gives a file to the user under a name.
pub fn save(blob: &web_sys::Blob, name: &str) {
    let Ok(address) = web_sys::Url::create_object_url_with_blob(blob) else {
        return;
    };
    if let Ok(link) = document()
        .create_element("a")
        .map(JsCast::unchecked_into::<web_sys::HtmlAnchorElement>)
    {
        link.set_href(&address);
        link.set_download(name);
        HtmlElement::click(&link);
    }
    // The browser has long begun to read it by then.
    set_timeout(
        move || web_sys::Url::revoke_object_url(&address).unwrap_or_default(),
        std::time::Duration::from_secs(60),
    );
}
