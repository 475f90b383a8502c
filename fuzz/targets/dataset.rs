//! Datasets that somebody else wrote: any tables are an error that can be shown, or are compared with themselves and with others without a
//! row that is lost. What is read as rows is written and read back as it was.

use std::fs;

use annals::check::diff::{Data, Limits, diff, markdown};
use annals::records::Table;
use annals::write::back;

use super::tables;

/// Ends a file of the dataset.
const END: u8 = 0x1e;

/// The dataset of these bytes, file by file, is an error or keeps its laws.
pub(crate) fn run(bytes: &[u8]) {
    let files: Vec<(String, &[u8])> = bytes.split(|byte| *byte == END).filter_map(file).collect();
    let find = |files: &[(String, &[u8])], name: &str| {
        files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.to_vec())
    };
    let read = |files: &[(String, &[u8])]| Data::open("fuzz", |name| Ok(find(files, name)));
    compare(&read(&files), &read(&files[..files.len() / 2]));
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for (name, bytes) in files.iter().rev() {
        fs::write(folder.path().join(name), bytes).expect("there is room for a file");
    }
    if let Some(read) = back::tables(folder.path()) {
        tables::there_and_back(&read);
    }
}

/// The first byte of a file says which it is.
fn file(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let name = match usize::from(*first) % (Table::ALL.len() + 2) {
        at if at < Table::ALL.len() => format!("{}.csv", Table::ALL[at]),
        at if at == Table::ALL.len() => "dataset.json".to_owned(),
        _ => "documents.jsonl".to_owned(),
    };
    Some((name, rest))
}

fn compare(one: &annals::Result<Data>, other: &annals::Result<Data>) {
    let one = match one {
        Ok(one) => one,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let same = diff(one, one);
    assert!(same.is_empty(), "a dataset differs from itself: {same:?}");
    let Ok(other) = other else { return };
    for (old, new) in [(one, other), (other, one)] {
        let found = diff(old, new);
        assert!(found == diff(old, new), "the second run says something else");
        assert!(found.tables.iter().all(|table| !table.is_empty()), "a table without differences is told");
        assert!(!markdown(&found, Limits { rows: 3, cell: 7 }).is_empty());
        serde_json::to_string(&found).expect("differences are JSON");
    }
}
