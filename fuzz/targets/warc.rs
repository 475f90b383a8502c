//! WARC files of strangers, plain, gzipped or in zstd, whole or damaged: every record is a page or a failure, twice alike, and how a file is
//! packed changes nothing of its pages. The same bytes as the archive of a project are an archive or an error.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use annals::archive::{Archive, pages_in};
use annals::source::{Kind, MAX_BYTES, Search};
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

/// What was told of a page: its address and bytes, or what was wrong.
type Told = Result<(String, Vec<u8>), String>;

/// With what every record begins.
const MAGIC: &[u8] = b"WARC/1.";

/// The first three bytes say how the rest is packed and which byte of it is damaged.
pub(crate) fn run(bytes: &[u8]) {
    let Some(([form, at, change], plain)) = bytes.split_first_chunk() else { return };
    let mut file = packed(plain, *form);
    let damaged = usize::from(*at) * file.len() / 256;
    if let Some(byte) = file.get_mut(damaged) {
        *byte ^= change;
    }
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let told = check(&folder.path().join("x.warc"), &file);
    if *change == 0 && plain.starts_with(MAGIC) && plain.len() < 1 << 16 {
        let as_is = check(&folder.path().join("x.warc"), plain);
        assert_eq!(pages(&told), pages(&as_is), "form {form} gives other pages than the bare file");
    }
    archive(folder.path(), plain, *form);
}

fn packed(plain: &[u8], form: u8) -> Vec<u8> {
    match form % 5 {
        0 => plain.to_vec(),
        1 => gzip(plain),
        2 => zstd(plain),
        3 => records(plain).flat_map(gzip).collect(),
        _ => records(plain).flat_map(zstd).collect(),
    }
}

/// The file cut where records may begin.
fn records(plain: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut left = plain;
    std::iter::from_fn(move || {
        let next = left.windows(MAGIC.len()).skip(1).position(|window| window == MAGIC);
        let (record, rest) = left.split_at(next.map_or(left.len(), |next| next + 1));
        left = rest;
        (!record.is_empty()).then_some(record)
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("a buffer takes everything")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// What a file gives, both as a stream and as pages that are found.
fn check(path: &Path, file: &[u8]) -> Vec<Told> {
    fs::write(path, file).expect("there is room for a file");
    let told = streamed(path);
    assert_eq!(told, streamed(path), "the second run says something else");
    if let Ok(found) = pages_in(path, "x.warc") {
        for (url, (archived, _)) in found.pages {
            assert!(!url.is_empty());
            // What was found may still be no answer that can be unpacked: that is told when it is read.
            let _ = archived.load(MAX_BYTES);
        }
    }
    told
}

fn streamed(path: &Path) -> Vec<Told> {
    let search = Search { input: Some(Kind::Warc), ..Search::default() };
    let load = |page: annals::Result<annals::source::PageRef>| {
        let page = page.and_then(|page| page.load()).map_err(|error| error.to_string())?;
        assert!(page.bytes.len() as u64 <= MAX_BYTES);
        Ok((page.source, page.bytes))
    };
    let told: Vec<Told> = search.stream([OsStr::new(path)]).map(load).collect();
    assert!(!told.is_empty(), "nothing was said of a file");
    told
}

fn pages(told: &[Told]) -> Vec<&(String, Vec<u8>)> {
    told.iter().flatten().collect()
}

/// The archive of a project: an index, which a NUL ends, and one run.
fn archive(folder: &Path, plain: &[u8], form: u8) {
    let cut = memchr::memchr(0, plain).unwrap_or(0);
    let (index, run) = plain.split_at(cut);
    let folder = folder.join("archive");
    let written = fs::create_dir(&folder)
        .and_then(|()| fs::write(folder.join("index.jsonl"), index))
        .and_then(|()| fs::write(folder.join("run-00001.warc.gz"), packed(run, 3 - form % 2)));
    written.expect("there is room for a folder");
    let Ok(archive) = Archive::read(&folder) else { return };
    for (url, _) in archive.found_at("https://example.org/") {
        assert!(archive.known(url).is_some());
        // Redirects may lead in a ring.
        let _ = archive.page(url);
    }
    if let Some(page) = archive.page("https://example.org/a") {
        let _ = page.archived.load(MAX_BYTES);
    }
}
