//! JSON in each of its shapes; the first byte chooses how the file begins.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::reading::json(bytes));
