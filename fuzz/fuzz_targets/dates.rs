//! `cargo fuzz run dates`: the body is `targets/dates.rs`, how to run it is told in `docs/fuzzing.md`.
#![no_main]

#[path = "../targets/mod.rs"]
#[expect(dead_code, reason = "the bodies of the other targets")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::dates::run(bytes));
