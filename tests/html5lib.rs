//! The encodings that the html5lib tests expect, where the folder of these tests is named by `ANNALS_HTML5LIB`; without it nothing is tested.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says how many cases there were"
)]

use std::path::Path;

use annals::parse::encoding_of;
use annals::source::Page;
use encoding_rs::Encoding;
use memchr::memmem;

/// A page and the label of its encoding.
struct Case {
    data: Vec<u8>,
    label: String,
}

/// The cases of a file: `#data`, lines, `#encoding`, a label.
fn cases(file: &Path) -> Vec<Case> {
    let bytes = std::fs::read(file).unwrap();
    let starts: Vec<usize> = memmem::find_iter(&bytes, b"#data\n").collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let case = |(start, end): (&usize, usize)| {
        let part = &bytes[start + 6..end];
        let at = memmem::rfind(part, b"\n#encoding\n")?;
        let label = String::from_utf8_lossy(&part[at + 11..]).trim().to_owned();
        Some(Case { data: part[..at].to_vec(), label })
    };
    starts.iter().zip(ends).filter_map(case).collect()
}

#[test]
fn encodings_are_those_of_browsers() {
    let Ok(folder) = std::env::var("ANNALS_HTML5LIB") else { return };
    let files = walkdir::WalkDir::new(Path::new(&folder).join("encoding")).into_iter().flatten();
    let files = files.filter(|file| file.path().extension().is_some_and(|kind| kind == "dat"));
    let cases: Vec<Case> = files.flat_map(|file| cases(file.path())).collect();
    assert!(cases.len() > 50, "{folder} holds too few cases: {}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let page = Page { bytes: case.data.clone(), ..Page::default() };
        let found = encoding_of(&page);
        let expected = Encoding::for_label(case.label.as_bytes());
        // Bytes that contradict what they declare are read as what they are, which no browser does.
        let contradicts = !case.data.is_ascii() && std::str::from_utf8(&case.data).is_ok();
        if expected != Some(found) && !(contradicts && found == encoding_rs::UTF_8) {
            let data = String::from_utf8_lossy(&case.data).into_owned();
            wrong.push(format!("{} for {}: {data:.200}", found.name(), case.label));
        }
    }
    eprintln!("encodings: {} of {} as expected", cases.len() - wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
