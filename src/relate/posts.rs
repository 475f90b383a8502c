//! Posts: which title, unit and institution belong together. The patterns give a stretch such as `Director of X and Fellow at Y`;
//! this module cuts it into posts and says what each part is.

use crate::annotate::{Annotations, Kind};
use crate::dates::PartialDate;
use crate::normalize::{fold, name_text};
use crate::records::Change;
use crate::relate::draft::Draft;
use crate::relate::fact::{Fact, Support};
use crate::relate::institutions::Institutions;
use crate::relate::items::Reading;
use crate::span::Span;

/// A post of a person.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// The title; empty where only the affiliation is given.
    pub title: Option<Fact<String>>,
    /// The head noun, folded: two posts with one head at one institution are one post.
    pub head: String,
    /// Department, office, section.
    pub unit: Option<Fact<String>>,
    /// The institution.
    pub institution: Option<Fact<usize>>,
    /// What happens to it.
    pub change: Change,
    /// From which day.
    pub effective: Option<Fact<PartialDate>>,
    /// A word says that it is past.
    pub past: bool,
}

/// What stands where the person belongs: units and institutions in page order.
#[derive(Clone, Debug, Default)]
struct Home {
    unit: Option<Fact<String>>,
    institutions: Vec<Fact<usize>>,
}

/// Cuts a stretch of items into posts; a post without a home takes the next one's.
pub(crate) fn read(
    annotations: &Annotations<'_>,
    reading: &Reading,
    range: (usize, usize),
    rule: &'static str,
    institutions: &mut Institutions,
) -> Vec<Post> {
    let posts: Vec<usize> = (range.0..range.1).filter(|&at| reading.items[at].symbol == b'P').collect();
    let mut found = Vec::new();
    for (index, &at) in posts.iter().enumerate() {
        let end = posts.get(index + 1).copied().unwrap_or(range.1);
        let (title, head, past) = title(annotations, reading, at, end, rule);
        let home = home(annotations, reading, (at + 1, end), rule, institutions);
        let institution = home.institutions.first().cloned();
        found.push(Post {
            title: Some(title),
            head,
            unit: home.unit,
            institution,
            change: Change::Holds,
            effective: None,
            past,
        });
    }
    share_homes(&mut found);
    found
}

/// `Chief of X and Team Leader at Y`: the first post is at Y too.
fn share_homes(posts: &mut [Post]) {
    for index in (1..posts.len()).rev() {
        if posts[index - 1].institution.is_none() {
            let (before, after) = posts.split_at_mut(index);
            before[index - 1].institution.clone_from(&after[0].institution);
            if before[index - 1].unit.is_none() {
                before[index - 1].unit.clone_from(&after[0].unit);
            }
        }
    }
}

/// The title of a post: the mention, and a section that stands right after `of` with an institution behind it.
fn title(
    annotations: &Annotations<'_>,
    reading: &Reading,
    at: usize,
    end: usize,
    rule: &'static str,
) -> (Fact<String>, String, bool) {
    let mention = &annotations.mentions[reading.items[at].mention.unwrap_or_default()];
    let Kind::Position(position) = mention.kind else {
        return (Fact::new(String::new(), Support::text(mention.span, rule, 0.1)), String::new(), false);
    };
    let span =
        section(annotations, reading, at, end).map_or(mention.span, |section| mention.span.to(section));
    let text = annotations.tokens.text;
    let value = title_text(text, mention.span, span);
    let head = fold(position.head.of(text));
    (Fact::new(value, Support::text(span, rule, mention.confidence.max(0.8))), head, position.past)
}

/// `Head of the Estates Unit at Y`: the section is what the post is about, so it stays in the title, as printed; a
/// department after `of` is the unit, and the last institution is the institution.
fn section(annotations: &Annotations<'_>, reading: &Reading, at: usize, end: usize) -> Option<Span> {
    let orgs: Vec<usize> =
        (at + 1..end).filter(|&at| matches!(reading.items[at].symbol, b'I' | b'U')).collect();
    let first = *orgs.first()?;
    let directly = (at + 1..first).all(|at| is_of(annotations, reading, at));
    let mention = &annotations.mentions[reading.items[first].mention?];
    let part = match &mention.kind {
        Kind::Unit => !is_department(annotations, mention.from, mention.to),
        Kind::Institution(institution) => {
            institution.part_like
                && !is_department(annotations, mention.from, mention.to)
                && (first + 1..end).any(|at| matches!(reading.items[at].symbol, b'I' | b'A'))
        }
        _ => false,
    };
    (directly && part && first > at + 1).then_some(mention.span)
}

