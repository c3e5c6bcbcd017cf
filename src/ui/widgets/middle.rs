//! A name that is cut in its middle where it is too long: such names differ in their ends as often as in their beginnings.

use super::value::plain;
use leptos::prelude::*;
use std::collections::HashSet;

/// How many characters at the end always stay.
const TAIL: usize = 8;

/// A name in two pieces, of which the first gives way; one that is hardly longer than what stays is left whole.
///
/// What is seen of the end is drawn by the style sheet. The text itself stays in one piece, for who copies it.
pub fn middle(name: &str) -> AnyView {
    let name = &plain(name)[..];
    let characters = name.chars().count();
    let cut = name.char_indices().nth(characters.saturating_sub(TAIL));
    match cut {
        Some((at, _)) if characters > TAIL + 4 => {
            let (head, tail) = name.split_at(at);
            view! {
                <span class="middle-cut" data-tail=tail.to_owned()>
                    <span class="middle-head">{head.to_owned()}<span class="middle-unseen">{tail.to_owned()}</span></span>
                </span>
            }
            .into_any()
        }
        _ => name.to_owned().into_any(),
    }
}

/// The beginnings that several of the names side by side have in common: such names are told apart by their ends alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alike {
    first: usize,
    beginnings: HashSet<String>,
}

impl Alike {
    /// Looks at so many characters at the beginning, about as many as are seen of a name that is cut at its end.
    pub fn of(names: impl IntoIterator<Item = impl AsRef<str>>, first: usize) -> Self {
        let mut once = HashSet::new();
        let mut beginnings = HashSet::new();
        for name in names {
            let beginning: String = name.as_ref().chars().take(first).collect();
            if !once.insert(beginning.clone()) {
                beginnings.insert(beginning);
            }
        }
        Self { first, beginnings }
    }

    /// Whether a name begins like another.
    pub fn has(&self, name: &str) -> bool {
        !self.beginnings.is_empty()
            && self
                .beginnings
                .contains(&name.chars().take(self.first).collect::<String>())
    }

    /// A name, cut in its middle where it begins like another, else at its end.
    pub fn cut(&self, name: &str) -> AnyView {
        if self.has(name) {
            middle(name)
        } else {
            plain(name).into_any()
        }
    }
}
