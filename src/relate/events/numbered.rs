//! A numbered series: two or more numbers of one kind of event (`Webinar 1` … `Webinar 4`), each with a theme or a date in its sentence.

use crate::annotate::{Kind, Mention};
use crate::fact::Support;
use crate::records::DeadlineKind;
use crate::relate::draft::{Deadline, Draft};
use crate::relate::events::kind::{events_in, title_span};
use crate::relate::events::when::apply;
use crate::relate::events::{Event, Events, set};
use crate::relate::grammar::items::Reading;

/// Two or more numbers of one kind of event, each with a theme or a date in its sentence, are a series.
pub(crate) fn numbered(draft: &mut Draft<'_>) -> bool {
    if is_one_edition(draft) || is_call(draft) {
        return false;
    }
    let mut events = Events { numbered: true, ..Events::default() };
    for reading in &draft.readings {
        let mentions = reading.mentions((0, reading.items.len()), b"E");
        let rich = reading.items.iter().any(|item| matches!(item.symbol, b'D' | b'Q'));
        for index in mentions {
            let mention = &draft.annotations.mentions[index];
            let Kind::Event(event) = &mention.kind else { continue };
            if let Some(number) = event.ordinal.filter(|_| rich && !event.plural) {
                let support = Support::text(mention.span, "event.numbered", 0.85);
                let id = events.numbered(number, event, &support);
                name_numbered(draft, &mut events.list[id], mention);
            }
        }
    }
    let dated = events.list.len() >= 2 && one_kind(&events);
    if dated {
        draft.events = events;
        bind_series(draft);
        let told = draft.events.list.iter().filter(|event| event.start.is_some()).count();
        if told >= 2 {
            draft.events.list.sort_by_key(|event| event.ordinal.as_ref().map(|ordinal| ordinal.value));
            return true;
        }
        draft.events = Events::default();
    }
    false
}

/// The title names one edition, `IV Encuentro`, `The Third Conference`: other numbers are those of earlier ones.
fn is_one_edition(draft: &Draft<'_>) -> bool {
    let Some(title) = title_span(draft) else { return false };
    let counts = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let mut numbered = events_in(draft, title).filter(|(_, event)| event.ordinal.is_some() && !event.plural);
    numbered.next().is_some_and(|(mention, _)| !counts(mention.span.of(draft.text())))
        && numbered.next().is_none()
}

/// Papers are called for one edition; what took place before is told beside it.
fn is_call(draft: &Draft<'_>) -> bool {
    let submits = |deadline: &Deadline| deadline.kind.value == DeadlineKind::Submission;
    draft.deadlines.list.iter().any(submits)
}

fn one_kind(events: &Events) -> bool {
    let mut kinds: Vec<_> =
        events.list.iter().filter_map(|event| event.kind.as_ref().map(|kind| kind.value)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() == 1
}

/// `Webinar 2` is a name; `the inaugural webinar` is not.
fn name_numbered(draft: &Draft<'_>, event: &mut Event, mention: &Mention) {
    let text = mention.span.of(draft.text());
    if text.ends_with(|c: char| c.is_ascii_digit()) && text.starts_with(char::is_uppercase) {
        set(
            &mut event.name,
            crate::normalize::name_text(text),
            Support::text(mention.span, "event.name_and_number", 0.9),
        );
    }
}

/// Binds themes and dates to the numbered events, sentence by sentence; `this webinar` is the one named last.
fn bind_series(draft: &mut Draft<'_>) {
    let readings = std::mem::take(&mut draft.readings);
    let mut current = None;
    for reading in &readings {
        let named = numbered_mentions(draft, reading);
        let mut matches: Vec<_> = reading.matches.iter().collect();
        matches.sort_by_key(|found| (found.rule, found.range.0));
        for found in matches {
            let rule = &draft.patterns.rules[found.rule];
            let place = found.part("event").map_or(found.range.0, |(_, end)| end);
            let limit = found.part("theme").or(found.part("date")).map_or(place, |(start, _)| start);
            let event = if rule.id == "theme.before" {
                named.first()
            } else {
                named.iter().rev().find(|(at, _)| *at < limit.max(place))
            };
            let Some(id) = event.map(|(_, id)| *id).or(current) else { continue };
            apply(draft, reading, found, rule.relation, rule.id, id);
        }
        current = named.last().map(|(_, id)| *id).or(current);
    }
    draft.readings = readings;
}

/// Numbered events of a sentence: item and event.
fn numbered_mentions(draft: &Draft<'_>, reading: &Reading) -> Vec<(usize, usize)> {
    let items = reading.items.iter().enumerate().filter(|(_, item)| item.symbol == b'E');
    items
        .filter_map(|(at, item)| {
            let event = draft.annotations.mentions[item.mention?].event()?;
            let number = event.ordinal.filter(|_| !event.plural)?;
            let id =
                draft.events.list.iter().position(|event| {
                    event.ordinal.as_ref().is_some_and(|ordinal| ordinal.value == number)
                })?;
            Some((at, id))
        })
        .collect()
}
