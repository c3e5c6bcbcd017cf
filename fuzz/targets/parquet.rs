//! Parquet files whose footer is as long as the first two bytes say.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::packing::parquet(bytes));
