//! The caret of a text field, counted in characters as the languages of the page count them.

use web_sys::HtmlInputElement;

/// The character before which the caret stands in a field that holds this text.
pub fn caret(input: &HtmlInputElement, text: &str) -> usize {
    let units = input.selection_start().ok().flatten().unwrap_or_default() as usize;
    let mut seen = 0;
    text.chars()
        .take_while(|letter| {
            seen += letter.len_utf16();
            seen <= units
        })
        .count()
}

/// Writes a text into a field and puts the caret before a character of it.
pub fn write(input: &HtmlInputElement, text: &str, caret: usize) {
    let units = text.chars().take(caret).map(char::len_utf16).sum::<usize>() as u32;
    input.set_value(text);
    input.focus().unwrap_or_default();
    input.set_selection_range(units, units).unwrap_or_default();
}
