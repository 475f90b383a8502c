//! Programmes: the people of every entry of an event, or of the timed entries of one event, get their role and their talk.

use crate::annotate::token::Shape;
use crate::annotate::{Kind, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::parse::BlockKind;
use crate::records::{AppearanceRole, EventKind};
use crate::relate::draft::Draft;
use crate::relate::events::groups::{Entry, Form};
use crate::relate::events::{Event, describe, when};
use crate::relate::people::{relevance, roles};
use crate::relate::talks::agenda;
use crate::relate::talks::below_name;
use crate::relate::talks::entry_title::title;
use crate::relate::talks::hours;
use crate::relate::talks::paired;
use crate::relate::talks::perform::{give_another, give_talk, talk};
use crate::relate::talks::slot::{self, Slot};
use crate::span::Span;

/// Gives the people of every entry of an event or of a programme their role and their talk.
pub(crate) fn perform(draft: &mut Draft<'_>) {
    let entries: Vec<Entry> = draft
        .events
        .list
        .iter()
        .filter_map(|event| Some((event.entry?, event.heading)))
        .map(|((from, to), heading)| Entry { from, to, heading })
        .collect();
    for entry in &entries {
        let inside = agenda::within(draft, entry);
        if inside.is_empty() {
            entry_people(draft, entry, &entries);
        }
        inside.iter().for_each(|slot| entry_people(draft, slot, &inside));
    }
    if entries.is_empty() && !draft.events.list.is_empty() {
        programme(draft);
    }
}

/// An event that is one talk is about what the talk is about.
pub(crate) fn name_by_talk(draft: &mut Draft<'_>) {
    for id in 0..draft.events.list.len() {
        if !is_one_talk(&draft.events.list[id]) {
            continue;
        }
        let mut talks = draft.talks.iter().filter(|talk| talk.event == Some(id));
        if let (Some(talk), None) = (talks.next(), talks.next()) {
            let event = &mut draft.events.list[id];
            let named = event.name.as_ref().is_some_and(|name| fold(&name.value) == fold(&talk.title.value));
            if !named {
                event.theme.get_or_insert_with(|| talk.title.clone());
            }
        }
    }
    name_by_page(draft);
}

/// Entries of a list that have no name are called what the page calls each of them: `Number Theory Seminar`.
fn name_by_page(draft: &mut Draft<'_>) {
    let nameless = |event: &Event| event.entry.is_some() && event.name.is_none();
    if !draft.events.list.iter().any(nameless) {
        return;
    }
    let names = describe::list_names(draft);
    for (event, name) in draft.events.list.iter_mut().zip(names).filter(|(event, _)| nameless(event)) {
        event.name = name;
    }
}

/// An event of a list, a lecture, a defence: nothing else is given there.
fn is_one_talk(event: &Event) -> bool {
    let kind = event.kind.as_ref().map(|kind| kind.value);
    event.entry.is_some()
        || matches!(
            kind,
            Some(EventKind::Seminar | EventKind::Lecture | EventKind::Webinar | EventKind::Defence)
        )
}

/// Rows or items that begin with a time of day are the programme of the event; those of several days are one.
fn programme(draft: &mut Draft<'_>) {
    let timed = |entry: &Entry| {
        draft
            .mentions_in(entry.from, entry.to.min(entry.from + 4))
            .any(|(_, mention)| mention.date().is_some_and(|date| date.start_time.is_some()))
    };
    let mut pools: Vec<(Form, usize, Vec<Entry>)> = Vec::new();
    for group in &draft.groups {
        let count = group.entries.iter().filter(|entry| timed(entry)).count();
        // Paragraphs over several days are no slots of one.
        if count < 2 || group.form == Form::Paragraphs && count < MANY {
            continue;
        }
        match pools.iter_mut().find(|(form, ..)| *form == group.form) {
            Some((_, known, entries)) => {
                *known += count;
                entries.extend(&group.entries);
            }
            None => pools.push((group.form, count, group.entries.clone())),
        }
    }
    let best = pools.into_iter().max_by_key(|(_, timed, entries)| (*timed, std::cmp::Reverse(entries.len())));
    let entries = best.map(|(_, _, entries)| entries).unwrap_or_default();
    let slots: Vec<Entry> = entries.iter().flat_map(|entry| cells(draft, entry)).collect();
    hours::read(draft, &entries);
    for slot in &slots {
        entry_people(draft, slot, &slots);
    }
}

/// Cells of a row that hold a talk each, with a speaker and a line beside, are slots of their own: sessions side by side.
fn cells(draft: &Draft<'_>, entry: &Entry) -> Vec<Entry> {
    let tokens = &draft.annotations.tokens;
    let first = tokens.blocks.partition_point(|(from, _)| *from < entry.from);
    let blocks = (first..tokens.blocks.len()).take_while(|&at| tokens.blocks[at].0 < entry.to);
    let talk = |at: &usize| {
        let (from, to) = tokens.blocks[*at];
        let cell = matches!(draft.document.blocks[*at].kind, BlockKind::Cell(_));
        let spoken = draft.mentions_in(from, to).any(|(_, mention)| mention.person().is_some());
        cell && spoken && has_line_of_its_own(draft, (from, to))
    };
    let found: Vec<Entry> = blocks
        .filter(talk)
        .map(|at| Entry { from: tokens.blocks[at].0, to: tokens.blocks[at].1, heading: None })
        .collect();
    if found.len() > 1 { found } else { vec![*entry] }
}

/// As many paragraphs that begin with a day and a time are the programme of an event.
const MANY: usize = 3;

/// A line of a cell with several says neither who nor where: it is a title.
fn has_line_of_its_own(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let tokens = &draft.annotations.tokens;
    let says = |mention: &Mention| {
        matches!(mention.kind, Kind::Person(_) | Kind::Institution(_) | Kind::Position(_) | Kind::Unit)
    };
    let lines: Vec<(usize, usize)> = tokens.tokens[from..to]
        .split(|token| token.is('\n'))
        .scan(from, |start, line| {
            let first = *start;
            *start += line.len() + 1;
            Some((first, first + line.len()))
        })
        .collect();
    let own = |&(from, to): &(usize, usize)| {
        to > from + 1 && !draft.mentions_in(from, to).any(|(_, mention)| says(mention))
    };
    lines.len() > 1 && lines.iter().any(own)
}

/// Gives the people of an entry, one of some, their role and their talk.
fn entry_people(draft: &mut Draft<'_>, entry: &Entry, all: &[Entry]) {
    let titled = below_name::line(draft, entry).unwrap_or_default();
    let people: Vec<(usize, Span)> = draft
        .mentions_in(entry.from, entry.to)
        .filter(|(_, mention)| mention.person().is_some() && !(titled.0..titled.1).contains(&mention.from))
        .filter_map(|(index, mention)| Some((draft.people.of(index)?, mention.span)))
        .filter(|(person, span)| {
            !relevance::is_mere_title(draft, &draft.people.list[*person])
                && !is_in_abstract(draft, entry, *span)
        })
        .collect();
    let event = when::event_at(draft, entry.from);
    let slot = Slot::read(draft, entry);
    let mut speakers = Vec::new();
    for (person, span) in people {
        let has_role = draft.people.list[person].roles.iter().any(|role| {
            role.event == event && role.role.value != AppearanceRole::Quoted && said_in(draft, entry, role)
        });
        if let Some(role) = slot.role(draft, span).filter(|_| !has_role) {
            roles::add(
                &mut draft.people.list[person].roles,
                role,
                event,
                Support::text(span, "role.entry", 0.75),
            );
        }
        // Who convenes a session is its chair.
        if slot.is_session() {
            chair(draft, person, entry, event);
        }
        let speaks = draft.people.list[person]
            .roles
            .iter()
            .any(|role| role.event == event && roles::presents(role.role.value));
        if speaks && !speakers.contains(&person) {
            speakers.push(person);
        }
    }
    if let Some(role) = slot.titled {
        retitle(draft, entry, event, role);
    }
    let pairs = paired::read(draft, entry, &speakers);
    for (person, title) in pairs {
        if matches!(talks_of(draft, person, event, entry, all), Given::Nothing) {
            give_talk(draft, person, event, title);
        }
    }
    let spoken = !speakers.is_empty() && !slot.is_ceremony();
    let Some(title) = title(draft, entry).filter(|_| spoken) else { return };
    // Who moderates a panel does so under its title.
    if slot.titled == Some(AppearanceRole::Panelist) {
        lead(draft, event, &title, entry);
    }
    for person in speakers {
        let given = talks_of(draft, person, event, entry, all);
        if matches!(given, Given::Here) || give_here(draft, person, event, &title, entry) {
            continue;
        }
        match given {
            Given::Elsewhere => {
                let role = slot.titled.unwrap_or(AppearanceRole::Speaker);
                give_another(draft, person, event, title.clone(), role);
            }
            _ => give_talk(draft, person, event, title.clone()),
        }
    }
}

/// Gives the title of a panel to those whom its slot says to lead it.
fn lead(draft: &mut Draft<'_>, event: Option<usize>, title: &Fact<String>, entry: &Entry) {
    let leads = |draft: &Draft<'_>, role: &roles::Role| {
        matches!(role.role.value, AppearanceRole::Moderator | AppearanceRole::Chair)
            && role.event == event
            && role.talk.is_none()
            && said_in(draft, entry, role)
    };
    let mut people: Vec<usize> = draft
        .mentions_in(entry.from, entry.to)
        .filter(|(_, mention)| mention.person().is_some())
        .filter_map(|(index, _)| draft.people.of(index))
        .collect();
    people.dedup();
    for person in people {
        let list = &draft.people.list[person].roles;
        if let Some(role) = list.iter().position(|role| leads(draft, role)) {
            let talk = talk(draft, event, title.clone());
            draft.people.list[person].roles[role].talk = Some(talk);
        }
    }
}

