//! Folding for comparison (temporary until the dataset branch is merged).
use unicode_normalization::UnicodeNormalization;
/// Folds a text for comparison.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(|c: char| " .,;:!?\"'()[]".contains(c)).to_owned()
}
/// A name as it is written down: one line, apostrophe look-alikes as `'`.
#[must_use]
pub fn name_text(text: &str) -> String {
    let text: String = text.chars().map(|c| if crate::annotate::token::is_apostrophe(c) { '\'' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
/// White space collapsed to single spaces.
#[must_use]
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
/// The text in NFC.
#[must_use]
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}
