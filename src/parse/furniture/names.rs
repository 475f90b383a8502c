//! The words of `class` and `id` that tell the site's furniture from the announcement; they are data, in `names.tsv`. A name counts as a
//! whole, or by its first or last part between `-` and `_`.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::{memchr, memchr_iter, memmem, memrchr};
use rustc_hash::FxHashMap;

use crate::lexicon;
use crate::parse::furniture::{HIDDEN, Part};

/// Longest name whose first part decides, in bytes.
const SHORT: usize = 24;

/// What a name says of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// What it is.
    Part(Part),
    /// A box that tells of the event.
    Event,
}

fn known(word: &[u8]) -> Option<Class> {
    static NAMES: OnceLock<FxHashMap<&'static [u8], Class>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut soft = 0..HIDDEN;
        let entries = lexicon::entries(include_str!("names.tsv"));
        entries.map(|entry| (entry.phrase.as_bytes(), class(entry.class, &mut soft))).collect()
    });
    names.get(word).copied()
}

/// The class of this name; those that say little are numbered.
fn class(name: &str, soft: &mut Range<u8>) -> Class {
    Class::Part(match name {
        "soft" => soft.next().map_or(Part::Furniture, Part::Soft),
        "byline" => Part::Byline,
        "caption" => Part::Caption,
        "site" => Part::Site,
        "body" => Part::Body,
        "event" => return Class::Event,
        _ => Part::Furniture,
    })
}

/// What the first telling word of a `class` or `id` says of the element.
pub(crate) fn part(names: &str) -> Option<Part> {
    let mut buffer = Vec::new();
    names.split_ascii_whitespace().take(12).find_map(|name| {
        buffer.clear();
        plain(name, &mut buffer);
        match known(&buffer).or_else(|| first(&buffer)).or_else(|| last(&buffer))? {
            Class::Part(part) => Some(part),
            Class::Event => None,
        }
    })
}

/// `newsCaption` and `news_caption` are `news-caption`.
fn plain(name: &str, out: &mut Vec<u8>) {
    let mut small = false;
    for byte in name.bytes() {
        if byte.is_ascii_uppercase() && small {
            out.push(b'-');
        }
        small = byte.is_ascii_lowercase();
        out.push(if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() });
    }
}

/// `search-form`, `nav-inner`.
fn first(name: &[u8]) -> Option<Class> {
    let end = memchr(b'-', name).filter(|_| name.len() < SHORT)?;
    let deciding = |part| matches!(part, Part::Furniture | Part::Soft(_) | Part::Caption | Part::Byline);
    known(&name[..end]).filter(|class| matches!(class, Class::Part(part) if deciding(*part)))
}

/// `page-sidebar`, not `content-with-sidebar`: the last part decides only in a plain name of furniture.
fn last(name: &[u8]) -> Option<Class> {
    let from = memrchr(b'-', name)? + 1;
    let deciding = |part| matches!(part, Part::Furniture | Part::Caption | Part::Byline);
    let found = known(&name[from..]).filter(|class| matches!(class, Class::Part(part) if deciding(*part)));
    // Most last parts are unknown, so the name is looked over where one is not.
    found.filter(|_| is_firm(name))
}

fn is_firm(name: &[u8]) -> bool {
    let holds = |word: &str| memmem::find(name, word.as_bytes()).is_some();
    !name.starts_with(b"has-")
        && !name.starts_with(b"no-")
        && !holds("with")
        && !holds("content")
        && !holds("speaker")
        && memchr_iter(b'-', name).count() <= 2
}

/// One of the names is that of a box that tells of the event.
pub(super) fn is_event(names: &str) -> bool {
    let event =
        |name: &str| known(name.to_ascii_lowercase().replace('_', "-").as_bytes()) == Some(Class::Event);
    names.split_ascii_whitespace().any(event)
}
