//! Addresses, paths and names that are longer than a line: they break behind a mark, not within a word.

use leptos::prelude::*;

/// The longest text that is taken apart, in bytes; in longer ones blanks are enough.
const LONGEST: usize = 200;

/// Marks behind which a line may end.
const MARKS: [char; 6] = ['@', '.', '/', '_', ':', '\\'];

/// A text that, where it must, breaks behind one of the marks in it.
pub fn parts(text: &str) -> AnyView {
    let marks = |text: &str| text.contains(MARKS) && !text.contains(char::is_whitespace);
    if text.len() > LONGEST || !marks(text) {
        return text.to_owned().into_any();
    }
    text.split_inclusive(MARKS)
        .map(|part| view! { {part.to_owned()}<wbr/> })
        .collect_view()
        .into_any()
}
