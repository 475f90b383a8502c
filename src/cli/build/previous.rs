//! What the pages said when the dataset was last written, read from it: a page that fails today keeps its rows even where the
//! cache is gone. Only names and hashes are held of all pages; rows are read when somebody asks for those of a page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use annals::records::{Announcement, Id, Institution, PageInfo, PageRecord, SCHEMA_VERSION, Tables};
use annals::resolve::Erasure;
use annals::source::Kind;

use crate::cli::dataset::{announcements, portions};

/// The dataset as it was last written.
#[derive(Debug, Default)]
pub(super) struct Previous {
    folder: PathBuf,
    /// Names that the dataset does not say, not even in those of its pages.
    erasure: Erasure,
    /// The hash of the bytes of each page that announced something, by its name.
    pages: HashMap<String, String>,
}

impl Previous {
    /// Reads the dataset in a folder; one that is not there, or that another version wrote, says nothing.
    pub(super) fn read(folder: &Path, erasure: &Erasure) -> Self {
        let mut pages = HashMap::new();
        announcements(folder, &mut |rows| {
            for row in rows {
                pages.entry(row.source).or_insert(row.content_sha256);
            }
        });
        Self { folder: folder.to_owned(), erasure: erasure.clone(), pages }
    }

    /// What the dataset calls a page.
    pub(super) fn name<'s>(&self, source: &'s str) -> Cow<'s, str> {
        self.erasure.mask_address(source)
    }

    /// The pages at or below some paths, by name.
    pub(super) fn sources_below(&self, paths: &[String]) -> BTreeSet<String> {
        let below = |source: &&String| paths.iter().any(|path| is_below(source, &self.name(path)));
        let mut found: BTreeSet<String> = BTreeSet::new();
        if !paths.is_empty() {
            found.extend(self.pages.keys().filter(below).cloned());
        }
        found
    }

    /// The hash of the bytes of a page that announced something.
    pub(super) fn hash(&self, source: &str) -> Option<&str> {
        self.pages.get(&*self.name(source)).map(String::as_str)
    }

    /// The rows of these pages, as far as they announced something.
    pub(super) fn records(&self, sources: &BTreeSet<String>) -> Vec<PageRecord> {
        if sources.is_empty() {
            return Vec::new();
        }
        let sources = &sources.iter().map(|source| self.name(source).into_owned()).collect();
        let rows = self.rows(sources);
        sources.iter().filter_map(|source| record(&rows, source)).collect()
    }

    /// All rows that belong to some pages, and people and institutions, which belong to none.
    fn rows(&self, sources: &BTreeSet<String>) -> Tables {
        let mut all = Tables::default();
        let mut ids: BTreeSet<Id> = BTreeSet::new();
        portions(&self.folder, &mut |mut rows| {
            rows.announcements.retain(|row| sources.contains(&row.source));
            ids.extend(rows.announcements.iter().map(|row| row.announcement_id));
            rows.events.retain(|row| ids.contains(&row.announcement_id));
            rows.event_organizers.retain(|row| ids.contains(&row.announcement_id));
            rows.deadlines.retain(|row| ids.contains(&row.announcement_id));
            rows.positions.retain(|row| ids.contains(&row.announcement_id));
            rows.talks.retain(|row| ids.contains(&row.announcement_id));
            rows.appearances.retain(|row| ids.contains(&row.announcement_id));
            rows.evidence.retain(|row| ids.contains(&row.announcement_id));
            rows.findings.retain(|row| row.announcement_id.is_some_and(|id| ids.contains(&id)));
            rows.people.clear();
            all.append(rows);
            ControlFlow::Continue(())
        });
        let mut named: BTreeSet<Id> = all.evidence.iter().map(|row| row.row_id).collect();
        named.extend(all.positions.iter().map(|row| row.person_id));
        named.extend(all.appearances.iter().map(|row| row.person_id));
        portions(&self.folder, &mut |rows| {
            all.people.extend(rows.people.into_iter().filter(|row| named.contains(&row.person_id)));
            ControlFlow::Continue(())
        });
        all
    }
}

/// The rows of a page.
fn record(all: &Tables, source: &str) -> Option<PageRecord> {
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
    // Pages in WARC files are called by their addresses; any may have been in one that cannot be read as a whole.
    if Kind::of_name(Path::new(path)) == Some(Kind::Warc) && source.contains("://") {
        return true;
    }
    let path = path.trim_end_matches('/');
    source.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
