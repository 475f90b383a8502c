//! The attributes of a start tag: those that say something are kept, and values are shared with the source where they can be.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute as Named, LocalName, QualName, local_name, ns};
use memchr::memchr;

use crate::parse::dom::characters::decode;
use crate::parse::dom::tag::{Attribute, Name, Tag};
use crate::parse::dom::tokenizer::Tokenizer;

/// Attributes that one tag may keep: each is compared with all before it.
const ATTRIBUTES: usize = 64;
impl<'h> Tokenizer<'h> {
    /// Reads the rest of a start tag and the attributes that say something. Formatting elements keep all of theirs: the tree builder
    /// compares such elements by them.
    pub(super) fn tag(&mut self, name: Name<'h>, formatting: bool) -> Option<(Tag<'h>, Vec<Named>)> {
        let mut cut = 0;
        let tag = name.tag(self.bytes, |attribute| {
            if formatting || attribute.is_telling() {
                cut += usize::from(!self.keep(&attribute));
            }
        })?;
        self.cuts.attributes += cut;
        // A vector that has grown would be larger than what it holds, and most tags have few attributes.
        let mut exact = Vec::with_capacity(self.kept.len());
        exact.append(&mut self.kept);
        Some((tag, exact))
    }

    /// Keeps an attribute where there is room for it.
    fn keep(&mut self, attribute: &Attribute<'h>) -> bool {
        if self.kept.len() == ATTRIBUTES {
            return false;
        }
        let name = self.names.get(attribute.name);
        if !self.kept.iter().any(|known| known.name.local == name) {
            let value = self.value(attribute);
            self.kept.push(Named { name: QualName::new(None, ns!(), name), value });
        }
        true
    }

    /// The value of an attribute, shared with the source where it is written as it is meant.
    fn value(&self, attribute: &Attribute<'h>) -> StrTendril {
        let written = attribute.value();
        let bytes = &self.bytes[written.clone()];
        if memchr(b'&', bytes).is_none() && !(self.nul && bytes.contains(&0)) {
            return self.source.subtendril(written.start as u32, written.len() as u32);
        }
        let value = decode(&self.html[written], true);
        if value.contains('\0') { value.replace('\0', "\u{fffd}").as_str().into() } else { (&*value).into() }
    }
}

/// Elements that the tree builder opens again in the blocks that follow.
pub(super) fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}
