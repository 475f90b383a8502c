//! Format and status of an event: online, in person or both; cancelled or postponed. Cues say it, where they stand beside an event, a day or a label.

use crate::annotate::token::Shape;
use crate::annotate::{File, Hit};
use crate::fact::Support;
use crate::records::{EventFormat, EventKind, EventStatus};
use crate::relate::draft::Draft;
use crate::relate::events::groups::is_abstract;
use crate::relate::events::set;

/// Where cues of an event stand: its entry, where it is one of several, and what is said of all of them before the first.
struct Reach {
    own: (usize, usize),
    shared: Option<(usize, usize)>,
}

impl Reach {
    fn of(draft: &Draft<'_>, event: usize) -> Self {
        let all = (0, draft.annotations.tokens.tokens.len());
        let Some(own) = draft.events.list[event].entry else { return Self { own: all, shared: None } };
        let first = draft.events.list.iter().find_map(|event| event.entry).map_or(own.0, |(from, _)| from);
        Self { own, shared: Some((0, first)) }
    }

    /// The first place where a cue of a class stands.
    fn cue(&self, draft: &Draft<'_>, class: &str) -> Option<Support> {
        let own = cue_support(draft, class, self.own, self.shared.is_some());
        own.or_else(|| cue_support(draft, class, self.shared?, false))
    }
}

/// Online, in person or both.
pub(crate) fn format(draft: &mut Draft<'_>, event: usize) {
    let reach = Reach::of(draft, event);
    if let Some(support) = reach.cue(draft, "hybrid") {
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
    } else if let (Some(support), false) = (reach.cue(draft, "online"), venue) {
        set(&mut draft.events.list[event].format, EventFormat::Online, support);
    } else if venue && let Some(support) = reach.cue(draft, "in_person") {
        set(&mut draft.events.list[event].format, EventFormat::InPerson, support);
    }
}

/// `online only` in an entry outweighs the room that is said over the list.
pub(crate) fn own_format(draft: &mut Draft<'_>, event: usize) {
    let Some((from, to)) = draft.events.list[event].entry else { return };
    let tokens = &draft.annotations.tokens;
    // `Speech in online gaming` is a title.
    let alone = |hit: &Hit<'_>| {
        let bare = |at: usize| tokens.get(at, to).is_none_or(|token| matches!(token.shape, Shape::Mark(_)));
        hit.to > hit.from + 1 || bare(hit.to) && (hit.from == from || bare(hit.from - 1))
    };
    let cue = |class: &str| {
        let mut hits = (from..to).filter_map(|at| tokens.longest(at, File::Cues, class).map(|(hit, _)| hit));
        hits.find(alone)
    };
    if draft.events.list[event].venue.is_some() || cue("hybrid").is_some() {
        return;
    }
    if let Some(hit) = cue("online") {
        let support = draft.support(hit.from, hit.to, "format.entry", 0.75);
        set(&mut draft.events.list[event].format, EventFormat::Online, support);
    }
}

/// Cancelled and postponed, where the page says so of the event.
pub(crate) fn status(draft: &mut Draft<'_>, event: usize) {
    let Reach { own, shared } = Reach::of(draft, event);
    for (class, status) in [("cancelled", EventStatus::Cancelled), ("postponed", EventStatus::Postponed)] {
        if let Some(support) = cue_support(draft, class, own, shared.is_some()) {
            let support = Support { rule: "status.cue", ..support };
            set(&mut draft.events.list[event].status, status, support);
            return;
        }
    }
}

/// `Webinar 2 took place on 7 May`: a sentence that tells the day of an event as one that is past.
pub(crate) fn held(draft: &mut Draft<'_>, event: usize) {
    let days = draft.events.list[event].start.iter().flat_map(|start| &start.support);
    let spans = days.filter_map(|support| support.span);
    let tokens = &draft.annotations.tokens;
    let told = spans.map(|span| tokens.range_of(span).0).find_map(|at| {
        let sentence = tokens.sentences.get(tokens.sentence_of(at))?;
        let near = sentence.from.max(at.saturating_sub(AROUND))..sentence.to.min(at + AROUND);
        let says = |class: &str| near.clone().find_map(|at| tokens.longest(at, File::Cues, class));
        says("held_past").filter(|_| says("held_future").is_none()).map(|(hit, _)| (hit.from, hit.to))
    });
    if let Some((from, to)) = told {
        let support = draft.support(from, to, "status.held", 0.7);
        set(&mut draft.events.list[event].status, EventStatus::Held, support);
    }
}

/// The first place in some tokens where a cue of a class stands; in the entry of a list a line of its own is about the entry's event.
fn cue_support(draft: &Draft<'_>, class: &str, (from, to): (usize, usize), entry: bool) -> Option<Support> {
    let tokens = &draft.annotations.tokens;
    let counts = |at: &usize| entry || !draft.is_aside(*at);
    let hits = (from..to)
        .filter_map(|at| tokens.longest(at, File::Cues, class).map(|(hit, _)| hit))
        .filter(|hit| counts(&hit.from) && !tells_of_fees(draft, hit.from));
    let short = |at: usize| {
        let sentence = tokens.sentences.get(tokens.sentence_of(at));
        entry && sentence.is_some_and(|sentence| sentence.to - sentence.from <= SHORT)
    };
    let abstracted = |at: usize| entry && is_abstract(draft, at);
    let mut hits = hits.filter(|hit| !abstracted(hit.from));
    let found = hits.find(|hit| hit.to > hit.from + 1 || short(hit.from) || about_event(draft, hit.from))?;
    Some(draft.support(found.from, found.to, "format.cue", 0.75))
}

/// `No refund if it is cancelled later than 1 May`: what is said of fees says nothing of the event.
fn tells_of_fees(draft: &Draft<'_>, at: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let sentence = tokens.sentences.get(tokens.sentence_of(at));
    sentence.is_some_and(|sentence| {
        let (from, to) = (at.saturating_sub(AROUND), at + AROUND);
        let mut near = sentence.from.max(from)..sentence.to.min(to);
        near.any(|at| tokens.cues(at).any(|class| class == "fee"))
    })
}

/// Words farther from a cue say nothing of it.
const AROUND: usize = 30;

/// Most tokens of a line of an entry.
const SHORT: usize = 16;

/// A single word such as `hybrid` counts in a label's value, or beside a day or an event; `hybrid learning` elsewhere does not.
fn about_event(draft: &Draft<'_>, at: usize) -> bool {
    let labelled = draft
        .fields
        .overlapping(at, at + 1)
        .any(|field| matches!(field.class, "format" | "venue" | "date" | "time" | "datetime" | "status"));
    let tokens = &draft.annotations.tokens;
    let Some(sentence) = tokens.sentences.get(tokens.sentence_of(at)) else { return labelled };
    labelled
        || draft
            .mentions_in(sentence.from, sentence.to)
            .any(|(_, mention)| mention.date().is_some() || mention.event().is_some())
}