fn is_of(annotations: &Annotations<'_>, reading: &Reading, at: usize) -> bool {
    let token = reading.items[at].from;
    let word = |class| annotations.tokens.word_is(token, crate::annotate::File::Institutions, class);
    word("link") || word("article")
}

fn is_department(annotations: &Annotations<'_>, from: usize, to: usize) -> bool {
    (from..to)
        .any(|at| annotations.tokens.longest(at, crate::annotate::File::Institutions, "department").is_some())
}

/// The title as printed, without the article after `of`: `Deputy Director of the Library` → `Deputy Director of Library`.
fn title_text(text: &str, _mention: Span, span: Span) -> String {
    let title = name_text(span.of(text));
    title.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.')).to_owned()
}

/// Reads units and institutions of a stretch: `Department of Physics, University of X, Kenya`.
fn home(
    annotations: &Annotations<'_>,
    reading: &Reading,
    range: (usize, usize),
    rule: &'static str,
    institutions: &mut Institutions,
) -> Home {
    let mut home = Home::default();
    let skip = section(annotations, reading, range.0.saturating_sub(1), range.1);
    for at in range.0..range.1 {
        let item = reading.items[at];
        let Some(index) = item.mention else { continue };
        let mention = &annotations.mentions[index];
        if skip == Some(mention.span) {
            continue;
        }
        match item.symbol {
            b'U' if home.unit.is_none() && home.institutions.is_empty() => {
                home.unit = Some(unit(annotations, mention.span, rule));
            }
            b'I' | b'A' | b'X' => {
                let part = part_of_next(annotations, reading, at, range.1);
                if let Some(next) = part.filter(|_| home.unit.is_none() && home.institutions.is_empty()) {
                    home.unit = Some(unit(annotations, name_span(mention), rule));
                    note_part(annotations, institutions, index, next, mention.span);
                    continue;
                }
                let id = institutions.relate(annotations, index, rule);
                let confidence = if item.symbol == b'I' { 0.85 } else { 0.8 };
                home.institutions.push(Fact::new(id, Support::text(mention.span, rule, confidence)));
            }
            _ => {}
        }
    }
    home
}

fn name_span(mention: &crate::annotate::Mention) -> Span {
    mention.institution().map_or(mention.span, |institution| institution.name)
}

fn unit(annotations: &Annotations<'_>, span: Span, rule: &'static str) -> Fact<String> {
    Fact::new(name_text(span.of(annotations.tokens.text)), Support::text(span, rule, 0.8))
}

/// `Skills Centre, Fenwick College`: a part before its whole; gives the mention of the whole.
fn part_of_next(annotations: &Annotations<'_>, reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let mention = &annotations.mentions[reading.items[at].mention?];
    let institution = mention.institution()?;
    let next = (at + 1..end).find(|&at| matches!(reading.items[at].symbol, b'I' | b'A'))?;
    let near = next - at <= 4;
    let whole = &annotations.mentions[reading.items[next].mention?];
    let same_rank =
        whole.institution().is_some_and(|whole| whole.kind == institution.kind && !institution.part_like);
    (near && !same_rank && institution.kind != crate::records::InstitutionKind::University)
        .then_some(reading.items[next].mention?)
}

/// A part that the page also names on its own is an institution of its own, with a parent.
fn note_part(
    annotations: &Annotations<'_>,
    institutions: &mut Institutions,
    part: usize,
    whole: usize,
    span: Span,
) {
    if let (Some(part), Some(whole)) = (institutions.of(part), institutions.of(whole)) {
        institutions.contain(part, whole, span, "org.part");
    }
    let _ = annotations;
}

/// The affiliations of a stretch without a title: one post for each institution.
pub(crate) fn affiliations(
    annotations: &Annotations<'_>,
    reading: &Reading,
    range: (usize, usize),
    rule: &'static str,
    institutions: &mut Institutions,
) -> Vec<Post> {
    let home = home(annotations, reading, range, rule, institutions);
    let post = |unit: Option<Fact<String>>, institution: Option<Fact<usize>>| Post {
        title: None,
        head: String::new(),
        unit,
        institution,
        change: Change::Holds,
        effective: None,
        past: false,
    };
    if home.institutions.is_empty() {
        return home.unit.map(|unit| post(Some(unit), None)).into_iter().collect();
    }
    let mut unit = home.unit;
    home.institutions.into_iter().map(|institution| post(unit.take(), Some(institution))).collect()
}

