//! Posts: which title, unit and institution belong together. The patterns give a stretch such as `Director of X and Fellow at Y`;
//! this module cuts it into posts and says what each part is.

use crate::annotate::token::Shape;
use crate::annotate::{Annotations, Kind};
use crate::dates::PartialDate;
use crate::fact::{Fact, Support};
use crate::normalize::{fold, name_text};
use crate::records::Change;
use crate::relate::grammar::items::Reading;
use crate::relate::institutions::Institutions;
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
    // `Fellow in the Fenwick Lab` works there; `Head of the Fenwick Lab` is its head.
    let inside = |at: usize| {
        let token = reading.items[at].from;
        annotations.tokens.word_is(token, crate::annotate::File::Institutions, "locative")
    };
    let part = match &mention.kind {
        Kind::Unit => !is_department(annotations, mention.from, mention.to) && !(at + 1..first).any(inside),
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
            // `Direktorin des Stiftsmuseums`: a noun behind a post points to an institution, and names one only as its owner.
            b'X' if rule.starts_with("post") && !is_owner(annotations, mention.to) => {}
            b'I' | b'A' | b'X' => {
                let part = part_of_next(annotations, reading, at, range.1);
                if let Some(next) = part.filter(|_| home.unit.is_none() && home.institutions.is_empty()) {
                    home.unit = Some(unit(annotations, name_span(mention), rule));
                    note_part(institutions, index, next, mention.span);
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

/// `'s` stands at a token.
fn is_owner(annotations: &Annotations<'_>, at: usize) -> bool {
    annotations.tokens.tokens.get(at).is_some_and(|token| token.shape == Shape::Possessive)
}

fn name_span(mention: &crate::annotate::Mention) -> Span {
    mention.institution().map_or(mention.span, |institution| institution.name)
}

/// The unit that a stretch of text names.
pub(super) fn unit(annotations: &Annotations<'_>, span: Span, rule: &'static str) -> Fact<String> {
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
fn note_part(institutions: &mut Institutions, part: usize, whole: usize, span: Span) {
    if let (Some(part), Some(whole)) = (institutions.of(part), institutions.of(whole)) {
        institutions.contain(part, whole, span, "org.part");
    }
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
