//! Who does what at which event: roles from the patterns and labels, talks from quotations and labels, and the place of each in the
//! event. Patterns say it in sentences, labels in fields; both end in the same roles.

use std::str::FromStr;

use crate::annotate::{File, Kind};
use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold};
use crate::parse::BlockKind;
use crate::records::{AppearanceRole, TalkKind};
use crate::relate::draft::Draft;
use crate::relate::events::when::event_at;
use crate::relate::fields::Field;
use crate::relate::grammar::found::Found;
use crate::relate::grammar::pattern::Match;
use crate::relate::people::{
    self, posts,
    roles::{self, Talk},
};
use crate::relate::talks::entry_title::quoted;
use crate::relate::talks::material::says_nothing;
use crate::relate::talks::titles;

/// Reads the roles and talks of every sentence, then those of the labels.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let readings = std::mem::take(&mut draft.readings);
    for reading in &readings {
        let mut matches: Vec<&Match> = reading.matches.iter().collect();
        matches.sort_by_key(|found| (found.rule, found.range.0));
        for found in matches {
            let rule = &draft.patterns.rules[found.rule];
            let found = Found { reading, found, rule: rule.id };
            match rule.relation.split_once(':').unwrap_or((rule.relation, "")) {
                ("role", role) => role_match(draft, found, role),
                ("talk", _) => talk_match(draft, found, false),
                ("talk.if_speaker", _) => talk_match(draft, found, true),
                _ => {}
            }
        }
    }
    draft.readings = readings;
    let fields = std::mem::take(&mut draft.fields);
    let talks = fields.iter().any(tells_talks);
    fields.iter().for_each(|field| person_field(draft, field, talks));
    titles::give(draft, &fields);
    draft.fields = fields;
}

fn role_match(draft: &mut Draft<'_>, found: Found<'_>, role: &str) {
    let Ok(role) = AppearanceRole::from_str(role) else { return };
    if found.is_label(draft) {
        return;
    }
    let items = &found.reading.items[found.found.range.0..found.found.range.1];
    let (from, to) = (items[0].from, items[items.len() - 1].to);
    let event = event_at(draft, from);
    let sequence =
        found.found.part("ordinal").and_then(|(at, _)| ordinal(draft, found.reading.items[at].from));
    let support = draft.support(from, to, found.rule, 0.85);
    for person in found.subjects(draft) {
        let added = roles::add(&mut draft.people.list[person].roles, role, event, support.clone());
        added.sequence = added.sequence.or(sequence);
    }
}

/// `third` → 3; `last` has no number of its own.
fn ordinal(draft: &Draft<'_>, at: usize) -> Option<u32> {
    let (_, sense) = draft.annotations.tokens.longest(at, File::Numbers, "ordinal")?;
    sense.value.parse().ok()
}

/// How many of the last places that say a role may be of one sentence.
const LAST: usize = 64;

fn talk_match(draft: &mut Draft<'_>, found: Found<'_>, only_speakers: bool) {
    let Some(title) = found.found.part("title") else { return };
    for person in found.subjects(draft) {
        speaker_match(draft, found, title, person, only_speakers);
    }
}

/// A person gives the talk that a match names.
fn speaker_match(
    draft: &mut Draft<'_>,
    found: Found<'_>,
    title: (usize, usize),
    person: usize,
    only_speakers: bool,
) {
    let Some(quote) = found.reading.mention(title, b"Q") else { return };
    let Kind::Quote { inner } = draft.annotations.mentions[quote].kind else { return };
    let at = draft.annotations.mentions[quote].from;
    let event = event_at(draft, at);
    let here = draft.annotations.tokens.span(found.reading.from, found.reading.to);
    // What this sentence said came last.
    let in_sentence = |role: &roles::Role| {
        let spans = role.role.support.iter().rev().take(LAST).filter_map(|support| support.span);
        spans.into_iter().any(|span| here.start <= span.start && span.start < here.end)
    };
    let speaks = draft.people.list[person]
        .roles
        .iter()
        .any(|role| roles::speaks(role.role.value) && in_sentence(role));
    if only_speakers && !speaks || !is_title(inner.of(draft.text())) {
        return;
    }
    give_talk(
        draft,
        person,
        event,
        Fact::new(collapse(inner.of(draft.text())), Support::text(inner, found.rule, 0.85)),
    );
}

/// A quotation of one small word or of whole sentences of speech is no title; `Living by the Dyke. Risk and Attachment` has a second title.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let ideographs = text.chars().filter(|c| crate::annotate::token::is_ideograph(*c)).count();
    let second = words <= SECOND && text.matches(". ").count() == 1 && !text.ends_with(['.', '!']);
    (words >= 2 || ideographs >= 4) && words <= 40 && (second || !text.contains(". "))
}

/// Most words of a title and a second one behind it.
const SECOND: usize = 16;

