//! Lists of the papers of meetings: `Finance Committee Agenda – 20 November 2018`, or days with `Agenda` and `Minutes` below the name of a board. Each
//! is a meeting of that body on that day.

use crate::annotate::{File, Kind};
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::governed;
use crate::relate::events::groups::Entry;
use crate::span::Span;

/// Most tokens of an entry that names papers; what is longer tells of more.
const LONGEST: usize = 60;

/// The body whose papers an entry names: in the entry, else in a heading over it.
pub(super) fn body(draft: &Draft<'_>, entry: &Entry) -> Option<Span> {
    let tokens = &draft.annotations.tokens;
    let papers = |at: usize| tokens.longest(at, File::Cues, "papers").is_some();
    if entry.to - entry.from > LONGEST || !(entry.from..entry.to).any(papers) {
        return None;
    }
    let named = |(from, to): (usize, usize)| {
        let mut mentions = draft.mentions_in(from, to).map(|(_, mention)| mention);
        let body = mentions.find(|mention| matches!(mention.kind, Kind::Institution(_) | Kind::Unit))?;
        // `Finance Committee Agenda` is the agenda of the `Finance Committee`.
        let end = (body.from + 1..body.to).find(|&at| papers(at)).unwrap_or(body.to);
        Some(tokens.span(body.from, end))
    };
    let heads = governed::headings(draft, entry).map(|block| tokens.blocks[block]);
    named((entry.from, entry.to)).or_else(|| heads.into_iter().find_map(named))
}

/// Makes the event of an entry a meeting of a body.
pub(super) fn meet(draft: &mut Draft<'_>, id: usize, entry: &Entry, body: Span) {
    let span = draft.annotations.tokens.span(entry.from, entry.to);
    let name = collapse(body.of(draft.text()));
    let event = &mut draft.events.list[id];
    event.kind = Some(Fact::new(EventKind::Meeting, Support::inferred(span, "event.papers", 0.6)));
    event.name = Some(Fact::new(name, Support::text(body, "event.body", 0.6)));
}
