//! Binding: what the patterns matched becomes posts, roles, talks, themes and dates of the draft. A mention of a post or an institution is
//! bound once, by the first pattern in the order of the file.

use std::collections::HashSet;
use std::str::FromStr;

use crate::annotate::token::Shape;
use crate::annotate::{File, points_home};
use crate::fact::{Fact, Support};
use crate::records::{AppearanceRole, Change};
use crate::relate::draft::Draft;
use crate::relate::grammar::found::{Found, antecedent};
use crate::relate::grammar::items::{Item, Reading, is_cue};
use crate::relate::grammar::pattern::Match;
use crate::relate::institutions::bind as organizations;
use crate::relate::people::{
    self, effective,
    posts::{self, Post},
    roles,
};
use crate::span::Span;

/// Mentions that a pattern has used up.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    posts: HashSet<usize>,
    homes: HashSet<usize>,
    /// A post has changed hands.
    handed: bool,
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
        ("post.list", _) if is_entry(draft, found.reading) => post(draft, found, Change::Holds, bound),
        ("change", change) => {
            if let Ok(change) = Change::from_str(change) {
                post(draft, found, change, bound);
            }
        }
        ("house", _) => house(draft, &found, bound),
        ("house.list", _) if is_entry(draft, found.reading) => house(draft, &found, bound),
        ("home", _) => home(draft, found, bound),
        ("home.list", _) if is_entry(draft, found.reading) => home(draft, found, bound),
        ("home.titled", _) if is_professor(draft, &found) => home(draft, found, bound),
        ("located" | "located.city", _) => organizations::located(draft, found),
        ("part_of", _) => organizations::part_of(draft, found),
        ("succeeds", _) => succeeds(draft, found),
        ("leaves", change) => {
            if let Ok(change) = Change::from_str(change) {
                effective::leave(draft, found, change, bound.handed);
            }
        }
        ("effective" | "effective.office" | "effective.leaves", _) => effective::read(draft, found, relation),
        ("organizes", role) => organizations::organizes(draft, found, role),
        ("participates", _) => organizations::participates(draft, found),
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
    if let Some(unit) = found.found.part("unit").and_then(|unit| found.reading.mention(unit, b"U")) {
        let unit = posts::unit(draft.annotations, draft.annotations.mentions[unit].span, found.rule);
        list.iter_mut().for_each(|post| post.unit = Some(unit.clone()));
    }
    if change != Change::Holds {
        appointing(draft, &found, &mut list);
    }
    let elected = || found.reading.items.iter().any(|item| is_cue(draft.annotations, item, &["elect"]));
    let change = if change == Change::Appointed && elected() { Change::Elected } else { change };
    bound.handed |= change != Change::Holds;
    bound.posts.extend(positions);
    bound.homes.extend(found.reading.mentions(range, b"IAU"));
    let first = list.first().is_some_and(|post| post.past);
    for mut post in list {
        post.change = change;
        // `Ann Lee, archivist`, `Ann Lee (novelist)`: what stands there is what she is.
        let apposed = matches!(found.rule, "post.comma" | "post.parenthesis" | "post.dash" | "post.before");
        if change == Change::Holds && is_function(draft, &post, found.rule) {
            continue;
        }
        if change == Change::Holds && (post.past || first) || !apposed && lower_and_homeless(draft, &post) {
            continue;
        }
        people::add(&mut draft.people.list[person].posts, post);
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

/// `Fenwick College has appointed Ann Lee as its next Director`: who gives a post that names no other institution has it.
fn appointing(draft: &mut Draft<'_>, found: &Found<'_>, list: &mut [Post]) {
    let before = (0, found.found.range.0);
    let Some(mention) = found.reading.mentions(before, b"I").last().copied() else { return };
    if list.iter().any(|post| post.institution.is_some() || post.unit.is_some()) {
        return;
    }
    let named = &draft.annotations.mentions[mention];
    let name = named.institution().map_or(named.span, |named| named.name);
    let (from, to) = draft.annotations.tokens.range_of(name);
    let begin = behind_organ(draft, from, to);
    let span = draft.annotations.tokens.span(begin, to);
    let rule = "post.appointing";
    let id = if begin == from {
        draft.institutions.relate(draft.annotations, mention, rule)
    } else {
        draft.institutions.relate_name(draft.annotations, span, rule)
    };
    let institution = Fact::new(id, Support::inferred(span, rule, 0.65));
    list.iter_mut().for_each(|post| post.institution = Some(institution.clone()));
}

/// The first token of `Fenwick College` in `Board of Trustees of Fenwick College`: the organ acts for the whole.
fn behind_organ(draft: &Draft<'_>, from: usize, to: usize) -> usize {
    let tokens = &draft.annotations.tokens;
    let Some((organ, _)) = tokens.longest(from, File::Institutions, "organ") else { return from };
    let small =
        |at: &usize| ["link", "article"].iter().any(|class| tokens.word_is(*at, File::Institutions, class));
    let begin = organ.to + (organ.to..to).take_while(small).count();
    let named = (begin..to).any(|at| tokens.longest(at, File::Institutions, "head").is_some());
    if begin > organ.to && named { begin } else { from }
}

/// As far before a year `since` stands: `since 1 March 2019`.
const SINCE: usize = 4;

/// `since`: what began in a year lasts.
fn is_since(draft: &Draft<'_>, at: usize) -> bool {
    draft.annotations.tokens.cues(at).any(|class| class == "since")
}

/// `Prior to joining us she was …`, `In 1984 he was appointed …`: what a biography tells of the past.
fn biography(draft: &Draft<'_>, found: &Found<'_>) -> bool {
    let items = &found.reading.items[..found.found.range.1];
    let past = items.iter().any(|item| is_cue(draft.annotations, item, &["past"]));
    let pronoun =
        found.found.part("he").is_some() || found.rule.starts_with("appoint") || found.rule == "post.is";
    let published = draft.head.published.as_ref().map(|published| published.value.year);
    let since = |at: usize| (at.saturating_sub(SINCE)..at).any(|at| is_since(draft, at));
    let year = |item: &Item| {
        let token = draft.annotations.tokens.tokens[item.from];
        (!since(item.from) && token.shape == Shape::Number && token.span.len() == 4)
            .then(|| draft.annotations.tokens.str(item.from).parse::<i16>().ok())
            .flatten()
    };
    let old =
        found.reading.items.iter().filter_map(year).any(|year| {
            (1900..2100).contains(&year) && published.is_none_or(|published| year + 1 < published)
        });
    pronoun && (past || old)
}

/// `rapporteur`, `président du jury`, `(chair)`: what somebody is at the event, and nowhere else.
fn is_function(draft: &Draft<'_>, post: &Post, rule: &str) -> bool {
    let Some(span) = post.title.as_ref().and_then(|title| title.support[0].span) else { return false };
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(span);
    let sense = tokens.hits(from).iter().find(|hit| hit.to == to).and_then(|hit| hit.of(File::Labels));
    let homeless = post.institution.is_none() && post.unit.is_none();
    homeless
        && sense.is_some_and(|sense| match sense.class {
            "participants" | "moderator" | "panelist" | "keynote" => true,
            "chair" => to > from + 1 || rule == "post.parenthesis",
            "organizer" | "convener" => rule == "post.parenthesis",
            _ => false,
        })
}

/// `a member`, `speaker`: a small noun without institution says little enough to be left out.
fn lower_and_homeless(draft: &Draft<'_>, post: &Post) -> bool {
    let Some(title) = &post.title else { return false };
    let Some(span) = title.support.first().and_then(|support| support.span) else { return false };
    let small = span.of(draft.text()).chars().all(|c| !c.is_uppercase());
    let tokens = &draft.annotations.tokens;
    let pointed = points_home(tokens, tokens.range_of(span).1, tokens.tokens.len());
    small
        && !pointed
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
    let list =
        posts::affiliations(draft.annotations, found.reading, range, found.rule, &mut draft.institutions);
    for home in list {
        match titled_before(draft, found.reading, person) {
            Some(post) => {
                let post = &mut draft.people.list[person].posts[post];
                (post.unit, post.institution) = (home.unit, home.institution);
            }
            None => people::add(&mut draft.people.list[person].posts, home),
        }
    }
}

/// `Fenwick College Professor Ann Lee`: the title before the name is a post, which is at the institution before it.
fn is_professor(draft: &Draft<'_>, found: &Found<'_>) -> bool {
    let tokens = &draft.annotations.tokens;
    let name =
        found.found.part("person").and_then(|range| found.reading.mentions(range, b"N").first().copied());
    name.map(|name| &draft.annotations.mentions[name]).is_some_and(|mention| {
        mention.person().is_some_and(|person| !person.before.is_empty())
            && tokens.tokens[mention.from].is_capitalised()
            && tokens.longest(mention.from, File::Positions, "head").is_some()
    })
}

/// `Ann Lee, engineer at Fenwick`: capitals that only their place behind a post explains are its institution, where it has none.
fn house(draft: &mut Draft<'_>, found: &Found<'_>, bound: &mut Bound) {
    let (Some(person), Some(range)) = (found.subject(draft), found.found.part("posts")) else { return };
    let Some(mention) = found.found.part("home").and_then(|home| found.reading.mention(home, b"XIA")) else {
        return;
    };
    let items = &found.reading.items[range.0..range.1];
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return };
    // `Direktorin des Stiftsmuseums` points to one that is named elsewhere.
    if points_home(&draft.annotations.tokens, last.to, draft.annotations.tokens.tokens.len()) {
        return;
    }
    let here = draft.annotations.tokens.span(first.from, last.to);
    let homeless = |post: &Post| {
        let title = post.title.as_ref().and_then(|title| title.support[0].span);
        post.institution.is_none() && title.is_some_and(|title| here.contains(title))
    };
    let posts: Vec<usize> = draft.people.list[person]
        .posts
        .iter()
        .enumerate()
        .filter_map(|(index, post)| homeless(post).then_some(index))
        .collect();
    if posts.is_empty() || !bound.homes.insert(mention) {
        return;
    }
    let id = draft.institutions.relate(draft.annotations, mention, found.rule);
    let support = Support::text(draft.annotations.mentions[mention].span, found.rule, 0.65);
    for post in posts {
        draft.people.list[person].posts[post].institution = Some(Fact::new(id, support.clone()));
    }
}