/// Gives a talk to the role that the entry itself says, where it says one.
fn give_here(
    draft: &mut Draft<'_>,
    person: usize,
    event: Option<usize>,
    title: &Fact<String>,
    entry: &Entry,
) -> bool {
    let here = |role: &roles::Role| {
        role.event == event
            && role.talk.is_none()
            && roles::presents(role.role.value)
            && said_in(draft, entry, role)
    };
    let Some(role) = draft.people.list[person].roles.iter().position(here) else { return false };
    let talk = talk(draft, event, title.clone());
    draft.people.list[person].roles[role].talk = Some(talk);
    true
}

/// Whether a person has a talk at an event.
enum Given {
    Nothing,
    /// In this entry, or by words that are in none.
    Here,
    /// In another entry.
    Elsewhere,
}

fn talks_of(draft: &Draft<'_>, person: usize, event: Option<usize>, entry: &Entry, all: &[Entry]) -> Given {
    let tokens = &draft.annotations.tokens;
    let roles = draft.people.list[person].roles.iter().filter(|role| role.event == event);
    let titles = roles.filter_map(|role| draft.talks[role.talk?].title.support.first()?.span);
    let places: Vec<usize> = titles.map(|span| tokens.range_of(span).0).collect();
    let holds = |entry: &Entry, at: usize| entry.from <= at && at < entry.to;
    if places.is_empty() {
        Given::Nothing
    } else if places.iter().all(|&at| !holds(entry, at) && all.iter().any(|other| holds(other, at))) {
        Given::Elsewhere
    } else {
        Given::Here
    }
}

