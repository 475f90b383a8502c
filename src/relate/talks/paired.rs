//! Entries with several talks: `Ann Lee “Whales at Sea” Maria Lopez “Tides and Tables”`, where each title stands behind its speaker, or before.

use crate::annotate::Kind;
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::span::Span;

/// What stands in an entry, in order.
enum Item {
    Speaker(usize),
    Title(Span),
}

/// The speakers of an entry with the title that each of them has, where there are two titles or more and each has speakers of its own.
pub(super) fn read(draft: &Draft<'_>, entry: &Entry, speakers: &[usize]) -> Vec<(usize, Fact<String>)> {
    let mut items = items(draft, entry, speakers);
    let titles = items.iter().filter(|item| matches!(item, Item::Title(_))).count();
    if titles < 2 {
        return Vec::new();
    }
    // Read from the end, a title that stands behind its speakers comes first.
    if matches!(items.last(), Some(Item::Title(_))) {
        items.reverse();
    }
    let mut pairs = Vec::new();
    let mut current: Option<Span> = None;
    let mut spoken = true;
    for item in items {
        match item {
            Item::Title(span) if spoken => (current, spoken) = (Some(span), false),
            Item::Title(_) => return Vec::new(),
            Item::Speaker(person) => {
                let Some(span) = current else { return Vec::new() };
                spoken = true;
                let title = collapse(span.of(draft.text()));
                pairs.push((person, Fact::new(title, Support::text(span, "talk.paired", 0.8))));
            }
        }
    }
    if spoken { pairs } else { Vec::new() }
}

/// Speakers and quotations that are long enough for a title; nobody who is named in one of these.
fn items(draft: &Draft<'_>, entry: &Entry, speakers: &[usize]) -> Vec<Item> {
    let mut end = 0;
    let item = |(index, mention): (usize, &crate::annotate::Mention)| match mention.kind {
        _ if mention.from < end => None,
        Kind::Quote { inner } if mention.to - mention.from > SHORT => {
            end = mention.to;
            Some(Item::Title(inner))
        }
        Kind::Person(_) => {
            draft.people.of(index).filter(|person| speakers.contains(person)).map(Item::Speaker)
        }
        _ => None,
    };
    draft.mentions_in(entry.from, entry.to).filter_map(item).collect()
}

/// A word in quotation marks is no title.
const SHORT: usize = 3;
