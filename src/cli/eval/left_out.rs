//! What `--without` names: relation patterns by their ids, and the groups that stand for more.

use annals::relate::{Without, pattern_ids};
use annals::suggest::closest;

/// All relation patterns.
pub(super) const PATTERNS: &str = "patterns";
/// Labelled values.
pub(super) const LABELS: &str = "labels";
/// What the page says of itself outside its text.
pub(super) const METADATA: &str = "metadata";

/// Reads one name.
pub(super) fn name(text: &str) -> Result<String, String> {
    let groups = [PATTERNS, LABELS, METADATA];
    let known = || groups.into_iter().chain(pattern_ids());
    if known().any(|known| known == text) {
        return Ok(text.to_owned());
    }
    let hint = closest(text, known()).map_or_else(
        || format!("name {} or the id of a relation pattern (docs/patterns.md)", groups.join(", ")),
        |close| format!("did you mean `{close}`?"),
    );
    Err(format!("there is no pattern `{text}`; {hint}"))
}

/// What these names leave out.
pub(super) fn without<'n>(names: impl IntoIterator<Item = &'n str>) -> Without {
    let mut without = Without::default();
    for name in names {
        match name {
            PATTERNS => without.patterns.extend(pattern_ids().into_iter().map(str::to_owned)),
            LABELS => without.labels = true,
            METADATA => without.metadata = true,
            id => drop(without.patterns.insert(id.to_owned())),
        }
    }
    without
}
