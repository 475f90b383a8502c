//! Drift, as a build sees it: sources that give much less than their baseline keep what they said before, and are told.

use std::collections::{BTreeMap, BTreeSet};

use annals::Result;
use annals::check::drift::{Baseline, Drift, Seen, Shares, judge, vanished};
use annals::project::Project;
use annals::records::PageRecord;

use super::Mode;
use super::previous::Previous;
use crate::cli::console::Console;

/// Sources of fewer pages get no baseline by themselves: what few pages give is no rule.
const PAGES: usize = 3;

/// Watches the sources of a project.
pub(super) struct Watch<'a> {
    pub(super) project: &'a Project,
    pub(super) mode: Mode,
    pub(super) previous: &'a Previous,
    pub(super) console: &'a Console,
    /// Whether some pages could not be read.
    pub(super) failed: bool,
}

/// The records of each source.
type Groups<'r> = BTreeMap<&'r String, Vec<&'r PageRecord>>;

impl Watch<'_> {
    /// What has drifted; `records`, the source of each of which is in `groups`, get their old rows back where their source has.
    pub(super) fn drifts(
        &self,
        records: &mut Vec<PageRecord>,
        groups: &[String],
        baseline: Baseline,
    ) -> Result<Vec<Drift>> {
        let mut by_group: Groups<'_> = BTreeMap::new();
        for (record, group) in records.iter().zip(groups) {
            by_group.entry(group).or_default().push(record);
        }
        if self.mode == Mode::Accept {
            self.accept(baseline, &by_group)?;
            return Ok(Vec::new());
        }
        let found = self.judged(&baseline, &by_group);
        found.iter().for_each(|drift| self.console.failure(&drift.error()));
        if self.mode == Mode::Refresh {
            self.complete(baseline, &by_group)?;
        }
        let drifted: BTreeSet<&str> = found.iter().map(|drift| drift.group.as_str()).collect();
        let now = std::mem::take(records).into_iter().zip(groups);
        let stays = |(record, group): (PageRecord, &String)| {
            if drifted.contains(group.as_str()) { self.before(record) } else { Some(record) }
        };
        records.extend(now.filter_map(stays));
        Ok(found)
    }

    fn judged(&self, baseline: &Baseline, groups: &Groups<'_>) -> Vec<Drift> {
        let mut found = Vec::new();
        for (group, shares) in &baseline.groups {
            match groups.get(group) {
                Some(records) => found.extend(self.group(group, shares, records)),
                // What could not be read is told as that.
                None if self.failed => {}
                None => found.push(vanished(group, shares)),
            }
        }
        found
    }

    /// Writes what the pages give now; of sources that could not be read, what they gave stays.
    fn accept(&self, mut baseline: Baseline, groups: &Groups<'_>) -> Result<()> {
        if !self.failed {
            baseline.groups.clear();
        }
        baseline.groups.extend(groups.iter().map(|(group, records)| ((*group).clone(), Shares::of(records))));
        baseline.write(&self.project.root)
    }

    fn group(&self, group: &str, shares: &Shares, records: &[&PageRecord]) -> Vec<Drift> {
        let mut shares = shares.clone();
        if let Some(profile) =
            group.strip_prefix("profile ").and_then(|name| self.project.profiles.named(name))
        {
            // A selector that people took out of the profile does not match any more, and should not.
            let rules = profile.rules();
            shares.selectors.retain(|rule, _| rules.contains(rule));
        }
        let seen: Vec<Seen<'_>> = records
            .iter()
            .map(|record| {
                let before = self.previous.hash(&record.page.source);
                let fresh = before != Some(record.page.content_sha256.as_str());
                Seen { record, fresh, announced: before.is_some() }
            })
            .collect();
        judge(group, &shares, &seen)
    }

    /// A baseline for the sources that have none.
    fn complete(&self, mut baseline: Baseline, groups: &Groups<'_>) -> Result<()> {
        let new = groups.iter().filter(|(group, records)| {
            records.len() >= PAGES && !baseline.groups.contains_key(group.as_str())
        });
        let new: Vec<(String, Shares)> =
            new.map(|(group, records)| ((*group).clone(), Shares::of(records))).collect();
        if new.is_empty() {
            return Ok(());
        }
        baseline.groups.extend(new);
        baseline.write(&self.project.root)
    }

    /// What the page said before; where it is not known to have said anything, a page that did not change says it still.
    fn before(&self, record: PageRecord) -> Option<PageRecord> {
        let hash = self.previous.hash(&record.page.source);
        if hash == Some(record.page.content_sha256.as_str()) {
            Some(record)
        } else {
            self.previous.record(&record.page.source)
        }
    }
}
