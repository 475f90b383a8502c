//! `cargo fuzz run pipeline`: the body is `targets/pipeline.rs`, how to run it is told in `docs/fuzzing.md`.
#![no_main]

#[path = "../targets/mod.rs"]
#[expect(dead_code, reason = "the bodies of the other targets")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::pipeline::run(bytes));
