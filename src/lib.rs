//! Audit Explorer: bytes of an exported audit log in, answers out, all inside one browser tab.
//!
//! Read the modules from the top and you read the pipeline: a byte becomes a record (`format`), a record gets a meaning (`vendor`)
//! and a place in columns (`table`), columns answer questions (`query`), which can be said to a database as well (`sql`), the `engine` ties these together without any browser,
//! answers cross to the page as bytes (`protocol`), and the page knows only what it looks at (`view`) and how to draw it (`chart`, `ui`).
//!
//! **The rule: a module may use only the modules above it.** `tests/tidy.rs` reads the sources and keeps it, together with these:
//! `ui` names neither `format`, `table` nor `engine`; `worker` names neither `format`, `table`, `view` nor `chart`.
//!
//! Invariants, most of them absences:
//! - The page never holds the log: rows, dictionaries, bitmaps and codes never cross `protocol`; answers do.
//! - The engine keeps no state between questions: every query carries its whole filter.
//! - A broken input is a [`format::Warning`] with file, row and byte, never an error that ends the load, never a panic.
//! - A string from a log is data everywhere: it never becomes markup, a formula or a path.
//! - `View` has one mutator, `View::apply`.

pub mod words;

mod bytes;

pub mod arrange;

pub mod json;

pub mod value;

pub mod format;

pub mod vendor;

pub mod table;

pub mod query;

pub mod sql;

pub mod engine;

pub mod protocol;

pub mod view;

pub mod chart;

#[cfg(target_arch = "wasm32")]
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod ui;
