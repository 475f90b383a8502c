//! Drift, as a build sees it: sources that give much less than their baseline keep what they said before, and are told.

use std::collections::{BTreeMap, BTreeSet};

use annals::Result;
use annals::check::drift::{Baseline, Drift, Seen, Shares, judge};
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
}

impl Watch<'_> {
    /// What has drifted; `records`, the source of each of which is in `groups`, get their old rows back where their source has.
    pub(super) fn drifts(
        &self,
        records: &mut Vec<PageRecord>,
        groups: &[String],
        baseline: Baseline,
    ) -> Result<Vec<Drift>> {
        let mut by_group: BTreeMap<&String, Vec<&PageRecord>> = BTreeMap::new();
        for (record, group) in records.iter().zip(groups) {
            by_group.entry(group).or_default().push(record);
        }
        if self.mode == Mode::Accept {
            let shares = by_group.iter().map(|(group, records)| ((*group).clone(), Shares::of(records)));
            Baseline { groups: shares.collect() }.write(&self.project.root)?;
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for (group, records) in &by_group {
            if let Some(shares) = baseline.groups.get(*group) {
                found.extend(self.group(group, shares, records));
            }
        }
        found.iter().for_each(|drift| self.console.failure(&drift.error()));
        if self.mode == Mode::Refresh {
            self.complete(baseline, &by_group)?;
        }
        let drifted: BTreeSet<&str> = found.iter().map(|drift| drift.group.as_str()).collect();
        let mut restored = Vec::with_capacity(records.len());
        for (record, group) in records.drain(..).zip(groups) {
            if drifted.contains(group.as_str()) {
                restored.extend(self.before(record));
            } else {
                restored.push(record);
            }
        }
        *records = restored;
        Ok(found)
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
    fn complete(&self, mut baseline: Baseline, groups: &BTreeMap<&String, Vec<&PageRecord>>) -> Result<()> {
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
