//! Containers in and Arrow out, as the command line does it: pages that are broken or not there cost themselves alone.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, ArrayRef, RecordBatch, StringArray};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;

const PAGE: &str = "<html lang=en><title>Public lecture</title><h1>Public lecture</h1><p>Dr. Maria Lopez, Professor of Law at Fenwick University, \
    will give a talk on \"Law and Water\" on 9 May 2024.</p></html>";

fn annals(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn batches(output: &Output) -> RecordBatch {
    let reader = StreamReader::try_new(&output.stdout[..], None).unwrap();
    let all: Vec<_> = reader.map(Result::unwrap).collect();
    assert_eq!(all.len(), 1);
    all.into_iter().next().unwrap()
}

fn record(url: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    );
    let mut member = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    member.write_all(record.as_bytes()).unwrap();
    member.finish().unwrap()
}

#[test]
fn a_crawl_with_a_broken_record_is_read_from_a_file_and_as_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let (first, torn, last) =
        (record("https://example.org/a"), record("https://example.org/b"), record("https://example.org/c"));
    let crawl = [&first[..], &torn[..torn.len() - 30], &last].concat();
    std::fs::write(folder.path().join("crawl.warc.gz"), &crawl).unwrap();
    for (name, input) in [("crawl.warc.gz", &[][..]), ("-", &crawl)] {
        let output = annals(folder.path(), &["extract", name, "--format", "jsonl"], input);
        let (out, said) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(3), "{said}");
        let sources: Vec<_> =
            out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()).collect();
        let sources: Vec<_> =
            sources.iter().map(|document| document["page"]["source"].as_str().unwrap()).collect();
        assert_eq!(sources, ["https://example.org/a", "https://example.org/c"]);
        assert!(said.contains(&format!("at byte {}", first.len())), "{said}");
        assert_eq!(said.matches("error:").count(), 1, "{said}");
    }
}

#[test]
fn arrow_comes_in_and_goes_out_with_a_row_a_page() {
    let urls: ArrayRef =
        Arc::new(StringArray::from(vec![Some("https://example.org/a"), Some("https://example.org/b"), None]));
    let pages: ArrayRef = Arc::new(StringArray::from(vec![Some(PAGE), None, Some(PAGE)]));
    let batch = RecordBatch::try_from_iter([("address", urls), ("body", pages)]).unwrap();
    let mut stream = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    stream.write(&batch).unwrap();
    let input = stream.into_inner().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let read = [
        "extract",
        "--input",
        "arrow",
        "-",
        "--url-column",
        "address",
        "--html-column",
        "body",
        "--format",
        "arrow",
    ];
    let output = annals(folder.path(), &read, &input);
    assert_eq!(output.status.code(), Some(3));
    let documents = batches(&output);
    assert_eq!(documents.num_rows(), 3);
    let text = |name: &str| documents.column_by_name(name).unwrap().as_string::<i32>().clone();
    assert_eq!(
        (text("url").value(0), text("url").value(1), text("url").is_null(2)),
        ("https://example.org/a", "https://example.org/b", true)
    );
    assert!(text("error").value(1).contains("row 1") && text("error").is_null(0) && text("error").is_null(2));
    let people = documents.column_by_name("people").unwrap().as_list::<i32>();
    assert_eq!((people.value_length(0), people.is_null(1), people.value_length(2)), (1, true, 1));

    let table = batches(&annals(folder.path(), &[&read[..], &["--table", "people"]].concat(), &input));
    assert_eq!(table.column_by_name("name").unwrap().as_string::<i32>().value(0), "Maria Lopez");
}

#[test]
fn a_dictionary_at_the_beginning_of_a_file_is_used_packed_or_not() {
    for file in ["dictionary.warc.zst", "dictionary-packed.warc.zst"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/warc").join(file);
        let pages: Vec<_> = annals::source::Search::default().stream([path]).map(Result::unwrap).collect();
        let names: Vec<_> = pages.iter().map(|page| page.source.as_str()).collect();
        assert_eq!(
            names,
            ["https://example.org/0", "https://example.org/1", "https://example.org/2"],
            "{file}"
        );
        assert!(String::from_utf8(pages[2].load().unwrap().bytes).unwrap().ends_with("page 2"));
    }
}

#[test]
#[cfg(unix)]
fn a_pipe_is_read_once_whatever_comes_out_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    for bytes in [PAGE.as_bytes().to_vec(), record("https://example.org/a")] {
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let writer = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::write(pipe, bytes)
        });
        let output = annals(folder.path(), &["extract", "pipe", "--format", "csv", "--table", "people"], b"");
        writer.join().unwrap().unwrap();
        assert!(String::from_utf8(output.stdout).unwrap().contains("Maria Lopez"));
        std::fs::remove_file(&pipe).unwrap();
    }
}

#[test]
fn what_inputs_are_said_to_be_holds_for_all_names() {
    let folder = tempfile::tempdir().unwrap();
    let saved = format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nMIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=\"--x\"\n\n\
         ----x\nContent-Type: text/html\nContent-Location: https://example.org/a\n\n{PAGE}\n----x--\n"
    );
    std::fs::write(folder.path().join("saved"), saved).unwrap();
    std::fs::write(folder.path().join("a.txt"), "Public lecture\nDr. Maria Lopez spoke on 9 May 2024.\n")
        .unwrap();
    let told = |arguments: &[&str]| {
        let output = annals(folder.path(), &[&["extract", "--format", "jsonl"], arguments].concat(), b"");
        String::from_utf8(output.stdout).unwrap()
    };
    let mhtml = told(&["saved", "--input", "mhtml"]);
    assert!(mhtml.contains("\"url\":\"https://example.org/a\"") && !mhtml.contains("Blink"), "{mhtml}");
    let text = told(&["*.txt", "--input", "text"]);
    assert!(text.contains("\"source\":\"a.txt\"") && text.contains("Maria Lopez"), "{text}");
}

#[test]
fn pages_of_a_file_that_breaks_keep_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (record("https://example.org/a"), record("https://example.org/b"));
    std::fs::write(folder.path().join("annals.toml"), "[[source]]\npath = \"crawl.warc.gz\"\n").unwrap();
    let built = |crawl: &[u8]| {
        std::fs::write(folder.path().join("crawl.warc.gz"), crawl).unwrap();
        let output = annals(folder.path(), &["build"], b"");
        let rows = std::fs::read_to_string(folder.path().join("output/announcements.csv")).unwrap();
        (output.status.code(), rows, String::from_utf8(output.stderr).unwrap())
    };
    let (code, whole, _) = built(&[&first[..], &second].concat());
    assert!(code == Some(0) && whole.contains("example.org/a") && whole.contains("example.org/b"), "{whole}");
    let (code, rows, told) = built(&[&first[..], &second[..second.len() - 30]].concat());
    assert!(told.contains("crawl.warc.gz: ") && told.contains("passed over up to the end"), "{told}");
    assert_eq!((code, rows), (Some(3), whole));
}

#[test]
fn a_table_goes_out_as_a_stream_of_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.html"), PAGE).unwrap();
    let table = |name: &str| {
        batches(&annals(folder.path(), &["extract", "a.html", "--format", "arrow", "--table", name], b""))
    };
    assert_eq!(table("people").column_by_name("name").unwrap().as_string::<i32>().value(0), "Maria Lopez");
    assert_eq!(
        table("who_spoke").column_by_name("person").unwrap().as_string::<i32>().value(0),
        "Maria Lopez"
    );
}
