//! What people are told, in the language the page is built for. Only `boot.js` speaks for itself, in English: it does where what holds the
//! words could not be loaded, or has died.
//!
//! A plain text is a constant. A text with something in it is a function: it takes what stands in it as it is written, and where the number
//! of things decides a form, also the number. An item is a whole sentence, so that another language may order and inflect as it must;
//! where a field stands inside of a text, there is an item on either side, with the spaces at its ends.
//!
//! **Another language**: copy `en` to a folder of its name, translate what stands in quotes, add a feature of that name to `Cargo.toml` and
//! its two lines below, and build with `cargo xtask build --language NAME`. The compiler says which items are missing. Names of columns,
//! values, formats and the words of the filter language are no texts: they mean the same everywhere.

#[cfg(not(feature = "pseudo"))]
mod en;
#[cfg(not(feature = "pseudo"))]
pub use en::*;

/// English with accents, to see what does not come from here: made by `cargo xtask build --language pseudo`.
#[cfg(feature = "pseudo")]
mod pseudo {
    include!("../../target/words/pseudo.rs");
}
#[cfg(feature = "pseudo")]
pub use pseudo::*;
