//! English.

/// As `Intl` and the page name it.
pub const LANGUAGE: &str = "en";
/// Between thousands, and before what is less than one, where no `Intl` is at hand.
pub const THOUSANDS: &str = ",";
pub const POINT: &str = ".";

pub mod actor;
pub mod asking;
pub mod beside;
pub mod board;
pub mod buckets;
pub mod calendar;
pub mod chart;
pub mod chips;
pub mod common;
pub mod compare;
pub mod counts;
pub mod detail;
pub mod engine;
pub mod events;
pub mod evidence;
pub mod export;
pub mod fields;
pub mod filter;
pub mod fit;
pub mod formula;
pub mod formulas;
pub mod frame;
pub mod functions;
pub mod group;
pub mod help;
pub mod intake;
pub mod keys;
pub mod kinds;
pub mod language;
pub mod measures;
pub mod page;
pub mod pivot;
pub mod questions;
pub mod reading;
pub mod relative;
pub mod report;
pub mod saying;
pub mod sentence;
pub mod sql;
pub mod tables;
pub mod timeline;
pub mod trail;
pub mod units;
pub mod widgets;
