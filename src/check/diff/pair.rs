//! Pairs the rows of a table in two datasets: by id, then those that say the same and are referred to by the same, then those that are most alike.

use rustc_hash::FxHashMap;

use super::alike::alike;
use super::data::Data;
use super::known::Known;
use super::side::Side;
use crate::records::Table;

/// The rows of a table, by their places in the old and the new dataset.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// The same row in both, in the order of the new dataset.
    pub(super) same: Vec<(usize, usize)>,
    /// Rows of the old dataset alone.
    pub(super) gone: Vec<usize>,
    /// Rows of the new dataset alone.
    pub(super) come: Vec<usize>,
}

/// Pairs the rows of a table. What they refer to is recognised already.
pub(super) fn pair(table: Table, old: &Data, new: &Data, known: &Known<'_>) -> Pairs {
    let mut pairs = by_id(table, old, new);
    for step in [twins, alike] {
        if pairs.gone.is_empty() || pairs.come.is_empty() {
            break;
        }
        let before = Side::of(table, old, &pairs.gone, known, None);
        let after = Side::of(table, new, &pairs.come, known, Some(known));
        pairs.take(step(&before, &after));
    }
    pairs.same.sort_unstable_by_key(|(_, after)| *after);
    pairs
}

impl Pairs {
    /// Takes in pairs of rows that had none; of two for one row the first counts.
    fn take(&mut self, found: Vec<(usize, usize)>) {
        let mut gone: Vec<bool> = self.gone.iter().map(|_| true).collect();
        let mut come: Vec<bool> = self.come.iter().map(|_| true).collect();
        for (before, after) in found {
            if gone[before] && come[after] {
                (gone[before], come[after]) = (false, false);
                self.same.push((self.gone[before], self.come[after]));
            }
        }
        keep(&mut self.gone, &gone);
        keep(&mut self.come, &come);
    }
}

fn keep(rows: &mut Vec<usize>, is_open: &[bool]) {
    let mut is_open = is_open.iter();
    rows.retain(|_| is_open.next().copied().unwrap_or(true));
}

fn by_id(table: Table, old: &Data, new: &Data) -> Pairs {
    let (old, new) = (old.rows(table), new.rows(table));
    let mut left: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, row) in old.iter().enumerate() {
        left.entry(row.id()).or_insert(at);
    }
    let mut pairs = Pairs::default();
    let mut is_open = vec![true; old.len()];
    for (at, row) in new.iter().enumerate() {
        match left.remove(row.id()) {
            Some(before) => {
                is_open[before] = false;
                pairs.same.push((before, at));
            }
            None => pairs.come.push(at),
        }
    }
    pairs.gone = (0..old.len()).collect();
    keep(&mut pairs.gone, &is_open);
    pairs
}

/// Rows of which all cells but the id are equal, and all that refers to them.
fn twins(before: &Side<'_>, after: &Side<'_>) -> Vec<(usize, usize)> {
    let mut left: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for at in (0..before.len()).rev() {
        left.entry(before.print(at)).or_default().push(at);
    }
    let twin = |at| Some((left.get_mut(&after.print(at))?.pop()?, at));
    let says_the_same = |(a, b): &(usize, usize)| {
        before.telling().all(|column| before.cell(*a, column) == after.cell(*b, column))
    };
    (0..after.len()).filter_map(twin).filter(says_the_same).collect()
}
