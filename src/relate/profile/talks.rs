//! The talks that a profile gives, with who gives them. Rows of its own take the place of the talks that were found.

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
    let folded = fold(&title.value);
    let known = draft.talks.iter().position(|talk| fold(&talk.title.value) == folded);
    let index = known.unwrap_or_else(|| {
        draft.talks.push(Talk { title: title.clone(), event, kind: TalkKind::Talk, summary: None });
        draft.talks.len() - 1
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
    named.talk(index);
    Some(index)
}

/// Drops talks; roles follow those that stay.
pub(super) fn retain(draft: &mut Draft<'_>, keep: impl Fn(usize) -> bool) {
    let mut moved = Vec::with_capacity(draft.talks.len());
    let mut next = 0;
    for index in 0..draft.talks.len() {
        moved.push(keep(index).then_some(next));
        next += usize::from(keep(index));
    }
    let mut at = 0;
    draft.talks.retain(|_| {
        at += 1;
        moved[at - 1].is_some()
    });
    let roles = draft.people.list.iter_mut().flat_map(|person| &mut person.roles);
    roles.for_each(|role| role.talk = role.talk.and_then(|talk| moved[talk]));
}
