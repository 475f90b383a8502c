//! Settling: of the roles that a person was given at an event, the more telling one stands for those that it includes, and takes their talk.

use crate::records::AppearanceRole;
use crate::relate::draft::Draft;
use crate::relate::people::roles;

/// A keynote speaker or panelist is not counted as a speaker too; one who opens, closes, chairs or moderates only where a talk is given; what one
/// who does something at an event says there is no quotation.
pub(crate) fn settle(draft: &mut Draft<'_>) {
    for person in &mut draft.people.list {
        hand_over(&mut person.roles);
        let held: Vec<(AppearanceRole, Option<usize>)> =
            person.roles.iter().map(|role| (role.role.value, role.event)).collect();
        person.roles.retain(|role| match role.role.value {
            AppearanceRole::Speaker if role.talk.is_none() => !held
                .iter()
                .any(|(known, event)| does_more(*known) && (*event == role.event || event.is_none())),
            AppearanceRole::Quoted => !held.iter().any(|(known, _)| performs(*known)),
            _ => true,
        });
    }
}

/// Gives the talk of a speaker to the more telling role at the same event.
fn hand_over(list: &mut Vec<roles::Role>) {
    // Who gives a talk and sits on a panel does both.
    let telling = |role: &roles::Role, talk: Option<usize>| match role.role.value {
        AppearanceRole::Keynote => true,
        AppearanceRole::Panelist => talk.is_none() || talk == role.talk,
        _ => false,
    };
    while let Some(from) = list.iter().position(|role| {
        role.role.value == AppearanceRole::Speaker
            && list.iter().any(|other| telling(other, role.talk) && other.event == role.event)
    }) {
        let speaker = list.remove(from);
        if let Some(role) =
            list.iter_mut().find(|role| telling(role, speaker.talk) && role.event == speaker.event)
        {
            role.talk = role.talk.or(speaker.talk);
            role.sequence = role.sequence.or(speaker.sequence);
            role.role.support.extend(speaker.role.support);
        }
    }
}

fn performs(role: AppearanceRole) -> bool {
    use AppearanceRole::{Chair, Closing, Host, Keynote, Moderator, Opening, Panelist, Speaker};
    matches!(role, Speaker | Keynote | Panelist | Moderator | Chair | Opening | Closing | Host)
}

fn does_more(role: AppearanceRole) -> bool {
    use AppearanceRole::{Appointee, Chair, Closing, Contact, Host, Moderator, Opening, Predecessor};
    matches!(role, Closing | Opening | Moderator | Chair | Host | Contact | Appointee | Predecessor)
}
