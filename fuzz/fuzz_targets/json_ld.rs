//! `cargo fuzz run json_ld`: the body is `targets/json_ld.rs`, how to run it is told in `docs/fuzzing.md`.
#![no_main]

#[path = "../targets/mod.rs"]
#[expect(dead_code, reason = "the bodies of the other targets")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::json_ld::run(bytes));
