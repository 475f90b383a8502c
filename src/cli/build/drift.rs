//! Drift, as a build sees it: sources that give much less than their baseline keep what they said before, and are told.

use std::collections::BTreeMap;

use annals::Result;
use annals::check::drift::{Baseline, Drift, Gist, Seen, Shares, judge, vanished};
use annals::project::Project;

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

/// The pages of each source.
pub(super) type Groups<'r> = BTreeMap<&'r String, Vec<&'r Gist>>;

impl Watch<'_> {
    /// What has drifted.
    pub(super) fn drifts(&self, groups: &Groups<'_>, baseline: Baseline) -> Result<Vec<Drift>> {
        if self.mode == Mode::Accept {
            self.accept(baseline, groups)?;
            return Ok(Vec::new());
        }
        let found = self.judged(&baseline, groups);
        found.iter().for_each(|drift| self.console.failure(&drift.error()));
        if self.mode == Mode::Refresh {
            self.complete(baseline, groups)?;
        }
        Ok(found)
    }

    /// Whether a page of a source that has drifted says still what it said before; where it is not known to have said anything, a page that did not change
    /// says it still.
    pub(super) fn says_still(&self, page: &Gist) -> bool {
        self.previous.hash(&page.source) == Some(page.content_sha256.as_str())
    }

    fn judged(&self, baseline: &Baseline, groups: &Groups<'_>) -> Vec<Drift> {
        let mut found = Vec::new();
        for (group, shares) in &baseline.groups {
            match groups.get(group) {
                Some(pages) => found.extend(self.group(group, shares, pages)),
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
        baseline.groups.extend(groups.iter().map(|(group, pages)| ((*group).clone(), Shares::of(pages))));
        baseline.write(&self.project.root)
    }

    fn group(&self, group: &str, shares: &Shares, pages: &[&Gist]) -> Vec<Drift> {
        let mut shares = shares.clone();
        if let Some(profile) =
            group.strip_prefix("profile ").and_then(|name| self.project.profiles.named(name))
        {
            // A selector that people took out of the profile does not match any more, and should not.
            let rules = profile.rules();
            shares.selectors.retain(|rule, _| rules.contains(rule));
        }
        let seen = pages.iter().map(|page| {
            let announced = self.previous.hash(&page.source).is_some();
            Seen { page, fresh: !self.says_still(page), announced }
        });
        let seen: Vec<Seen<'_>> = seen.collect();
        judge(group, &shares, &seen)
    }

    /// A baseline for the sources that have none.
    fn complete(&self, mut baseline: Baseline, groups: &Groups<'_>) -> Result<()> {
        let new = groups
            .iter()
            .filter(|(group, pages)| pages.len() >= PAGES && !baseline.groups.contains_key(group.as_str()));
        let new: Vec<(String, Shares)> =
            new.map(|(group, pages)| ((*group).clone(), Shares::of(pages))).collect();
        if new.is_empty() {
            return Ok(());
        }
        baseline.groups.extend(new);
        baseline.write(&self.project.root)
    }
}
