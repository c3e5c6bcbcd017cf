//! Compressed files and archives.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::packing::container(bytes));
