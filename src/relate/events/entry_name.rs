//! What an entry of a list calls its event: by its heading, a label, words in bold or a link, a proper name, or what is left of it.

use crate::annotate::{Kind, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::parse::MarkKind;
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::relate::events::headline::called;
use crate::relate::talks::{headed, rest, words};
use crate::span::Span;

/// The name of the event of an entry.
pub(crate) fn name(draft: &Draft<'_>, entry: &Entry) -> Option<Fact<String>> {
    heading(draft, entry).or_else(|| {
        let (span, rule, confidence) = labelled(draft, entry)
            .or_else(|| headed(draft, entry).map(|(span, _, _)| (span, "event.entry_heading", 0.7)))
            .or_else(|| marked(draft, entry))
            .or_else(|| proper(draft, entry))
            .or_else(|| left(draft, entry))?;
        Some(Fact::new(collapse(span.of(draft.text())), Support::text(span, rule, confidence)))
    })
}

/// The heading over a section, without its day.
fn heading(draft: &Draft<'_>, entry: &Entry) -> Option<Fact<String>> {
    let span = draft.document.blocks[entry.heading?].span;
    let text = called(draft, &collapse(span.of(draft.text())));
    let (from, to) = draft.annotations.tokens.range_of(span);
    let day = draft.mentions_in(from, to).find_map(|(_, mention)| mention.date().map(|_| mention.span));
    let mere =
        day.is_some_and(|day| words_beside(draft, span, day) == 0 || day.of(draft.text()).contains(&text));
    (!mere && !text.is_empty()).then(|| Fact::new(text, Support::text(span, "event.heading", 0.7)))
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
    let field = draft.fields.iter().find(|field| field.class == "event" && inside(field.from, field.to))?;
    Some((field.span(draft.annotations).trim(draft.text()), field.rule, 0.85))
}

/// Words in bold or a link, three or more, or an event noun among them, which name neither a day nor a person.
fn marked(draft: &Draft<'_>, entry: &Entry) -> Option<Found> {
    let span = draft.annotations.tokens.span(entry.from, entry.to);
    let marks = &draft.document.marks;
    let start = marks.partition_point(|mark| mark.span.start < span.start);
    let inside = marks[start..].iter().take_while(|mark| mark.span.start < span.end);
    let bold = inside.filter(|mark| matches!(mark.kind, MarkKind::Strong | MarkKind::Link));
    bold.map(|mark| mark.span.trim(draft.text()))
        .find(|mark| span.contains(*mark) && names_event(draft, *mark))
        .map(|mark| (mark, "event.entry_mark", 0.7))
}

fn names_event(draft: &Draft<'_>, span: Span) -> bool {
    let (from, to) = draft.annotations.tokens.range_of(span);
    let told = |mention: &Mention| mention.person().is_some() || mention.date().is_some();
    // `Board Meeting` is one; `Meeting Minutes` are of one.
    let event = |mention: &Mention| mention.to == to && mention.event().is_some_and(|event| !event.plural);
    let count = words(draft, span);
    let held =
        |test: &dyn Fn(&Mention) -> bool| draft.mentions_in(from, to).any(|(_, mention)| test(mention));
    !held(&told) && (count >= 3 || count == 2 && held(&event)) && count <= MOST
}

/// Most words of a name.
const MOST: usize = 30;

/// The first proper name of an event.
fn proper(draft: &Draft<'_>, entry: &Entry) -> Option<Found> {
    let name = draft.mentions_in(entry.from, entry.to).find_map(|(_, mention)| mention.event()?.name)?;
    Some((name, "event.entry_name", 0.65))
}

/// What is left of an entry that names nobody.
fn left(draft: &Draft<'_>, entry: &Entry) -> Option<Found> {
    let named = |mention: &Mention| mention.person().is_some() || matches!(mention.kind, Kind::Quote { .. });
    if draft.mentions_in(entry.from, entry.to).any(|(_, mention)| named(mention)) {
        return None;
    }
    rest(draft, entry).map(|(span, _, _)| (span, "event.entry_rest", 0.5))
}
