//! The [`Stream`] is the pages of a dataset in their order, one at a time, each as it is after what was decided so far. A decision is a [`Layer`]: it
//! knows rows by their ids and changes the rows of one page, so that no more than a page and the decisions are in memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;

use crate::records::{Evidence, Finding, Id, PageInfo, PageRecord, Tables};
use crate::resolve::erasure::Erasure;
use crate::resolve::order::Order;
use crate::scratch::{Map, Pool, Scratch};

/// Records of pages, wherever they lie. Each is asked for more than once.
pub trait Records {
    /// Why one may be unreadable.
    type Error;

    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the record at a place, from 0, says but for its evidence and findings, which may be missing.
    fn rows(&self, at: usize) -> Result<Cow<'_, PageRecord>, Self::Error>;

    /// The whole record at a place.
    fn record(&self, at: usize) -> Result<Cow<'_, PageRecord>, Self::Error>;

    /// Where what is decided of them may lie. All in memory, unless an implementation says something else.
    fn scratch(&self) -> Scratch {
        Scratch::memory()
    }

    /// What it means that a file of the scratch failed. Where all is in memory, none does.
    ///
    /// # Errors
    /// Says so.
    fn failed(&self, _error: io::Error) -> Result<(), Self::Error> {
        Ok(())
    }
}

impl Records for Vec<PageRecord> {
    type Error = Infallible;

    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn rows(&self, at: usize) -> Result<Cow<'_, PageRecord>, Infallible> {
        Ok(Cow::Borrowed(&self[at]))
    }

    fn record(&self, at: usize) -> Result<Cow<'_, PageRecord>, Infallible> {
        self.rows(at)
    }
}

/// Something that was decided about rows.
pub(crate) trait Layer {
    /// Begins a walk over all pages.
    fn walk(&self) -> Box<dyn Step + '_>;

    /// Whether the row is named on other pages than the one it stands on.
    fn shares(&self, _row: Id) -> bool {
        false
    }

    /// Whose names are to be nowhere.
    fn erasure(&self) -> Option<&Erasure> {
        None
    }
}

/// A layer on its way over the pages.
pub(crate) trait Step {
    /// Changes the rows of the page at a place of the order.
    fn page(&mut self, at: usize, tables: &mut Tables);

    /// Whether the last page had rows of somebody who is erased.
    fn has_erased(&self) -> bool {
        false
    }

    /// Adds to and changes what belongs to no page, behind the last.
    fn end(&mut self, _rest: &mut Tables) {}
}

/// The pages in their order, and what is decided.
pub(crate) struct Stream<'r, R> {
    records: &'r R,
    order: Order,
    pub scratch: Scratch,
    pub layers: Vec<Box<dyn Layer + 'r>>,
}

impl<'r, R: Records> Stream<'r, R> {
    pub(crate) fn new(records: &'r R) -> Result<Self, R::Error> {
        let scratch = records.scratch();
        let order = Order::of(records, &scratch)?;
        Ok(Self { records, order, scratch, layers: Vec::new() })
    }

    /// Whose names are to be nowhere; mostly nobody's.
    pub(crate) fn erasure(&self) -> Option<&Erasure> {
        self.layers.iter().find_map(|layer| layer.erasure())
    }

    /// Whether all that was put aside was there.
    pub(crate) fn check(&self) -> Result<(), R::Error> {
        self.scratch.check().or_else(|error| self.records.failed(error))
    }

    /// Shows what each page says by itself, without evidence.
    pub(crate) fn bare(&self, mut look: impl FnMut(usize, &Tables)) -> Result<(), R::Error> {
        for (at, page) in self.order.pages.iter().enumerate() {
            look(at, &self.records.rows(*page as usize)?.tables);
        }
        self.check()
    }

