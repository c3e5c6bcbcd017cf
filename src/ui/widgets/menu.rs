//! A button that opens a list of things to do: arrow keys, Enter, Escape, a click beside it closes it.

use super::browser;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// One line of a menu.
#[derive(Clone)]
pub struct Item {
    pub label: String,
    /// Beside the label, softer: a key, a count, a remark.
    pub note: String,
    /// Whether it is the one in force; `None` where that is not the question.
    pub chosen: Option<bool>,
    pub act: Callback<()>,
}

impl Item {
    /// A line that does something.
    pub fn new(label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            note: String::new(),
            chosen: None,
            act: Callback::new(move |()| act()),
        }
    }

    /// With a remark beside it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// With a mark where it is the one in force.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = Some(chosen);
        self
    }
}

/// Where an open menu stands: its left edge or the distance of its right one from the window's, its top or the distance of its lower edge
/// from the window's, and how tall it may be, in pixels.
#[derive(Clone, Copy)]
struct Place {
    left: Option<f64>,
    right: Option<f64>,
    top: Option<f64>,
    bottom: Option<f64>,
    room: f64,
}

/// Height of a line in pixels.
const LINE: f64 = 28.0;
/// Height of what is around the lines.
const EDGES: f64 = 10.0;

/// The place of a menu of so many lines at its button: beneath, or above where it does not fit beneath and there is more room.
fn place(button: &Element, lines: usize) -> Place {
    let (width, height) = browser::window_size();
    let (left, top, wide, tall) = browser::place(button);
    let to_the_left = left > width / 2.0;
    let (above, beneath) = (top - 16.0, height - top - tall - 16.0);
    let up = beneath < (lines as f64 * LINE + EDGES).min(above);
    Place {
        left: (!to_the_left).then_some(left),
        right: to_the_left.then_some(width - left - wide),
        top: (!up).then_some(top + tall + 4.0),
        bottom: up.then_some(height - top + 4.0),
        room: if up { above } else { beneath },
    }
}

/// A button and, while it is open, its menu. The items are asked for when it opens.
#[component]
pub fn Menu(
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// What the menu is about, for tooltips and screen readers.
    #[prop(into)]
    title: Signal<String>,
    #[prop(into)] items: Signal<Vec<Item>>,
    #[prop(into, optional)] class: String,
    #[prop(into, optional)] id: String,
) -> impl IntoView {
    let hung = RwSignal::new(None::<Place>);
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let close = move || {
        hung.set(None);
        if let Some(button) = button.get_untracked() {
            button.focus().unwrap_or_default();
        }
    };
    let toggle = move |_| match (hung.get_untracked(), button.get_untracked()) {
        (None, Some(button)) => hung.set(Some(place(&button, items.with_untracked(Vec::len)))),
        _ => hung.set(None),
    };
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            let chosen = |items: &Vec<Item>| items.iter().position(|item| item.chosen == Some(true));
            let first = items.with_untracked(chosen).unwrap_or(0);
            request_animation_frame(move || focus(&list, |_, _| first));
        }
    });
    let keydown = move |event: ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        match event.key().as_str() {
            "Escape" | "Tab" => close(),
            "ArrowDown" => focus(&list, |at, count| at.map_or(0, |at| (at + 1) % count)),
            "ArrowUp" => focus(&list, |at, count| at.map_or(0, |at| (at + count - 1) % count)),
            "Home" => focus(&list, |_, _| 0),
            "End" => focus(&list, |_, count| count - 1),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let id = (!id.is_empty()).then_some(id);
    view! {
        <span class="menu">
            <button
                type="button"
                node_ref=button
                id=id
                class=class
                title=title
                aria-haspopup="menu"
                aria-expanded=move || hung.with(Option::is_some).to_string()
                on:click=toggle
            >
                {label}
                <span class="menu-mark" aria-hidden="true">"▾"</span>
            </button>
            {move || {
                let place = hung.get()?;
                let pixels = |at: Option<f64>| at.map_or("auto".to_owned(), |at| format!("{at}px"));
                let lines = items
                    .get()
                    .into_iter()
                    .map(|item| {
                        let role = if item.chosen.is_some() { "menuitemradio" } else { "menuitem" };
                        let checked = item.chosen.map(|chosen| chosen.to_string());
                        let act = item.act;
                        view! {
                            <button
                                type="button"
                                role=role
                                aria-checked=checked
                                tabindex="-1"
                                on:click=move |_| {
                                    close();
                                    act.run(());
                                }
                            >
                                <span class="menu-chosen" aria-hidden="true">
                                    {if item.chosen == Some(true) { "✓" } else { "" }}
                                </span>
                                <span class="grow">{item.label}</span>
                                <span class="faint">{item.note}</span>
                            </button>
                        }
                    })
                    .collect_view();
                Some(
                    view! {
                        <div class="menu-beside" on:click=move |_| close()></div>
                        <div
                            class="menu-list"
                            role="menu"
                            aria-label=title
                            node_ref=list
                            style:left=pixels(place.left)
                            style:right=pixels(place.right)
                            style:top=pixels(place.top)
                            style:bottom=pixels(place.bottom)
                            style:max-height=pixels(Some(place.room.max(120.0)))
                            on:keydown=keydown
                        >
                            {lines}
                        </div>
                    },
                )
            }}
        </span>
    }
}

/// Moves the focus among the lines, from where it is, if on one, and how many there are to where it should be.
fn focus(list: &Element, next: impl Fn(Option<usize>, usize) -> usize) {
    let lines: Vec<Element> =
        std::iter::successors(list.first_element_child(), Element::next_element_sibling).collect();
    if lines.is_empty() {
        return;
    }
    let active = document().active_element();
    let at = lines.iter().position(|line| Some(line) == active.as_ref());
    let to = next(at, lines.len());
    if let Some(line) = lines.get(to).and_then(|line| line.dyn_ref::<HtmlElement>()) {
        line.focus().unwrap_or_default();
    }
}
