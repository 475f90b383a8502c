//! Rows that an entry says are one, or are not.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::records::{Id, Tables};
use crate::resolve::identity::Identity;
use crate::resolve::moves::{Moves, Reason};
use crate::resolve::settled::Settled;
use crate::resolve::stream::{Records, Stream};

/// Joins pairs of rows, each with the number of its entry: the first seen stays. Gives the entries that joined something.
pub(super) fn join<I: Identity, R: Records>(
    pairs: &[(usize, Id, Id)],
    reason: &dyn Fn(usize) -> Reason,
    stream: &Stream<'_, R>,
) -> Result<(Settled<I>, BTreeSet<usize>), R::Error> {
    let named = pairs.iter().flat_map(|(_, a, b)| [*a, *b]).collect();
    let mut rows: Vec<Option<I>> = standing(&named, stream)?.into_iter().map(Some).collect();
    let places: HashMap<Id, usize> =
        rows.iter().flatten().enumerate().map(|(at, row)| (row.id(), at)).collect();
    let (mut moves, mut changed) = (Moves::new(&stream.scratch), BTreeSet::new());
    let mut grown = HashSet::new();
    for (entry, a, b) in pairs {
        let (a, b) = (moves.end(*a), moves.end(*b));
        let (Some(&one), Some(&other)) = (places.get(&a), places.get(&b)) else { continue };
        if let Some(row) = rows[one.max(other)].take_if(|_| one != other)
            && let Some(first) = &mut rows[one.min(other)]
        {
            let (from, to) = if one < other { (b, a) } else { (a, b) };
            moves.put(from, to, reason(*entry));
            first.absorb(row);
            grown.insert(to);
            changed.insert(*entry);
        }
    }
    let rows = rows.into_iter().flatten().filter(|row| grown.contains(&row.id()));
    Ok((Settled::new(moves, rows, &stream.scratch), changed))
}

/// The evidence of rows that are who they are because an entry says so.
pub(super) fn told<I: Identity, R: Records>(
    told: &[(Id, Reason)],
    stream: &Stream<'_, R>,
) -> Result<Settled<I>, R::Error> {
    let mut moves = Moves::new(&stream.scratch);
    let told = || told.iter().filter(|(row, _)| row.table == I::TABLE);
    told().for_each(|(row, reason)| moves.note(*row, reason.clone()));
    let named = told().map(|(row, _)| *row).collect();
    Ok(Settled::new(moves, standing(&named, stream)?, &stream.scratch))
}

/// The rows of these ids, in their order.
pub(super) fn standing<I: Identity, R: Records>(
    ids: &HashSet<Id>,
    stream: &Stream<'_, R>,
) -> Result<Vec<I>, R::Error> {
    let mut rows = Vec::new();
    if !ids.iter().any(|id| id.table == I::TABLE) {
        return Ok(rows);
    }
    stream.rows(|tables: &mut Tables| {
        rows.extend(I::rows(tables).iter().filter(|row| ids.contains(&row.id())).cloned());
    })?;
    Ok(rows)
}
