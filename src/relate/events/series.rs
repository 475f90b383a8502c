//! The series that an event is one of: by a label, or by the capitalised words before `Series`, `Initiative`, `Programme`.

use crate::annotate::File;
use crate::annotate::token::Shape;
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::relate::draft::Draft;
use crate::span::Span;

/// `the webinars of the Northern Skills Initiative 2023`: the series that the title or the text names.
pub(crate) fn series(draft: &Draft<'_>) -> Option<Fact<String>> {
    if let Some(field) = draft.fields.iter().find(|field| field.class == "series") {
        return Some(Fact::new(
            collapse(field.text(draft.annotations)),
            Support::text(field.span(draft.annotations), field.rule, 0.85),
        ));
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
