//! The order of the pages. Several pages may be one announcement: they give the same canonical address, as a page and its printed form do, or one
//! that was saved twice. The newest of them stands for all, so that every row has an id of its own; a finding names the others.

use std::collections::{BTreeMap, HashMap};

use crate::dates::PartialDate;
use crate::records::{Announcement, Finding, Id, PageRecord, Severity, Table};
use crate::resolve::Records;

/// Pages in their order.
pub(super) struct Order {
    /// The places of their records.
    pub pages: Vec<usize>,
    /// The sources of the pages that are left out, by the announcement that they are.
    left_out: HashMap<Id, Vec<String>>,
}

/// What pages are sorted by: announcements stand in the order of their day, those without one first, then of their id, so that a newer one never comes
/// before an older one.
type Key = (Option<String>, Option<Id>, String);

/// Which of the pages of an announcement is the newest: that which was changed last, else published last, else named last.
type Age = (Option<PartialDate>, Option<PartialDate>, String);

impl Order {
    pub(super) fn of<R: Records>(records: &R) -> Result<Self, R::Error> {
        let mut keys: Vec<(Key, usize)> = Vec::with_capacity(records.len());
        let mut by_id: HashMap<Id, Vec<usize>> = HashMap::new();
        for at in 0..records.len() {
            let record = records.rows(at)?;
            let key = key(&record);
            key.1.into_iter().for_each(|id| by_id.entry(id).or_default().push(at));
            keys.push((key, at));
        }
        by_id.retain(|_, pages| pages.len() > 1);
        let mut left_out: BTreeMap<usize, (Id, String)> = BTreeMap::new();
        for (id, pages) in by_id.iter().collect::<BTreeMap<_, _>>() {
            let mut ages: Vec<(Age, usize)> = Vec::new();
            for at in pages {
                ages.push((age(&*records.rows(*at)?), *at));
            }
            ages.sort();
            ages.pop();
            left_out.extend(ages.into_iter().map(|((.., source), at)| (at, (*id, source))));
        }
        keys.retain(|(_, at)| !left_out.contains_key(at));
        keys.sort();
        let mut order =
            Self { pages: keys.into_iter().map(|(_, at)| at).collect(), left_out: HashMap::new() };
        for (id, source) in left_out.into_values() {
            order.left_out.entry(id).or_default().push(source);
        }
        order.left_out.values_mut().for_each(|sources| sources.sort_unstable());
        Ok(order)
    }

    /// What is to be said of a page that stands for others.
    pub(super) fn finding(&self, announcements: &[Announcement]) -> Option<Finding> {
        let id = announcements.first()?.announcement_id;
        let sources = self.left_out.get(&id)?;
        let message = format!(
            "the same announcement, by its address, is on other pages, which are left out: {}",
            sources.join(", ")
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
