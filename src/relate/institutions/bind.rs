//! What the patterns say of institutions: where they are, what they are parts of, what they do for an event.

use std::str::FromStr;

use crate::annotate::{File, Kind, Mention};
use crate::fact::Support;
use crate::normalize::fold;
use crate::records::OrganizerRole;
use crate::relate::draft::Draft;
use crate::relate::events::{HELD_AT, when};
use crate::relate::grammar::found::Found;
use crate::relate::grammar::items::Reading;

pub(crate) fn located(draft: &mut Draft<'_>, found: Found<'_>) {
    let (Some(org), Some(country)) = (found.found.part("org"), found.found.part("country")) else { return };
    let (Some(org), Some(place)) =
        (found.reading.mention(org, b"IA"), found.reading.mention(country, b"CJYS"))
    else {
        return;
    };
    let Some(id) = draft.institutions.of(org) else { return };
    let mention = &draft.annotations.mentions[place];
    if let Kind::Place { country, class } = mention.kind {
        let exact = class == crate::annotate::PlaceClass::Country;
        let support = if exact {
            Support::text(mention.span, found.rule, 0.9)
        } else {
            Support::inferred(mention.span, found.rule, 0.75)
        };
        draft.institutions.locate(id, country, support);
    }
}

pub(crate) fn part_of(draft: &mut Draft<'_>, found: Found<'_>) {
    let (Some(part), Some(org)) = (found.found.part("part"), found.found.part("org")) else { return };
    let (Some(part), Some(org)) = (found.reading.mention(part, b"I"), found.reading.mention(org, b"I"))
    else {
        return;
    };
    let mentions = &draft.annotations.mentions;
    let and = |at: usize| draft.annotations.tokens.word_is(at, File::Institutions, "conjunction");
    if (mentions[part].to..mentions[org].from).any(and) {
        return;
    }
    let span = mentions[org].span;
    if let (Some(part), Some(whole)) = (draft.institutions.of(part), draft.institutions.of(org)) {
        draft.institutions.contain(part, whole, span, found.rule);
    }
}

pub(crate) fn organizes(draft: &mut Draft<'_>, found: Found<'_>, role: &str) {
    let Ok(role) = OrganizerRole::from_str(role) else { return };
    let labels = ["orgs", "more"];
    let ranges: Vec<(usize, usize)> = labels.iter().filter_map(|label| found.found.part(label)).collect();
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return };
    for mention in found.reading.mentions((first.0, last.1), b"IAX") {
        let id = draft.institutions.relate(draft.annotations, mention, found.rule);
        let span = draft.annotations.mentions[mention].span;
        organize(draft, mention, id, role, Support::text(span, found.rule, 0.8));
    }
}

/// Says of the event that a mention stands at what an institution does for it.
fn organize(draft: &mut Draft<'_>, mention: usize, id: usize, role: OrganizerRole, support: Support) {
    let Some(event) = when::event_at(draft, draft.annotations.mentions[mention].from) else { return };
    let organizers = &mut draft.events.list[event].organizers;
    if !organizers.iter().any(|(known, known_role, _)| *known == id && *known_role == role) {
        organizers.push((id, role, support));
    }
}

/// Labels that name institutions and what these do.
const LABELS: [(&str, OrganizerRole); 4] = [
    ("organizer", OrganizerRole::Organizer),
    ("host", OrganizerRole::Host),
    ("sponsor", OrganizerRole::Sponsor),
    ("partner", OrganizerRole::Partner),
];

/// The institution that publishes the page, where its text names it, belongs to the announcement.
pub(crate) fn publisher(draft: &mut Draft<'_>) {
    let Some(publisher) = draft.head.publisher.as_ref().map(|publisher| fold(&publisher.value)) else {
        return;
    };
    let named = draft.institutions.list.iter().position(|known| fold(&known.name.value) == publisher);
    if let Some(id) = named {
        draft.institutions.list[id].related = true;
    }
}

/// The institutions at whose house an event takes place belong to the announcement.
pub(crate) fn venues(draft: &mut Draft<'_>) {
    let venues = draft.events.list.iter().filter_map(|event| event.venue.as_ref());
    let spans: Vec<_> = venues
        .flat_map(|venue| &venue.support)
        .filter_map(|support| Some((support.span?, support.rule)))
        .collect();
    for (span, rule) in spans {
        let (from, to) = draft.annotations.tokens.range_of(span);
        let inside: Vec<usize> = draft
            .mentions_in(from, to)
            .filter(|(_, mention)| {
                matches!(mention.kind, Kind::Acronym if rule == HELD_AT) || is_whole(mention)
            })
            .map(|(index, _)| index)
            .collect();
        for mention in inside {
            draft.institutions.relate(draft.annotations, mention, rule);
        }
    }
}

/// An institution with a name of its own, no part of one.
fn is_whole(mention: &Mention) -> bool {
    mention.institution().is_some_and(|institution| !institution.part_like)
}

/// A value longer than this is prose.
const VALUE: usize = 60;

/// `Sponsors: A and B`: every institution of the value, unless it names people, whose affiliations these are.
pub(crate) fn fields(draft: &mut Draft<'_>) {
    let fields = std::mem::take(&mut draft.fields);
    for field in fields.iter().filter(|field| field.to - field.from <= VALUE) {
        let Some((_, role)) = LABELS.iter().find(|(class, _)| *class == field.class) else { continue };
        let mentions: Vec<usize> = draft.mentions_in(field.from, field.to).map(|(index, _)| index).collect();
        let list = &draft.annotations.mentions;
        if mentions.iter().any(|&index| list[index].person().is_some()) {
            continue;
        }
        for mention in mentions {
            if matches!(list[mention].kind, Kind::Institution(_) | Kind::Acronym) {
                let id = draft.institutions.relate(draft.annotations, mention, field.rule);
                let support = Support::text(list[mention].span, field.rule, 0.85);
                organize(draft, mention, id, *role, support);
            }
        }
    }
    draft.fields = fields;
}

/// `With representatives from A of X, B of Y, and C of Z`: all institutions up to the end of the list.
pub(crate) fn participates(draft: &mut Draft<'_>, found: Found<'_>) {
    let Some((start, _)) = found.found.part("orgs") else { return };
    let items = &found.reading.items;
    let end = (start..items.len()).find(|&at| !list_item(draft, found.reading, at)).unwrap_or(items.len());
    let event = when::event_at(draft, items[start].from);
    for mention in found.reading.mentions((start, end), b"IA") {
        let id = draft.institutions.relate(draft.annotations, mention, found.rule);
        let support = Support::text(draft.annotations.mentions[mention].span, found.rule, 0.75);
        if let Some(event) = event {
            let organizers = &mut draft.events.list[event].organizers;
            if !organizers.iter().any(|(known, _, _)| *known == id) {
                organizers.push((id, OrganizerRole::Participant, support));
            }
        }
    }
}

fn list_item(draft: &Draft<'_>, reading: &Reading, at: usize) -> bool {
    let item = reading.items[at];
    let tokens = &draft.annotations.tokens;
    matches!(item.symbol, b'I' | b'A' | b'C' | b'J' | b'Y' | b'S')
        || [',', '(', ')', ';', '&'].iter().any(|mark| tokens.tokens[item.from].is(*mark))
        || tokens.is_connective(item.from)
}
