//! Format and status of an event: online, in person or both; cancelled or postponed. Cues say it, where they stand beside an event, a day or a label.

use crate::annotate::File;
use crate::fact::Support;
use crate::records::{EventFormat, EventKind, EventStatus};
use crate::relate::draft::Draft;
use crate::relate::events::set;

pub(crate) fn format(draft: &mut Draft<'_>, event: usize, online: Option<Support>) {
    if let Some(support) = cue_support(draft, "hybrid", "format.cue") {
        set(&mut draft.events.list[event].format, EventFormat::Hybrid, support);
        return;
    }
    let webinar = draft.events.list[event]
        .kind
        .as_ref()
        .filter(|kind| kind.value == EventKind::Webinar)
        .and_then(|kind| kind.support[0].span);
    let venue = draft.events.list[event].venue.is_some();
    if let Some(span) = webinar {
        set(
            &mut draft.events.list[event].format,
            EventFormat::Online,
            Support::inferred(span, "format.webinar", 0.85),
        );
    } else if let (Some(support), false) = (online, venue) {
        set(&mut draft.events.list[event].format, EventFormat::Online, support);
    } else if venue && let Some(support) = cue_support(draft, "in_person", "format.cue") {
        set(&mut draft.events.list[event].format, EventFormat::InPerson, support);
    }
}

/// Cancelled and postponed, where the page says so of the event.
pub(crate) fn status(draft: &mut Draft<'_>, event: usize) {
    for (class, status) in [("cancelled", EventStatus::Cancelled), ("postponed", EventStatus::Postponed)] {
        if let Some(support) = cue_support(draft, class, "status.cue") {
            set(&mut draft.events.list[event].status, status, support);
            return;
        }
    }
}

/// The first place where a cue of a class stands.
pub(crate) fn cue_support(draft: &Draft<'_>, class: &str, rule: &'static str) -> Option<Support> {
    let tokens = &draft.annotations.tokens;
    let hits =
        (0..tokens.tokens.len()).filter_map(|at| tokens.longest(at, File::Cues, class).map(|(hit, _)| hit));
    let mut hits = hits;
    let found = hits.find(|hit| hit.to > hit.from + 1 || about_event(draft, hit.from))?;
    Some(draft.support(found.from, found.to, rule, 0.75))
}

/// A single word such as `hybrid` counts in a label's value, or beside a day or an event; `hybrid learning` elsewhere does not.
fn about_event(draft: &Draft<'_>, at: usize) -> bool {
    let labelled = draft.fields.iter().any(|field| {
        field.from <= at
            && at < field.to
            && matches!(field.class, "format" | "venue" | "date" | "time" | "datetime" | "status")
    });
    let tokens = &draft.annotations.tokens;
    let Some(sentence) = tokens.sentences.get(tokens.sentence_of(at)) else { return labelled };
    labelled
        || draft
            .mentions_in(sentence.from, sentence.to)
            .any(|(_, mention)| mention.date().is_some() || mention.event().is_some())
}