/// A line of prose below the speaker names those who are spoken of.
fn is_in_abstract(draft: &Draft<'_>, entry: &Entry, person: Span) -> bool {
    let tokens = &draft.annotations.tokens;
    let (at, _) = tokens.range_of(person);
    let (from, to) = tokens.line(at, at + 1, tokens.blocks[tokens.block_of(at)]);
    let small = (from..to).filter(|&at| tokens.tokens[at].shape == Shape::Lower).count();
    let spoken = |from, to| draft.mentions_in(from, to).any(|(_, mention)| mention.person().is_some());
    small > PROSE && spoken(entry.from, from.max(entry.from))
}

/// More words in small letters than these make a line of prose.
const PROSE: usize = 30;

/// The convener named in a slot leads its session.
fn chair(draft: &mut Draft<'_>, person: usize, entry: &Entry, event: Option<usize>) {
    let inside = draft.annotations.tokens.span(entry.from, entry.to);
    if !draft.fields.labelled_in(inside).any(|field| field.class == "convener") {
        return;
    }
    let of_slot = |role: &roles::Role| {
        let mut places = role.role.support.iter().filter_map(|support| support.span);
        role.event == event
            && role.role.value == AppearanceRole::Organizer
            && places.all(|span| inside.overlaps(span))
    };
    for role in draft.people.list[person].roles.iter_mut().filter(|role| of_slot(role)) {
        role.role.value = AppearanceRole::Chair;
    }
}

/// True where an entry says a role.
fn said_in(draft: &Draft<'_>, entry: &Entry, role: &roles::Role) -> bool {
    let inside = draft.annotations.tokens.span(entry.from, entry.to);
    role.role.support.iter().filter_map(|support| support.span).any(|span| inside.overlaps(span))
}

/// One whom a label calls a speaker, in an entry that is an opening, opens.
fn retitle(draft: &mut Draft<'_>, entry: &Entry, event: Option<usize>, role: AppearanceRole) {
    let inside = draft.annotations.tokens.span(entry.from, entry.to);
    for person in &mut draft.people.list {
        let plain = |known: &roles::Role| {
            let said = known
                .role
                .support
                .iter()
                .filter_map(|support| support.span)
                .all(|span| inside.overlaps(span));
            let open = matches!(known.role.value, AppearanceRole::Speaker | AppearanceRole::Author);
            known.event == event && open && said
        };
        for known in person.roles.iter_mut().filter(|known| plain(known)) {
            known.role.value = role;
            if slot::is_ceremony(role) {
                known.talk = None;
            }
        }
    }
}
