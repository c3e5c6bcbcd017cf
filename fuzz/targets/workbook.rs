//! Workbooks whose parts are any text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::packing::workbook(bytes));
