//! Questions people ask of audit logs, as cards: which of them a log can answer, what each asks, and the view it opens.
//!
//! The cards are data (`words/en/cards.json`); their filters are in the filter language, with `$words` for what this log calls things.

mod card;
mod told;
mod tune;
mod words;

pub use card::{Card, Unlit, cards};
pub use told::{Amount, Line, Told};
pub use tune::Tuned;
pub use words::{column, read};

#[cfg(test)]
mod tests;
