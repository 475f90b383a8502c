//! `cargo fuzz run profile`: the body is `targets/profile.rs`, how to run it is told in `docs/fuzzing.md`.
#![no_main]

#[path = "../targets/mod.rs"]
#[expect(dead_code, reason = "the bodies of the other targets")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::profile::run(bytes));