    /// Gives each page as its record has it: its place in the order, that of its record, and what the order has to say of it.
    pub(crate) fn said<E: From<R::Error>>(
        &self,
        mut take: impl FnMut(usize, usize, Tables, Option<Finding>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.order.pages.iter().enumerate().try_for_each(|(at, page)| {
            let page = *page as usize;
            let tables = self.records.record(page)?.into_owned().tables;
            let finding = self.order.finding(&tables.announcements);
            take(at, page, tables, finding)
        })?;
        Ok(self.check()?)
    }

    /// Shows each page as it is after what was decided, without evidence.
    pub(crate) fn rows(&self, mut look: impl FnMut(&mut Tables)) -> Result<(), R::Error> {
        self.each(Records::rows, |_, mut tables| {
            look(&mut tables);
            Ok(())
        })
    }

    /// As `rows`, with evidence.
    pub(crate) fn pages(&self, mut look: impl FnMut(&Tables)) -> Result<(), R::Error> {
        self.whole(|_, tables| {
            look(&tables);
            Ok(())
        })
    }

    /// Gives each page as it is after what was decided, and what belongs to no page behind the last, in one portion or more, as if said by a page
    /// without a name.
    pub(crate) fn whole<E: From<R::Error>>(
        &self,
        take: impl FnMut(PageInfo, Tables) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each(Records::record, take)
    }

    fn each<'s, E: From<R::Error>>(
        &'s self,
        read: impl Fn(&'s R, usize) -> Result<Cow<'s, PageRecord>, R::Error>,
        mut take: impl FnMut(PageInfo, Tables) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut steps: Vec<_> = self.layers.iter().map(|layer| layer.walk()).collect();
        let mut rest = Rest::new(&self.scratch);
        let erasure = self.erasure();
        for (at, page) in self.order.pages.iter().enumerate() {
            let PageRecord { mut page, mut tables, .. } = read(self.records, *page as usize)?.into_owned();
            steps.iter_mut().for_each(|step| step.page(at, &mut tables));
            tables.findings.extend(self.order.finding(&tables.announcements));
            rest.keep(arrange(&mut tables));
            if let Some(erasure) = erasure {
                erasure.page(&mut page, &mut tables, steps.iter().any(|step| step.has_erased()));
            }
            take(page, tables)?;
        }
        let mut behind = Tables::default();
        steps.iter_mut().for_each(|step| step.end(&mut behind));
        rest.each(behind, |mut some| {
            erasure.into_iter().for_each(|erasure| erasure.page(&mut PageInfo::default(), &mut some, true));
            take(PageInfo::default(), some)
        })?;
        Ok(self.check()?)
    }
}

/// What was said of several announcements goes to the one it is about; what is about none is taken out.
pub(crate) fn arrange(tables: &mut Tables) -> Tables {
    let places = tables.announcements.iter().enumerate().map(|(at, row)| (row.announcement_id, at));
    let places: BTreeMap<Id, usize> = places.collect();
    let is_here = |id: &Id| places.contains_key(id);
    let is_lost = |id: Option<Id>| id.is_none_or(|id| !is_here(&id));
    let rest = Tables {
        evidence: tables.evidence.extract_if(.., |row| !is_here(&row.announcement_id)).collect(),
        findings: tables.findings.extract_if(.., |row| is_lost(row.announcement_id)).collect(),
        ..Tables::default()
    };
    tables.evidence.sort_by_key(|row| places.get(&row.announcement_id));
    tables.findings.sort_by_key(|row| row.announcement_id.and_then(|id| places.get(&id)));
    rest
}

/// What is said of no announcement of its page, for behind the last: in a crawl that is something of most pages.
struct Rest {
    evidence: Pool<Evidence>,
    findings: Pool<Finding>,
    /// The findings that are kept: the same page twice says the same.
    known: Map,
}

impl Rest {
    /// Rows that are given at once.
    const ROWS: usize = 4096;

    fn new(scratch: &Scratch) -> Self {
        Self { evidence: Pool::new(scratch), findings: Pool::new(scratch), known: Map::new(scratch) }
    }

    fn keep(&mut self, rest: Tables) {
        for row in rest.evidence {
            self.evidence.push(row);
        }
        for row in rest.findings {
            if self.known.add(row.finding_id.key()) {
                self.findings.push(row);
            }
        }
    }

    /// Gives all rows in their order, some at a time, and what stands behind them with the last.
    fn each<E>(mut self, behind: Tables, mut take: impl FnMut(Tables) -> Result<(), E>) -> Result<(), E> {
        let (rows, mut from) = (self.evidence.len().max(self.findings.len()), 0);
        while from + Self::ROWS < rows {
            take(self.some(from))?;
            from += Self::ROWS;
        }
        let mut last = self.some(from);
        last.append(behind);
        take(last)
    }

    fn some(&mut self, from: usize) -> Tables {
        let places = from..from + Self::ROWS;
        let evidence = places.clone().filter_map(|at| self.evidence.look(at).cloned()).collect();
        let findings = places.filter_map(|at| self.findings.look(at).cloned()).collect();
        Tables { evidence, findings, ..Tables::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{SCHEMA_VERSION, Severity, Table};
    use crate::resolve::resolve;

    #[test]
    fn what_pages_without_an_announcement_say_stands_behind_the_rest_in_order() {
        let count = Rest::ROWS + 10;
        let record = |at: usize| {
            let finding = Finding {
                finding_id: Id::new(Table::Findings, &[&at.to_string()]),
                announcement_id: None,
                code: "no_announcement".to_owned(),
                severity: Severity::Note,
                message: format!("page {at:05}"),
                in_table: None,
                row_id: None,
                field: None,
                locator: None,
            };
            PageRecord {
                schema_version: SCHEMA_VERSION,
                page: PageInfo { source: format!("{at:05}.html"), ..PageInfo::default() },
                tables: Tables { findings: vec![finding], ..Tables::default() },
                rivals: Vec::new(),
                text_bytes: 0,
            }
        };
        let twice = std::iter::once(0).chain(0..count);
        let dataset = resolve(twice.map(record).collect());
        let said = dataset.tables.findings.iter().map(|finding| finding.message.clone());
        assert!(said.eq((0..count).map(|at| format!("page {at:05}"))));
    }
}
