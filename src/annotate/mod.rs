//! Annotation: the text of a [`Document`] becomes [`Mention`]s, one recogniser a kind, overlaps allowed.
//! What it knows is words and their shapes, and nothing of which mention belongs to which.

mod calendar;
mod cover;
pub(crate) mod culture;
mod dated;
mod event;
mod institution;
mod mention;
mod person;
mod place;
mod pointed;
mod position;
mod quote;
mod terms;
pub mod token;
mod tokens;
mod venue;
mod vocabulary;

use std::collections::BTreeSet;

use cover::Cover;
pub(crate) use institution::known::KNOWN;
pub use mention::{
    EventMention, InstitutionMention, Kind, Mention, PersonMention, PlaceClass, PositionMention,
};
pub(crate) use person::whole as whole_person;
pub(crate) use pointed::{pointed, points_home};
pub use tokens::{Sentence, Tokens, Trait};
pub use vocabulary::{File, Hit, Sense, Trigger, Vocabulary};

use crate::dates::{self, Recogniser};
use crate::deadline;
use crate::parse::{BlockKind, Document, MarkKind};
use crate::span::Span;

/// The most mentions that are read of a page, ten times what books of proceedings have: all that relates them takes time and memory by their number.
pub(crate) const MENTIONS: usize = 1 << 16;

/// The mentions of a document and the tokens they were found in.
#[derive(Debug)]
pub struct Annotations<'a> {
    /// Tokens, hits and sentences.
    pub tokens: Tokens<'a>,
    /// Sorted by start, the longer first.
    pub mentions: Vec<Mention>,
    /// What the dates were read with.
    pub dates: dates::Context<'a>,
    /// The first place that was not read, where a page has more mentions than are read.
    pub unread: Option<Span>,
}

/// Finds every mention of a document.
#[must_use]
pub fn annotate(document: &Document, published: Option<dates::PartialDate>) -> Annotations<'_> {
    let language = document.language.as_deref();
    let tokens = Tokens::read(document, language);
    let mut mentions = Vec::new();
    let mut cover = Cover::of(tokens.tokens.len());
    let mut unread = None;
    for sentence in &tokens.sentences {
        deadline::check();
        if mentions.len() > MENTIONS {
            unread = Some(tokens.span(sentence.from, sentence.to));
            break;
        }
        sentence_mentions(&tokens, sentence, &mut cover, &mut mentions);
    }
    let siblings = person::promote_siblings(&tokens, document, &mut mentions);
    person::promote_lines(&tokens, &mut mentions);
    if matches!(tokens.vocabulary.language, "zh" | "ja") {
        person::find_columns(&tokens, document, &mut mentions);
    }
    mentions.extend(siblings);
    let context = date_mentions(document, &tokens, published, &mut mentions);
    calendar::add(document, &tokens, &mut mentions);
    venue_mentions(&tokens, &mut cover, &mut mentions);
    drop_dated_names(&mut mentions);
    drop_struck(document, &mut mentions);
    mentions.sort_by_cached_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let unread = cut(&mut mentions, unread);
    Annotations { tokens, mentions, dates: context, unread }
}

/// Leaves out what is beyond the bound, or begins where sentences were not read any more; says where the first of it is.
fn cut(mentions: &mut Vec<Mention>, unread: Option<Span>) -> Option<Span> {
    let beyond = mentions.get(MENTIONS).map(|mention| mention.span);
    let first = beyond.into_iter().chain(unread).min_by_key(|span| span.start)?;
    mentions.truncate(mentions.partition_point(|mention| mention.span.start < first.start));
    Some(first)
}

fn sentence_mentions(
    tokens: &Tokens<'_>,
    sentence: &Sentence,
    cover: &mut Cover,
    mentions: &mut Vec<Mention>,
) {
    let (from, to) = (sentence.from, sentence.to);
    let first = mentions.len();
    if sentence.has(Trait::Quote) {
        quote::find(tokens, from, to, mentions);
    }
    cover.add(&mentions[first..]);
    institution::find(tokens, sentence, cover, mentions);
    if sentence.triggers(Trigger::Post) {
        let posts = mentions.len();
        position::find(tokens, from, to, cover, mentions);
        cover.add(&mentions[posts..]);
    }
    if sentence.has(Trait::Capital) || sentence.lists(File::Honorifics) {
        person::find(tokens, from, to, cover, mentions);
    }
    if matches!(tokens.vocabulary.language, "zh" | "ja") {
        person::find_han(tokens, from, to, cover, mentions);
    }
    if sentence.lists(File::Events) || tokens.has_compounds() {
        event::find(tokens, from, to, mentions);
    }
    if sentence.lists(File::Places) {
        place::find(tokens, from, to, mentions);
    }
}

