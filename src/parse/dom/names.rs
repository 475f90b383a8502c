//! The names of tags and attributes, interned; the last ones seen are kept at hand, since a page uses few of them again and again.

use html5ever::{LocalName, local_name};

/// Names that are kept.
const SIZE: usize = 128;

/// The names that were seen last, each in the place that its letters give.
pub(super) struct Names([LocalName; SIZE]);

impl Names {
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|_| local_name!("")))
    }

    /// An interned name, in lower case.
    pub(super) fn get(&mut self, name: &[u8]) -> LocalName {
        let (Some(first), Some(last)) = (name.first(), name.last()) else { return local_name!("") };
        let mixed = usize::from(*first) * 31 + usize::from(*last) * 7 + name.len();
        let place = &mut self.0[mixed % SIZE];
        if place.as_bytes() != name {
            *place = intern(name);
        }
        place.clone()
    }
}

fn intern(name: &[u8]) -> LocalName {
    let text = std::str::from_utf8(name).unwrap_or("\u{fffd}");
    if name.iter().any(|byte| byte.is_ascii_uppercase() || *byte == 0) {
        return LocalName::from(text.to_ascii_lowercase().replace('\0', "\u{fffd}"));
    }
    LocalName::from(text)
}
