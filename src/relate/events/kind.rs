//! The kind of the event that the page is about: named by its title, or by the noun that its text uses most.

use crate::annotate::{EventMention, File, Mention};
use crate::fact::Support;
use crate::records::{DeadlineKind, EventKind};
use crate::relate::draft::Draft;
use crate::relate::events::set;
use crate::span::Span;

/// The kind: by a label, by the title, by the first noun of the text that is said often.
pub(crate) fn kind(draft: &mut Draft<'_>, event: usize) {
    let found = in_title(draft).or_else(|| other_in_title(draft)).or_else(|| frequent_kind(draft));
    if let Some((kind, support)) = found {
        let kind = gathering(draft, event, &support).unwrap_or(kind);
        set(&mut draft.events.list[event].kind, kind, support);
    }
}

/// `Coloquio`: what is called so whether it is an hour or a week is another kind where it goes on for days, or calls for contributions.
fn gathering(draft: &Draft<'_>, event: usize, support: &Support) -> Option<EventKind> {
    let tokens = &draft.annotations.tokens;
    // A title outside the text is told by the noun that the text uses.
    let span = support.span.or_else(|| frequent_kind(draft)?.1.span)?;
    let (from, to) = tokens.range_of(span);
    let (_, sense) = (from..to).find_map(|at| tokens.longest(at, File::Events, "or_gathering"))?;
    let event = &draft.events.list[event];
    let days =
        event.start.as_ref().zip(event.end.as_ref()).is_some_and(|(start, end)| start.value < end.value);
    let calls = draft.deadlines.list.iter().any(|deadline| deadline.kind.value == DeadlineKind::Submission);
    sense.value.parse().ok().filter(|_| days || calls)
}

/// The kind that the title names.
pub(crate) fn in_title(draft: &Draft<'_>) -> Option<(EventKind, Support)> {
    let title = title_span(draft);
    let named = title
        .and_then(|span| events_in(draft, span).filter(|(_, event)| event.kind != EventKind::Other).last())
        .map(|(mention, event)| (event.kind, Support::text(mention.span, "event.kind_in_title", 0.85)));
    named.or_else(|| title_kind(draft))
}

/// `Panel discussion`, `Book launch`: the title names one of none of the kinds; in so many words, or nothing else is named.
fn other_in_title(draft: &Draft<'_>) -> Option<(EventKind, Support)> {
    let (mention, event) = events_in(draft, title_span(draft)?).find(|(_, event)| !event.plural)?;
    let tokens = &draft.annotations.tokens;
    let says = |file, class: &str| (mention.from..mention.to).find_map(|at| tokens.longest(at, file, class));
    let whole = says(File::Events, "kind").is_some_and(|(hit, _)| hit.to > hit.from + 1);
    let kind = if says(File::Cues, "talk_noun").is_some() { EventKind::Lecture } else { event.kind };
    let sure = whole || frequent_kind(draft).is_none();
    sure.then(|| (kind, Support::text(mention.span, "event.other_in_title", 0.7)))
}

/// The kind that a title outside the text names.
fn title_kind(draft: &Draft<'_>) -> Option<(EventKind, Support)> {
    let title = draft.head.title.as_ref()?;
    let tokens = crate::annotate::token::tokenize(&title.value, Span::new(0, title.value.len()));
    let vocabulary = draft.annotations.tokens.vocabulary;
    let mut hits = Vec::new();
    (0..tokens.len()).for_each(|at| _ = vocabulary.read(&tokens, at, &mut hits));
    let mut kinds = hits
        .iter()
        .filter_map(|hit| hit.of(File::Events))
        .filter_map(|sense| sense.value.parse::<EventKind>().ok());
    let kind = kinds.rfind(|kind| *kind != EventKind::Other)?;
    Some((kind, Support { confidence: 0.8, rule: "event.kind_in_title", ..title.support[0].clone() }))
}

/// The noun that the text uses most; the first of those that tie.
pub(crate) fn frequent_kind(draft: &Draft<'_>) -> Option<(EventKind, Support)> {
    let mut counts: Vec<(EventKind, usize, Span)> = Vec::new();
    for mention in &draft.annotations.mentions {
        let Some(event) = mention.event().filter(|event| event.kind != EventKind::Other) else { continue };
        match counts.iter_mut().find(|(kind, _, _)| *kind == event.kind) {
            Some(count) => count.1 += 1,
            None => counts.push((event.kind, 1, mention.span)),
        }
    }
    let best =
        counts.iter().enumerate().max_by_key(|(index, (_, count, _))| (*count, std::cmp::Reverse(*index)))?.1;
    Some((best.0, Support::text(best.2, "event.kind_in_text", 0.65)))
}

/// The title's span, where the title stands in the text.
pub(crate) fn title_span(draft: &Draft<'_>) -> Option<Span> {
    draft.head.title.as_ref()?.support.iter().find_map(|support| support.span)
}

/// The event nouns of a stretch of text.
pub(crate) fn events_in<'a>(
    draft: &Draft<'a>,
    span: Span,
) -> impl Iterator<Item = (&'a Mention, EventMention)> {
    let (from, to) = draft.annotations.tokens.range_of(span);
    draft
        .mentions_in(from, to)
        .map(|(_, mention)| mention)
        .filter(move |mention| span.contains(mention.span))
        .filter_map(|mention| mention.event().map(|event| (mention, *event)))
}
