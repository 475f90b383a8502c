//! The registry: any dump is an error or an index, whose links lie in the text; an index is read from its file as it was written; a file that
//! is damaged below its checksum is an error or can be asked.

use std::fs;
use std::path::Path;

use annals::registry::Index;
use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};

use super::{grammar, laws};

/// Bytes of an index before its content: what names the format and the lexicon, the length and the checksum.
const HEAD: usize = FORMAT + 4 + 12;
const FORMAT: usize = b"annals registry 1\n".len();

const WORDS: [&str; 28] = [
    "Fenwick",
    "Lakeshore",
    "Valmarina",
    "University",
    "Universität",
    "College",
    "Institute",
    "Institut für",
    "of",
    "de",
    "Physics",
    "Law",
    "Hospital",
    "Ltd",
    "(Canada)",
    "(FPX)",
    "UVM",
    "Toronto",
    "École",
    "Department",
    ",",
    "-",
    "&",
    "The",
    "National",
    "Academy",
    "大学",
    "研究所",
];
const COUNTRIES: [&str; 6] = ["CA", "GB", "MX", "ES", "DE", "zz"];
const KINDS: [&str; 6] = ["ror_display", "label", "alias", "acronym", "", "label"];

/// The first byte says what the rest is.
pub(crate) fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let dump = folder.path().join("dump.json");
    match first % 3 {
        0 => build(&dump, rest),
        1 => {
            let mut choices = Unstructured::new(rest);
            let mut records = Vec::new();
            while !choices.is_empty() && records.len() < 60 {
                records.extend(record(&mut choices));
            }
            build(&dump, Value::from(records).to_string().as_bytes());
        }
        _ => damaged(folder.path(), rest),
    }
}

fn build(dump: &Path, bytes: &[u8]) {
    write(dump, bytes);
    let index = match Index::build(dump) {
        Ok(index) => index,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    ask(&index);
    let file = dump.with_file_name("index");
    index.write(&file).expect("there is room for a file");
    let read = Index::open(&file).expect("what was written is read");
    assert_eq!(
        (read.organisations(), read.names(), read.date()),
        (index.organisations(), index.names(), index.date())
    );
    for text in TEXTS {
        assert_eq!(read.link(text), index.link(text), "{text}");
    }
}

const TEXTS: [&str; 8] = [
    "Fenwick College, Toronto, Canada",
    "Institut für Physics, Universität Valmarina, Spain",
    "UVM",
    "UVM, Mexico",
    "Fenwick",
    "Department of Law, University of Lakeshore; Hospital de Valmarina (FPX), Fenwick",
    "École & National Academy of Fenwick",
    "大学 研究所",
];

fn ask(index: &Index) {
    for text in TEXTS {
        for link in index.link(text) {
            laws::inside(text, link.span);
            assert!(!link.span.is_empty() && (0.0..=1.0).contains(&link.confidence), "{link:?}");
        }
        let whole = index.identify(text, None, None);
        let links = [index.identify(text, Some("FPX"), Some("CA")), whole];
        links.iter().flatten().for_each(|link| laws::inside(text, link.span));
    }
}

/// An index whose content is these bytes, behind the head that an index has.
fn damaged(folder: &Path, content: &[u8]) {
    let (dump, file) = (folder.join("dump.json"), folder.join("index"));
    write(&dump, b"[]");
    Index::build(&dump).and_then(|index| index.write(&file)).expect("a registry without records is one");
    let whole = fs::read(&file).expect("it was written");
    let mut bytes = whole[..FORMAT + 4].to_vec();
    bytes.extend((content.len() as u64).to_le_bytes());
    bytes.extend(crc32fast::hash(content).to_le_bytes());
    assert_eq!(bytes.len(), HEAD);
    bytes.extend(content);
    write(&file, &bytes);
    if let Ok(index) = Index::open(&file) {
        ask(&index);
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("there is room for a file");
}

fn record(choices: &mut Unstructured<'_>) -> Result<Value> {
    let names = (0..choices.int_in_range(1..=4)?)
        .map(|_| Ok(json!({"value": name(choices)?, "types": [choices.choose(&KINDS)?]})))
        .collect::<Result<Vec<_>>>()?;
    let relations = (0..choices.int_in_range(0..=2)?)
        .map(|_| Ok(json!({"type": choices.choose(&["parent", "child", "related"])?, "id": id(choices)?})))
        .collect::<Result<Vec<_>>>()?;
    Ok(json!({
        "id": id(choices)?,
        "status": choices.choose(&["active", "inactive", "withdrawn"])?,
        "names": names,
        "relationships": relations,
        "types": [choices.choose(&["education", "company", "healthcare"])?],
        "locations": [{"geonames_details": {
            "country_code": choices.choose(&COUNTRIES)?,
            "country_name": "Canada",
            "country_subdivision_name": choices.choose(&WORDS)?,
            "name": choices.choose(&WORDS)?,
        }}],
        "admin": {"last_modified": {"date": "2024-05-09"}},
    }))
}

/// Few ids, so that records refer to each other.
fn id(choices: &mut Unstructured<'_>) -> Result<String> {
    Ok(format!("https://ror.org/0fenwick{}", choices.int_in_range(0..=9)?))
}

fn name(choices: &mut Unstructured<'_>) -> Result<String> {
    if choices.ratio(1, 8)? {
        return grammar::line(choices);
    }
    let length = choices.int_in_range(1..=5)?;
    let words = (0..length).map(|_| Ok(*choices.choose(&WORDS)?)).collect::<Result<Vec<_>>>()?;
    Ok(words.join(" "))
}
