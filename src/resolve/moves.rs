//! Rows that are found to be one: which row went into which, why, and what follows for references and evidence.

use std::collections::{HashMap, HashSet};

use crate::normalize::fold;
use crate::records::{Cell, Evidence, Id, Origin, Row, Tables};

/// Why a row is the same as another.
#[derive(Clone, Debug)]
pub(crate) struct Reason {
    /// Who says so.
    pub origin: Origin,
    /// Id of the rule, or the place of the override.
    pub rule: String,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

impl Reason {
    /// A conclusion from what the pages say.
    pub(crate) fn inferred(rule: &str, confidence: f32) -> Self {
        Self { origin: Origin::Inferred, rule: rule.to_owned(), confidence }
    }

    /// Somebody said so.
    pub(crate) fn overridden(place: &str) -> Self {
        Self { origin: Origin::Override, rule: place.to_owned(), confidence: 1.0 }
    }
}

/// The rows of one table that went into others.
#[derive(Debug, Default)]
pub(crate) struct Moves {
    to: HashMap<Id, Id>,
    /// In the order in which they were found.
    reasons: Vec<(Id, Reason)>,
}

impl Moves {
    /// Says that the row `from` went into `to`.
    pub(crate) fn put(&mut self, from: Id, to: Id, reason: Reason) {
        if from != to {
            self.to.insert(from, to);
            self.reasons.push((from, reason));
        }
    }

    /// Says why a row stays what it is, or is what it became.
    pub(crate) fn note(&mut self, row: Id, reason: Reason) {
        self.reasons.push((row, reason));
    }

    /// The row that this one went into, or itself.
    pub(crate) fn end(&self, mut id: Id) -> Id {
        while let Some(next) = self.to.get(&id) {
            id = *next;
        }
        id
    }

    /// Makes references and evidence follow; `rows` are those that stay.
    pub(crate) fn settle<R: Row>(&self, rows: &[R], tables: &mut Tables) {
        if self.reasons.is_empty() {
            return;
        }
        let names = names(rows);
        let told = self.told::<R>(&names, &tables.evidence);
        self.follow::<R>(tables);
        tables.evidence.extend(told);
        let merged: HashSet<Id> = self.to.values().map(|id| self.end(*id)).collect();
        seat(rows, &merged, &mut tables.evidence);
    }

    /// The evidence of the merges: the name as it is printed where the row that went stood.
    fn told<R: Row>(&self, names: &HashMap<Id, String>, evidence: &[Evidence]) -> Vec<Evidence> {
        let mut printed: HashMap<Id, &Evidence> = HashMap::new();
        for row in evidence.iter().filter(|row| row.in_table == R::TABLE && row.field == "name") {
            printed.entry(row.row_id).or_insert(row);
        }
        let told = |(from, reason): &(Id, Reason)| {
            let row_id = self.end(*from);
            Some(Evidence {
                row_id,
                field: R::COLUMNS[0].name.to_owned(),
                value: names.get(&row_id)?.clone(),
                origin: reason.origin,
                rule: reason.rule.clone(),
                confidence: reason.confidence,
                ..(*printed.get(from)?).clone()
            })
        };
        self.reasons.iter().filter_map(told).collect()
    }

    fn follow<R: Row>(&self, tables: &mut Tables) {
        let to = |id: &mut Id| *id = self.end(*id);
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
}

/// The name of each row.
fn names<R: Row>(rows: &[R]) -> HashMap<Id, String> {
    let column = R::COLUMNS.iter().position(|column| column.name == "name").unwrap_or(0);
    rows.iter().filter_map(|row| Some((id(row)?, row.cell(column).text().into_owned()))).collect()
}

/// The id of a row, which is its first column.
pub(crate) fn id<R: Row>(row: &R) -> Option<Id> {
    row.cell(0).text().parse().ok()
}

/// Evidence of merged rows supports what the row says now: a name that is an alias now, an item that has another place. What
/// supports nothing any more goes.
fn seat<R: Row>(rows: &[R], merged: &HashSet<Id>, evidence: &mut Vec<Evidence>) {
    let rows: HashMap<Id, &R> =
        rows.iter().filter_map(|row| Some((id(row)?, row))).filter(|(id, _)| merged.contains(id)).collect();
    evidence.retain_mut(|found| {
        let row = rows.get(&found.row_id).filter(|_| found.in_table == R::TABLE);
        row.is_none_or(|row| fits(*row, found))
    });
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
