//! Patterns that take a value out of the text around it, by what stands before and behind.

use crate::normalize::fold;

/// Patterns that take a value out of the text that holds it, by what stands before and behind.
pub(super) fn of(text: &str, known: &str) -> Vec<String> {
    let Some((start, end)) = place(text, known) else { return Vec::new() };
    let (before, after) = (&text[..start], &text[end..]);
    let mut lefts = Vec::new();
    if before.is_empty() {
        lefts.push("^".to_owned());
    } else {
        lefts.extend((before.len() <= 24).then(|| format!("^{}", regex::escape(before))));
        let word =
            before.trim_end().rsplit(' ').next().map_or(0, str::len) + before.len() - before.trim_end().len();
        let marks = before.len() - before.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        lefts.extend(
            [marks, word]
                .into_iter()
                .filter(|length| *length > 0 && *length <= 24)
                .map(|length| regex::escape(&before[before.len() - length..])),
        );
    }
    let mut rights = Vec::new();
    if after.is_empty() {
        rights.push("$".to_owned());
    } else {
        let marks = after.len() - after.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let word =
            after.trim_start().find(' ').map(|space| space + 1 + after.len() - after.trim_start().len());
        let lengths = [Some(marks), word, (after.len() <= 24).then_some(after.len())];
        rights.extend(
            lengths
                .into_iter()
                .flatten()
                .filter(|length| *length > 0 && *length <= 24)
                .map(|length| regex::escape(&after[..length])),
        );
    }
    // A blank alone is in every text.
    let tells = |pattern: &String| !pattern.trim().is_empty();
    let (lefts, rights): (Vec<_>, Vec<_>) =
        (lefts.into_iter().filter(tells).collect(), rights.into_iter().filter(tells).collect());
    let lefts: &Vec<String> = &lefts;
    rights.iter().flat_map(|right| lefts.iter().map(move |left| format!("{left}(.+?){right}"))).collect()
}

/// Where a text holds a value, compared as folded.
fn place(text: &str, known: &str) -> Option<(usize, usize)> {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let is_start = |at: usize| text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let is_end = |at: usize| text[at..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    let starts =
        bounds.iter().copied().filter(|at| is_start(*at) && text[*at..].starts_with(char::is_alphanumeric));
    for start in starts.take(40) {
        // Folding keeps lengths nearly.
        let near = |end: &usize| *end > start && (end - start).abs_diff(known.len()) <= 2 + known.len() / 4;
        let ends = bounds.iter().copied().filter(|end| near(end) && is_end(*end));
        for end in ends {
            if fold(&text[start..end]) == known && !text[start..end].ends_with(char::is_whitespace) {
                let closed = text[start..end].trim_end_matches([',', ';', ':', '.', '"', '”']).len();
                return Some((start, start + closed));
            }
        }
    }
    None
}
