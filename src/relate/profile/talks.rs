//! The talks that a profile gives, with who gives them. Rows of its own take the place of the talks that were found.

use rustc_hash::FxHashMap;

use crate::normalize::fold;
use crate::profile::Row;
use crate::records::{Table, TalkKind};
use crate::relate::draft::Draft;
use crate::relate::people::roles::Talk;
use crate::relate::profile::people::{self, Named};
use crate::relate::profile::{replace, value};

/// Puts talks of events into the draft.
pub(super) fn apply(draft: &mut Draft<'_>, rows: Vec<(&Row<'_>, Option<usize>)>, named: &mut Named) {
    for (row, event) in rows {
        let Some(talk) = talk(draft, row, event, named) else { continue };
        for who in row.below(Table::People) {
            people::person(draft, who, event, Some(talk), named);
        }
    }
}

/// The talk of a row: one that was found, if it has the same title.
pub(super) fn talk(
    draft: &mut Draft<'_>,
    row: &Row<'_>,
    event: Option<usize>,
    named: &mut Named,
) -> Option<usize> {
    let title = value::text(row, "title")?;
    let kind = value::word(draft, row, "kind").map(|kind| kind.value);
    let summary = value::text(row, "abstract");
    let index = named.titled(&fold(&title.value), &mut draft.talks, || Talk {
        title: title.clone(),
        event,
        kind: TalkKind::Talk,
        summary: None,
    });
    let talk = &mut draft.talks[index];
    let mut said = Some(std::mem::replace(&mut talk.title, title.clone()));
    replace(&mut said, Some(title));
    if let Some(title) = said {
        talk.title = title;
    }
    talk.event = event.or(talk.event);
    talk.kind = kind.unwrap_or(talk.kind);
    replace(&mut talk.summary, summary);
    Some(index)
}

/// Keeps these talks, in this order; roles follow them.
pub(super) fn keep(draft: &mut Draft<'_>, order: &[usize]) {
    let places: FxHashMap<usize, usize> =
        order.iter().enumerate().map(|(place, talk)| (*talk, place)).collect();
    let place = |talk: usize| places.get(&talk).copied();
    let roles = draft.people.list.iter_mut().flat_map(|person| &mut person.roles);
    roles.for_each(|role| role.talk = role.talk.and_then(place));
    draft.talks = order.iter().map(|talk| draft.talks[*talk].clone()).collect();
}