/// `Vice-Dean Ann Lee, Fenwick College`: the post before the name, which has no home yet.
fn titled_before(draft: &Draft<'_>, reading: &Reading, person: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let here = |span: Span| {
        let (from, _) = tokens.range_of(span);
        reading.from <= from && from < reading.to
    };
    draft.people.list[person].posts.iter().position(|post| {
        let title = post.title.as_ref().map(|title| &title.support[0]);
        let before = title.is_some_and(|title| title.rule == "post.before" && title.span.is_some_and(here));
        before && post.unit.is_none() && post.institution.is_none()
    })
}

/// A line that holds a person and where the person belongs, and no sentence: an entry of a list of people.
fn is_entry(draft: &Draft<'_>, reading: &Reading) -> bool {
    reading.items.len() <= 24 && reading.others(&draft.annotations.tokens, b"NPIUACJYSX") <= 1
}

fn succeeds(draft: &mut Draft<'_>, found: Found<'_>) {
    let predecessor = found.person(draft, "predecessor");
    let support = found.span_support(draft, 0.85);
    if let Some(predecessor) = predecessor {
        let roles = &mut draft.people.list[predecessor].roles;
        roles::add(roles, AppearanceRole::Predecessor, None, support.clone());
    }
    if let Some(person) = found.subject(draft).filter(|person| Some(*person) != predecessor) {
        roles::add(&mut draft.people.list[person].roles, AppearanceRole::Appointee, None, support);
    }
}
