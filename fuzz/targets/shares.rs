//! A file that several read.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::sharing::shares(bytes));
