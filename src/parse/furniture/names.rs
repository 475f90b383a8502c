//! The words of `class` and `id` that tell the site's furniture from the announcement; they are data, in `names.tsv`. A name counts as a
//! whole, or by its first or last part between `-` and `_`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lexicon;
use crate::parse::furniture::Part;

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

fn known(word: &str) -> Option<Class> {
    static NAMES: OnceLock<FxHashMap<&'static str, Class>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let entries = lexicon::entries(include_str!("names.tsv")).enumerate();
        entries.map(|(row, entry)| (entry.phrase, class(entry.class, row as u16))).collect()
    });
    names.get(word).copied()
}

fn class(name: &str, row: u16) -> Class {
    Class::Part(match name {
        "soft" => Part::Soft(row),
        "byline" => Part::Byline,
        "caption" => Part::Caption,
        "site" => Part::Site,
        "body" => Part::Body,
        "event" => return Class::Event,
        _ => Part::Furniture,
    })
}

/// The classes of a page, each looked up once: most of them come again and again, other than ids.
#[derive(Default)]
pub(crate) struct Names<'d>(FxHashMap<&'d str, Option<Part>>);

impl<'d> Names<'d> {
    /// What a `class` says of its element.
    pub(super) fn part(&mut self, names: &'d str) -> Option<Part> {
        *self.0.entry(names).or_insert_with(|| part(names))
    }
}

/// What the first telling word of a `class` or `id` says of the element.
pub(super) fn part(names: &str) -> Option<Part> {
    let mut buffer = String::new();
    names.split_ascii_whitespace().take(12).find_map(|name| {
        buffer.clear();
        plain(name, &mut buffer);
        match whole(&buffer).or_else(|| first(&buffer)).or_else(|| last(&buffer))? {
            Class::Part(part) => Some(part),
            Class::Event => None,
        }
    })
}

/// `newsCaption` and `news_caption` are `news-caption`.
fn plain(name: &str, out: &mut String) {
    let mut small = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && small {
            out.push('-');
        }
        small = c.is_ascii_lowercase();
        out.push(if c == '_' { '-' } else { c.to_ascii_lowercase() });
    }
}

fn whole(name: &str) -> Option<Class> {
    known(name)
}

/// `search-form`, `nav-inner`.
fn first(name: &str) -> Option<Class> {
    let (first, _) = name.split_once('-')?;
    known(first).filter(|class| {
        matches!(class, Class::Part(Part::Furniture | Part::Soft(_) | Part::Caption | Part::Byline))
            && name.len() < SHORT
    })
}

/// `page-sidebar`, not `content-with-sidebar`: the last part decides only in a plain name of furniture.
fn last(name: &str) -> Option<Class> {
    let (_, last) = name.rsplit_once('-')?;
    let firm = !name.starts_with("has-")
        && !name.starts_with("no-")
        && !name.contains("with")
        && !name.contains("content")
        && name.matches('-').count() <= 2;
    known(last)
        .filter(|class| firm && matches!(class, Class::Part(Part::Furniture | Part::Caption | Part::Byline)))
}

/// One of the names is that of a box that tells of the event.
pub(super) fn is_event(names: &str) -> bool {
    let event = |name: &str| known(&name.to_ascii_lowercase().replace('_', "-")) == Some(Class::Event);
    names.split_ascii_whitespace().any(event)
}
