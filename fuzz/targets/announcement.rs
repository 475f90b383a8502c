//! The whole road on pages that a grammar makes of bytes: elements, attributes, names, posts, days and cues of several languages.

use annals::source::Page;

use super::{grammar, pipeline};

/// The page that these bytes choose keeps all laws.
pub(crate) fn run(bytes: &[u8]) {
    pipeline::page(&Page::new("fuzz.html", grammar::page(bytes)));
}