/// Reads the dates of all blocks; what they tell together of year and order settles what is open in some.
fn date_mentions<'a>(
    document: &'a Document,
    tokens: &Tokens<'_>,
    published: Option<dates::PartialDate>,
    mentions: &mut Vec<Mention>,
) -> dates::Context<'a> {
    let language = document.language.as_deref().unwrap_or("en");
    let printed = Recogniser::of(language).read(&document.text, dated::spans(tokens, document, language));
    let context = printed.context(dates::Context { language, published, ..dates::Context::default() });
    let dated = |date: &dates::Expression| date.start.is_some() || date.start_time.is_some();
    let found = dates::join_consecutive(printed.resolve(&context, &terms::terms(document))).into_iter();
    for date in found.flat_map(|date| by_label(date, document)).filter(dated) {
        let (from, to) = tokens.range_of(date.span);
        let (span, rule, confidence) = (date.span, date.rule, if date.inferred { 0.7 } else { 0.95 });
        mentions.push(Mention { span, from, to, kind: Kind::Date(Box::new(date)), rule, confidence });
    }
    context
}

/// The day and the time apart where a label stands between them: each is the value of its own.
fn by_label(date: dates::Expression, document: &Document) -> Vec<dates::Expression> {
    let (Some(day), Some(time)) = date.parts else { return vec![date] };
    let gap = document.text.get(day.end.min(time.end) as usize..day.start.max(time.start) as usize);
    if gap.is_some_and(|gap| gap.contains('\n') && gap.contains(':')) { date.split() } else { vec![date] }
}

/// Reads the venues last: no word of a person, a post or a date belongs to one.
fn venue_mentions(tokens: &Tokens<'_>, cover: &mut Cover, mentions: &mut Vec<Mention>) {
    cover.add_named(mentions);
    for sentence in tokens.sentences.iter().filter(|sentence| venue::may_stand(tokens, sentence)) {
        venue::find(tokens, sentence.from, sentence.to, cover, mentions);
    }
    venue::behind_days(tokens, cover, mentions);
}

/// Who is struck out takes no part any more; a row, or a line with a day, that is struck out is an event that is cancelled.
fn drop_struck(document: &Document, mentions: &mut Vec<Mention>) {
    let marks = document.marks.iter().filter(|mark| mark.kind == MarkKind::Struck);
    let mut struck: Vec<Span> =
        marks.map(|mark| mark.span).filter(|span| stands_alone(document, *span)).collect();
    if struck.is_empty() {
        return;
    }
    let days = mentions.iter().filter(|mention| mention.date().is_some()).map(|mention| mention.span.start);
    let days: BTreeSet<u32> = days.collect();
    struck.retain(|span| days.range(span.start..span.end).next().is_none());
    struck.sort_unstable_by_key(|span| span.start);
    mentions.retain(|mention| {
        let last = struck.partition_point(|span| span.start <= mention.span.start).checked_sub(1);
        mention.person().is_none() || last.is_none_or(|last| mention.span.start >= struck[last].end)
    });
}

/// A stretch in no cell of a table.
fn stands_alone(document: &Document, span: Span) -> bool {
    let at = document.blocks.partition_point(|block| block.span.end <= span.start);
    document.blocks.get(at).is_some_and(|block| !matches!(block.kind, BlockKind::Cell(_)))
}

/// `Thu Aug` before `17 2000` is no name: a person without a title whose name begins inside a date goes.
fn drop_dated_names(mentions: &mut Vec<Mention>) {
    let mut dates: Vec<(usize, usize)> =
        mentions.iter().filter(|mention| mention.date().is_some()).map(|date| (date.from, date.to)).collect();
    dates.sort_unstable();
    mentions.retain(|mention| {
        let untitled = mention.person().is_some_and(|person| person.before.is_empty());
        let last = dates.partition_point(|(from, _)| *from <= mention.from);
        !(untitled && last.checked_sub(1).is_some_and(|last| mention.from < dates[last].1))
    });
}
