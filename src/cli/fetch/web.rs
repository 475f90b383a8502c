//! A run on the web, watched and told to people.

use std::io::Write;

use annals::archive::News;
use annals::fetch::Report;
use annals::project::Project;
use annals::source::PageRef;

use super::bars::Bars;
use crate::cli::build::count;
use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};

/// What a run told.
pub(crate) struct Told(Report);

/// What may be told of an address, in words.
const NEWS: [(News, &str); 5] = [
    (News::New, "new"),
    (News::Changed, "changed"),
    (News::Gone, "gone"),
    (News::Moved, "moved"),
    (News::Same, "unchanged"),
];

/// Pages named in a summary; more help nobody.
const NAMED: usize = 50;

/// Fetches the pages of a project, hands on those that were not kept before, and says what failed.
pub(crate) fn fetch(
    project: &Project,
    console: &Console,
    take: &mut dyn FnMut(PageRef),
) -> Result<Told, Stop> {
    let mut bars = Bars::new(&project.config, console);
    let report = annals::fetch::fetch(&project.config, &project.root, |step| {
        bars.show(step.progress);
        let fresh = step.fresh.and_then(|(web, page)| project.page_of(web, page));
        fresh.into_iter().for_each(&mut *take);
    });
    bars.end();
    let told = Told(report?);
    for skipped in &told.0.skipped {
        console.say(&format!("left alone: {}: {}", skipped.input(), skipped.message()));
    }
    console.failures(&told.0.failures);
    if !console.is_quiet() {
        let mut out = console.stdout();
        writeln!(out, "{}", told.line())?;
        out.flush()?;
    }
    Ok(told)
}

impl Told {
    pub(crate) fn exit(&self) -> Exit {
        let Report { pages, resumed, failures, .. } = &self.0;
        Sources { done: pages.len() + resumed, failed: failures.len() }.exit()
    }

    /// What failed.
    pub(crate) fn failures(&self) -> impl Iterator<Item = &annals::Error> {
        self.0.failures.iter()
    }

    /// One line: how much was asked and what it told.
    fn line(&self) -> String {
        let Report { pages, resumed, failures, .. } = &self.0;
        let asked = pages.len() + failures.len();
        let mut parts: Vec<String> =
            NEWS.iter().map(|(news, word)| (self.0.count(*news), *word)).map(part).collect();
        parts.extend([(failures.len(), "failed"), (*resumed, "asked before the run was stopped")].map(part));
        parts.retain(|part| !part.is_empty());
        let told = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        format!("{} asked{told}", count(asked, "address").replace("addresss", "addresses"))
    }

    /// The summary of a run, for people who read it in a browser.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!("{}.\n", self.line());
        for (news, word) in NEWS.iter().filter(|(news, _)| !matches!(news, News::Same | News::Moved)) {
            let told: Vec<String> = self.0.told(*news).map(|url| format!("<{url}>")).collect();
            text.push_str(&list(word, &told));
        }
        let failed = self.0.failures.iter().map(|error| format!("<{}>: {}", error.input(), error.message()));
        text + &list("failed", &failed.collect::<Vec<_>>())
    }
}

fn part((number, word): (usize, &str)) -> String {
    if number == 0 { String::new() } else { format!("{number} {word}") }
}

/// A heading with items below it, where there are any.
fn list(word: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut text = format!("\n### Pages {word}\n\n");
    for item in items.iter().take(NAMED) {
        text.extend(["- ", item, "\n"]);
    }
    match items.len().saturating_sub(NAMED) {
        0 => text,
        more => text + &format!("- and {more} more\n"),
    }
}
