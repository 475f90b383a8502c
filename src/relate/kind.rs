//! What an announcement is about: it calls, appoints, invites, or tells of something past.

use crate::annotate::File;
use crate::fact::{Fact, Support};
use crate::records::{AnnouncementKind, Change, EventKind};
use crate::relate::draft::Draft;

/// What the announcement is about.
pub(crate) fn kind(draft: &Draft<'_>) -> Option<Fact<AnnouncementKind>> {
    let changed =
        draft.people.list.iter().flat_map(|person| &person.posts).find(|post| post.change != Change::Holds);
    let call = call_cue(draft);
    if let Some(support) = call.filter(|_| !draft.deadlines.list.is_empty()) {
        return Some(Fact::new(AnnouncementKind::Call, support));
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
    let past = matches!((last, published), (Some(last), Some(published)) if last.value < published.value)
        || told_in_past(draft);
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
