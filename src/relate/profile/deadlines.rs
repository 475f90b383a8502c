//! The deadlines that a profile gives, in place of those that were found.

use crate::fact::Fact;
use crate::profile::Row;
use crate::records::DeadlineKind;
use crate::relate::draft::{Deadline, Draft};
use crate::relate::profile::{replace, value};

pub(super) fn apply(draft: &mut Draft<'_>, rows: &[&Row<'_>]) {
    let mut known = std::mem::take(&mut draft.deadlines.list);
    let mut said = Vec::new();
    for row in rows {
        let kind: Option<Fact<DeadlineKind>> = value::word(draft, row, "kind");
        let due = value::last_day(draft, row, "due_on");
        let same = |deadline: &Deadline| {
            let kinds = kind.as_ref().is_none_or(|kind| kind.value == deadline.kind.value);
            kinds && due.as_ref().is_none_or(|due| due.value == deadline.due.value)
        };
        let found = known.iter().position(same).map(|at| known.remove(at));
        let (kind, due, found) = match (found, due) {
            (Some(found), due) => {
                let due = due.unwrap_or_else(|| found.due.clone());
                (kind.unwrap_or_else(|| found.kind.clone()), due, Some(found))
            }
            (None, Some(due)) => {
                let other = Fact::new(DeadlineKind::Other, due.support[0].clone());
                (kind.unwrap_or(other), due, None)
            }
            (None, None) => continue,
        };
        let (time, timezone) = found.map_or((None, None), |found| (found.time, found.timezone));
        let mut deadline = Deadline { kind, due, time, timezone };
        replace(&mut deadline.time, value::last_time(draft, row, "due_time"));
        replace(&mut deadline.timezone, value::zone(draft, row));
        said.push(deadline);
    }
    if said.is_empty() || !rows.iter().any(|row| row.repeated) {
        said.extend(known);
    }
    draft.deadlines.list = said;
}
