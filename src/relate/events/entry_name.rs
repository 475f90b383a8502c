//! What an entry of a list calls its event: by its heading, a label, words in bold or a link, a proper name, or what is left of it.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::parse::MarkKind;
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::groups::{Entry, is_quoted};
use crate::relate::events::headline::called;
use crate::relate::talks::{behind_lead, headed, opening, rest, says_nothing, words};
use crate::span::Span;

/// The name of the event of an entry.
pub(crate) fn name(draft: &Draft<'_>, entry: &Entry) -> Option<Fact<String>> {
    heading(draft, entry).or_else(|| {
        let (span, rule, confidence) = labelled(draft, entry)
            .or_else(|| {
                headed(draft, entry)
                    .map(|(span, _, _)| (before_colon(draft, span), "event.entry_heading", 0.7))
            })
            .or_else(|| marked(draft, entry))
            .or_else(|| proper(draft, entry))
            .or_else(|| phrase(draft, entry))
            .or_else(|| left(draft, entry))
            .filter(|(span, ..)| !says_nothing(draft, *span))?;
        Some(Fact::new(collapse(span.of(draft.text())), Support::text(span, rule, confidence)))
    })
}

/// The heading over a section, without its day; what stands in brackets before it, where that is the number in a series: `【第41讲】`.
fn heading(draft: &Draft<'_>, entry: &Entry) -> Option<Fact<String>> {
    let span = draft.document.blocks[entry.heading?].span;
    let (from, to) = draft.annotations.tokens.range_of(span);
    let day = draft.mentions_in(from, to).find(|(_, mention)| mention.date().is_some()).map(|(_, day)| day);
    let behind = day.filter(|day| day.from <= from + 1).map_or(from, |day| day.to);
    let bracket = bracketed(draft, behind, to).map(|close| (behind + 1, close));
    // A day at the end of the heading leaves nothing, and perhaps nothing of the page either.
    let (from, to) = bracket.or((behind < to).then_some((behind, to)))?;
    let shown = draft.annotations.tokens.span(from, to);
    let text = called(draft, &collapse(shown.of(draft.text())));
    let mere = day.is_some_and(|day| {
        words_beside(draft, span, day.span) == 0 || day.span.of(draft.text()).contains(&text)
    });
    // A heading that is nothing but a speaker names no event.
    let bare = shown.of(draft.text()).trim();
    let speaker = draft
        .mentions_in(entry.from, entry.to)
        .any(|(_, mention)| mention.person().is_some_and(|person| person.name.of(draft.text()) == bare))
        || opens_with_speaker(draft, from, to);
    (!mere && !speaker && !text.is_empty())
        .then(|| Fact::new(text, Support::text(shown, "event.heading", 0.7)))
}

/// `– Ann Lee (Leeds), "Whales at Sea"`: a speaker and more, and no event.
fn opens_with_speaker(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some(first) = (from..to).find(|&at| tokens.tokens[at].is_word()) else { return false };
    let speaker = |mention: &Mention| mention.person().is_some() && mention.from == first;
    draft.mentions_in(first, first + 1).any(|(_, mention)| speaker(mention))
        && !draft.mentions_in(first, to).any(|(_, mention)| mention.event().is_some())
}

/// The closing bracket of `【第41讲】` at a token.
fn bracketed(draft: &Draft<'_>, at: usize, to: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let open = tokens.get(at, to).is_some_and(|token| token.is('【'));
    (at..to).find(|&at| open && tokens.tokens[at].is('】')).filter(|close| *close > at + 1)
}

/// What the event of an entry is about: the heading behind `Seminar:` or behind the number of a series.
pub(crate) fn theme(draft: &Draft<'_>, entry: &Entry) -> Option<Fact<String>> {
    let tokens = &draft.annotations.tokens;
    let block = entry.heading?;
    let (from, to) = tokens.blocks[block];
    let span = behind_lead(draft, block).filter(|span| tokens.range_of(*span).0 > from)?;
    if opens_with_speaker(draft, tokens.range_of(span).0, to) {
        return None;
    }
    let day =
        draft.mentions_in(from, from + 2).any(|(_, mention)| mention.date().is_some() && mention.to >= to);
    (!day && words(draft, span) >= 2)
        .then(|| Fact::new(collapse(span.of(draft.text())), Support::text(span, "event.heading_theme", 0.65)))
}

/// How many words of a stretch are not of a day in it.
fn words_beside(draft: &Draft<'_>, span: Span, day: Span) -> usize {
    let words = |from: u32, to: u32| {
        let text = &draft.text()[from as usize..to.max(from) as usize];
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().any(char::is_alphabetic))
            .count()
    };
    words(span.start, day.start) + words(day.end, span.end)
}

