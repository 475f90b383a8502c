//! The words of `class` and `id` that tell the site's furniture from the announcement, and the lines that every site prints. They are data,
//! in `names.tsv`; a name counts as a whole, or by its first or last part between `-` and `_`.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::lexicon;
use crate::parse::furniture::Part;

/// Longest name whose first part decides, in bytes.
const SHORT: usize = 24;

/// What a name, or a line, says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An element: what it is.
    Part(Part),
    /// A box that tells of the event.
    Event,
    /// A whole line.
    Line,
}

fn known(word: &str) -> Option<Class> {
    static WORDS: OnceLock<HashMap<&'static str, Class>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = HashMap::new();
        for (row, entry) in lexicon::entries(include_str!("names.tsv")).enumerate() {
            words.entry(entry.phrase).or_insert(class(entry.class, row as u16));
        }
        words
    });
    words.get(word).copied()
}

fn class(name: &str, row: u16) -> Class {
    Class::Part(match name {
        "drop" => Part::Furniture,
        "soft" => Part::Soft(row),
        "byline" => Part::Byline,
        "caption" => Part::Caption,
        "site" => Part::Site,
        "event" => return Class::Event,
        _ => return Class::Line,
    })
}

/// What the first telling word of a `class` or `id` says of the element.
pub(super) fn part(names: &str) -> Option<Part> {
    let mut buffer = String::new();
    names.split_ascii_whitespace().take(12).find_map(|name| {
        buffer.clear();
        buffer.extend(name.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }));
        match whole(&buffer).or_else(|| first(&buffer)).or_else(|| last(&buffer))? {
            Class::Part(part) => Some(part),
            Class::Event | Class::Line => None,
        }
    })
}

fn whole(name: &str) -> Option<Class> {
    known(name)
}

/// `search-form`, `nav-inner`.
fn first(name: &str) -> Option<Class> {
    let (first, _) = name.split_once('-')?;
    known(first).filter(|class| matches!(class, Class::Part(Part::Furniture | Part::Soft(_))) && name.len() < SHORT)
}

/// `page-sidebar`, not `content-with-sidebar`: the last part decides only in a plain name of furniture.
fn last(name: &str) -> Option<Class> {
    let (_, last) = name.rsplit_once('-')?;
    let firm = !name.starts_with("has-")
        && !name.starts_with("no-")
        && !name.contains("with")
        && !name.contains("content")
        && name.matches('-').count() <= 2;
    known(last).filter(|class| firm && *class == Class::Part(Part::Furniture))
}

/// One of the names is that of a box that tells of the event.
pub(super) fn is_event(names: &str) -> bool {
    let event = |name: &str| known(&name.to_ascii_lowercase().replace('_', "-")) == Some(Class::Event);
    names.split_ascii_whitespace().any(event)
}

/// True for a whole line that every site prints: `Back to top`.
pub(crate) fn is_line(line: &str) -> bool {
    line.len() < 60
        && known(line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str()) == Some(Class::Line)
}
