//! Roles: what a person does at which event, giving which talk.

use crate::fact::{Fact, Support};
use crate::records::{AppearanceRole, TalkKind};

/// A person does something.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    /// What.
    pub role: Fact<AppearanceRole>,
    /// The event, as an index into the events of the page; empty for a role in the announcement itself.
    pub event: Option<usize>,
    /// The talk, as an index into the talks of the page.
    pub talk: Option<usize>,
    /// `the third presenter`: the place in the event.
    pub sequence: Option<u32>,
    /// Where it is said first: orders the people of an event.
    pub at: u32,
}

/// A talk.
#[derive(Clone, Debug)]
pub(crate) struct Talk {
    /// The title.
    pub title: Fact<String>,
    /// The event.
    pub event: Option<usize>,
    /// What it is.
    pub kind: TalkKind,
    /// Its abstract.
    pub summary: Option<Fact<String>>,
}

/// Labels that name people and the role they give.
const LABELS: [(&str, AppearanceRole); 15] = [
    ("speaker", AppearanceRole::Speaker),
    ("keynote", AppearanceRole::Keynote),
    ("moderator", AppearanceRole::Moderator),
    ("chair", AppearanceRole::Chair),
    ("panelist", AppearanceRole::Panelist),
    ("host", AppearanceRole::Host),
    ("organizer", AppearanceRole::Organizer),
    ("convener", AppearanceRole::Organizer),
    ("contact", AppearanceRole::Contact),
    ("author", AppearanceRole::Author),
    ("honoree", AppearanceRole::Honoree),
    ("appointee", AppearanceRole::Appointee),
    ("participants", AppearanceRole::Participant),
    ("opening", AppearanceRole::Opening),
    ("closing", AppearanceRole::Closing),
];

/// The role that a label of this class gives.
pub(crate) fn labelled(class: &str) -> Option<AppearanceRole> {
    LABELS.iter().find(|(known, _)| *known == class).map(|(_, role)| *role)
}

/// Adds a role: the same role at the same event is one.
pub(crate) fn add(
    roles: &mut Vec<Role>,
    role: AppearanceRole,
    event: Option<usize>,
    support: Support,
) -> &mut Role {
    let at = support.span.map_or(u32::MAX, |span| span.start);
    let known = roles.iter().position(|known| known.role.value == role && known.event == event);
    let index = known.unwrap_or_else(|| {
        let role = Fact { value: role, support: Vec::new() };
        roles.push(Role { role, event, talk: None, sequence: None, at });
        roles.len() - 1
    });
    let found = &mut roles[index];
    found.role.support.push(support);
    found.at = found.at.min(at);
    found
}

/// Roles that a person who gives a talk has.
pub(crate) fn speaks(role: AppearanceRole) -> bool {
    matches!(role, AppearanceRole::Speaker | AppearanceRole::Keynote | AppearanceRole::Panelist)
}

/// Roles in which a person may stand beside a talk in a programme: its authors are not always its speakers.
pub(crate) fn presents(role: AppearanceRole) -> bool {
    speaks(role) || role == AppearanceRole::Author
}
