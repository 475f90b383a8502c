//! What the pages said when the dataset was last written, read from it: a page that fails today keeps its rows even where the
//! cache is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use annals::records::{Announcement, Id, Institution, PageInfo, PageRecord, SCHEMA_VERSION, Tables};

/// The dataset as it was last written.
#[derive(Debug, Default)]
pub(super) struct Previous {
    tables: Tables,
}

impl Previous {
    /// Reads the dataset in a folder; one that is not there, or that another version wrote, says nothing.
    pub(super) fn read(folder: &Path) -> Self {
        Self { tables: annals::write::back::tables(folder).unwrap_or_default() }
    }

    /// The pages at or below a path, by name.
    pub(super) fn sources_below(&self, path: &str) -> BTreeSet<String> {
        let sources = self.tables.announcements.iter().map(|row| row.source.as_str());
        sources.filter(|source| is_below(source, path)).map(str::to_owned).collect()
    }

    /// The hash of the bytes of a page that announced something.
    pub(super) fn hash(&self, source: &str) -> Option<&str> {
        let announced = self.tables.announcements.iter().find(|row| row.source == source);
        announced.map(|row| row.content_sha256.as_str())
    }

    /// The rows of a page.
    pub(super) fn record(&self, source: &str) -> Option<PageRecord> {
        let all = &self.tables;
        let announcements = picked(&all.announcements, |row| row.source == source);
        let page = page(announcements.first()?);
        let ids: BTreeSet<Id> = announcements.iter().map(|row| row.announcement_id).collect();
        let of = |id: Id| ids.contains(&id);
        let event_organizers = picked(&all.event_organizers, |row| of(row.announcement_id));
        let positions = picked(&all.positions, |row| of(row.announcement_id));
        let appearances = picked(&all.appearances, |row| of(row.announcement_id));
        let evidence = picked(&all.evidence, |row| of(row.announcement_id));
        // People and institutions belong to no announcement: they are known by who mentions them.
        let mut named: BTreeSet<Id> = evidence.iter().map(|row| row.row_id).collect();
        named.extend(positions.iter().map(|row| row.person_id));
        named.extend(appearances.iter().map(|row| row.person_id));
        named.extend(positions.iter().filter_map(|row| row.institution_id));
        named.extend(event_organizers.iter().map(|row| row.institution_id));
        let tables = Tables {
            announcements,
            events: picked(&all.events, |row| of(row.announcement_id)),
            deadlines: picked(&all.deadlines, |row| of(row.announcement_id)),
            talks: picked(&all.talks, |row| of(row.announcement_id)),
            findings: picked(&all.findings, |row| row.announcement_id.is_some_and(of)),
            people: picked(&all.people, |row| named.contains(&row.person_id)),
            institutions: with_parents(&all.institutions, named),
            event_organizers,
            positions,
            appearances,
            evidence,
        };
        Some(PageRecord { schema_version: SCHEMA_VERSION, page, tables, rivals: Vec::new(), text_bytes: 0 })
    }
}

fn picked<R: Clone>(rows: &[R], wanted: impl Fn(&R) -> bool) -> Vec<R> {
    rows.iter().filter(|row| wanted(row)).cloned().collect()
}

fn page(announcement: &Announcement) -> PageInfo {
    PageInfo {
        source: announcement.source.clone(),
        url: announcement.url.clone(),
        content_sha256: announcement.content_sha256.clone(),
        language: announcement.language.clone(),
        profile: announcement.profile.clone(),
    }
}

/// The institutions, and those that they are parts of.
fn with_parents(all: &[Institution], mut wanted: BTreeSet<Id>) -> Vec<Institution> {
    let parents: BTreeMap<Id, Id> =
        all.iter().filter_map(|row| Some((row.institution_id, row.parent_id?))).collect();
    let mut open: Vec<Id> = wanted.iter().copied().collect();
    while let Some(id) = open.pop() {
        open.extend(parents.get(&id).copied().filter(|parent| wanted.insert(*parent)));
    }
    picked(all, |row| wanted.contains(&row.institution_id))
}

/// Whether a page is what a path names, or lies below it.
pub(super) fn is_below(source: &str, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    source.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
