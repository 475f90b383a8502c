//! `CASE#PATH`: a difference, or all of them in a part of a case, as people name them in a script.

use std::path::Path;

use annals::{Error, ErrorKind};

use super::items::Item;

/// What `CASE[#PATH]` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named<'a> {
    text: &'a str,
    case: &'a str,
    path: Option<&'a str>,
}

impl<'a> Named<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let (case, path) = text.split_once('#').map_or((text, None), |(case, path)| (case, Some(path)));
        Self { text, case, path }
    }

    /// Whether a difference is meant.
    pub(super) fn means(&self, item: Item<'_>) -> bool {
        let is_case = item.open.case.name == self.case || item.open.case.is_named(Path::new(self.case));
        is_case && self.path.is_none_or(|path| is_below(&item.difference.path, path))
    }

    /// Whether just this difference is meant.
    pub(super) fn is(&self, item: Item<'_>) -> bool {
        self.means(item) && self.path == Some(&item.difference.path)
    }

    /// The failure where nothing is.
    pub(super) fn nothing(&self) -> Error {
        Error::new(ErrorKind::Config, self.text, "names no difference")
            .remedy("see what differs: annals review --list; a path is named after its case, CASE#PATH")
    }
}

/// Whether a path is the other one, or of a part of it.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_what_is_below_it() {
        let named = Named::read("pages/a#people[\"Ann #1\"]");
        assert_eq!((named.case, named.path), ("pages/a", Some("people[\"Ann #1\"]")));
        assert!(is_below("people[\"Ann\"].name", "people[\"Ann\"]"));
        assert!(is_below("people[\"Ann\"]", "people"));
        assert!(!is_below("people[\"Ann\"].names", "people[\"Ann\"].name"));
    }
}
