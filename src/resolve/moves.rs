//! Rows that are found to be one: which row went into which, why, and what follows for references and evidence. [`Moves`] collects it while it is
//! decided; [`Settled`] carries it out, page by page.

mod part;

pub(crate) use part::{Cutting, Part};

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::normalize::fold;
use crate::records::{Cell, Evidence, Finding, Id, Origin, Row, Tables};
use crate::resolve::identity::Identity;
use crate::resolve::stream::{Layer, Step};

/// Why a row is the same as another.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reason {
    /// Who says so.
    pub origin: Origin,
    /// Id of the rule, or the place of the override.
    pub rule: Cow<'static, str>,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

impl Reason {
    /// A conclusion from what the pages say.
    pub(crate) fn inferred(rule: &'static str, confidence: f32) -> Self {
        Self { origin: Origin::Inferred, rule: Cow::Borrowed(rule), confidence }
    }

    /// Somebody said so.
    pub(crate) fn overridden(place: &str) -> Self {
        Self { origin: Origin::Override, rule: Cow::Owned(place.to_owned()), confidence: 1.0 }
    }
}

/// The rows of one table that went into others.
#[derive(Debug, Default)]
pub(crate) struct Moves {
    to: HashMap<Id, Id>,
    /// By the row that went, with their numbers in the order in which they were found.
    reasons: HashMap<Id, Vec<(usize, Reason)>>,
    found: usize,
}

impl Moves {
    /// Says that the row `from` went into `to`.
    pub(crate) fn put(&mut self, from: Id, to: Id, reason: Reason) {
        if from != to {
            self.to.insert(from, to);
            self.note(from, reason);
        }
    }

    /// Says why a row stays what it is, or is what it became.
    pub(crate) fn note(&mut self, row: Id, reason: Reason) {
        self.reasons.entry(row).or_default().push((self.found, reason));
        self.found += 1;
    }

    /// The row that this one went into, or itself.
    pub(crate) fn end(&self, mut id: Id) -> Id {
        while let Some(next) = self.to.get(&id) {
            id = *next;
        }
        id
    }

    /// Ready to be carried out; `rows` are those that took in others or otherwise say something else than on their page, and all that have a reason.
    pub(crate) fn settled<R: Identity>(self, rows: impl IntoIterator<Item = R>) -> Settled<R> {
        let merged = self.to.values().map(|id| self.end(*id)).collect();
        let rows = rows.into_iter().map(|row| (row.id(), row)).collect();
        Settled { moves: self, rows, merged, findings: HashMap::new() }
    }
}

/// Rows of one table that went into others, and what the others say now.
#[derive(Debug)]
pub(crate) struct Settled<R> {
    moves: Moves,
    rows: HashMap<Id, R>,
    merged: HashSet<Id>,
    /// What is to be queried, by the place of its page.
    findings: HashMap<usize, Vec<Finding>>,
}

impl<R: Identity> Settled<R> {
    /// With findings of pages, by the places of these.
    pub(crate) fn with(self, findings: HashMap<usize, Vec<Finding>>) -> Self {
        Self { findings, ..self }
    }

    /// The row that this one went into, or itself.
    pub(crate) fn end(&self, id: Id) -> Id {
        self.moves.end(id)
    }

    /// What a row says, if it is not what its page says.
    pub(crate) fn row(&self, id: Id) -> Option<&R> {
        self.rows.get(&id)
    }
}

impl<R: Identity> Layer for Settled<R> {
    fn walk(&self) -> Box<dyn Step + '_> {
        Box::new(Settling {
            settled: self,
            printed: HashSet::new(),
            stood: HashSet::new(),
            later: Vec::new(),
        })
    }

    fn shares(&self, row: Id) -> bool {
        self.rows.contains_key(&row)
    }
}

/// A table on its way over the pages.
struct Settling<'s, R> {
    settled: &'s Settled<R>,
    /// Rows whose reasons were told.
    printed: HashSet<Id>,
    /// Rows that were met, of those that stand on the first of several pages.
    stood: HashSet<Id>,
    /// Findings that are about no announcement.
    later: Vec<Finding>,
}

impl<R: Identity> Step for Settling<'_, R> {
    fn page(&mut self, at: usize, tables: &mut Tables) {
        for finding in self.settled.findings.get(&at).into_iter().flatten() {
            let place =
                if finding.announcement_id.is_some() { &mut tables.findings } else { &mut self.later };
            place.push(finding.clone());
        }
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

impl<R: Identity> Settling<'_, R> {
    /// The evidence of the merges: the name as it is printed where the row that went stood.
    fn told(&mut self, evidence: &[Evidence]) -> Vec<Evidence> {
        let Settled { moves, rows, .. } = self.settled;
        let mut told = Vec::new();
        for printed in evidence.iter().filter(|row| row.in_table == R::TABLE && row.field == "name") {
            let Some(reasons) = moves.reasons.get(&printed.row_id) else { continue };
            let row_id = moves.end(printed.row_id);
            let Some(row) = rows.get(&row_id).filter(|_| self.printed.insert(printed.row_id)) else {
                continue;
            };
            told.extend(reasons.iter().map(|(number, reason)| {
                let evidence = Evidence {
                    row_id,
                    field: R::COLUMNS[0].name.to_owned(),
                    value: row.name().to_owned(),
                    origin: reason.origin,
                    rule: reason.rule.clone().into_owned(),
                    confidence: reason.confidence,
                    ..printed.clone()
                };
                (*number, evidence)
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
            let Some(known) = settled.rows.get(&id) else { return true };
            row.clone_from(known);
            self.stood.insert(id)
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
        let Settled { rows, merged, .. } = self.settled;
        if found.in_table != R::TABLE || !merged.contains(&found.row_id) {
            return true;
        }
        rows.get(&found.row_id).is_none_or(|row| fits(row, found))
    }
}

/// The id of a row, which is its first column.
pub(crate) fn id<R: Row>(row: &R) -> Option<Id> {
    row.cell(0).text().parse().ok()
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
