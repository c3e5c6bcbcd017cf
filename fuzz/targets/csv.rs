//! Tables between delimiters; the first byte is what somebody chose.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::reading::csv(bytes));
