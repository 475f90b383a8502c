//! What the patterns say of institutions: where they are, what they are parts of, what they do for an event.

use std::str::FromStr;

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention, PlaceClass};
use crate::fact::Support;
use crate::normalize::fold;
use crate::parse::BlockKind;
use crate::records::OrganizerRole;
use crate::relate::draft::Draft;
use crate::relate::events::{HELD_AT, held_at, when};
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
        if is_first_half(draft, mention) || is_event(draft, mention) {
            continue;
        }
        let id = draft.institutions.relate(draft.annotations, mention, found.rule);
        let span = draft.annotations.mentions[mention].span;
        organize(draft, mention, id, role, Support::text(span, found.rule, 0.8));
    }
}

/// `Soil` in `Soil and Water Research`: one capitalised word before `and` is the first half of a name as often as one itself.
fn is_first_half(draft: &Draft<'_>, mention: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let mention = &draft.annotations.mentions[mention];
    let title = tokens.tokens[mention.from].shape == Shape::Title;
    let single = matches!(mention.kind, Kind::Proper) && mention.to == mention.from + 1 && title;
    let joined = tokens.word_is(mention.to, File::Institutions, "conjunction");
    single && joined && tokens.tokens.get(mention.to + 1).is_some_and(|next| next.is_capitalised())
}

/// `NRIF Conference`: capitals that are a part of the name of an event.
fn is_event(draft: &Draft<'_>, mention: usize) -> bool {
    let mention = &draft.annotations.mentions[mention];
    let vague = matches!(mention.kind, Kind::Proper | Kind::Acronym);
    vague && draft.mentions_in(mention.from, mention.to + 1).any(|(_, other)| other.event().is_some())
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
const LABELS: [(&str, OrganizerRole); 5] = [
    ("convener", OrganizerRole::Organizer),
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

/// As far behind a house its country stands, in tokens: `, Uppsala, Sweden`.
const ADDRESS: usize = 5;

/// The institutions at whose house an event takes place belong to the announcement.
pub(crate) fn venues(draft: &mut Draft<'_>) {
    let venues = draft.events.list.iter().filter_map(|event| event.venue.as_ref());
    let spans = venues.flat_map(|venue| &venue.support).filter_map(|support| support.span);
    let ranges = spans.map(|span| draft.annotations.tokens.range_of(span));
    let named =
        ranges.flat_map(|(from, to)| draft.mentions_in(from, to)).filter(|(_, mention)| is_whole(mention));
    let mut houses: Vec<usize> = named.map(|(index, _)| index).collect();
    if draft.events.list.len() == 1 {
        let sentences = draft.annotations.tokens.sentences.iter();
        houses.extend(sentences.filter_map(|sentence| held_at(draft, *sentence)));
    }
    houses.retain(|mention| !is_room(draft, &draft.annotations.mentions[*mention]));
    for mention in houses {
        let id = draft.institutions.relate(draft.annotations, mention, HELD_AT);
        let to = draft.annotations.mentions[mention].to;
        let country = draft.mentions_in(to, to + ADDRESS).find_map(|(_, place)| match place.kind {
            Kind::Place { country, class: PlaceClass::Country } => Some((country, place.span)),
            _ => None,
        });
        if let Some((country, span)) = country {
            draft.institutions.locate(id, country, Support::text(span, HELD_AT, 0.75));
        }
    }
}

/// The institution that heads a part of the page, and is named again, is one whose page it is.
pub(crate) fn headings(draft: &mut Draft<'_>) {
    let headings = draft.document.blocks.iter().zip(&draft.annotations.tokens.blocks);
    let headings = headings.filter(|(block, _)| matches!(block.kind, BlockKind::Heading(_)));
    let heads = |&(from, to): &(usize, usize)| {
        let fills = |mention: &Mention| is_whole(mention) && mention.to - mention.from + 1 >= to - from;
        draft.mentions_in(from, to).find(|(_, mention)| fills(mention)).map(|(index, _)| index)
    };
    let named: Vec<usize> = headings.filter_map(|(_, range)| draft.institutions.of(heads(range)?)).collect();
    for id in named {
        draft.institutions.list[id].related |= draft.institutions.list[id].name.support.len() > 1;
    }
}

/// `Fenwick Council Chamber`: the name of a room.
fn is_room(draft: &Draft<'_>, mention: &Mention) -> bool {
    let noun = |at| draft.annotations.tokens.longest(at, File::Institutions, "venue");
    (mention.from..mention.to).filter_map(noun).any(|(_, sense)| sense.value != "wide")
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
            // `L'` of `L'Écume` abbreviates nothing.
            let letters = list[mention].span.of(draft.text()).chars().filter(|c| c.is_alphabetic()).count();
            if letters > 1 && matches!(list[mention].kind, Kind::Institution(_) | Kind::Acronym) {
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
