//! Lines cut down to the names of people: without what stands before and behind them, roles, days and addresses.

use crate::normalize::{collapse, fold};
use crate::parse::head::plausible;
use crate::parse::head::words;

/// Marks that end a list of names.
const MARKS: [&str; 14] =
    [" | ", " – ", " — ", " - ", " · ", " • ", " ⋅ ", " ∙ ", " / ", " // ", "//", " » ", " > ", " ("];

/// What follows the words before an author's name at the beginning of a line.
pub(super) fn signed(line: &str) -> Option<&str> {
    let line = line.trim();
    let lower = line.to_lowercase();
    let length = words::leads(&lower, "by")?;
    let rest = line.get(length..)?;
    Some(rest.trim_start_matches([' ', '\n', ':', '：', '/']))
}

/// True for a line that names somebody else: `Reviewed by`, `Photo:`.
pub(super) fn is_of_other(line: &str) -> bool {
    words::leads(&line.trim().to_lowercase(), "reviewer").is_some()
}

/// The names in a line that holds little else, in order.
pub(super) fn names(line: &str) -> Vec<String> {
    let line = collapse(line);
    let line = signed(&line).unwrap_or(&line);
    if line.starts_with([',', '@', '#']) {
        return Vec::new();
    }
    let line = upto(line);
    let mut names: Vec<String> = Vec::new();
    for part in line
        .split([',', ';', '&', '、', '，'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" und "))
    {
        let part = part.trim_start_matches("and ").trim();
        let name = part.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')'));
        // Behind a name, its role; what follows belongs to it.
        let name = if names.is_empty() { without_role(name) } else { name };
        if !names.is_empty() && has_role(name) {
            break;
        }
        if is_name(name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The line up to what ends a name.
fn upto(line: &str) -> &str {
    let mark = MARKS.iter().filter_map(|mark| line.find(mark)).filter(|at| *at > 1).min();
    let digit = line.find(|c: char| c.is_ascii_digit());
    let line = &line[..mark.into_iter().chain(digit).min().unwrap_or(line.len())];
    let mut at = 0;
    for word in line.split(' ') {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = plain.to_lowercase();
        // `By Ann Lee on Monday`: a small word, or one that names no person wherever it stands.
        let ends =
            words::of("end").contains(&&*lower) && (plain == lower || plain.len() > 5 || lower == "last");
        if at > 0 && ends {
            return line[..at].trim_end();
        }
        at += word.len() + 1;
    }
    line
}

/// `Ann Lee Senior Editor` → `Ann Lee`.
fn without_role(name: &str) -> &str {
    let mut at = 0;
    for (index, word) in name.split(' ').enumerate() {
        if index >= 2 && is_role(word) {
            return name[..at].trim_end();
        }
        at += word.len() + 1;
    }
    name
}

fn has_role(name: &str) -> bool {
    name.split(' ').any(is_role)
}

fn is_role(word: &str) -> bool {
    let lower = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_lowercase();
    words::of("role").contains(&&*lower)
}

/// `Family, Given` of a bibliography → `Given Family`.
pub(super) fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') => collapse(&format!("{given} {family}")),
        _ => name.to_owned(),
    }
}

/// No address, no sentence, no `editor`.
pub(super) fn is_name(name: &str) -> bool {
    plausible(name)
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['@', '/', '{', '<', ':', '?', '…'])
        && !name.contains("www.")
        && !name.contains("http")
        && name.split(' ').count() <= 6
        && !name.split(' ').all(is_role)
        && !words::of("nobody").contains(&&*fold(name))
}
