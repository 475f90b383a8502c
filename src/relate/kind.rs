//! What an announcement is about: it calls, appoints, invites, or tells of something past.

use crate::annotate::{EventMention, File};
use crate::fact::{Fact, Support};
use crate::records::{AnnouncementKind, Change, DeadlineKind, EventKind};
use crate::relate::draft::Draft;
use crate::relate::events::{events_in, title_span};
use crate::relate::grammar::items::Reading;
use crate::relate::grammar::pattern::Match;

/// What the announcement is about.
pub(crate) fn kind(draft: &Draft<'_>) -> Option<Fact<AnnouncementKind>> {
    let changed =
        draft.people.list.iter().flat_map(|person| &person.posts).find(|post| post.change != Change::Holds);
    let call = call_cue(draft);
    if let Some(support) = call.filter(|_| calls(draft)) {
        return Some(Fact::new(AnnouncementKind::Call, support));
    }
    if let Some(support) = titled_appointment(draft) {
        return Some(Fact::new(AnnouncementKind::Appointment, support));
    }
    let event = draft.events.list.first();
    if let (Some(post), None) = (changed, event) {
        return post
            .title
            .as_ref()
            .map(|title| Fact::new(AnnouncementKind::Appointment, title.support[0].clone()));
    }
    let event = event?;
    let last = draft
        .events
        .list
        .iter()
        .filter_map(|event| event.end.as_ref().or(event.start.as_ref()))
        .max_by_key(|fact| fact.value);
    let published = draft.head.published.as_ref();
    let past = match (last, published) {
        (Some(last), Some(published)) if last.value != published.value => last.value < published.value,
        _ => told_in_past(draft),
    };
    let support = event
        .start
        .as_ref()
        .map(|start| start.support[0].clone())
        .or(event.kind.as_ref().map(|kind| kind.support[0].clone()))?;
    let meeting = event.kind.as_ref().is_some_and(|kind| kind.value == EventKind::Meeting);
    let kind = match (past, meeting) {
        (true, _) => AnnouncementKind::EventReport,
        (false, true) => AnnouncementKind::MeetingNotice,
        _ => AnnouncementKind::EventAnnouncement,
    };
    Some(Fact::new(kind, support))
}

/// Something is to be sent in: a place at an event is only booked.
fn calls(draft: &Draft<'_>) -> bool {
    draft.deadlines.list.iter().any(|deadline| deadline.kind.value != DeadlineKind::Registration)
}

/// The title says that a post changes hands, and names no event.
fn titled_appointment(draft: &Draft<'_>) -> Option<Support> {
    let title = title_span(draft)?;
    let event = |event: EventMention| event.kind != EventKind::Other;
    if events_in(draft, title).any(|(_, found)| event(found)) {
        return None;
    }
    let changes = |reading: &Reading| {
        let changes = |found: &&Match| draft.patterns.rules[found.rule].relation.starts_with("change:");
        reading.matches.iter().any(|found| changes(&found))
    };
    let (from, to) = draft.annotations.tokens.range_of(title);
    let first = draft.readings.partition_point(|reading| reading.from < from);
    let mut titled = draft.readings[first..].iter().take_while(|reading| reading.from < to);
    let said = (from..to).find_map(|at| {
        CHANGES.iter().find_map(|class| draft.annotations.tokens.longest(at, File::Cues, class))
    });
    (titled.any(changes) || said.is_some() && draft.tells_of_change())
        .then(|| draft.support(from, to, "announcement.appointment", 0.75))
}

/// Cues of a post that changes hands.
const CHANGES: [&str; 5] = ["appoint", "elect", "promote", "retire", "resign"];

/// The first place that calls for contributions.
fn call_cue(draft: &Draft<'_>) -> Option<Support> {
    let tokens = &draft.annotations.tokens;
    (0..tokens.tokens.len()).find_map(|at| {
        tokens
            .longest(at, File::Cues, "call")
            .map(|(hit, _)| draft.support(at, hit.to, "announcement.call", 0.8))
    })
}

/// True where the page says `took place`, `was held`, and nothing of what will be.
fn told_in_past(draft: &Draft<'_>) -> bool {
    let tokens = &draft.annotations.tokens;
    let count = |class: &str| {
        (0..tokens.tokens.len()).filter(|&at| tokens.longest(at, File::Cues, class).is_some()).count()
    };
    count("held_past") > count("held_future")
}
