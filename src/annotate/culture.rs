//! How cultures order a name, as far as the tags of the name lexicons tell them apart.

use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// Whether the word at a token is listed, in the lexicon of given or of family names, for one of these cultures.
pub(crate) fn has_culture(tokens: &Tokens<'_>, at: usize, file: File, cultures: &[&str]) -> bool {
    tokens.word(at, file).is_some_and(|sense| sense.value.split(' ').any(|tag| cultures.contains(&tag)))
}

/// Cultures that print the given name first and have family names.
pub(crate) const GIVEN_FIRST: [&str; 22] = [
    "en", "fr", "es", "pt", "de", "it", "nl", "pl", "ru", "gr", "ro", "cz", "se", "no", "fi", "dk", "ie",
    "br", "mx", "us", "gb", "au",
];

/// Cultures that print the family name first.
pub(crate) const FAMILY_FIRST: [&str; 7] = ["cn", "kr", "vn", "kh", "jp", "hu", "tw"];

/// Cultures whose last name is a father's, or no name of a family.
pub(crate) const NO_FAMILY: [&str; 7] = ["et", "is", "id", "mm", "la", "mn", "so"];
