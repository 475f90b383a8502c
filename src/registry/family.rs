//! What several names begin with: `X Institute` is nobody's where many are called `X Institute of Y`, or it is the `X Society` that they are parts of.

use crate::registry::build::Named;
use crate::registry::index::{Index, Kind, Name};
use crate::registry::words::{Class, words};

/// Parts that make a family.
const PARTS: usize = 3;

/// Settles whose the stems are: those of one record stay if they are rare words, those of a family become its name, the rest goes.
pub(super) fn families(index: &Index, mut named: Vec<Named>) -> Vec<Named> {
    let stem = |named: &Named| (named.key, named.name.order, named.name.kind);
    named.sort_by_key(|named| (stem(named), named.name.record));
    let mut kept = Vec::with_capacity(named.len());
    for names in named.chunk_by(|a, b| stem(a) == stem(b)) {
        let first = &names[0];
        if first.name.kind != Kind::Stem {
            kept.extend_from_slice(names);
        } else if names.iter().all(|named| named.name.record == first.name.record) {
            kept.extend(names.iter().filter(|named| !named.name.common).cloned());
        } else if let Some(record) = whole(index, names) {
            kept.push(Named { name: Name { record, kind: Kind::Family, ..first.name }, ..first.clone() });
        }
    }
    kept
}

/// The record that most of the names' records are parts of, if its name begins as theirs do.
fn whole(index: &Index, names: &[Named]) -> Option<u32> {
    let parents = |named: &Named| &index.record(named.name.record).parents;
    let mut records: Vec<u32> = names.iter().map(|named| named.name.record).collect();
    records.dedup();
    let of_most = |parent: &&u32| {
        names.iter().filter(|named| parents(named).contains(parent)).count() * 2 > names.len()
    };
    let parent = *names.iter().flat_map(parents).find(of_most)?;
    (records.len() >= PARTS && begins_alike(index, parent, names[0].name.text)).then_some(parent)
}

/// Whether the record's name has the first words of the text, but not the word that says what it is: that one would be the text's own.
fn begins_alike(index: &Index, record: u32, text: (u32, u32)) -> bool {
    let (whole, part) = (words(index.slice(index.record(record).name)), words(index.slice(text)));
    let alike = whole.iter().zip(&part).take_while(|(a, b)| a.sense == b.sense);
    alike.last().is_some_and(|(word, _)| word.class != Class::Head)
}
