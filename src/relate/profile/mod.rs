//! What a profile says joins the draft: its values outrank those found without it, its rows take the place of theirs, and what it leaves
//! open stays as it was found.

mod deadlines;
mod events;
mod findings;
mod head;
mod people;
mod talks;
mod value;

pub(crate) use head::published;

use crate::fact::Fact;
use crate::profile::{Reading, Row};
use crate::records::Table;
use crate::relate::draft::Draft;

/// Puts what the selectors found into the draft.
pub(crate) fn apply(draft: &mut Draft<'_>, reading: &Reading<'_>) {
    let top = |table: Table| reading.rows.iter().filter(move |row| row.block.table == table);
    for row in top(Table::Announcements) {
        head::apply(draft, row);
    }
    let rows: Vec<&Row<'_>> = top(Table::Events).collect();
    let events = events::apply(draft, &rows);
    let only = (draft.events.list.len() == 1).then_some(0);
    let talks = top(Table::Talks).map(|row| (row, only));
    let inner =
        rows.iter().zip(&events).flat_map(|(row, event)| row.below(Table::Talks).map(|talk| (talk, *event)));
    let mut named = people::Named::default();
    talks::apply(draft, inner.chain(talks).collect(), &mut named);
    let inner =
        rows.iter().zip(&events).flat_map(|(row, event)| row.below(Table::People).map(|who| (who, *event)));
    for (row, event) in inner.chain(top(Table::People).map(|row| (row, only))) {
        people::person(draft, row, event, None, &mut named);
    }
    named.settle(draft);
    let inner = rows.iter().flat_map(|row| row.below(Table::Deadlines));
    deadlines::apply(draft, &inner.chain(top(Table::Deadlines)).collect::<Vec<_>>());
    findings::unmatched(draft, reading);
}

/// Sets a value to what a profile says; the same value found otherwise supports it.
fn replace<T: PartialEq>(fact: &mut Option<Fact<T>>, said: Option<Fact<T>>) {
    let Some(mut said) = said else { return };
    if let Some(known) = fact.take().filter(|known| known.value == said.value) {
        said.support.extend(known.support);
    }
    *fact = Some(said);
}
