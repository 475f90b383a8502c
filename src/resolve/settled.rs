//! What follows for references and evidence when rows are found to be one. [`Settled`] carries it out, page by page.

mod part;

pub(crate) use part::{Cutting, Part};

use std::cell::RefCell;

use crate::normalize::fold;
use crate::records::{Cell, Evidence, Finding, Id, Row, Tables};
use crate::resolve::identity::Identity;
use crate::resolve::moves::Moves;
use crate::resolve::stream::{Layer, Step};
use crate::scratch::{Map, Pool, Scratch};

/// Rows of one table that went into others, and what the others say now.
#[derive(Debug)]
pub(crate) struct Settled<R> {
    moves: Moves,
    /// The numbers of rows.
    of: Map,
    rows: RefCell<Pool<R>>,
    /// What is to be queried, with the places of the pages, in their order.
    findings: RefCell<Pool<(usize, Finding)>>,
    scratch: Scratch,
}

impl<R: Identity> Settled<R> {
    /// Moves, ready to be carried out; `rows` are those that took in others or otherwise say something else than on their page, and all that have a
    /// reason.
    pub(crate) fn new(moves: Moves, rows: impl IntoIterator<Item = R>, scratch: &Scratch) -> Self {
        let (mut of, mut known) = (Map::new(scratch), Pool::new(scratch));
        for row in rows {
            of.insert(row.id().key(), known.len() as u64);
            known.push(row);
        }
        let findings = RefCell::new(Pool::new(scratch));
        Self { moves, of, rows: RefCell::new(known), findings, scratch: scratch.clone() }
    }

    /// With findings of pages, in the order of these.
    pub(crate) fn with(self, findings: Pool<(usize, Finding)>) -> Self {
        Self { findings: RefCell::new(findings), ..self }
    }

    /// The row that this one went into, or itself.
    pub(crate) fn end(&self, id: Id) -> Id {
        self.moves.end(id)
    }

    /// What a row says, if it is not what its page says.
    pub(crate) fn row(&self, id: Id) -> Option<R> {
        self.known(id, R::clone)
    }

    /// Whether a row says something else than on its page.
    fn is_known(&self, id: Id) -> bool {
        self.of.contains(id.key())
    }

    /// The findings of the page at a place, of which `found` were given for the pages before.
    fn findings_of(&self, at: usize, found: &mut usize) -> Vec<Finding> {
        let mut all = self.findings.borrow_mut();
        let mut here = Vec::new();
        while let Some((_, finding)) = all.look(*found).filter(|(page, _)| *page == at) {
            here.push(finding.clone());
            *found += 1;
        }
        here
    }

    fn known<T>(&self, id: Id, look: impl FnOnce(&R) -> T) -> Option<T> {
        let number = self.of.get(id.key())?;
        self.rows.borrow_mut().look(number as usize).map(look)
    }
}

impl<R: Identity> Layer for Settled<R> {
    fn walk(&self) -> Box<dyn Step + '_> {
        Box::new(Settling::new(self))
    }

    fn shares(&self, row: Id) -> bool {
        self.is_known(row)
    }
}

/// A table on its way over the pages.
struct Settling<'s, R> {
    settled: &'s Settled<R>,
    /// Rows whose reasons were told.
    printed: Map,
    /// Rows that were met, of those that stand on the first of several pages.
    stood: Map,
    /// Findings that were given.
    found: usize,
    /// Findings that are about no announcement.
    later: Vec<Finding>,
}

impl<R: Identity> Step for Settling<'_, R> {
    fn page(&mut self, at: usize, tables: &mut Tables) {
        self.find(at, &mut tables.findings);
        let told = self.told(&tables.evidence);
        self.stand(R::rows(tables));
        self.follow(tables);
        tables.evidence.extend(told);
        tables.evidence.retain_mut(|found| self.supports(found));
    }

    fn end(&mut self, rest: &mut Tables) {
        rest.findings.append(&mut self.later);
        self.follow(rest);
    }
}

impl<'s, R: Identity> Settling<'s, R> {
    fn new(settled: &'s Settled<R>) -> Self {
        let [printed, stood] = [Map::new(&settled.scratch), Map::new(&settled.scratch)];
        Self { settled, printed, stood, found: 0, later: Vec::new() }
    }

