//! What is missing of the baseline, as [`Drift`]s with the pages and what to do.

use std::collections::{BTreeMap, BTreeSet};

use super::{Gist, Shares};
use crate::error::{Error, ErrorKind};

/// A share below this part of what it was has fallen.
const FALLEN: f64 = 0.7;

/// A selector that matched on so many pages matched on all that matter.
const ALWAYS: f64 = 0.95;

/// A page whose text is so many times shorter than usual shows something else.
const WALL: u32 = 3;

/// Pages named; more help nobody.
const NAMED: usize = 3;

/// A page of a source, as it is now.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// What it says.
    pub page: &'a Gist,
    /// It is new, or not as it was when the dataset was written.
    pub fresh: bool,
    /// It announced something then.
    pub announced: bool,
}

/// Something that the pages of a source gave and give no more.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The profile or source.
    pub group: String,
    /// What it is about: a column, a selector, or the page.
    pub what: String,
    /// What is so, in words.
    pub message: String,
    /// What to do.
    pub advice: &'static str,
    /// The pages, by name.
    pub pages: Vec<String>,
}

impl Drift {
    /// The drift as a failure of its source.
    #[must_use]
    pub fn error(&self) -> Error {
        Error::new(ErrorKind::Source, &self.group, format!("drift: {}", self.text())).remedy(self.advice)
    }

    /// What is so, with the first pages.
    #[must_use]
    pub fn text(&self) -> String {
        let named = self.pages.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = self.pages.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let pages = if named.is_empty() { named } else { format!(": {named}{more}") };
        format!("{}{pages}", self.message)
    }
}

const WALLED: &str = "open the page: behind a login or an error page, change the source in annals.toml; if it is meant, run `annals build --accept-baseline`";
const VANISHED: &str = "see whether its pages are still named in annals.toml, and the `urls` of its profile; if it is meant, run `annals build --accept-baseline`";
const SELECTOR: &str = "compare with `annals profile test` and correct the selector; if it is meant, run `annals build --accept-baseline`";
const FIELD: &str = "look at the pages: a profile can say where the value is now; if it is meant, run `annals build --accept-baseline`";

/// What has drifted in a group, the most telling first: pages that show something else, selectors, columns.
#[must_use]
pub fn judge(group: &str, baseline: &Shares, pages: &[Seen<'_>]) -> Vec<Drift> {
    let there: Vec<&Seen<'_>> = pages.iter().filter(|seen| !seen.page.gone).collect();
    let fresh: Vec<&Seen<'_>> = there.iter().copied().filter(|page| page.fresh).collect();
    let mut found = walls(group, baseline, &fresh);
    let walled: BTreeSet<String> = found.iter().flat_map(|drift| drift.pages.clone()).collect();
    let sets = [fresh, there].map(|pages| shown(&pages, &walled));
    let least = |before: f64| if before >= ALWAYS { 1.0 } else { 2.0 };
    let mut fallen = fell(
        &baseline.selectors,
        &sets,
        |page| &page.selectors,
        least,
        |name| (format!("selector `{name}`"), SELECTOR),
    );
    fallen.extend(fell(
        &baseline.fields,
        &sets,
        |page| &page.fields,
        |_| 2.0,
        |name| (name.to_owned(), FIELD),
    ));
    found.extend(fallen.into_iter().map(|drift| Drift { group: group.to_owned(), ..drift }));
    found
}

/// The drift of a group of which no page is left: another address, or a profile that is for none of them any more.
#[must_use]
pub fn vanished(group: &str, baseline: &Shares) -> Drift {
    Drift {
        group: group.to_owned(),
        what: "pages".to_owned(),
        message: format!("none of its {} pages is left", baseline.pages),
        advice: VANISHED,
        pages: Vec::new(),
    }
}

/// The pages that show what they are for.
fn shown<'a>(pages: &[&Seen<'a>], walled: &BTreeSet<String>) -> Vec<&'a Gist> {
    let pages = pages.iter().map(|seen| seen.page);
    pages.filter(|page| !walled.contains(&page.source)).collect()
}

/// Pages that are far shorter than their kind and lack most of what it gives, or that announce nothing any more.
fn walls(group: &str, baseline: &Shares, fresh: &[&Seen<'_>]) -> Vec<Drift> {
    let usual: Vec<&String> =
        baseline.fields.iter().filter(|(_, share)| **share >= 0.8).map(|(name, _)| name).collect();
    let drift = |page: &Gist, message: String| Drift {
        group: group.to_owned(),
        what: "page".to_owned(),
        message,
        advice: WALLED,
        pages: vec![page.source.clone()],
    };
    let wall = |seen: &&Seen<'_>| {
        let page = seen.page;
        if baseline.silent.contains(&page.source) {
            return None;
        }
        let lacks = usual.iter().filter(|name| !page.fields.contains(**name)).count();
        let short = page.text_bytes.saturating_mul(WALL) < baseline.text && lacks * 2 > usual.len();
        if short {
            let message = format!(
                "a page shows {} bytes of text where its like show {}",
                page.text_bytes, baseline.text
            );
            return Some(drift(page, message));
        }
        let emptied = seen.announced && !page.announces;
        emptied.then(|| drift(page, "a page announces nothing any more".to_owned()))
    };
    fresh.iter().filter_map(wall).collect()
}

/// Shares that fell among the changed pages, or else among all; `least` says how many pages must lack it.
fn fell(
    before: &BTreeMap<String, f64>,
    sets: &[Vec<&Gist>; 2],
    has: fn(&Gist) -> &BTreeSet<String>,
    least: impl Fn(f64) -> f64,
    call: impl Fn(&str) -> (String, &'static str),
) -> Vec<Drift> {
    let mut found = Vec::new();
    for (name, share) in before {
        let fallen = sets.iter().find_map(|set| {
            let with = set.iter().filter(|page| has(page).contains(name)).count() as f64;
            let total = set.len() as f64;
            let is_fallen =
                total > 0.0 && with < share * FALLEN * total && share * total - with >= least(*share) - 0.05;
            let lacking = set.iter().filter(|page| !has(page).contains(name));
            is_fallen.then(|| (with, set.len(), lacking.map(|page| page.source.clone()).collect()))
        });
        if let Some((with, total, pages)) = fallen {
            let (what, advice) = call(name);
            let message = format!(
                "{what} gave a value on {:.0} % of the pages, now on {with} of {total}",
                share * 100.0
            );
            found.push(Drift { group: String::new(), what, message, advice, pages });
        }
    }
    found
}
