//! What a person or a link says: filters, formulas, views.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::words::words(bytes));
