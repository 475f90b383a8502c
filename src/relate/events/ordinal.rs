//! The number of the one event of a page in its series: as its name or the title has it, else as the text gives it to an event of that kind.

use crate::annotate::Mention;
use crate::fact::{Fact, Support};
use crate::relate::draft::Draft;
use crate::relate::events::kind::title_span;
use crate::span::Span;

/// `The Twenty-First Annual Lecture`, `IV Encuentro`, `第48回講演会`.
pub(crate) fn ordinal(draft: &mut Draft<'_>, event: usize) {
    if let Some((number, span, confidence)) = find(draft, event) {
        let fact = Fact::new(number, Support::text(span, "event.numbered", confidence));
        draft.events.list[event].ordinal.get_or_insert(fact);
    }
}

fn find(draft: &Draft<'_>, event: usize) -> Option<(u32, Span, f32)> {
    let of = |mention: &Mention| {
        let event = mention.event().filter(|event| !event.plural)?;
        // `28. Juni: Vortrag` counts no lectures.
        let dated = draft.mentions_in(mention.from, mention.to).any(|(_, other)| other.date().is_some());
        if dated {
            return None;
        }
        Some((event.ordinal?, event.kind, mention.span))
    };
    let name = draft.events.list[event].name.as_ref().and_then(|name| name.support.first()?.span);
    let within = |span: Span| {
        let mut numbered = draft.annotations.mentions.iter().filter(|mention| span.overlaps(mention.span));
        numbered.find_map(of).map(|(number, _, span)| (number, span, 0.8))
    };
    let series = draft
        .fields
        .iter()
        .filter(|field| field.class == "series")
        .take(1)
        .map(|field| field.span(draft.annotations));
    if let Some(found) = name.into_iter().chain(title_span(draft)).chain(series).find_map(within) {
        return Some(found);
    }
    let kind = draft.events.list[event].kind.as_ref()?.value;
    let told = |mention: &Mention| !draft.is_aside(mention.from) && !of_another(draft, mention);
    let mut numbered = draft.annotations.mentions.iter().filter_map(|mention| Some((mention, of(mention)?)));
    let found = numbered.find(|(mention, (_, known, _))| *known == kind && told(mention));
    found.map(|(_, (number, _, span))| (number, span, 0.65))
}

/// The sentence looks back: `after the success of the third workshop`.
fn of_another(draft: &Draft<'_>, mention: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some(sentence) = tokens.sentences.get(tokens.sentence_of(mention.from)) else { return false };
    let near = sentence.from.max(mention.from.saturating_sub(NEAR))..sentence.to.min(mention.to + NEAR);
    near.into_iter().any(|at| tokens.cues(at).any(|class| matches!(class, "past" | "former")))
}

/// Words farther from an event say nothing of it.
const NEAR: usize = 25;
