//! Relating: mentions, blocks and labels become the records of a page. What it knows is grammar: which name goes with which post,
//! institution, talk and event. It works on a draft in which every value keeps its support; rows are cut from it at the end.

mod choices;
mod deceptive;
mod draft;
mod elsewhere;
mod events;
mod fields;
mod findings;
mod grammar;
mod head;
mod institutions;
mod kind;
mod people;
mod profile;
mod rows;
mod talks;

use rustc_hash::{FxHashMap, FxHashSet};

pub use choices::{Choices, Confidence, Without, pattern_ids};

use crate::annotate::{Annotations, Mention};
use crate::deadline;
use crate::parse::Document;
use crate::records::{EventKind, PageRecord};
use crate::relate::draft::{Deadlines, Draft, Head};
use crate::relate::events::{
    Event, Events, afternoon, deadlines, describe, entries, events_in, listed, numbered, superseded,
    title_span, when,
};
use crate::relate::fields::Fields;
use crate::relate::grammar::items::{self, Reading};
use crate::relate::grammar::pattern::{Match, Patterns};
use crate::relate::institutions::Institutions;
use crate::relate::people::People;

pub(crate) use profile::published;

/// What is found, each with what was found before it.
const STEPS: [fn(&mut Draft<'_>); 26] = [
    |draft| draft.groups = events::groups::groups(draft),
    |draft| draft.slots = talks::agenda::slots(draft),
    head::read,
    superseded::read,
    deadlines::read,
    find_events,
    people::bind::bind,
    institutions::bind::fields,
    people::entries::read,
    people::parentheses::read,
    people::neighbours::read,
    people::shared::read,
    talks::perform::read,
    talks::programme::perform,
    talks::unquoted::read,
    talks::trailing::read,
    talks::soloist::read,
    people::contact::read,
    talks::settle::settle,
    talks::programme::name_by_talk,
    people::rank::read,
    people::home::read,
    institutions::bind::publisher,
    institutions::bind::venues,
    institutions::bind::headings,
    people::relevance::judge,
];

/// Relates what was found on a page, by the recognisers and by a profile.
#[must_use]
pub fn relate(
    document: &Document,
    annotations: &Annotations<'_>,
    profiled: Option<&crate::profile::Reading<'_>>,
    choices: &Choices,
) -> PageRecord {
    let patterns = Patterns::of(annotations.tokens.vocabulary);
    let mut readings = items::read(annotations, patterns);
    leave_out(&mut readings, patterns, &choices.without);
    let mut draft = Draft {
        document,
        annotations,
        patterns,
        readings,
        fields: if choices.without.labels { Fields::default() } else { fields::read(document, annotations) },
        head: Head::default(),
        people: People::read(annotations),
        institutions: Institutions::read(annotations),
        events: Events::default(),
        talks: Vec::new(),
        known_talks: FxHashMap::default(),
        superseded: FxHashSet::default(),
        deadlines: Deadlines::default(),
        elsewhere: elsewhere::Elsewhere::of(document, annotations),
        groups: Vec::new(),
        slots: Vec::new(),
        notes: Vec::new(),
    };
    for step in STEPS {
        deadline::check();
        step(&mut draft);
    }
    if let Some(reading) = profiled {
        profile::apply(&mut draft, reading);
    }
    draft.institutions.inherit_countries();
    if draft.head.kind.is_none() {
        draft.head.kind = kind::kind(&draft);
    }
    findings::read(&mut draft);
    deceptive::read(&mut draft);
    rows::finish(&draft, choices)
}

/// Forgets what the patterns found that take no part.
fn leave_out(readings: &mut [Reading], patterns: &Patterns, without: &Without) {
    if !without.patterns.is_empty() {
        let takes_part = |found: &Match| !without.patterns.contains(patterns.rules[found.rule].id);
        readings.iter_mut().for_each(|reading| reading.matches.retain(takes_part));
    }
}

/// A numbered series, a list of dated entries, or the one event of the page, if it has one.
fn find_events(draft: &mut Draft<'_>) {
    let entries = entries::find(draft);
    let numbered = numbered::numbered(draft);
    // A list whose entries are several times as many as the numbers is no series: one of its entries counts sessions.
    if numbered && entries.len() > 2 * draft.events.list.len() {
        draft.events = Events::default();
    }
    if draft.events.list.is_empty() {
        listed::events(draft, &entries);
    }
    if draft.events.list.is_empty() && announces_event(draft) {
        draft.events.list.push(Event::default());
        when::date_main(draft, 0);
        describe::main(draft, 0);
        when::themes(draft, 0);
        let told = is_event(&draft.events.list[0]) || !draft.deadlines.list.is_empty();
        if !told && !talks::agenda::is_agenda(draft) {
            draft.events = Events::default();
        }
    }
    readmit_past(draft);
    describe::shared(draft);
    afternoon::read(draft);
}

/// `Past seminars`: where a page lists no others, it tells of these.
fn readmit_past(draft: &mut Draft<'_>) {
    let entries: Vec<(usize, usize)> = draft.events.list.iter().filter_map(|event| event.entry).collect();
    if entries.iter().all(|(from, _)| draft.is_aside(*from)) {
        let annotations = draft.annotations;
        entries.into_iter().for_each(|entry| draft.elsewhere.readmit(annotations, entry));
    }
}

/// Without a day, an event is one only where the title names it.
fn is_event(event: &Event) -> bool {
    let titled = event.kind.as_ref().is_some_and(|kind| kind.support[0].rule == "event.kind_in_title");
    event.start.is_some() || titled
}

/// `A panel discussion on 6 October, 5:30 pm`: what is no lecture, meeting or conference takes place on a day and at an hour.
fn takes_place(draft: &Draft<'_>) -> bool {
    let mentions = |reading: &Reading, symbol: &[u8]| {
        let found = reading.mentions((0, reading.items.len()), symbol);
        found.into_iter().map(|index| &draft.annotations.mentions[index])
    };
    draft.readings.iter().filter(|reading| !draft.is_aside(reading.from)).any(|reading| {
        mentions(reading, b"D").any(is_timed)
            && mentions(reading, b"E").any(|mention| mention.event().is_some_and(|event| !event.plural))
    })
}

/// A day with its hour.
fn is_timed(mention: &Mention) -> bool {
    let date = mention.date().filter(|date| date.start_time.is_some());
    date.is_some_and(|date| date.start.is_some_and(|day| day.day.is_some()))
}

/// `Book launch: The Harbour` over `Thursday 5 May, 6.30 pm`: the title names in so many words what is none of the kinds, and the page a day with its hour.
fn titled_other(draft: &Draft<'_>) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some(title) = title_span(draft) else { return false };
    let whole = |mention: &Mention| {
        mention.to > mention.from + 1 || tokens.tokens.get(mention.to).is_some_and(|mark| mark.is(':'))
    };
    let named = events_in(draft, title).any(|(mention, event)| !event.plural && whole(mention));
    let published = draft.head.published.as_ref().map(|published| published.value);
    let told = |mention: &&Mention| mention.date().is_some_and(|date| date.start != published);
    let mut days = draft.annotations.mentions.iter().filter(|mention| is_timed(mention)).filter(told);
    named && days.any(|mention| !draft.is_aside(mention.from))
}

/// True where a date with an event noun, a label or a programme says that something takes place, and no post changes hands.
fn announces_event(draft: &Draft<'_>) -> bool {
    let real = |event: &crate::annotate::EventMention| event.kind != EventKind::Other && !event.plural;
    let noun = draft.annotations.mentions.iter().filter_map(Mention::event).any(real);
    let labelled = draft.fields.iter().any(|field| {
        matches!(field.class, "date" | "datetime" | "time" | "venue" | "speaker" | "event" | "title")
    });
    let titled = describe::titled(draft);
    let structured = draft.document.metadata.items.iter().any(|item| item.kind.ends_with("Event"));
    let appoints = draft.tells_of_change();
    let held = draft
        .readings
        .iter()
        .flat_map(|reading| &reading.matches)
        .any(|found| draft.patterns.rules[found.rule].relation == "held");
    let noun =
        noun && (!appoints || held && titled) || !appoints && (takes_place(draft) || titled_other(draft));
    structured || labelled || noun || talks::agenda::is_agenda(draft)
}
