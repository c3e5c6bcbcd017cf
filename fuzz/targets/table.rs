//! A file on its way to answers: columns, what is studied, questions, other kinds, records as they were.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::table::table(bytes));
