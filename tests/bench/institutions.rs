//! Speed of the linker on one core: affiliation strings a second, and the time that the index takes to load.
//! `cargo bench --bench institutions -- DUMP [FILE]` reads a registry dump and a file of strings (or JSON Lines with `text`); without them it
//! reads the invented ones of `tests/cli/registry.in`.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark prints")]

mod timing;

use std::hint::black_box;
use std::path::{Path, PathBuf};

use annals::registry::Index;
use timing::best;

/// How often each measure is taken; the best counts, since noise only adds.
const ROUNDS: usize = 5;
/// Strings of a measure, at least.
const STRINGS: usize = 20_000;

fn main() -> annals::Result<()> {
    let mut files =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/registry.in");
    let dump = files.next().unwrap_or_else(|| root.join("dump.json"));
    let texts = texts(&files.next().unwrap_or_else(|| root.join("gold.jsonl")));
    let index = Index::build(&dump)?;
    let file = tempfile::tempdir().map(|folder| folder.keep().join("registry.index")).unwrap_or_default();
    index.write(&file)?;
    let size = file.metadata().map_or(0, |data| data.len());
    let load = best(ROUNDS, || {
        black_box(Index::open(&file).ok());
    });
    let turns = STRINGS.div_ceil(texts.len().max(1));
    let time = best(ROUNDS, || {
        for text in (0..turns).flat_map(|_| &texts) {
            black_box(index.link(text));
        }
    });
    let rate = (turns * texts.len()) as f64 / time.as_secs_f64();
    println!(
        "{} organisations: {:.1} MB, loaded in {:.0} ms",
        index.organisations(),
        size as f64 / 1e6,
        load.as_secs_f64() * 1e3
    );
    println!("{} strings: {rate:.0} a second", texts.len());
    let _ = file.parent().map(std::fs::remove_dir_all);
    Ok(())
}

/// The strings of a file.
fn texts(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let string = |line: &str| {
        let json: Option<serde_json::Value> = serde_json::from_str(line).ok();
        json.and_then(|json| Some(json.get("text")?.as_str()?.to_owned())).unwrap_or_else(|| line.to_owned())
    };
    text.lines().filter(|line| !line.is_empty()).map(string).collect()
}
