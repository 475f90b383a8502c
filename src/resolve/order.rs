//! The order of the pages. Several pages may be one announcement: they give the same canonical address, as a page and its printed form do, or one
//! that was saved twice. The newest of them stands for all, so that every row has an id of its own; a finding names the others.

use std::cell::RefCell;

use crate::dates::PartialDate;
use crate::records::{Announcement, Finding, Id, PageRecord, Severity, Table};
use crate::resolve::Records;
use crate::scratch::{Map, Pool, Scratch, Sorter};

/// Pages in their order.
pub(super) struct Order {
    /// The places of their records.
    pub pages: Vec<u32>,
    left_out: LeftOut,
}

/// What pages are sorted by: announcements stand in the order of their day, those without one first, then of their id, so that a newer one never comes
/// before an older one.
type Key = (Option<String>, Option<Id>, String);

/// Which of the pages of an announcement is the newest: that which was changed last, else published last, else named last.
type Age = (Option<PartialDate>, Option<PartialDate>, String);

/// Pages for which another one stands.
struct LeftOut {
    /// Whether it is the record at this place.
    is: Vec<bool>,
    /// The number of their list, by the announcement that they are.
    of: Map,
    /// Their sources.
    sources: RefCell<Pool<Vec<String>>>,
}

impl Order {
    pub(super) fn of<R: Records>(records: &R, scratch: &Scratch) -> Result<Self, R::Error> {
        let (mut keys, mut ids) = (Sorter::new(scratch), Sorter::new(scratch));
        for at in 0..records.len() {
            let key = key(&*records.rows(at)?);
            key.1.into_iter().for_each(|id| ids.push((id, at), ()));
            keys.push((key, at), ());
        }
        let left_out = LeftOut::new(ids, records, scratch)?;
        let mut pages = Vec::with_capacity(records.len());
        keys.each(|(_, at): (Key, usize), ()| {
            if !left_out.is[at] {
                pages.push(at as u32);
            }
        });
        Ok(Self { pages, left_out })
    }

    /// What is to be said of a page that stands for others.
    pub(super) fn finding(&self, announcements: &[Announcement]) -> Option<Finding> {
        let id = announcements.first()?.announcement_id;
        let list = self.left_out.of.get(id.key())?;
        let mut sources = self.left_out.sources.borrow_mut();
        let message = format!(
            "the same announcement, by its address, is on other pages, which are left out: {}",
            sources.look(list as usize)?.join(", ")
        );
        let code = "same_announcement";
        Some(Finding {
            finding_id: Id::new(Table::Findings, &[&id.to_string(), code, &message, ""]),
            announcement_id: Some(id),
            severity: Severity::Note,
            code: code.to_owned(),
            message,
            in_table: Some(Table::Announcements),
            row_id: Some(id),
            field: Some("url".to_owned()),
            locator: None,
        })
    }
}

impl LeftOut {
    fn new<R: Records>(
        ids: Sorter<(Id, usize), ()>,
        records: &R,
        scratch: &Scratch,
    ) -> Result<Self, R::Error> {
        let is = vec![false; records.len()];
        let mut left_out = Self { is, of: Map::new(scratch), sources: RefCell::new(Pool::new(scratch)) };
        let (mut pages, mut outcome): (Vec<(Id, usize)>, _) = (Vec::new(), Ok(()));
        ids.each(|(id, at), ()| {
            if pages.first().is_some_and(|(last, _)| *last != id) {
                let entered = left_out.enter(&pages, records);
                outcome = std::mem::replace(&mut outcome, Ok(())).and(entered);
                pages.clear();
            }
            pages.push((id, at));
        });
        outcome.and(left_out.enter(&pages, records))?;
        Ok(left_out)
    }

    /// All pages of an announcement but the newest.
    fn enter<R: Records>(&mut self, pages: &[(Id, usize)], records: &R) -> Result<(), R::Error> {
        let [(id, _), _, ..] = pages else { return Ok(()) };
        let mut ages: Vec<(Age, usize)> = Vec::new();
        for (_, at) in pages {
            ages.push((age(&*records.rows(*at)?), *at));
        }
        ages.sort();
        ages.pop();
        ages.iter().for_each(|(_, at)| self.is[*at] = true);
        let mut sources: Vec<String> = ages.into_iter().map(|((.., source), _)| source).collect();
        sources.sort_unstable();
        let list = self.sources.get_mut().push(sources);
        self.of.insert(id.key(), list as u64);
        Ok(())
    }
}

fn key(record: &PageRecord) -> Key {
    let announcement = record.tables.announcements.first();
    let day = announcement.and_then(|announcement| announcement.published_on).map(|day| day.to_string());
    (day, announcement.map(|announcement| announcement.announcement_id), record.page.source.clone())
}

fn age(record: &PageRecord) -> Age {
    let announcement = record.tables.announcements.first();
    let modified = announcement.and_then(|announcement| announcement.modified_on);
    let published = announcement.and_then(|announcement| announcement.published_on);
    (modified.or(published), published, record.page.source.clone())
}