/// Adds a talk, or finds it by its title, and gives it to a person.
pub(crate) fn give_talk(draft: &mut Draft<'_>, person: usize, event: Option<usize>, title: Fact<String>) {
    let support = title.support[0].clone();
    // `Title to be announced`
    if support.span.is_some_and(|span| says_nothing(draft, span)) {
        return;
    }
    let talk = talk(draft, event, title);
    let list = &mut draft.people.list[person].roles;
    let speaking = list.iter().position(|role| {
        roles::presents(role.role.value) && role.event == event && role.talk.is_none_or(|known| known == talk)
    });
    let index = speaking.unwrap_or_else(|| {
        let at = support.span.map_or(u32::MAX, |span| span.start);
        let role = Fact::new(AppearanceRole::Speaker, Support { rule: "role.gives_talk", ..support });
        list.push(roles::Role { role, event, talk: None, sequence: None, at });
        list.len() - 1
    });
    list[index].talk = Some(talk);
}

/// Adds a further talk of a person at an event, in a role.
pub(crate) fn give_another(
    draft: &mut Draft<'_>,
    person: usize,
    event: Option<usize>,
    title: Fact<String>,
    role: AppearanceRole,
) {
    let support = Support { rule: "role.gives_talk", ..title.support[0].clone() };
    let talk = talk(draft, event, title);
    let at = support.span.map_or(u32::MAX, |span| span.start);
    let role = Fact::new(role, support);
    let list = &mut draft.people.list[person].roles;
    list.push(roles::Role { role, event, talk: Some(talk), sequence: None, at });
}

/// The talk of a title at an event, made where it is new.
pub(crate) fn talk(draft: &mut Draft<'_>, event: Option<usize>, title: Fact<String>) -> usize {
    let folded = fold(&title.value);
    *draft.known_talks.entry((event, folded)).or_insert_with(|| {
        draft.talks.push(Talk { title, event, kind: TalkKind::Talk, summary: None });
        draft.talks.len() - 1
    })
}

/// `Speaker: Ann Lee`: every person in the value has the role.
fn person_field(draft: &mut Draft<'_>, field: &Field, talks: bool) {
    let Some(role) = roles::labelled(field.class) else { return };
    if !talks && names_anything(draft, field) {
        return;
    }
    let people: Vec<(usize, usize)> = draft
        .mentions_in(field.from, field.to)
        .filter(|(_, mention)| mention.person().is_some())
        .filter_map(|(index, mention)| Some((draft.people.of(index)?, mention.from)))
        .collect();
    for (person, at) in &people {
        let event = event_at(draft, *at);
        let support = Support::text(field.evidence(draft.annotations), field.rule, 0.9);
        roles::add(&mut draft.people.list[*person].roles, role, event, support);
    }
    if let [(person, _)] = people[..] {
        affiliation_field(draft, field, person);
    }
    if roles::speaks(role) && field.rule == "field.heading" {
        quoted_talk(draft, field, &people);
    }
}

/// A column of titles or hours: those who are named beside it speak.
fn tells_talks(field: &Field) -> bool {
    field.rule == "field.column" && matches!(field.class, "title" | "theme" | "time" | "start_time")
}

/// `Name` over what is named is no label of speakers: members and plants have names too.
fn names_anything(draft: &Draft<'_>, field: &Field) -> bool {
    let label = fold(field.label.of(draft.text()));
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(field.label);
    let listed =
        to > from + 1 && tokens.longest(from, File::Labels, field.class).is_some_and(|(hit, _)| hit.to == to);
    label.split(' ').next_back() == Some("name") && !listed
}

/// An item under `Speakers` with the title of the talk in quotation marks.
fn quoted_talk(draft: &mut Draft<'_>, field: &Field, people: &[(usize, usize)]) {
    let item = matches!(draft.document.blocks[field.block].kind, BlockKind::ListItem { .. });
    if let Some(title) = quoted(draft, field.from, field.to).filter(|_| item) {
        for (person, at) in people {
            give_talk(draft, *person, event_at(draft, *at), title.clone());
        }
    }
}

/// `Affiliation: Fenwick College` after `Speaker: Ann Lee`, in the same block or the one after.
fn affiliation_field(draft: &mut Draft<'_>, field: &Field, person: usize) {
    let blocks = &draft.annotations.tokens.blocks;
    let end = blocks.get(field.block + 2).or(blocks.last()).map_or(field.to, |(_, end)| *end);
    let near = draft
        .fields
        .within(Some((field.to, end.max(field.to))))
        .find(|other| matches!(other.class, "affiliation" | "institution"))
        .cloned();
    let Some(home) = near else { return };
    let mentions: Vec<usize> = draft
        .mentions_in(home.from, home.to)
        .filter(|(_, mention)| matches!(mention.kind, Kind::Institution(_) | Kind::Acronym))
        .map(|(index, _)| index)
        .collect();
    for mention in mentions.into_iter().take(2) {
        let id = draft.institutions.relate(draft.annotations, mention, home.rule);
        let support = Support::text(draft.annotations.mentions[mention].span, home.rule, 0.85);
        let post = posts::Post {
            title: None,
            head: String::new(),
            unit: None,
            institution: Some(Fact::new(id, support)),
            change: crate::records::Change::Holds,
            effective: None,
            past: false,
        };
        people::add(&mut draft.people.list[person].posts, post);
    }
}
