//! Binding: what the patterns matched becomes posts, roles, talks, themes and dates of the draft. A mention of a post or an institution is
//! bound once, by the first pattern in the order of the file.

use std::collections::HashSet;
use std::str::FromStr;

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind};
use crate::records::{AppearanceRole, Change, OrganizerRole};
use crate::relate::draft::Draft;
use crate::relate::fact::{Fact, Support};
use crate::relate::items::{Item, Reading, is_cue};
use crate::relate::pattern::Match;
use crate::relate::posts::{self, Post};
use crate::relate::roles;

/// Mentions that a pattern has used up.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    posts: HashSet<usize>,
    homes: HashSet<usize>,
}

/// A match in its sentence.
#[derive(Clone, Copy)]
pub(crate) struct Found<'r> {
    /// The sentence.
    pub reading: &'r Reading,
    /// The match.
    pub found: &'r Match,
    /// Id of the rule.
    pub rule: &'static str,
}

impl Found<'_> {
    fn person(&self, draft: &Draft<'_>, label: &str) -> Option<usize> {
        let mention = self.reading.mention(self.found.part(label)?, b"N")?;
        draft.people.of(mention)
    }

    /// The person a match is about: named, or the one that a pronoun points back to.
    pub(crate) fn subject(&self, draft: &Draft<'_>) -> Option<usize> {
        self.person(draft, "person").or_else(|| {
            let (at, _) = self.found.part("he")?;
            antecedent(draft, self.reading, self.reading.items[at].from)
        })
    }

    fn span_support(&self, draft: &Draft<'_>, confidence: f32) -> Support {
        let items = &self.reading.items[self.found.range.0..self.found.range.1];
        let (from, to) = (items[0].from, items[items.len() - 1].to);
        draft.support(from, to, self.rule, confidence)
    }
}

/// The subject of the last sentence before a token that names people, in this block or the one before.
pub(crate) fn antecedent(draft: &Draft<'_>, reading: &Reading, token: usize) -> Option<usize> {
    let mentions = &draft.annotations.mentions;
    let end = mentions.partition_point(|mention| mention.from < token);
    let last = mentions[..end].iter().rev().take(60).find(|mention| mention.person().is_some())?;
    let tokens = &draft.annotations.tokens;
    let sentence = tokens.sentences.get(tokens.sentence_of(last.from))?;
    if sentence.block + 1 < reading.block {
        return None;
    }
    let start = mentions.partition_point(|mention| mention.from < sentence.from);
    (start..end).find(|&index| mentions[index].person().is_some()).and_then(|index| draft.people.of(index))
}

/// Binds every match of the page, relation by relation, in the order of the pattern file.
pub(crate) fn bind(draft: &mut Draft<'_>) {
    let readings = std::mem::take(&mut draft.readings);
    let mut bound = Bound::default();
    for reading in &readings {
        let mut matches: Vec<&Match> = reading.matches.iter().collect();
        matches.sort_by_key(|found| (found.rule, found.range.0));
        for found in matches {
            let rule = &draft.patterns.rules[found.rule];
            let found = Found { reading, found, rule: rule.id };
            relation(draft, rule.relation, found, &mut bound);
        }
    }
    draft.readings = readings;
}

fn relation(draft: &mut Draft<'_>, relation: &str, found: Found<'_>, bound: &mut Bound) {
    match relation.split_once(':').unwrap_or((relation, "")) {
        ("post" | "post.org", _) => post(draft, found, Change::Holds, bound),
        ("change", change) => {
            if let Ok(change) = Change::from_str(change) {
                post(draft, found, change, bound);
            }
        }
        ("home", _) => home(draft, found, bound),
        ("home.list", _) if is_entry(draft, found.reading) => home(draft, found, bound),
        ("located" | "located.city", _) => located(draft, found),
        ("part_of", _) => part_of(draft, found),
        ("succeeds", _) => succeeds(draft, found),
        ("organizes", role) => organizes(draft, found, role),
        ("participates", _) => participates(draft, found),
        _ => {}
    }
}

fn post(draft: &mut Draft<'_>, found: Found<'_>, change: Change, bound: &mut Bound) {
    let Some(range) = found.found.part("posts") else { return };
    if biography(draft, &found) {
        return;
    }
    let positions = found.reading.mentions(range, b"P");
    if positions.iter().any(|position| bound.posts.contains(position)) && change == Change::Holds {
        return;
    }
    let person = found
        .subject(draft)
        .or_else(|| antecedent(draft, found.reading, found.reading.items[found.found.range.0].from));
    let Some(person) = person else { return };
    let mut list = posts::read(draft.annotations, found.reading, range, found.rule, &mut draft.institutions);
    if let Some(mention) = found.found.part("home").and_then(|home| found.reading.mention(home, b"IAX")) {
        let id = draft.institutions.relate(draft.annotations, mention, found.rule);
        let span = draft.annotations.mentions[mention].span;
        list.iter_mut()
            .for_each(|post| post.institution = Some(Fact::new(id, Support::text(span, found.rule, 0.75))));
        bound.homes.insert(mention);
    }
    bound.posts.extend(positions);
    bound.homes.extend(found.reading.mentions(range, b"IAU"));
    let first = list.first().is_some_and(|post| post.past);
    for mut post in list {
        post.change = change;
        if change == Change::Holds && (post.past || first) || lower_and_homeless(draft, &post) {
            continue;
        }
        posts::add(&mut draft.people.list[person].posts, post);
    }
    if change != Change::Holds {
        let role = if matches!(change, Change::Retired | Change::Resigned) {
            AppearanceRole::Predecessor
        } else {
            AppearanceRole::Appointee
        };
        let support = found.span_support(draft, 0.85);
        roles::add(&mut draft.people.list[person].roles, role, None, support);
    }
}

