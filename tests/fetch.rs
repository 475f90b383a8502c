//! `annals registry fetch` against a server on this machine.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

/// Answers each request by its path, until the process ends; gives the server's address.
fn serve(answer: impl Fn(&str, &str) -> Option<Vec<u8>> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let base = address.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head =
                BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
            let request = head.next().unwrap_or_default();
            head.for_each(drop);
            let body = request.split(' ').nth(1).and_then(|path| answer(&base, path));
            let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
            let body = body.unwrap_or_default();
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    address
}

fn dump() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/registry.in/dump.json")).unwrap()
}

/// A record as Zenodo writes it, the dump, and nothing else.
fn release(checksum: &'static str) -> impl Fn(&str, &str) -> Option<Vec<u8>> {
    move |base, path| {
        match path {
        "/record" => Some(
            format!(
                r#"{{"files": [{{"key": "notes.txt", "checksum": "md5:0", "links": {{"self": "{base}/notes"}}}},
                {{"key": "v9-ror-data.json", "checksum": "md5:{checksum}", "links": {{"self": "{base}/dump"}}}}]}}"#
            )
            .into_bytes(),
        ),
        "/dump" => Some(dump()),
        _ => None,
    }
    }
}

fn fetch(url: &str, index: &Path) -> Output {
    let command = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["registry", "fetch", "--url", url, "-o"])
        .arg(index)
        .output();
    command.unwrap()
}

/// The digest of the dump, as a server would promise it.
fn digest() -> &'static str {
    use md5::{Digest, Md5};
    annals::normalize::hex(&Md5::digest(dump())).leak()
}

#[test]
fn the_dump_of_the_release_becomes_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("below/registry.index");
    let output = fetch(&format!("{}/record", serve(release(digest()))), &index);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(annals::registry::Index::open(&index).unwrap().organisations() > 0);
    assert_eq!(std::fs::read_dir(index.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn what_is_not_as_promised_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("registry.index");
    let address = serve(release("00000000000000000000000000000000"));
    for (path, message) in
        [("record", "checksum"), ("nothing", "cannot be downloaded"), ("dump", "no record of a release")]
    {
        let output = fetch(&format!("{address}/{path}"), &index);
        assert_eq!(output.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&output.stderr).contains(message));
        assert!(!index.exists());
    }
}
