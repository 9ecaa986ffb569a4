#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| intervision_fuzz::documents(data));
