//! Agendas: slots that times of day open. A page that has one announces something though it names no day, and an event of a list may have one of its own.

use crate::relate::draft::Draft;
use crate::relate::events::groups::{Entry, Form, is_day, is_time};
use crate::relate::events::title_span;

/// As many slots, and as many with people among them, are an agenda.
const SLOTS: usize = 3;
const SPOKEN: usize = 2;

/// As many slots with people announce something by themselves.
const TELLING: usize = 4;

/// Rows, paragraphs or lines of the page that a time of day opens, in text order; the form with most of them.
pub(crate) fn slots(draft: &Draft<'_>) -> Vec<Entry> {
    let mut forms: Vec<(Form, Vec<Entry>)> = Vec::new();
    for group in &draft.groups {
        let timed = group.entries.iter().copied().filter(|entry| opens_with_time(draft, entry));
        match forms.iter_mut().find(|(form, _)| *form == group.form) {
            Some((_, slots)) => slots.extend(timed),
            None => forms.push((group.form, timed.collect())),
        }
    }
    let most = forms.into_iter().max_by_key(|(_, slots)| slots.len());
    let mut slots = most.map(|(_, slots)| slots).unwrap_or_default();
    slots.sort_unstable_by_key(|slot| slot.from);
    slots
}

/// The slots inside of an entry, where they are an agenda.
pub(crate) fn within(draft: &Draft<'_>, entry: &Entry) -> Vec<Entry> {
    let slots = &draft.slots;
    let first = slots.partition_point(|slot| slot.from <= entry.from);
    let inside: Vec<Entry> = slots[first..]
        .iter()
        .take_while(|slot| slot.from < entry.to)
        .map(|slot| Entry { to: slot.to.min(entry.to), ..*slot })
        .collect();
    if inside.len() >= SLOTS && spoken(draft, &inside) >= SPOKEN { inside } else { Vec::new() }
}

/// The page is an agenda of people; fewer of them are enough below a title that tells the day.
pub(crate) fn is_agenda(draft: &Draft<'_>) -> bool {
    let spoken = spoken(draft, &draft.slots);
    spoken >= TELLING || spoken >= SPOKEN && draft.slots.len() >= SLOTS && is_dated(draft)
}

fn is_dated(draft: &Draft<'_>) -> bool {
    let Some(title) = title_span(draft) else { return false };
    let (from, to) = draft.annotations.tokens.range_of(title);
    draft.mentions_in(from, to).any(|(_, mention)| is_day(mention))
}

fn spoken(draft: &Draft<'_>, slots: &[Entry]) -> usize {
    let person =
        |slot: &&Entry| draft.mentions_in(slot.from, slot.to).any(|(_, mention)| mention.person().is_some());
    slots.iter().filter(person).count()
}

fn opens_with_time(draft: &Draft<'_>, entry: &Entry) -> bool {
    draft.mentions_in(entry.from, entry.to.min(entry.from + 4)).any(|(_, mention)| is_time(mention))
}
