//! Institutions across pages: the same folded name is the same institution, unless two countries are printed.

use std::collections::HashMap;

use crate::normalize::fold;
use crate::records::{Evidence, Id, Institution, Table, Tables};

/// Merges the institutions of all pages and points every reference at the first seen.
pub(crate) fn merge(tables: &mut Tables) {
    let moved = unite(&mut tables.institutions);
    let to = |id: Id| moved.get(&id).copied().unwrap_or(id);
    tables
        .institutions
        .iter_mut()
        .for_each(|row| row.parent_id = row.parent_id.map(to).filter(|parent| *parent != row.institution_id));
    tables.positions.iter_mut().for_each(|row| row.institution_id = row.institution_id.map(to));
    tables.event_organizers.iter_mut().for_each(|row| row.institution_id = to(row.institution_id));
    repoint(&mut tables.evidence, Table::Institutions, &moved);
}

/// Points the evidence of merged rows at the row that stays.
pub(crate) fn repoint(evidence: &mut [Evidence], table: Table, moved: &HashMap<Id, Id>) {
    for row in evidence.iter_mut().filter(|row| row.in_table == table) {
        row.row_id = moved.get(&row.row_id).copied().unwrap_or(row.row_id);
    }
}

/// Keeps the first of each; gives which id became which.
fn unite(rows: &mut Vec<Institution>) -> HashMap<Id, Id> {
    let mut kept: Vec<Institution> = Vec::with_capacity(rows.len());
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    let mut moved = HashMap::new();
    for row in rows.drain(..) {
        let same = by_name.entry(fold(&row.name)).or_default();
        if let Some(at) =
            same.iter().copied().find(|&at| agree(kept[at].country.as_deref(), row.country.as_deref()))
        {
            moved.insert(row.institution_id, kept[at].institution_id);
            absorb(&mut kept[at], row);
        } else {
            same.push(kept.len());
            kept.push(row);
        }
    }
    *rows = kept;
    moved
}

fn agree(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn absorb(kept: &mut Institution, row: Institution) {
    kept.abbreviation = kept.abbreviation.take().or(row.abbreviation);
    kept.kind = kept.kind.or(row.kind);
    kept.country = kept.country.take().or(row.country);
    kept.parent_id = kept.parent_id.or(row.parent_id);
    if kept.ror_id.is_none() {
        (kept.ror_id, kept.registry_name, kept.registry_country) =
            (row.ror_id, row.registry_name, row.registry_country);
    }
}
