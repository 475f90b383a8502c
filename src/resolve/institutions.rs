//! Institutions across pages: the same folded name is the same institution, unless two countries are printed; an abbreviation alone stands for
//! the one institution that is abbreviated so.

use std::collections::{HashMap, HashSet};

use crate::normalize::fold;
use crate::records::{Id, Institution};
use crate::resolve::apart::Apart;
use crate::resolve::moves::{Moves, Reason, Settled};
use crate::resolve::stream::{Records, Stream};

/// Finds the institutions that are one; the first seen stays.
pub(crate) fn merge<R: Records>(
    stream: &Stream<'_, R>,
    apart: &mut Apart,
) -> Result<Settled<Institution>, R::Error> {
    let mut unite = Unite {
        kept: Vec::new(),
        by_name: HashMap::new(),
        moves: Moves::default(),
        changed: HashSet::new(),
        apart,
    };
    stream.bare(|_, tables| tables.institutions.iter().for_each(|row| unite.add(row.clone())))?;
    unite.short_forms();
    Ok(unite.settled())
}

struct Unite<'a> {
    /// In the order in which they were first seen; empty where one went into another.
    kept: Vec<Option<Institution>>,
    by_name: HashMap<String, Vec<usize>>,
    moves: Moves,
    /// Those that say something else than on their page.
    changed: HashSet<Id>,
    apart: &'a mut Apart,
}

impl Unite<'_> {
    fn add(&mut self, row: Institution) {
        let name = fold(&row.name);
        let mut same = self.by_name.get(&name).cloned().unwrap_or_default();
        same.retain(|&at| self.may_be_one(at, &row));
        if let Some(at) = self.one_of(&same, &row) {
            self.join(at, row, Reason::inferred("merge.name", 0.9));
        } else {
            self.by_name.entry(name).or_default().push(self.kept.len());
            self.kept.push(Some(row));
        }
    }

    fn may_be_one(&mut self, at: usize, row: &Institution) -> bool {
        let Some(kept) = &self.kept[at] else { return false };
        agree(kept.country.as_deref(), row.country.as_deref())
            && self.apart.may_meet(kept.institution_id, row.institution_id)
    }

    /// Of two in different countries, one without a country is neither.
    fn one_of(&self, same: &[usize], row: &Institution) -> Option<usize> {
        let there = |at: &&usize| self.kept[**at].as_ref().is_some_and(|kept| kept.country == row.country);
        same.iter().find(there).or(if let [only] = same { Some(only) } else { None }).copied()
    }

    fn join(&mut self, at: usize, row: Institution, reason: Reason) {
        let Some(kept) = &mut self.kept[at] else { return };
        self.moves.put(row.institution_id, kept.institution_id, reason);
        self.changed.insert(kept.institution_id);
        absorb(kept, row);
    }

    /// Abbreviations that stand alone go together with the one name that is abbreviated so.
    fn short_forms(&mut self) {
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in self.kept.iter().enumerate() {
            let short =
                row.as_ref().filter(|row| !is_short(&row.name)).and_then(|row| row.abbreviation.as_ref());
            if let Some(short) = short {
                named.entry(fold(short)).or_default().push(at);
            }
        }
        for at in 0..self.kept.len() {
            let Some(row) = self.kept[at].clone().filter(|row| is_short(&row.name)) else { continue };
            if let Some([only]) = named.get_mut(&fold(&row.name)).map(Vec::as_mut_slice)
                && self.may_be_one(*only, &row)
            {
                *only = self.stands_for(at, *only);
            }
        }
    }

    /// The first seen stays, with the full name; says which that is.
    fn stands_for(&mut self, short: usize, full: usize) -> usize {
        let (first, last) = (short.min(full), short.max(full));
        if let Some(row) = self.kept[last].take() {
            self.join(first, row, Reason::inferred("merge.abbreviation", 0.8));
        }
        first
    }

    fn settled(self) -> Settled<Institution> {
        let Self { kept, moves, mut changed, .. } = self;
        let mut rows: Vec<Institution> = kept.into_iter().flatten().collect();
        for row in &mut rows {
            row.parent_id = row.parent_id.map(|id| moves.end(id));
        }
        no_circles(&mut rows, &mut changed);
        rows.retain(|row| changed.contains(&row.institution_id));
        moves.settled(rows)
    }
}

/// Capitals in one word: `FP`, `UdeM`.
fn is_short(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    !name.contains(char::is_whitespace)
        && (2..=10).contains(&letters)
        && capitals >= 2
        && capitals * 2 >= letters
}

fn agree(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Takes over what the other row knows; a name outranks an abbreviation.
pub(crate) fn absorb(kept: &mut Institution, row: Institution) {
    if is_short(&kept.name) && !is_short(&row.name) {
        let short = std::mem::replace(&mut kept.name, row.name);
        kept.abbreviation.get_or_insert(short);
    }
    kept.abbreviation = kept.abbreviation.take().or(row.abbreviation);
    kept.kind = kept.kind.or(row.kind);
    kept.country = kept.country.take().or(row.country);
    kept.parent_id = kept.parent_id.or(row.parent_id);
    if kept.ror_id.is_none() {
        (kept.ror_id, kept.registry_name, kept.registry_country) =
            (row.ror_id, row.registry_name, row.registry_country);
    }
}

/// One page says that A is a part of B, another the reverse: the later link goes.
fn no_circles(rows: &mut [Institution], changed: &mut HashSet<Id>) {
    let mut parents: HashMap<Id, Id> = HashMap::new();
    for row in rows {
        let Some(parent) = row.parent_id else { continue };
        let mut above = std::iter::successors(Some(parent), |id| parents.get(id).copied());
        if above.any(|id| id == row.institution_id) {
            row.parent_id = None;
            changed.insert(row.institution_id);
        } else {
            parents.insert(row.institution_id, parent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_in_one_word_are_an_abbreviation() {
        assert!(is_short("FP") && is_short("UdeM") && is_short("IRD-2"));
        assert!(!is_short("Fenwick") && !is_short("FP College") && !is_short("北大"));
    }
}
