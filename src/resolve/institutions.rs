//! Institutions across pages: the same folded name is the same institution, unless two countries are printed; an abbreviation alone stands for
//! the one institution that is abbreviated so.

use crate::normalize::fold;
use crate::records::Institution;
use crate::resolve::apart::Apart;
use crate::resolve::key;
use crate::resolve::moves::{Moves, Reason};
use crate::resolve::settled::Settled;
use crate::resolve::stream::{Records, Stream};
use crate::scratch::{Lists, Map, Pool, Scratch};

/// Finds the institutions that are one; the first seen stays.
pub(crate) fn merge<R: Records>(
    stream: &Stream<'_, R>,
    apart: &mut Apart,
) -> Result<Settled<Institution>, R::Error> {
    let scratch = &stream.scratch;
    let mut unite = Unite {
        kept: Pool::new(scratch),
        by_name: Lists::new(scratch),
        moves: Moves::new(scratch),
        changed: Map::new(scratch),
        apart,
    };
    stream.bare(|_, tables| tables.institutions.iter().for_each(|row| unite.add(row.clone())))?;
    unite.short_forms(scratch);
    let settled = unite.settled(scratch);
    stream.check()?;
    Ok(settled)
}

struct Unite<'a> {
    /// In the order in which they were first seen; empty where one went into another.
    kept: Pool<Option<Institution>>,
    /// By the folded name.
    by_name: Lists,
    moves: Moves,
    /// Those that say something else than on their page.
    changed: Map,
    apart: &'a mut Apart,
}

impl Unite<'_> {
    fn add(&mut self, row: Institution) {
        let name = fold(&row.name);
        let named = key::of(&name);
        let mut same = self.by_name.with(named, <[u64]>::to_vec);
        same.retain(|&at| self.is_called(at, &row, &name) && self.may_be_one(at, &row));
        if let Some(at) = self.one_of(&same, &row) {
            self.join(at, row, Reason::inferred("merge.name", 0.9));
        } else {
            let at = self.kept.push(Some(row));
            self.by_name.push(named, at as u64);
        }
    }

    fn kept(&mut self, at: u64) -> Option<&Institution> {
        self.kept.look(at as usize)?.as_ref()
    }

    fn is_called(&mut self, at: u64, row: &Institution, name: &str) -> bool {
        self.kept(at).is_some_and(|kept| kept.name == row.name || fold(&kept.name) == name)
    }

    fn may_be_one(&mut self, at: u64, row: &Institution) -> bool {
        let Some(kept) = self.kept.look(at as usize).and_then(Option::as_ref) else { return false };
        agree(kept.country.as_deref(), row.country.as_deref())
            && self.apart.may_meet(kept.institution_id, row.institution_id)
    }

    /// Of two in different countries, one without a country is neither.
    fn one_of(&mut self, same: &[u64], row: &Institution) -> Option<u64> {
        let there = same.iter().find(|at| self.kept(**at).is_some_and(|kept| kept.country == row.country));
        there.or(if let [only] = same { Some(only) } else { None }).copied()
    }

    fn join(&mut self, at: u64, row: Institution, reason: Reason) {
        let Some(Some(kept)) = self.kept.get(at as usize) else { return };
        self.moves.put(row.institution_id, kept.institution_id, reason);
        self.changed.add(kept.institution_id.key());
        absorb(kept, row);
    }

    /// Abbreviations that stand alone go together with the one name that is abbreviated so.
    fn short_forms(&mut self, scratch: &Scratch) {
        let mut named = Lists::new(scratch);
        for at in 0..self.kept.len() as u64 {
            let full = self.kept(at).filter(|row| !is_short(&row.name));
            if let Some(short) = full.and_then(|row| row.abbreviation.as_ref()) {
                named.push(key::of(fold(short)), at);
            }
        }
        for at in 0..if named.is_empty() { 0 } else { self.kept.len() as u64 } {
            let Some(row) = self.kept(at).filter(|row| is_short(&row.name)).cloned() else { continue };
            let short = key::of(fold(&row.name));
            let only = named.with(short, |full| if let [only] = full { Some(*only) } else { None });
            if let Some(only) = only
                && self.may_be_one(only, &row)
            {
                named.replace(short, self.stands_for(at, only));
            }
        }
    }

    /// The first seen stays, with the full name; says which that is.
    fn stands_for(&mut self, short: u64, full: u64) -> u64 {
        let (first, last) = (short.min(full), short.max(full));
        if let Some(row) = self.kept.get(last as usize).and_then(Option::take) {
            self.join(first, row, Reason::inferred("merge.abbreviation", 0.8));
        }
        first
    }

    fn settled(mut self, scratch: &Scratch) -> Settled<Institution> {
        self.parents(scratch);
        let Self { mut kept, moves, changed, .. } = self;
        let rows = (0..kept.len()).filter_map(|at| {
            let row = kept.look(at)?.as_ref()?;
            changed.contains(row.institution_id.key()).then(|| row.clone())
        });
        Settled::new(moves, rows, scratch)
    }

    /// Parents that went are those that they went into. One page says that A is a part of B, another the reverse: the later link goes.
    fn parents(&mut self, scratch: &Scratch) {
        let mut parents = Map::new(scratch);
        for at in 0..self.kept.len() {
            let Some(row) = self.kept.look(at).and_then(Option::as_ref) else { continue };
            let (id, Some(parent)) = (row.institution_id, row.parent_id) else { continue };
            let end = self.moves.end(parent);
            let mut above = std::iter::successors(Some(end.key()), |above| parents.get(*above));
            let is_circle = above.any(|above| above == id.key());
            if is_circle {
                self.changed.add(id.key());
            } else {
                parents.insert(id.key(), end.key());
            }
            let parent_id = (!is_circle).then_some(end);
            if parent_id != Some(parent)
                && let Some(Some(row)) = self.kept.get(at)
            {
                row.parent_id = parent_id;
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_in_one_word_are_an_abbreviation() {
        assert!(is_short("FP") && is_short("UdeM") && is_short("IRD-2"));
        assert!(!is_short("Fenwick") && !is_short("FP College") && !is_short("北大"));
    }
}
