//! What people know better than the pages, applied: rows are set apart while others merge, then joined, then corrected, then dropped. What an entry
//! matches is what the pages say, never what another entry has set, so that entries do not depend on each other.

mod drop;
mod identity;
mod index;
mod ledger;
mod set;

use std::collections::HashSet;

use crate::project::{Override, Overrides};
use crate::records::{Id, Institution, Person, Tables};
use crate::resolve::apart::Apart;
use crate::resolve::erasure::Erasure;
use crate::resolve::moves::Reason;
use crate::resolve::stream::{Layer, Records, Step, Stream};
use drop::Dropping;
use index::Index;
use ledger::Ledger;
use set::{Setter, Settings};

/// The overrides of a project, on their way through a dataset.
pub(crate) struct Applying<'o> {
    overrides: &'o Overrides,
    entries: &'o [Override],
    ledger: Ledger<'o>,
}

impl<'o> Applying<'o> {
    pub(crate) fn new(overrides: &'o Overrides) -> Self {
        Self { overrides, entries: &overrides.entries, ledger: Ledger::new(&overrides.entries) }
    }

    /// The entries that ask for something, with their numbers.
    fn asking(&self, asks: fn(&Override) -> bool) -> Vec<(usize, &'o Override)> {
        self.entries.iter().enumerate().filter(|(_, entry)| asks(entry)).collect()
    }

