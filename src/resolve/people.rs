//! People across pages: the same name at the same institution is the same person; the same name elsewhere is not. A merge that cannot be
//! shown is not made.

use std::collections::{HashMap, HashSet};

use crate::normalize::fold;
use crate::records::{Evidence, Id, Origin, Person, Table, Tables};
use crate::resolve::institutions::repoint;

/// Merges the people of all pages and points every reference at the first seen.
pub(crate) fn merge(tables: &mut Tables) {
    let homes = homes(tables);
    let moved = unite(tables, &homes);
    let to = |id: Id| moved.get(&id).copied().unwrap_or(id);
    tables.positions.iter_mut().for_each(|row| row.person_id = to(row.person_id));
    tables.appearances.iter_mut().for_each(|row| row.person_id = to(row.person_id));
    repoint(&mut tables.evidence, Table::People, &moved);
}

/// The institutions of every person.
fn homes(tables: &Tables) -> HashMap<Id, HashSet<Id>> {
    let mut homes: HashMap<Id, HashSet<Id>> = HashMap::new();
    for row in &tables.positions {
        homes.entry(row.person_id).or_default().extend(row.institution_id);
    }
    homes
}

fn unite(tables: &mut Tables, homes: &HashMap<Id, HashSet<Id>>) -> HashMap<Id, Id> {
    let mut kept: Vec<(Person, HashSet<Id>)> = Vec::with_capacity(tables.people.len());
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    let mut moved = HashMap::new();
    for row in std::mem::take(&mut tables.people) {
        let own = homes.get(&row.person_id).cloned().unwrap_or_default();
        let same = by_name.entry(name_key(&row.name)).or_default();
        let known = same
            .iter()
            .copied()
            .find(|&at| kept[at].0.person_id == row.person_id || !kept[at].1.is_disjoint(&own));
        if let Some(at) = known {
            moved.insert(row.person_id, kept[at].0.person_id);
            note(&mut tables.evidence, kept[at].0.person_id, &row);
            kept[at].1.extend(own);
            absorb(&mut kept[at].0, row);
        } else {
            same.push(kept.len());
            kept.push((row, own));
        }
    }
    tables.people = kept.into_iter().map(|(person, _)| person).collect();
    moved
}

/// The words of a name in any order: `LEE Ann` and `Ann Lee` are one.
fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// The name on the later page is the evidence of the merge.
fn note(evidence: &mut Vec<Evidence>, person: Id, row: &Person) {
    let found = evidence.iter().find(|found| found.row_id == row.person_id && found.field == "name").cloned();
    evidence.extend(found.map(|found| Evidence {
        row_id: person,
        origin: Origin::Inferred,
        rule: "merge.name_and_institution".into(),
        ..found
    }));
}

fn absorb(kept: &mut Person, row: Person) {
    if fold(&kept.name) != fold(&row.name) && !kept.aliases.contains(&row.name) {
        kept.aliases.push(row.name);
    }
    kept.given_name = kept.given_name.take().or(row.given_name);
    kept.family_name = kept.family_name.take().or(row.family_name);
    for honorific in row.honorifics {
        if !kept.honorifics.contains(&honorific) {
            kept.honorifics.push(honorific);
        }
    }
    for alias in row.aliases {
        if !kept.aliases.contains(&alias) {
            kept.aliases.push(alias);
        }
    }
}
