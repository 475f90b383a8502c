use std::fs;
use std::io::{self, Read as _, Write as _};

use super::*;
use crate::source::Search;
use crate::source::tests::{gzip, record, streamed, text, zstd};

/// What was told of a page.
type Told = Result<(String, String), String>;

/// Pages of an input that is not a file, as names and texts, and failures.
pub(super) fn read(name: &str, bytes: impl io::Read + Send + 'static, kind: Kind) -> Vec<Told> {
    let input = Input::new(name, Box::new(bytes), Some(kind)).unwrap();
    let pages = input.pages(&Columns::default()).unwrap_or_else(|_| panic!("{kind:?} is a container"));
    let told = pages.map(|page| {
        let page = page.and_then(|page| page.load()).map_err(|error| error.to_string())?;
        Ok((page.source, String::from_utf8_lossy(&page.bytes).into_owned()))
    });
    told.collect()
}

fn warc(bytes: Vec<u8>) -> Vec<Told> {
    read("x.warc", io::Cursor::new(bytes), Kind::Warc)
}

fn page(number: usize) -> String {
    let text = "<p>words ".repeat(number % 3 * 2000) + "<p>page";
    record("resource", &format!("https://example.org/{number}"), "text/html", &text)
}

/// What was told, a word each: the last part of the address of a page, or `!`.
fn order(told: &[Told]) -> String {
    let word = |page: &Told| match page {
        Ok((name, _)) => name.rsplit('/').next().unwrap_or("").to_owned(),
        Err(_) => "!".to_owned(),
    };
    told.iter().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn broken_records_of_a_plain_file_are_passed_over() {
    let length = |page: String, length: &str| {
        let at = page.find("Content-Length: ").unwrap();
        let end = at + page[at..].find("\r\n").unwrap();
        format!("{}Content-Length: {length}{}", &page[..at], &page[end..])
    };
    for wrong in ["99999", "99999999999", "3", "x", "-1", "18446744073709551615"] {
        let file = [page(0), length(page(1), wrong), page(2), page(3)].concat();
        let told = warc(file.into_bytes());
        assert_eq!(order(&told), "0 ! 2 3", "{wrong}");
        let said = told[1].as_ref().unwrap_err();
        let (from, to) = (page(0).len(), page(0).len() + length(page(1), wrong).len());
        assert!(
            said.contains(&format!("at byte {from}")) && said.contains(&format!("up to byte {to}")),
            "{said}"
        );
    }
    let torn = page(3)[..page(3).len() - 9].to_owned();
    let file = [page(0), "garbage\r\nand more\r\n".repeat(40), page(1), page(2), torn].concat();
    let told = warc(file.into_bytes());
    assert_eq!(order(&told), "0 ! 1 2 !");
    assert!(
        text(&told[4]).contains("torn") && text(&told[4]).contains("up to the end"),
        "{}",
        text(&told[4])
    );
}

#[test]
fn broken_members_are_passed_over_and_said_once_a_stretch() {
    for pack in [gzip as fn(&str) -> Vec<u8>, zstd] {
        let members: Vec<Vec<u8>> = (0..9).map(|number| pack(&page(number))).collect();
        let cut = |at: usize, left: usize| members[at][..members[at].len() - left].to_vec();
        let whole = |at: usize| members[at].clone();
        let file = [whole(0), cut(1, 12), cut(2, 30), whole(3), b"no member".repeat(9), whole(4), cut(5, 6)]
            .concat();
        let told = warc(file);
        let said: Vec<_> = told.iter().map(text).map(|text| &text[..text.len().min(90)]).collect();
        assert_eq!(order(&told), "0 ! 3 ! 4 !", "{said:?}");
    }
}

#[test]
fn a_member_whose_sum_is_wrong_is_not_believed() {
    let mut flipped = gzip(&page(1));
    let sum = flipped.len() - 8;
    flipped[sum] ^= 1;
    let told = warc([gzip(&page(0)), flipped, gzip(&page(2))].concat());
    assert_eq!(order(&told), "0 ! 2");
}

#[test]
fn records_that_are_packed_together_are_read_one_by_one() {
    let all: Vec<String> = (0..60).map(page).collect();
    for pack in [gzip as fn(&str) -> Vec<u8>, zstd] {
        let told = warc(pack(&all.concat()));
        assert_eq!(told.len(), 60);
        assert!(told.iter().all(Result::is_ok));
        // A file may be packed with no regard to records.
        let all = all.concat();
        let (one, other) = all.split_at(all.len() / 2);
        let told = warc([pack(one), pack(other)].concat());
        assert!(told.len() == 60 && told.iter().all(Result::is_ok), "{}", order(&told));
    }
}

#[test]
fn a_record_that_is_too_long_to_hold_is_told_and_passed() {
    let long = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/long\r\nContent-Type: text/html\r\n\
        Content-Length: 80000000\r\n\r\n";
    let block = io::repeat(b'x').take(80_000_000);
    let file =
        io::Cursor::new(page(0) + long).chain(block).chain(io::Cursor::new("\r\n\r\n".to_owned() + &page(1)));
    let told = read("x.warc", file, Kind::Warc);
    assert_eq!(order(&told), "0 ! 1");
    let said = told[1].as_ref().unwrap_err();
    assert!(said.contains("larger than 64 MiB at byte"), "{said}");
}

#[test]
fn texts_of_crawls_are_pages_and_an_address_may_come_twice() {
    let lines = record("conversion", "https://example.org/t", "text/plain", "Title\nA <line>\n");
    let told = warc([lines.clone(), page(0), lines].concat().into_bytes());
    assert_eq!(order(&told), "t 0 t");
    assert!(
        text(&told[0]).contains("<title>Title</title>\n<p>Title</p>\n<p>A &lt;line></p>"),
        "{}",
        text(&told[0])
    );
}

fn tar(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ::tar::Builder::new(Vec::new());
    for (name, text) in files {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        // As nobody honest writes them: the crate refuses to.
        let field = &mut header.as_gnu_mut().unwrap().name;
        if name.len() <= field.len() {
            field[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            archive.append(&header, text.as_bytes()).unwrap();
        } else {
            archive.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
    }
    archive.into_inner().unwrap()
}

const FILES: [(&str, &str); 6] = [
    ("./a.html", "<p>a"),
    ("notes.txt", "no page"),
    ("../../etc/b.html", "<p>b"),
    ("/c.HTM", "<p>c"),
    ("d.mhtml", "Content-Type: text/html\r\nContent-Location: https://example.org/d\r\n\r\n<p>d"),
    ("e.html/", ""),
];

#[test]
fn archives_give_their_pages_by_their_names() {
    let long = format!("{}/page.html", "folder".repeat(30));
    let files = [&FILES[..], &[(&long, "<p>long")]].concat();
    let folder = tempfile::tempdir().unwrap();
    let plain = tar(&files);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&plain).unwrap();
    fs::write(folder.path().join("x.tar"), &plain).unwrap();
    fs::write(folder.path().join("x.tgz"), packed.finish().unwrap()).unwrap();
    fs::write(folder.path().join("tar without an ending"), &plain).unwrap();
    let frame = ruzstd::encoding::compress_to_vec(&plain[..], ruzstd::encoding::CompressionLevel::Fastest);
    fs::write(folder.path().join("x.tar.zst"), frame).unwrap();
    let mut archive = ::zip::ZipWriter::new(fs::File::create(folder.path().join("x.zip")).unwrap());
    for (name, text) in &files {
        archive.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
    for file in ["x.tar", "x.tgz", "x.tar.zst", "x.zip", "tar without an ending"] {
        let told: Vec<_> = streamed(folder.path(), &[file]).into_iter().map(Result::unwrap).collect();
        let names = ["a.html", "../../etc/b.html", "/c.HTM", "d.mhtml", &long];
        let texts = ["<p>a", "<p>b", "<p>c", "<p>d", "<p>long"];
        let expected =
            names.iter().zip(texts).map(|(name, text)| (format!("{file}/{name}"), text.to_owned()));
        assert_eq!(told, expected.collect::<Vec<_>>(), "{file}");
    }
    let search = Search { from: folder.path().into(), base: folder.path().into(), ..Search::default() };
    assert_eq!(search.stream(["*.tar", "x.*"]).count(), 20, "each once");
    assert!(search.find(["x.tar"]).failures[0].to_string().contains("annals extract"));
}

#[test]
fn archives_without_pages_and_torn_ones_say_so() {
    let told = read("x.tar", io::Cursor::new(tar(&[])), Kind::Tar);
    assert_eq!((told.len(), text(&told[0]).contains("x.tar: holds no page")), (1, true));
    let whole = tar(&FILES[..4]);
    let told = read("x.tar", io::Cursor::new(whole[..1600].to_vec()), Kind::Tar);
    assert_eq!(order(&told), "a.html !");
    assert!(text(&told[1]).contains("x.tar: is broken behind 1 of its pages"), "{}", text(&told[1]));
    let told = read("-", io::Cursor::new(Vec::new()), Kind::Zip);
    assert!(text(&told[0]).starts_with("standard input: cannot be read as it comes"), "{}", text(&told[0]));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.zip"), b"PK\x03\x04 torn").unwrap();
    assert!(text(&streamed(folder.path(), &["x.zip"])[0]).contains("x.zip: is no zip archive that is whole"));
}

#[test]
fn an_entry_that_unpacks_to_too_much_is_a_failure_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = ::zip::ZipWriter::new(fs::File::create(folder.path().join("x.zip")).unwrap());
    for (name, size) in [("bomb.html", MAX_BYTES + 1), ("a.html", 4)] {
        archive.start_file(name, ::zip::write::SimpleFileOptions::default()).unwrap();
        io::copy(&mut io::repeat(b'x').take(size), &mut archive).unwrap();
    }
    archive.finish().unwrap();
    let told = streamed(folder.path(), &["x.zip"]);
    assert!(text(&told[0]).contains("is larger than 64 MiB at bomb.html"), "{}", text(&told[0]));
    assert_eq!(text(&told[1]), "xxxx");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_table_that_this_build_does_not_read_names_the_feature() {
    let told = read("x.parquet", io::empty(), Kind::Parquet);
    assert!(text(&told[0]).contains("--features parquet"), "{}", text(&told[0]));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, kind in 0..3_usize) {
        let kind = [Kind::Warc, Kind::Tar, Kind::Arrow][kind];
        read("x", io::Cursor::new(bytes), kind);
    }

    #[test]
    fn a_flaw_costs_a_page_or_two_and_never_the_rest(at: usize, flaw: u8, packed: bool) {
        let pack = |page: String| if packed { gzip(&page) } else { page.into_bytes() };
        let mut file: Vec<u8> = (0..8).flat_map(|number| pack(page(number))).collect();
        // What a file begins with says how it is packed.
        let at = 3 + at % (file.len() - 3);
        file[at] ^= flaw;
        let pages = warc(file).iter().filter(|page| page.is_ok()).count();
        proptest::prop_assert!(pages >= 6, "{}", pages);
    }
}

#[test]
fn what_an_entry_states_of_its_name_takes_no_memory() {
    // A long name of ten gigabytes, as it is stated; zeros come without end.
    let mut head = ::tar::Header::new_gnu();
    head.set_path("././@LongLink").unwrap();
    head.set_entry_type(::tar::EntryType::GNULongName);
    head.set_size(10 << 30);
    head.set_cksum();
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let counted = Counted { read: std::sync::Arc::clone(&asked) };
    let bytes = io::Cursor::new(head.as_bytes().to_vec()).chain(counted);
    let told = read("x.tar", bytes, Kind::Tar);
    assert!(told.len() == 1 && told[0].as_ref().unwrap_err().contains("is broken"), "{told:?}");
    assert!(asked.load(std::sync::atomic::Ordering::Relaxed) < 2 * MAX_BYTES);
}

/// Zeros without end.
struct Counted {
    read: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

impl io::Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        out.fill(0);
        self.read.fetch_add(out.len() as u64, std::sync::atomic::Ordering::Relaxed);
        Ok(out.len())
    }
}