    /// The findings of the page.
    fn find(&mut self, at: usize, findings: &mut Vec<Finding>) {
        for finding in self.settled.findings_of(at, &mut self.found) {
            let place = if finding.announcement_id.is_some() { &mut *findings } else { &mut self.later };
            place.push(finding);
        }
    }

    /// The evidence of the merges: the name as it is printed where the row that went stood.
    fn told(&mut self, evidence: &[Evidence]) -> Vec<Evidence> {
        let settled = self.settled;
        let mut told = Vec::new();
        for printed in evidence.iter().filter(|row| row.in_table == R::TABLE && row.field == "name") {
            let reasons = settled.moves.reasons(printed.row_id);
            if reasons.is_empty() {
                continue;
            }
            let row_id = settled.end(printed.row_id);
            let Some(name) = settled.known(row_id, |row| row.name().to_owned()) else { continue };
            if !self.printed.add(printed.row_id.key()) {
                continue;
            }
            told.extend(reasons.into_iter().map(|(number, reason)| {
                let evidence = Evidence {
                    row_id,
                    field: R::COLUMNS[0].name.to_owned(),
                    value: name.clone(),
                    origin: reason.origin,
                    rule: reason.rule.clone().into_owned(),
                    confidence: reason.confidence,
                    ..printed.clone()
                };
                (number, evidence)
            }));
        }
        told.sort_by_key(|(number, _)| *number);
        told.into_iter().map(|(_, evidence)| evidence).collect()
    }

    /// Rows that went are left out; one that stays says all that is known, on the first page that it stands on.
    fn stand(&mut self, rows: &mut Vec<R>) {
        let settled = self.settled;
        rows.retain_mut(|row| {
            let id = row.id();
            if settled.end(id) != id {
                return false;
            }
            let Some(()) = settled.known(id, |known| row.clone_from(known)) else { return true };
            self.stood.add(id.key())
        });
    }

    fn follow(&self, tables: &mut Tables) {
        if self.settled.moves.to.is_empty() {
            return;
        }
        let to = |id: &mut Id| *id = self.settled.end(*id);
        tables.institutions.iter_mut().for_each(|row| row.parent_id.iter_mut().for_each(to));
        tables.positions.iter_mut().for_each(|row| {
            to(&mut row.person_id);
            row.institution_id.iter_mut().for_each(to);
        });
        tables.event_organizers.iter_mut().for_each(|row| to(&mut row.institution_id));
        tables.appearances.iter_mut().for_each(|row| to(&mut row.person_id));
        tables.findings.iter_mut().for_each(|row| row.row_id.iter_mut().for_each(to));
        tables.evidence.iter_mut().filter(|row| row.in_table == R::TABLE).for_each(|row| to(&mut row.row_id));
    }

    /// Evidence of merged rows supports what the row says now: a name that is an alias now, an item that has another place. What
    /// supports nothing any more goes.
    fn supports(&self, found: &mut Evidence) -> bool {
        if found.in_table != R::TABLE || !self.settled.moves.merged.contains(found.row_id.key()) {
            return true;
        }
        self.settled.known(found.row_id, |row| fits(row, found)).unwrap_or(true)
    }
}

fn fits<R: Row>(row: &R, found: &mut Evidence) -> bool {
    let column = |name: &str| R::COLUMNS.iter().position(|column| column.name == name);
    let Some(at) = column(&found.field).filter(|_| !found.field.ends_with("_id")) else { return true };
    match row.cell(at) {
        Cell::List(items) => sits(items, found),
        cell if cell.text() == found.value => true,
        _ if found.field == "name" => match column("aliases").map(|at| row.cell(at)) {
            Some(Cell::List(aliases)) if aliases.contains(&found.value) => {
                "aliases".clone_into(&mut found.field);
                sits(aliases, found)
            }
            _ => false,
        },
        _ => false,
    }
}

fn sits(items: &[String], found: &mut Evidence) -> bool {
    let exact = items.iter().position(|item| *item == found.value);
    let place = exact.or_else(|| items.iter().position(|item| fold(item) == fold(&found.value)));
    if let Some(at) = place {
        found.item = Some(at as u32);
        found.value.clone_from(&items[at]);
    }
    place.is_some()
}
