//! Markup, tables drawn in text, and YAML; the first byte chooses how the file begins.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::reading::markup(bytes));
