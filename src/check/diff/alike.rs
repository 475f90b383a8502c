//! Rows that are most alike. Only rows that share something rare (a word of a name, a value, what refers to them) are compared, so the work
//! grows with the rows and not with their pairs; the most alike are paired first, and equals in their order.

use super::side::{Side, hash};

/// What more pairs of rows share says nothing of one of them.
const RARE: usize = 64;

/// Least likeness of two rows that are one, from 0 to 1.
const LEAST: f64 = 0.5;

/// Least likeness of two words that are one, misspelt.
const SLIP: f64 = 0.7;

/// Pairs of rows, the most alike first.
pub(super) fn alike(before: &Side<'_>, after: &Side<'_>) -> Vec<(usize, usize)> {
    let scored = candidates(before, after).into_iter().map(|(a, b)| (likeness(before, a, after, b), a, b));
    let mut scored: Vec<(f64, usize, usize)> = scored.filter(|(score, ..)| *score >= LEAST).collect();
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| (x.1, x.2).cmp(&(y.1, y.2))));
    scored.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// Pairs of rows that share something rare.
fn candidates(before: &Side<'_>, after: &Side<'_>) -> Vec<(usize, usize)> {
    let mut shared: Vec<(u64, bool, usize)> = Vec::new();
    for (is_new, side) in [(false, before), (true, after)] {
        for at in 0..side.len() {
            shared.extend(marks(side, at).into_iter().map(|mark| (mark, is_new, at)));
        }
    }
    shared.sort_unstable();
    shared.dedup();
    let mut pairs = Vec::new();
    for group in shared.chunk_by(|x, y| x.0 == y.0) {
        let (old, new) = group.split_at(group.partition_point(|(_, is_new, _)| !is_new));
        if old.len() * new.len() <= RARE {
            pairs.extend(old.iter().flat_map(|(.., a)| new.iter().map(|(.., b)| (*a, *b))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// All by which a row may be found: its values, words and pairs of neighbouring words of its names, and what refers to it; each alone and with the
/// row that it hangs on.
fn marks(side: &Side<'_>, at: usize) -> Vec<u64> {
    let cells = side.telling().map(|column| (column, side.cell(at, column)));
    let mut marks: Vec<u64> = cells.filter(|(_, cell)| !cell.is_empty()).map(hash).collect();
    for words in side.names(at) {
        marks.extend(words.iter().map(hash));
        marks.extend(words.windows(2).map(hash));
    }
    marks.extend(side.context(at));
    if let Some(anchor) = side.anchor(at) {
        let hung: Vec<u64> = marks.iter().map(|mark| hash((anchor, mark))).collect();
        marks.extend(hung);
    }
    marks
}

/// How alike two rows are, from 0 to 1: half of it the names, a quarter each the other cells and what refers to them, as far as there are any.
fn likeness(before: &Side<'_>, a: usize, after: &Side<'_>, b: usize) -> f64 {
    if before.anchor(a) != after.anchor(b) {
        return 0.0;
    }
    let names = of_names(before.names(a), after.names(b));
    if names.is_some_and(|names| names < before.shape.least) {
        return 0.0;
    }
    let parts = [
        (2.0, names),
        (1.0, of_cells(before, a, after, b)),
        (1.0, of_contexts(before.context(a), after.context(b))),
    ];
    let told = || parts.iter().filter_map(|(weight, part)| Some((weight, (*part)?)));
    let weights: f64 = told().map(|(weight, _)| weight).sum();
    if weights == 0.0 { 0.0 } else { told().map(|(weight, part)| weight * part).sum::<f64>() / weights }
}

/// The share of the cells without names that are equal, of those that one of the rows has.
fn of_cells(before: &Side<'_>, a: usize, after: &Side<'_>, b: usize) -> Option<f64> {
    let columns = before.table.columns();
    let is_name = |column: &usize| before.shape.names.contains(&columns[*column].name);
    let (mut equal, mut all) = (0, 0);
    for column in before.telling().filter(|column| !is_name(column)) {
        let (old, new) = (before.cell(a, column), after.cell(b, column));
        if !(old.is_empty() && new.is_empty()) {
            all += 1;
            equal += usize::from(old == new);
        }
    }
    (all > 0).then(|| f64::from(equal as u32) / f64::from(all))
}

/// The share of what refers to either that refers to both.
fn of_contexts(old: &[u64], new: &[u64]) -> Option<f64> {
    let all = old.len() + new.len();
    let common = old.iter().filter(|mark| new.binary_search(mark).is_ok()).count().min(new.len());
    (all > 0).then(|| 2.0 * common as f64 / all as f64)
}

/// The two names that are most alike; nothing where neither has any.
fn of_names(old: &[Vec<String>], new: &[Vec<String>]) -> Option<f64> {
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let pairs = old.iter().flat_map(|old| new.iter().map(|new| of_words(old, new)));
    Some(pairs.fold(0.0, f64::max))
}

/// The share of the words that both have, misspelt ones and initials counting for less.
fn of_words(old: &[String], new: &[String]) -> f64 {
    let mut left: Vec<&String> = new.iter().collect();
    let mut common = 0.0;
    for word in old {
        let scores = left.iter().enumerate().map(|(at, other)| (of_word(word, other), at));
        let best = scores.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        if let Some((score, at)) = best.filter(|(score, _)| *score >= SLIP) {
            common += score;
            left.remove(at);
        }
    }
    2.0 * common / (old.len() + new.len()) as f64
}

fn of_word(old: &str, new: &str) -> f64 {
    let is_initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    if old == new {
        1.0
    } else if is_initial(old, new) || is_initial(new, old) {
        SLIP
    } else {
        strsim::normalized_levenshtein(old, new)
    }
}
