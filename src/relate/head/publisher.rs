//! The publisher that the text names: behind a label, or alone in the lines that open and close a page.

use crate::annotate::Mention;
use crate::fact::{Fact, Support};
use crate::normalize::{collapse, name_text};
use crate::parse::head::plausible;
use crate::parse::{Block, BlockKind};
use crate::relate::draft::Draft;
use crate::relate::fields::Field;

/// Longest labelled name, in tokens.
const LABELLED: usize = 12;

/// `Press release: Fenwick College`, `Source: …`.
pub(crate) fn labelled(draft: &Draft<'_>) -> Option<Fact<String>> {
    let short = |field: &&Field| {
        field.class == "publisher" && field.to - field.from <= LABELLED && field.rule != "field.heading"
    };
    let field = draft.fields.iter().find(short)?;
    let day = draft.mentions_in(field.from, field.to).find(|(_, mention)| mention.date().is_some());
    let to = day.map_or(field.to, |(_, mention)| mention.from);
    let span = (to > field.from).then(|| draft.annotations.tokens.span(field.from, to))?;
    let span =
        span.trim_matches(draft.text(), |c| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '-' | '–'));
    let name = collapse(span.of(draft.text()));
    plausible(&name).then(|| Fact::new(name, Support::text(span, field.rule, 0.88)))
}

/// Blocks at either end of a page in which it says whose it is.
const EDGE: usize = 3;
/// Longest of these lines, in tokens.
const LINE: usize = 24;
/// Words of a line that belong neither to the name nor to a day or what is said of it, `Last updated`: `From the …`.
const AROUND: usize = 3;

/// The institution alone in a line at the page's end (the colophon) or before its heading (the masthead).
pub(crate) fn signed(draft: &Draft<'_>) -> Option<Fact<String>> {
    let blocks = &draft.annotations.tokens.blocks;
    let kinds = draft.document.blocks.iter().map(|block| block.kind);
    let heading = kinds.take(EDGE).position(|kind| matches!(kind, BlockKind::Heading(_))).unwrap_or(0);
    let masthead = blocks.iter().take((heading + 2).min(EDGE + 1));
    // A table may end with where its last speaker works.
    let column = |block: &Block| matches!(block.kind, BlockKind::Cell(cell) if cell.column > 0);
    let last = blocks.iter().zip(&draft.document.blocks).rev().take(EDGE);
    let colophon = last.filter(|(_, block)| !column(block) && blocks.len() > 2 * EDGE).map(|(line, _)| line);
    let head = masthead.filter_map(|line| alone(draft, *line).map(|found| (found, "publisher.masthead")));
    let foot = colophon.filter_map(|line| alone(draft, *line).map(|found| (found, "publisher.colophon")));
    let (mention, rule) = head.chain(foot).next()?;
    let name = name_text(mention.span.of(draft.text()));
    Some(Fact::new(name, Support::text(mention.span, rule, 0.5)))
}

/// The one whole institution of a line that says little else.
fn alone<'d>(draft: &'d Draft<'_>, (from, to): (usize, usize)) -> Option<&'d Mention> {
    let whole = |mention: &Mention| mention.institution().is_some_and(|named| !named.part_like);
    let other = |mention: &Mention| mention.person().is_some() || mention.event().is_some();
    if to - from > LINE || draft.mentions_in(from, to).any(|(_, mention)| other(mention)) {
        return None;
    }
    let mut named = draft.mentions_in(from, to).map(|(_, mention)| mention).filter(|mention| whole(mention));
    let mention = named.next()?;
    let tokens = &draft.annotations.tokens;
    let stamp = |at| tokens.cues(at).any(|class| matches!(class, "modified" | "published" | "contact"));
    let explained = |at: usize| {
        (mention.from..mention.to).contains(&at)
            || (from..=at).any(|begin| stamp(begin) && tokens.hits(begin).iter().any(|hit| at < hit.to))
            || draft.mentions_in(from, at + 1).any(|(_, day)| day.date().is_some() && at < day.to)
    };
    let strange = (from..to).filter(|&at| tokens.tokens[at].is_word() && !explained(at)).count();
    (named.next().is_none() && strange <= AROUND).then_some(mention)
}
