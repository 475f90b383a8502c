//! What the heading over an entry calls its event: a page may list seminars under one heading and workshops under another.

use crate::annotate::{EventMention, Mention};
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;

/// The event that the nearest heading over an entry names, where it names one kind.
pub(super) fn over<'d>(draft: &'d Draft<'_>, entry: &Entry) -> Option<(&'d Mention, &'d EventMention)> {
    headings(draft, entry).find_map(|heading| named(draft, heading))
}

/// The headings over an entry, the nearest first.
pub(super) fn headings(draft: &Draft<'_>, entry: &Entry) -> impl Iterator<Item = usize> {
    let blocks = &draft.document.blocks;
    let first = entry.heading.unwrap_or_else(|| draft.annotations.tokens.block_of(entry.from));
    let parent = |block: &usize| blocks.get(*block)?.heading.map(|heading| heading as usize);
    std::iter::successors(parent(&first), parent).take(DEEP)
}

/// Most headings over each other that are asked.
const DEEP: usize = 4;

/// Longest heading that is asked, in tokens: many entries may stand under it.
const LONGEST: usize = 40;

/// The event of a heading; none where it names another kind as well, as `Conference & seminars` does.
fn named<'d>(draft: &'d Draft<'_>, heading: usize) -> Option<(&'d Mention, &'d EventMention)> {
    let (from, to) = draft.annotations.tokens.blocks[heading];
    if to - from > LONGEST {
        return None;
    }
    let real = |(_, mention): (usize, &'d Mention)| {
        mention.event().filter(|event| event.kind != EventKind::Other).map(|event| (mention, event))
    };
    let mut events = draft.mentions_in(from, to).filter_map(real);
    let first = events.next()?;
    events.all(|(_, event)| event.kind == first.1.kind).then_some(first)
}
