//! The series that an event is one of: by a label, or by the capitalised words before `Series`, `Initiative`, `Programme`.

use crate::annotate::token::Shape;
use crate::annotate::{File, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::headline::called;
use crate::relate::events::kind::{events_in, title_span};
use crate::relate::fields::Field;
use crate::relate::talks::{quoted, words};
use crate::span::Span;

/// `the webinars of the Northern Skills Initiative 2023`: the series that the title or the text names.
pub(crate) fn series(draft: &Draft<'_>) -> Option<Fact<String>> {
    let name =
        |field: &&Field| field.class == "series" && words(draft, field.span(draft.annotations)) <= MOST;
    if let Some(field) = draft.fields.iter().find(name) {
        let span = without_number(draft, field);
        return Some(Fact::new(collapse(span.of(draft.text())), Support::text(span, field.rule, 0.85)));
    }
    let tokens = &draft.annotations.tokens;
    let found = (0..tokens.tokens.len()).filter(|&at| {
        tokens.longest(at, File::Cues, "series_head").is_some() && tokens.tokens[at].is_capitalised()
    });
    let spans = found.filter_map(|at| series_span(draft, at));
    let best = spans.fold(Vec::<(String, Span, usize)>::new(), |mut counts, span| {
        let text = collapse(span.of(draft.text()));
        match counts.iter_mut().find(|(known, _, _)| *known == text) {
            Some(count) => count.2 += 1,
            None => counts.push((text, span, 1)),
        }
        counts
    });
    let (text, span, count) = best
        .into_iter()
        .enumerate()
        .max_by_key(|(index, (_, _, count))| (*count, std::cmp::Reverse(*index)))?
        .1;
    (count >= 2 || draft.events.numbered).then(|| Fact::new(text, Support::text(span, "event.series", 0.7)))
}

/// Most words of the name of a series: a text below the heading `Seminar series` says what it is.
const MOST: usize = 15;

/// `Mill Colloquium, 112th lecture` is the colloquium: which of its events this one is stands behind it.
fn without_number(draft: &Draft<'_>, field: &Field) -> Span {
    let numbered = |mention: &Mention| {
        mention.from > field.from && mention.event().is_some_and(|event| event.ordinal.is_some())
    };
    let number = draft.mentions_in(field.from, field.to).find(|(_, mention)| numbered(mention));
    let comma =
        number.map(|(_, mention)| mention.from).filter(|&at| draft.annotations.tokens.tokens[at - 1].is(','));
    let span = draft.annotations.tokens.span(field.from, comma.unwrap_or(field.to));
    span.trim_matches(draft.text(), |c| c.is_whitespace() || c == ',')
}

/// What the entries of a list are parts of: what the title quotes, else the title itself, where it names seminars or a series and says which.
pub(crate) fn of_list(draft: &Draft<'_>) -> Option<Fact<String>> {
    let listed = draft.events.list.iter().filter(|event| event.entry.is_some()).count();
    let title = title_span(draft).filter(|_| listed >= 2)?;
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(title);
    let real = events_in(draft, title).any(|(_, event)| event.kind != EventKind::Other);
    let series = (from..to).any(|at| tokens.longest(at, File::Cues, "series_head").is_some());
    if !real && !series {
        return None;
    }
    if let Some(quote) = quoted(draft, from, to) {
        return Some(quote);
    }
    let says = |at: &usize| {
        let token = tokens.tokens[*at];
        let plain = [File::Events, File::Common, File::Numbers];
        let listing = ["list_head", "headline", "headline_end", "other", "elsewhere", "series_head"];
        token.is_word()
            && token.shape != Shape::Lower
            && !tokens.lists_any(*at, &plain)
            && !tokens.cues(*at).any(|class| listing.contains(&class))
            && !draft.mentions_in(*at, at + 1).any(|(_, mention)| mention.date().is_some())
    };
    let name = called(draft, &draft.head.title.as_ref()?.value);
    (from..to)
        .any(|at| says(&at))
        .then(|| Fact::new(name, Support::inferred(title, "event.series_title", 0.65)))
}

/// The capitalised words before a noun such as `Initiative` or `Series`, and the year after it.
fn series_span(draft: &Draft<'_>, head: usize) -> Option<Span> {
    let tokens = &draft.annotations.tokens;
    let sentence = tokens.sentences.get(tokens.sentence_of(head))?;
    let mut from = head;
    while from > sentence.from
        && (tokens.tokens[from - 1].is_capitalised() && !tokens.word_is(from - 1, File::Common, "function"))
    {
        from -= 1;
    }
    let year = tokens
        .get(head + 1, sentence.to)
        .filter(|token| token.shape == Shape::Number && token.span.len() == 4);
    let to = if year.is_some() { head + 2 } else { head + 1 };
    (to - from >= 2 && from < head).then(|| tokens.span(from, to))
}