    /// The rows that each of these entries means.
    fn rows<R: Records>(
        &mut self,
        entries: &[(usize, &'o Override)],
        index: &Index,
        stream: &Stream<'_, R>,
    ) -> Result<Vec<Vec<Id>>, R::Error> {
        let questions: Vec<_> = entries.iter().map(|(_, entry)| (entry.table, &entry.rows)).collect();
        let found = index.matching(&questions, stream)?;
        for ((number, entry), rows) in entries.iter().zip(&found) {
            self.ledger.matched(*number, &entry.rows, rows);
        }
        Ok(found)
    }

    /// The rows of the pages that entries set apart.
    pub(crate) fn apart<R: Records>(&mut self, stream: &Stream<'_, R>) -> Result<Apart, R::Error> {
        let mut apart = Apart::default();
        let entries = self.asking(|entry| entry.split);
        if !entries.is_empty() {
            let index = Index::of(self.entries, stream)?;
            for ((number, _), rows) in entries.iter().zip(self.rows(&entries, &index, stream)?) {
                rows.into_iter().for_each(|row| apart.put(row, *number));
            }
        }
        Ok(apart)
    }

    /// Joins, corrects and drops rows, and says which entries were of no use.
    pub(crate) fn apply<'r, R: Records>(
        mut self,
        stream: &mut Stream<'r, R>,
        apart: &Apart,
    ) -> Result<(), R::Error>
    where
        'o: 'r,
    {
        if self.entries.is_empty() {
            return Ok(());
        }
        self.say_split(stream, apart)?;
        self.join(stream)?;
        let correcting = self.correcting(stream)?;
        stream.layers.push(Box::new(correcting));
        Ok(())
    }

    /// The evidence of entries that kept rows from others.
    fn say_split<R: Records>(&mut self, stream: &mut Stream<'_, R>, apart: &Apart) -> Result<(), R::Error> {
        let split =
            apart.felt.iter().flat_map(|entry| apart.rows(*entry).into_iter().map(|row| (*entry, row)));
        let split: Vec<(Id, Reason)> = split.map(|(entry, row)| (row, self.reason(entry))).collect();
        let people = identity::told::<Person, R>(&split, stream)?;
        let institutions = identity::told::<Institution, R>(&split, stream)?;
        stream.layers.push(Box::new(people));
        stream.layers.push(Box::new(institutions));
        apart.felt.iter().for_each(|entry| self.ledger.changed(*entry));
        Ok(())
    }

    fn reason(&self, entry: usize) -> Reason {
        Reason::overridden(&self.entries[entry].place)
    }

    fn join<R: Records>(&mut self, stream: &mut Stream<'_, R>) -> Result<(), R::Error> {
        let entries = self.asking(|entry| !entry.join.is_empty());
        if entries.is_empty() {
            return Ok(());
        }
        let index = Index::of(self.entries, stream)?;
        let mut pairs = Vec::new();
        for (number, entry) in entries {
            let sides: Vec<_> =
                std::iter::once(&entry.rows).chain(&entry.join).map(|side| (entry.table, side)).collect();
            let found = index.matching(&sides, stream)?;
            for ((_, side), rows) in sides.iter().zip(&found) {
                self.ledger.matched(number, side, rows);
            }
            let rows = found.concat();
            pairs.extend(rows.windows(2).map(|pair| (number, pair[0], pair[1])));
        }
        let reason = |entry: usize| self.reason(entry);
        let (people, mut changed) = identity::join::<Person, R>(&pairs, &reason, stream)?;
        let (institutions, more) = identity::join::<Institution, R>(&pairs, &reason, stream)?;
        stream.layers.push(Box::new(people));
        stream.layers.push(Box::new(institutions));
        changed.extend(more);
        changed.into_iter().for_each(|entry| self.ledger.changed(entry));
        Ok(())
    }

    /// What is set and dropped, with the entries that are of no use.
    fn correcting<R: Records>(mut self, stream: &Stream<'_, R>) -> Result<Correcting<'o>, R::Error> {
        let dropping = self.asking(|entry| entry.drop);
        let setting = self.asking(|entry| !entry.set.is_empty());
        let (mut dropped, mut setters) = (Vec::new(), Vec::new());
        let mut erasing = Erasing { erasure: Erasure::of(self.overrides), ids: HashSet::new() };
        if !dropping.is_empty() || !setting.is_empty() {
            let index = Index::of(self.entries, stream)?;
            let found = self.rows(&dropping, &index, stream)?;
            let erased = dropping.iter().zip(&found).filter(|((_, entry), _)| entry.erases());
            erasing.ids = erased.flat_map(|(_, rows)| rows).copied().collect();
            erasing.erasure.add(&identity::standing::<Person, R>(&erasing.ids, stream)?);
            dropped = found.concat();
            for ((number, entry), rows) in setting.iter().zip(self.rows(&setting, &index, stream)?) {
                let (setter, missing) = Setter::new(*number, entry, &rows, &index);
                missing.into_iter().for_each(|missing| self.ledger.complain(*number, missing));
                setters.push(setter);
            }
        }
        dropping.iter().for_each(|(number, _)| self.ledger.changed(*number));
        Ok(Correcting { ledger: self.ledger, setters, dropped, erasing })
    }
}

/// What is set and dropped.
struct Correcting<'o> {
    ledger: Ledger<'o>,
    setters: Vec<Setter<'o>>,
    dropped: Vec<Id>,
    erasing: Erasing,
}

/// Those who are dropped, of whom no word is to stay either.
struct Erasing {
    erasure: Erasure,
    ids: HashSet<Id>,
}

impl Layer for Correcting<'_> {
    fn walk(&self) -> Box<dyn Step + '_> {
        let dropping = Dropping::new(self.dropped.iter().copied().collect());
        Box::new(Correction { of: self, settings: Settings::default(), dropping, has_erased: false })
    }

    fn erasure(&self) -> Option<&Erasure> {
        Some(&self.erasing.erasure).filter(|erasure| !erasure.is_empty())
    }
}

/// The same, on its way over the pages.
struct Correction<'c, 'o> {
    of: &'c Correcting<'o>,
    settings: Settings,
    dropping: Dropping,
    has_erased: bool,
}

impl Step for Correction<'_, '_> {
    fn page(&mut self, _: usize, tables: &mut Tables) {
        self.settings.page(&self.of.setters, tables);
        let erased = &self.of.erasing.ids;
        self.has_erased = !erased.is_empty() && drop::names(tables, erased);
        self.dropping.page(tables);
    }

    fn has_erased(&self) -> bool {
        self.has_erased
    }

    fn end(&mut self, rest: &mut Tables) {
        self.dropping.page(rest);
        let mut ledger = self.of.ledger.clone();
        self.settings.changed.iter().for_each(|entry| ledger.changed(*entry));
        rest.findings.extend(ledger.findings());
    }
}
