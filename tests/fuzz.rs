//! The fuzz targets on everything that fuzzing has found: each file of `fuzz/corpus/` and `fuzz/regressions/` keeps the properties of its
//! target, with a stable compiler and without the fuzzer.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../fuzz/targets/mod.rs"]
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// The inputs of a target, by name.
fn inputs(target: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let files = ["corpus", "regressions"].map(|kind| fs::read_dir(root.join(kind).join(target)));
    let mut files: Vec<PathBuf> =
        files.into_iter().flatten().flatten().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn replay(target: &str, run: fn(&[u8])) {
    let inputs = inputs(target);
    assert!(inputs.len() >= 10, "the corpus of {target} is missing");
    let broken = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap();
        catch_unwind(|| run(&bytes)).is_err()
    };
    let broken: Vec<PathBuf> = inputs.into_iter().filter(broken).collect();
    assert!(broken.is_empty(), "{target} does not keep its properties on {broken:?}");
}

macro_rules! targets {
    ($($(#[$attribute:meta])* $target:ident,)*) => {$(
        $(#[$attribute])*
        #[test]
        fn $target() {
            replay(stringify!($target), targets::$target::run);
        }
    )*};
}

targets! {
    announcement,
    dataset,
    dates,
    json_ld,
    names,
    pipeline,
    profile,
    registry,
    #[cfg(feature = "fetch")]
    robots,
    tables,
    warc,
}

#[test]
fn every_folder_is_that_of_a_target() {
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    for kind in ["corpus", "regressions"] {
        for folder in fs::read_dir(targets.with_file_name(kind)).unwrap() {
            let name = folder.unwrap().file_name();
            assert!(
                targets.join(&name).with_extension("rs").is_file(),
                "{kind}/{name:?} belongs to no target"
            );
        }
    }
}