/// `Prior to joining us she was …`, `In 1984 he was appointed …`: what a biography tells of the past.
fn biography(draft: &Draft<'_>, found: &Found<'_>) -> bool {
    let items = &found.reading.items[..found.found.range.1];
    let past = items.iter().any(|item| is_cue(draft.annotations, item, &["past"]));
    let pronoun =
        found.found.part("he").is_some() || found.rule.starts_with("appoint") || found.rule == "post.is";
    let published = draft.head.published.as_ref().map(|published| published.value.year);
    let year = |item: &Item| {
        let token = draft.annotations.tokens.tokens[item.from];
        (token.shape == Shape::Number && token.span.len() == 4)
            .then(|| draft.annotations.tokens.str(item.from).parse::<i16>().ok())
            .flatten()
    };
    let old =
        found.reading.items.iter().filter_map(year).any(|year| {
            (1900..2100).contains(&year) && published.is_none_or(|published| year + 1 < published)
        });
    pronoun && (past || old)
}

/// `a member`, `speaker`: a small noun without institution says little enough to be left out.
fn lower_and_homeless(draft: &Draft<'_>, post: &Post) -> bool {
    let Some(title) = &post.title else { return false };
    let Some(span) = title.support.first().and_then(|support| support.span) else { return false };
    let small = span.of(draft.text()).chars().all(|c| !c.is_uppercase());
    small
        && post.institution.is_none()
        && post.unit.is_none()
        && title.value.split(' ').count() < 2
        && !title.value.chars().any(crate::annotate::token::is_ideograph)
}

fn home(draft: &mut Draft<'_>, found: Found<'_>, bound: &mut Bound) {
    let (Some(person), Some(range)) = (found.subject(draft), found.found.part("home")) else { return };
    let orgs = found.reading.mentions(range, b"IAUX");
    if orgs.iter().any(|org| bound.homes.contains(org)) {
        return;
    }
    bound.homes.extend(orgs);
    for post in
        posts::affiliations(draft.annotations, found.reading, range, found.rule, &mut draft.institutions)
    {
        posts::add(&mut draft.people.list[person].posts, post);
    }
}

/// A line that holds a person and where the person belongs, and no sentence: an entry of a list of people.
fn is_entry(draft: &Draft<'_>, reading: &Reading) -> bool {
    let tokens = &draft.annotations.tokens;
    let small = |at: usize| {
        matches!(tokens.tokens[at].shape, Shape::Mark(_))
            || ["link", "article", "conjunction"]
                .iter()
                .any(|class| tokens.word_is(at, File::Institutions, class))
    };
    let strange = reading
        .items
        .iter()
        .filter(|item| {
            !matches!(item.symbol, b'N' | b'P' | b'I' | b'U' | b'A' | b'C' | b'J' | b'Y' | b'S' | b'X')
        })
        .filter(|item| !small(item.from))
        .count();
    strange <= 1 && reading.items.len() <= 24
}

fn located(draft: &mut Draft<'_>, found: Found<'_>) {
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

fn part_of(draft: &mut Draft<'_>, found: Found<'_>) {
    let (Some(part), Some(org)) = (found.found.part("part"), found.found.part("org")) else { return };
    let (Some(part), Some(org)) = (found.reading.mention(part, b"I"), found.reading.mention(org, b"I"))
    else {
        return;
    };
    let span = draft.annotations.mentions[org].span;
    if let (Some(part), Some(whole)) = (draft.institutions.of(part), draft.institutions.of(org)) {
        draft.institutions.contain(part, whole, span, found.rule);
    }
}

fn succeeds(draft: &mut Draft<'_>, found: Found<'_>) {
    let Some(predecessor) = found.person(draft, "predecessor") else { return };
    let support = found.span_support(draft, 0.85);
    roles::add(&mut draft.people.list[predecessor].roles, AppearanceRole::Predecessor, None, support.clone());
    if let Some(person) = found.subject(draft).filter(|person| *person != predecessor) {
        roles::add(&mut draft.people.list[person].roles, AppearanceRole::Appointee, None, support);
    }
}

fn organizes(draft: &mut Draft<'_>, found: Found<'_>, role: &str) {
    let Ok(role) = OrganizerRole::from_str(role) else { return };
    let labels = ["orgs", "more"];
    let ranges: Vec<(usize, usize)> = labels.iter().filter_map(|label| found.found.part(label)).collect();
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return };
    for mention in found.reading.mentions((first.0, last.1), b"IA") {
        let id = draft.institutions.relate(draft.annotations, mention, found.rule);
        let span = draft.annotations.mentions[mention].span;
        let event = super::when::event_at(draft, draft.annotations.mentions[mention].from);
        if let Some(event) = event {
            let organizers = &mut draft.events.list[event].organizers;
            if !organizers.iter().any(|(known, known_role, _)| *known == id && *known_role == role) {
                organizers.push((id, role, Support::text(span, found.rule, 0.8)));
            }
        }
    }
}

/// `With representatives from A of X, B of Y, and C of Z`: all institutions up to the end of the list.
fn participates(draft: &mut Draft<'_>, found: Found<'_>) {
    let Some((start, _)) = found.found.part("orgs") else { return };
    let items = &found.reading.items;
    let end = (start..items.len()).find(|&at| !list_item(draft, found.reading, at)).unwrap_or(items.len());
    let event = super::when::event_at(draft, items[start].from);
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
    let small = |class| tokens.word_is(item.from, File::Institutions, class);
    matches!(item.symbol, b'I' | b'A' | b'C' | b'J' | b'Y' | b'S')
        || [',', '(', ')', ';', '&'].iter().any(|mark| tokens.tokens[item.from].is(*mark))
        || small("link")
        || small("article")
        || small("conjunction")
}
