//! What the site of an event is called: where a page is headed `Programme` or `Call for papers`, the title of its window names the event beside it.

use crate::annotate::File;
use crate::annotate::token::tokenize;
use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold};
use crate::parse::head::is_edition;
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::kind::title_span;
use crate::span::Span;

/// What parts the titles of windows.
const MARKS: [&str; 7] = [" | ", " – ", " — ", " - ", " · ", " :: ", " » "];

/// The name of the event that the title of the window gives beside a heading that says which page of its site this is.
pub(super) fn name(draft: &Draft<'_>) -> Option<Fact<String>> {
    let title = draft.head.title.as_ref()?;
    if !is_generic(draft) {
        return None;
    }
    let window = draft.document.metadata.first("title")?;
    let mut pieces = vec![window.value.as_str()];
    for mark in MARKS {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(mark)).collect();
    }
    let other = |piece: &&str| !fold(piece).contains(&fold(&title.value)) && names_event(draft, piece);
    let name = collapse(pieces.into_iter().find(other)?);
    let support = Support::metadata(window.element, &window.value, "event.name_of_site", 0.6);
    Some(Fact::new(name, support))
}

/// A heading of words that any event has a page for: `Programme`, `Call for papers`, `Invited speakers`.
fn is_generic(draft: &Draft<'_>) -> bool {
    let Some(span) = title_span(draft) else { return false };
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(span);
    let files = [File::Cues, File::Labels, File::Common, File::Institutions, File::Positions];
    let mut words = (from..to).filter(|&at| tokens.tokens[at].is_word()).peekable();
    words.peek().is_some() && words.all(|at| tokens.lists_any(at, &files) || tokens.is_connective(at))
}

/// It has an event noun, or the number or the year of an edition, and two words or more.
fn names_event(draft: &Draft<'_>, piece: &str) -> bool {
    let piece = piece.trim();
    let tokens = tokenize(piece, Span::new(0, piece.len()));
    let mut hits = Vec::new();
    (0..tokens.len()).for_each(|at| _ = draft.annotations.tokens.vocabulary.read(&tokens, at, &mut hits));
    let mut nouns = hits.iter().filter_map(|hit| hit.of(File::Events)?.value.parse::<EventKind>().ok());
    let noun = nouns.any(|kind| kind != EventKind::Other);
    piece.split_whitespace().nth(1).is_some() && (noun || is_edition(piece))
}