/// Adds a post to those of a person; the same post said twice is one, with both as support.
pub(crate) fn add(posts: &mut Vec<Post>, new: Post) {
    let same_home = |a: &Post, b: &Post| match (&a.institution, &b.institution) {
        (Some(a), Some(b)) => a.value == b.value,
        _ => true,
    };
    let known = posts
        .iter_mut()
        .find(|post| post.change == new.change && same_home(post, &new) && same_title(post, &new));
    match known {
        Some(post) => merge(post, new),
        None => posts.push(new),
    }
}

/// An affiliation is absorbed by a post there; two titles with one head are the same post.
fn same_title(a: &Post, b: &Post) -> bool {
    match (&a.title, &b.title) {
        (Some(a_title), Some(b_title)) => {
            let (first, second) = (without_articles(&a_title.value), without_articles(&b_title.value));
            first == second
                || a.head == b.head
                    && (first.starts_with(&second)
                        || second.starts_with(&first)
                        || first.ends_with(&second)
                        || second.ends_with(&first))
        }
        (None, None) => a.institution.is_some() == b.institution.is_some(),
        _ => a.institution.is_some() && b.institution.is_some(),
    }
}

/// The folded title without small words: `Director of the Library` and `Director of Library` are one.
fn without_articles(title: &str) -> String {
    let folded = fold(title);
    let words: Vec<&str> = folded.split(' ').filter(|word| !is_article(word)).collect();
    words.join(" ")
}

fn is_article(word: &str) -> bool {
    let key = crate::annotate::token::key(word);
    let english = crate::annotate::Vocabulary::of(None);
    english
        .word(key)
        .iter()
        .any(|sense| sense.file == crate::annotate::File::Institutions && sense.class == "article")
}

fn merge(post: &mut Post, new: Post) {
    match (&mut post.title, new.title) {
        (Some(title), Some(other))
            if without_articles(&other.value).len() > without_articles(&title.value).len()
                && post.unit.is_none() =>
        {
            let support = std::mem::take(&mut title.support);
            *title = other;
            title.support.extend(support);
        }
        (Some(title), Some(other)) => title.support.extend(other.support),
        (none @ None, other) => {
            *none = other;
            post.head = new.head;
        }
        _ => {}
    }
    match (&mut post.unit, new.unit) {
        (none @ None, unit) => *none = unit,
        (Some(unit), Some(other)) if fold(&unit.value) == fold(&other.value) => {
            unit.support.extend(other.support);
        }
        _ => {}
    }
    match (&mut post.institution, new.institution) {
        (none @ None, institution) => *none = institution,
        (Some(institution), Some(other)) => institution.support.extend(other.support),
        _ => {}
    }
    post.past |= new.past;
}

/// On a page about a post that changes hands, a title without institution is at the institution the page is about: the one it names most.
pub(crate) fn at_home(draft: &mut Draft<'_>) {
    let changes =
        draft.people.list.iter().flat_map(|person| &person.posts).any(|post| post.change != Change::Holds);
    if !changes {
        return;
    }
    let count = |id: usize| {
        draft
            .annotations
            .mentions
            .iter()
            .enumerate()
            .filter(|(index, _)| draft.institutions.of(*index) == Some(id))
            .count()
    };
    let best = (0..draft.institutions.list.len())
        .filter(|&id| draft.institutions.list[id].related)
        .max_by_key(|&id| (count(id), std::cmp::Reverse(id)));
    let Some(home) = best.filter(|&id| count(id) >= 2) else { return };
    for post in draft.people.list.iter_mut().flat_map(|person| &mut person.posts) {
        let span = post.title.as_ref().and_then(|title| title.support[0].span);
        if let (None, Some(span)) = (&post.institution, span) {
            let capitals = span.of(&draft.document.text).starts_with(char::is_uppercase);
            if capitals {
                post.institution =
                    Some(Fact::new(home, Support::inferred(span, "post.page_institution", 0.6)));
            }
        }
    }
}
