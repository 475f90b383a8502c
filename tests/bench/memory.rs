//! Peak memory of the command on one page of 10 MB, for pages of several kinds: `cargo bench --bench memory -- [MEGABYTES]`.
//! The peak is what Linux says of the process while it prints, so the measure needs Linux and nothing else.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark prints")]

mod timing;

use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// A kind of page by name, and how one of so many bytes is made.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: [Kind; 5] = [
    ("prose", |n| {
        let sentence =
            "The institute opens its doors to everyone who takes an interest in the history of the town. ";
        format!("<p>{}See <a href=\"/page/{n}\">page {n}</a> for <em>more</em>.</p>\n", sentence.repeat(6))
    }),
    ("Chinese prose", |n| {
        format!(
            "<p>{}<a href=\"/page/{n}\">第{n}页</a></p>\n",
            "研究所欢迎各位老师和同学参加讲座。".repeat(8)
        )
    }),
    ("tables", |n| {
        let lead = if n % 1000 == 0 { "</table><table class=\"data\">" } else { "" };
        format!(
            "{lead}<tr class=\"row\"><td class=\"day\">{} May</td><td>09:{:02}</td><td><a href=\"/talk/{n}\">A talk of number {n}</a></td><td>Hall {}</td></tr>\n",
            n % 31 + 1,
            n % 60,
            n % 9
        )
    }),
    ("tags", |n| {
        format!(
            "<div class=\"card\" id=\"card-{n}\"><span class=\"label\"><b>Card</b></span> <i>{n}</i></div>\n"
        )
    }),
    ("scripts", |n| {
        format!(
            "<script>window.data.push({{\"id\": {n}, \"text\": \"{}\"}});</script><p>A line.</p>\n",
            "x".repeat(900)
        )
    }),
];

fn main() {
    let megabytes = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10);
    println!("| page of {megabytes} MB | peak | times the page |");
    println!("|---|---|---|");
    for (name, piece) in KINDS {
        let file = std::env::temp_dir().join(format!("annals-memory-{}.html", std::process::id()));
        let page = page(megabytes * 1_000_000, piece);
        if std::fs::write(&file, &page).is_ok()
            && let Some(peak) = peak(&file)
        {
            println!("| {name} | {:.0} MB | {:.1} |", peak as f64 / 1e6, peak as f64 / page.len() as f64);
        }
        std::fs::remove_file(&file).ok();
    }
}

fn page(size: usize, piece: fn(usize) -> String) -> String {
    let mut page = "<!DOCTYPE html><title>A page</title><body><h1>A page</h1>\n".to_owned();
    let mut number = 0;
    while page.len() < size {
        let _ = write!(page, "{}", piece(number));
        number += 1;
    }
    page
}

/// The most memory that `annals text --raw` held. It waits for its reader when it prints, so that it can be asked before it ends.
fn peak(file: &Path) -> Option<usize> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    let mut process = command.args(["text", "--raw"]).arg(file).stdout(Stdio::piped()).spawn().ok()?;
    let status = format!("/proc/{}/status", process.id());
    let mut output = process.stdout.take()?;
    let mut buffer = vec![0; 1 << 14];
    let mut peak = None;
    while output.read(&mut buffer).is_ok_and(|read| read > 0) {
        let said = std::fs::read_to_string(&status).ok();
        peak = said.and_then(|said| timing::high_water(&said)).or(peak);
    }
    process.wait().ok()?;
    peak
}
