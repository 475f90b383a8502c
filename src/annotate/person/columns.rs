//! Columns: under a header that only people stand below (`报告人`, `講演者`), two to four characters on a line of a cell are a name, though no
//! surname list and no title says so.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotate::mention::{Kind, Mention, PersonMention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;
use crate::parse::{BlockKind, Document};

/// Labels of people who do something, for a column.
const LABELS: [&str; 6] = ["speaker", "keynote", "moderator", "chair", "panelist", "author"];

/// Fewest and most characters of a name.
const CHARACTERS: std::ops::RangeInclusive<usize> = 2..=5;

/// Finds the names of such columns.
pub(crate) fn find_columns(tokens: &Tokens<'_>, document: &Document, mentions: &mut Vec<Mention>) {
    let mut columns: FxHashMap<(u32, u16), bool> = FxHashMap::default();
    let mut found = Vec::new();
    for (block, &(from, to)) in document.blocks.iter().zip(&tokens.blocks) {
        let BlockKind::Cell(cell) = block.kind else { continue };
        if cell.row == 0 || cell.header {
            columns.insert((cell.table, cell.column), is_label(tokens, from, to));
        } else if columns.get(&(cell.table, cell.column)) == Some(&true) {
            found.extend(lines(tokens, from, to).filter_map(|(from, to)| name(tokens, from, to)));
        }
    }
    let people = mentions.iter().filter(|mention| mention.person().is_some());
    let taken: FxHashSet<usize> = people.flat_map(|person| person.from..person.to).collect();
    found.retain(|mention| !(mention.from..mention.to).any(|at| taken.contains(&at)));
    mentions.append(&mut found);
}

/// A header of people; characters set apart by spaces count as one word.
fn is_label(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let whole = |class: &&str| tokens.longest(from, File::Labels, class).is_some_and(|(hit, _)| hit.to == to);
    from < to && LABELS.iter().any(whole)
}

fn lines<'t>(tokens: &'t Tokens<'_>, from: usize, to: usize) -> impl Iterator<Item = (usize, usize)> + 't {
    let starts = (from..to).filter(move |&at| at == from || tokens.tokens[at - 1].is('\n'));
    starts.map(move |start| tokens.line(start, start + 1, (from, to)))
}

/// The characters that begin a line, behind its number, up to a parenthesis or its end.
fn name(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<Mention> {
    let counts = |at: &usize| {
        matches!(tokens.tokens[*at].shape, Shape::Number | Shape::Mark('.' | '、' | '．' | '\n'))
    };
    let start = (from..to).find(|at| !counts(at))?;
    let end = (start..to).find(|&at| tokens.tokens[at].shape != Shape::Ideograph).unwrap_or(to);
    let ends = tokens
        .get(end, to)
        .is_none_or(|next| matches!(next.shape, Shape::Mark('(' | '（' | ',' | '，' | '\n')));
    let gaps = (start + 1..end).filter(|&at| tokens.tokens[at].spaced).count();
    let word = tokens
        .hits(start)
        .iter()
        .any(|hit| hit.to == end && is_word(hit.senses.iter().map(|sense| sense.file)));
    let fits = CHARACTERS.contains(&(end - start)) && ends && gaps <= 1 && !word;
    fits.then(|| {
        let span = tokens.span(start, end);
        let kind = Kind::Person(PersonMention { name: span, ..PersonMention::default() });
        Mention { span, from: start, to: end, kind, rule: "person.column", confidence: 0.85 }
    })
}

/// A whole word of the vocabulary that is no name.
fn is_word(mut files: impl Iterator<Item = File>) -> bool {
    files.any(|file| !matches!(file, File::Family | File::Given | File::Particles))
}
