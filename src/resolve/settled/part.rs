//! A [`Part`] is what a settled table knows of the rows of one page. It goes where the page lies, and is carried out there by the same steps as on a
//! walk over all pages.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::records::{Finding, Id, Table, Tables};
use crate::resolve::identity::Identity;
use crate::resolve::moves::{Moves, Reason};
use crate::resolve::settled::{Settled, Settling};
use crate::resolve::stream::Step as _;
use crate::scratch::{Map, Pool, Scratch};

/// What is to be done with the rows of a table on one page.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Part<R> {
    /// Rows that the page names and that went into others, with these.
    to: Vec<(Id, Id)>,
    /// Of rows whose merges are told here, in the order in which they were found.
    reasons: Vec<(Id, Reason)>,
    /// What rows that the page names say now.
    pub(crate) rows: Vec<R>,
    /// Those of them that took in others.
    merged: Vec<Id>,
    /// Those of them that stand on an earlier page.
    stood: Vec<Id>,
    findings: Vec<Finding>,
}

impl<R: Identity> Part<R> {
    /// Changes the rows of the page; what belongs to no page is added to `rest`.
    pub(crate) fn carry_out(self, tables: &mut Tables, rest: &mut Tables) {
        let Self { to, reasons, rows, merged, stood, findings } = self;
        let scratch = Scratch::memory();
        let mut moves = Moves::new(&scratch);
        for (from, to) in to {
            moves.to.insert(from.key(), to.key());
        }
        for id in merged {
            moves.merged.add(id.key());
        }
        reasons.into_iter().for_each(|(row, reason)| moves.note(row, reason));
        let mut queried = Pool::new(&scratch);
        for finding in findings {
            queried.push((0, finding));
        }
        let settled = Settled::new(moves, rows, &scratch).with(queried);
        let mut step = Settling::new(&settled);
        for id in stood {
            step.stood.add(id.key());
        }
        step.page(0, tables);
        step.end(rest);
    }
}

/// A settled table that is cut into parts, page by page in their order.
pub(crate) struct Cutting<'s, R> {
    settled: &'s Settled<R>,
    /// Rows whose reasons are told on the pages so far.
    told: Map,
    /// Rows that stand on them.
    stood: Map,
    /// Findings that were given.
    found: usize,
}

impl<'s, R: Identity> Cutting<'s, R> {
    pub(crate) fn new(settled: &'s Settled<R>) -> Self {
        let (told, stood) = (Map::new(&settled.scratch), Map::new(&settled.scratch));
        Self { settled, told, stood, found: 0 }
    }

    /// The part of the page at a place of the order, which has the evidence of its names.
    pub(crate) fn page(&mut self, at: usize, tables: &mut Tables) -> Part<R> {
        let settled = self.settled;
        let named = named(tables, R::TABLE);
        let ends: BTreeSet<Id> = named.iter().map(|id| settled.end(*id)).collect();
        Part {
            to: named.iter().map(|id| (*id, settled.end(*id))).filter(|(id, end)| id != end).collect(),
            reasons: self.reasons(tables),
            rows: ends.iter().filter_map(|id| settled.row(*id)).collect(),
            merged: ends.into_iter().filter(|id| settled.moves.merged.contains(id.key())).collect(),
            stood: self.standing(R::rows(tables)),
            findings: settled.findings_of(at, &mut self.found),
        }
    }

    /// The reasons that are told on this page, which is the first that prints the names of their rows.
    fn reasons(&mut self, tables: &Tables) -> Vec<(Id, Reason)> {
        let settled = self.settled;
        let mut told = Vec::new();
        for printed in tables.evidence.iter().filter(|row| row.in_table == R::TABLE && row.field == "name") {
            let id = printed.row_id;
            let reasons = settled.moves.reasons(id);
            if !reasons.is_empty() && settled.is_known(settled.end(id)) && self.told.add(id.key()) {
                told.extend(reasons.into_iter().map(|(number, reason)| (number, id, reason.clone())));
            }
        }
        told.sort_by_key(|(number, ..)| *number);
        told.into_iter().map(|(_, id, reason)| (id, reason)).collect()
    }

    /// Those of the rows that stand on an earlier page.
    fn standing(&mut self, rows: &[R]) -> Vec<Id> {
        let staying = rows.iter().map(R::id).filter(|id| self.settled.is_known(*id));
        let staying: BTreeSet<Id> = staying.filter(|id| self.settled.end(*id) == *id).collect();
        staying.into_iter().filter(|id| !self.stood.add(id.key())).collect()
    }
}

/// The rows of a table that the rows of a page name.
fn named(tables: &Tables, table: Table) -> BTreeSet<Id> {
    let own = tables.people.iter().map(|row| row.person_id);
    let people = own.chain(tables.appearances.iter().map(|row| row.person_id));
    let institutions = tables.institutions.iter().flat_map(|row| [Some(row.institution_id), row.parent_id]);
    let positions = tables.positions.iter().flat_map(|row| [Some(row.person_id), row.institution_id]);
    let organizers = tables.event_organizers.iter().map(|row| row.institution_id);
    let support = tables.evidence.iter().map(|row| row.row_id);
    let optional = institutions.chain(positions).flatten();
    people.chain(optional).chain(organizers).chain(support).filter(|id| id.table == table).collect()
}
