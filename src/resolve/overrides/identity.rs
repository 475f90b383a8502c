//! Rows that an entry says are one, or are not.

use std::collections::{BTreeSet, HashMap};

use crate::records::{Id, Institution, Person, Row, Tables};
use crate::resolve::moves::{Moves, Reason, id};
use crate::resolve::{institutions, people};

/// A table whose rows can be one.
pub(super) trait Identity: Row + Clone {
    fn rows(tables: &mut Tables) -> &mut Vec<Self>;
    fn absorb(&mut self, other: Self);
}

impl Identity for Person {
    fn rows(tables: &mut Tables) -> &mut Vec<Self> {
        &mut tables.people
    }

    fn absorb(&mut self, other: Self) {
        people::absorb(self, other);
    }
}

impl Identity for Institution {
    fn rows(tables: &mut Tables) -> &mut Vec<Self> {
        &mut tables.institutions
    }

    fn absorb(&mut self, other: Self) {
        institutions::absorb(self, other);
    }
}

/// Joins pairs of rows, each with the number of its entry: the first seen stays. Gives the entries that joined something.
pub(super) fn join<R: Identity>(
    pairs: &[(usize, Id, Id)],
    reason: &dyn Fn(usize) -> Reason,
    tables: &mut Tables,
) -> BTreeSet<usize> {
    let mut rows: Vec<Option<R>> = std::mem::take(R::rows(tables)).into_iter().map(Some).collect();
    let places: HashMap<Id, usize> =
        rows.iter().flatten().enumerate().filter_map(|(at, row)| Some((id(row)?, at))).collect();
    let (mut moves, mut changed) = (Moves::default(), BTreeSet::new());
    for (entry, a, b) in pairs {
        let (a, b) = (moves.end(*a), moves.end(*b));
        let (Some(&one), Some(&other)) = (places.get(&a), places.get(&b)) else { continue };
        if let Some(row) = rows[one.max(other)].take_if(|_| one != other)
            && let Some(first) = &mut rows[one.min(other)]
        {
            let (from, to) = if one < other { (b, a) } else { (a, b) };
            moves.put(from, to, reason(*entry));
            first.absorb(row);
            changed.insert(*entry);
        }
    }
    let rows: Vec<R> = rows.into_iter().flatten().collect();
    R::rows(tables).clone_from(&rows);
    moves.settle(&rows, tables);
    changed
}

/// The evidence of rows that are who they are because an entry says so.
pub(super) fn tell<R: Identity>(told: &[(Id, Reason)], tables: &mut Tables) {
    let mut moves = Moves::default();
    told.iter()
        .filter(|(row, _)| row.table == R::TABLE)
        .for_each(|(row, reason)| moves.note(*row, reason.clone()));
    let rows = R::rows(tables).clone();
    moves.settle(&rows, tables);
}