type Found = (Span, &'static str, f32);

/// The value under `Event`, in a column or after a label.
fn labelled(draft: &Draft<'_>, entry: &Entry) -> Option<Found> {
    let inside = |from, to| entry.from <= from && to <= entry.to;
    let mut fields = draft.fields.within(Some((entry.from, entry.to)));
    let field = fields.find(|field| field.class == "event" && inside(field.from, field.to))?;
    Some((field.span(draft.annotations).trim(draft.text()), field.rule, 0.85))
}

/// Words in bold or a link, three or more, or an event noun among them, which name neither a day nor a person.
fn marked(draft: &Draft<'_>, entry: &Entry) -> Option<Found> {
    let span = draft.annotations.tokens.span(entry.from, entry.to);
    let inside = draft.document.marks_in(span).iter();
    let bold = inside.filter(|mark| matches!(mark.kind, MarkKind::Strong | MarkKind::Link));
    bold.map(|mark| mark.span.trim(draft.text()))
        .find(|mark| span.contains(*mark) && names_event(draft, entry, *mark))
        .map(|mark| (mark, "event.entry_mark", 0.7))
}

/// `The Maria Lopez Lecture 2025: Tides and Tables`: what stands before the colon, where it ends in an event and its year.
fn before_colon(draft: &Draft<'_>, span: Span) -> Span {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(span);
    let colon = (from + 2..to).find(|&at| tokens.tokens[at].is(':'));
    let dated = |colon: &usize| tokens.tokens[*colon - 1].shape == Shape::Number;
    let Some(colon) = colon.filter(dated) else { return span };
    let ends =
        |mention: &Mention| mention.event().is_some_and(|event| !event.plural) && mention.to + 1 >= colon;
    let named = draft.mentions_in(from, colon).any(|(_, mention)| ends(mention));
    if named { tokens.span(from, colon) } else { span }
}

fn names_event(draft: &Draft<'_>, entry: &Entry, span: Span) -> bool {
    let (from, to) = draft.annotations.tokens.range_of(span);
    let told = |mention: &Mention| mention.person().is_some() || mention.date().is_some();
    // `Board Meeting` is one; `Meeting Minutes` are of one.
    let event = |mention: &Mention| mention.to == to && mention.event().is_some_and(|event| !event.plural);
    let count = words(draft, span);
    let held =
        |test: &dyn Fn(&Mention) -> bool| draft.mentions_in(from, to).any(|(_, mention)| test(mention));
    // What stands beside a speaker in bold is the title of the talk, where it names no event.
    let speaks = draft.mentions_in(entry.from, entry.to).any(|(_, mention)| mention.person().is_some());
    !held(&told) && (count >= 3 && !speaks || count >= 2 && held(&event)) && count <= MOST
}

/// Most words of a name.
const MOST: usize = 30;

/// The first proper name of an event.
fn proper(draft: &Draft<'_>, entry: &Entry) -> Option<Found> {
    let named = |mention: &Mention| mention.event()?.name.filter(|_| !is_quoted(draft, entry, mention));
    let name = draft.mentions_in(entry.from, entry.to).find_map(|(_, mention)| named(mention))?;
    Some((name, "event.entry_name", 0.65))
}

/// `the third AIEL conference on White-Collar Work`, `Statistics Sweden seminar`: the noun with what says which.
fn phrase(draft: &Draft<'_>, entry: &Entry) -> Option<Found> {
    let tokens = &draft.annotations.tokens;
    let one = |mention: &Mention| {
        mention
            .event()
            .is_some_and(|event| event.kind != EventKind::Other && !event.plural && !event.anaphoric)
    };
    let told = |mention: &Mention| one(mention) && !is_quoted(draft, entry, mention);
    let (_, noun) = draft.mentions_in(entry.from, entry.to).find(|(_, mention)| told(mention))?;
    let capital = |at: &usize| tokens.tokens[*at].is_capitalised() && !dated(draft, *at);
    let block = tokens.blocks[tokens.block_of(noun.from)].0.max(entry.from);
    let from = (block..noun.from).rev().take_while(capital).last().unwrap_or(noun.from);
    let to = topic(draft, noun.to, entry.to).unwrap_or(noun.to);
    (to - from >= 2).then(|| (tokens.span(from, to), "event.entry_phrase", 0.55))
}

/// One past the capitalised words behind `on`.
fn topic(draft: &Draft<'_>, at: usize, end: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let about = tokens.get(at, end).is_some() && tokens.word_is(at, File::Cues, "theme");
    let word = |at: &usize| tokens.tokens[*at].is_word() && !dated(draft, *at);
    let words = (at + 1..end.min(at + 1 + LONG)).take_while(word);
    about
        .then(|| words.filter(|at| tokens.tokens[*at].is_capitalised()).last().map(|last| last + 1))
        .flatten()
}

/// Most words of what an event is about.
const LONG: usize = 8;

fn dated(draft: &Draft<'_>, at: usize) -> bool {
    draft
        .mentions_in(at.saturating_sub(6), at + 1)
        .any(|(_, mention)| mention.date().is_some() && mention.to > at)
}

/// What is left of an entry that names nobody.
fn left(draft: &Draft<'_>, entry: &Entry) -> Option<Found> {
    let named = |mention: &Mention| mention.person().is_some() || matches!(mention.kind, Kind::Quote { .. });
    if draft.mentions_in(entry.from, entry.to).any(|(_, mention)| named(mention)) {
        return None;
    }
    let begins = |span: &Span| {
        let first = draft.annotations.tokens.range_of(*span).0;
        draft.annotations.tokens.tokens[first].shape != Shape::Lower
    };
    opening(draft, entry)
        .or_else(|| rest(draft, entry))
        .map(|(span, _, _)| (span, "event.entry_rest", 0.5))
        .filter(|(span, _, _)| begins(span))
}
