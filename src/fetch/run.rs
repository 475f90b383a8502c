//! One run: asks what the sources name, keeps what comes, and follows feeds, sitemaps, lists and redirects to the pages.
//! Requests run side by side; the archive and what is still to be asked belong to one thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::archive::{HOPS, Keeper, Known, News};
use crate::error::{Error, ErrorKind, Result};
use crate::fetch::answer::{Answer, Question};
use crate::fetch::frontier::{Ask, Frontier};
use crate::fetch::links::{Link, Links};
use crate::fetch::plan::{Plan, plans};
use crate::fetch::problem::Problem;
use crate::fetch::report::{Progress, Report, Step};
use crate::fetch::role::Role;
use crate::fetch::tasks::Tasks;
use crate::fetch::visitor::Visitor;
use crate::project::Config;

/// Requests under way at once, to all hosts together.
const AT_ONCE: usize = 128;

/// Threads that unpack and check what comes; the rest of the machine extracts.
const THREADS: usize = 2;

/// How often a page is asked again that its feed, sitemap or list does not name any more.
const UNLISTED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Fetches the pages of all sources of a project into its archive below `root`; `watch` is told of each step.
pub fn fetch(config: &Config, root: &Path, watch: impl FnMut(Step<'_>)) -> Result<Report> {
    let plans = plans(config)?;
    let visitor = Arc::new(Visitor::new(&config.fetch)?);
    let software = concat!("annals/", env!("CARGO_PKG_VERSION"));
    let keeper = Keeper::open(&root.join(&config.fetch.archive), software)?;
    let frontier = Frontier::new(config.fetch.concurrency);
    let progress = (0..plans.len()).map(|source| Progress { source, ..Progress::default() }).collect();
    let run = Run {
        visitor,
        keeper,
        frontier,
        plans,
        found: Vec::new(),
        progress,
        report: Report::default(),
        watch,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build();
    let runtime = runtime.map_err(|error| {
        Error::new(ErrorKind::Output, "the threads for fetching", "cannot be started").because(error)
    })?;
    runtime.block_on(run.all())
}

struct Run<W> {
    visitor: Arc<Visitor>,
    keeper: Keeper,
    frontier: Frontier,
    plans: Vec<Plan>,
    /// Pages with the feeds, sitemaps and lists that name them.
    found: Vec<(String, Arc<str>)>,
    /// How far each source is.
    progress: Vec<Progress>,
    report: Report,
    watch: W,
}

impl<W: FnMut(Step<'_>)> Run<W> {
    async fn all(mut self) -> Result<Report> {
        let first: Vec<Ask> =
            self.plans.iter().enumerate().flat_map(|(source, plan)| plan.asks(source)).collect();
        for ask in first {
            self.push(ask);
        }
        self.until_nothing_waits().await?;
        for ask in self.unlisted() {
            self.push(ask);
        }
        self.until_nothing_waits().await?;
        // Who named a page first depends on who answered first; that all are known does not.
        for (url, entry) in std::mem::take(&mut self.found) {
            self.keeper.also_found(&url, &entry)?;
        }
        self.keeper.end()?;
        self.report.sort();
        Ok(self.report)
    }

    async fn until_nothing_waits(&mut self) -> Result<()> {
        let mut tasks = Tasks::default();
        loop {
            while tasks.len() < AT_ONCE {
                let Some(ask) = self.frontier.next() else { break };
                self.begin(ask, &mut tasks);
            }
            let Some((ask, answer)) = tasks.next().await else { return Ok(()) };
            self.frontier.done(&ask.url);
            let is_fresh = self.take(&ask, answer)?;
            self.asked(&ask, is_fresh);
        }
    }

    /// Adds an address that is to be asked, once.
    fn push(&mut self, ask: Ask) {
        let source = ask.source;
        if self.frontier.push(ask) {
            self.progress[source].waiting += 1;
            (self.watch)(Step { progress: self.progress[source], fresh: None });
        }
    }

    /// Says that an address of a source has been asked.
    fn asked(&mut self, ask: &Ask, is_fresh: bool) {
        let progress = &mut self.progress[ask.source];
        progress.asked += 1;
        progress.waiting -= 1;
        let page = is_fresh.then(|| self.keeper.kept(ask.url.as_str())).flatten();
        (self.watch)(Step { progress: *progress, fresh: page.map(|page| (ask.source, page)) });
    }

    fn begin(&mut self, ask: Ask, tasks: &mut Tasks) {
        let known = self.keeper.known(ask.url.as_str());
        if self.keeper.has_asked(ask.url.as_str()) {
            self.frontier.done(&ask.url);
            let known = known.cloned().unwrap_or_default();
            self.report.resumed += 1;
            self.remember(&ask, &known);
            return self.asked(&ask, false);
        }
        let question = Question::new(ask.url.clone(), ask.role, known);
        let visitor = Arc::clone(&self.visitor);
        tasks.begin(ask, async move { visitor.ask(&question).await });
    }

    /// Goes on from what this run was told before it was killed.
    fn remember(&mut self, ask: &Ask, known: &Known) {
        if let Some(target) = &known.target {
            return self.follow(ask, Url::parse(target).ok());
        }
        if known.gone {
            return self.missed(ask, 404);
        }
        self.read_again(ask);
    }

    /// Takes in an answer, and says whether it is a page that was not kept before. Only what cannot be written ends the run.
    fn take(&mut self, ask: &Ask, answer: Result<Answer, Problem>) -> Result<bool> {
        let answer = match answer {
            Ok(answer) => answer,
            Err(problem) => {
                self.fail(ask, problem);
                return Ok(false);
            }
        };
        let (status, target) = (answer.head.status, answer.target(&ask.url));
        let links = match (status, ask.role) {
            (200, Role::Page) => Ok(Links::default()),
            (200, _) => self.read(ask, &answer.content),
            _ => Ok(Links::default()),
        };
        let links = match links {
            Ok(links) => links,
            Err(problem) => {
                self.fail(ask, problem);
                return Ok(false);
            }
        };
        let is_redirect = answer.is_redirect();
        let news = self.keep(ask, answer)?;
        match status {
            304 => self.read_again(ask),
            404 | 410 => self.missed(ask, status),
            _ if is_redirect => self.follow(ask, target),
            _ => self.found(ask, &links),
        }
        Ok(ask.role == Role::Page && matches!(news, News::New | News::Changed))
    }

    fn keep(&mut self, ask: &Ask, answer: Answer) -> Result<News> {
        let capture = answer.into_capture(ask.url.as_str()).found_at(ask.found_at.as_deref());
        let news = self.keeper.keep(&capture)?;
        self.report.pages.insert(ask.url.as_str().to_owned(), news);
        Ok(news)
    }

    /// A page that was never there is a failure; one that has gone keeps what it said.
    fn missed(&mut self, ask: &Ask, status: u16) {
        let was_there = self.keeper.known(ask.url.as_str()).is_some_and(|known| known.page.is_some());
        if !was_there || ask.role != Role::Page {
            self.fail(ask, Problem::Status(status));
        }
    }

    fn follow(&mut self, ask: &Ask, target: Option<Url>) {
        let Some(mut url) = target else { return self.fail(ask, Problem::Nowhere) };
        url.set_fragment(None);
        let mut chain = ask.chain.clone();
        chain.push(ask.url.as_str().to_owned());
        if chain.iter().any(|before| before == url.as_str()) {
            return self.fail(ask, Problem::Circle);
        }
        if chain.len() > HOPS {
            return self.fail(ask, Problem::Hops(HOPS));
        }
        self.push(Ask { url, chain, ..ask.clone() });
    }

    fn read(&self, ask: &Ask, body: &[u8]) -> Result<Links, Problem> {
        let selectors = self.plans[ask.source].selectors.as_ref();
        let read = AssertUnwindSafe(|| Links::read(ask.role, &ask.url, body, selectors));
        catch_unwind(read).map_err(|_| Problem::Bug)?.map_err(Problem::Unread)
    }

    /// Reads what is kept of a feed, sitemap or list that has not changed.
    fn read_again(&mut self, ask: &Ask) {
        if ask.role == Role::Page {
            return;
        }
        let Some(page) = self.keeper.page(ask.url.as_str()) else { return };
        match page.load(crate::source::MAX_BYTES) {
            Ok((_, body)) => match self.read(ask, &body) {
                Ok(links) => self.found(ask, &links),
                Err(problem) => self.fail(ask, problem),
            },
            Err(error) => self.report.failures.push(error),
        }
    }

    fn found(&mut self, ask: &Ask, links: &Links) {
        let plan = &mut self.plans[ask.source];
        let (days, found_at) = (plan.days, plan.found_at());
        let (within, outside): (Vec<&Link>, Vec<&Link>) =
            links.pages.iter().partition(|link| link.is_of(days));
        plan.outside.extend(outside.iter().map(|link| link.url.as_str().to_owned()));
        let taken = within.len().min(plan.left);
        plan.left -= taken;
        let goes_on = ask.further > 0 && plan.left > 0;
        for Link { url, .. } in within.into_iter().take(taken) {
            self.found.extend(found_at.clone().map(|entry| (url.as_str().to_owned(), entry)));
            let (url, found_at, chain) = (url.clone(), found_at.clone(), Vec::new());
            self.push(Ask { url, role: Role::Page, source: ask.source, found_at, chain, further: 0 });
        }
        for Link { url, .. } in links.more.iter().filter(|link| goes_on && link.leads_to(days)) {
            let (url, further) = (url.clone(), ask.further - 1);
            self.push(Ask { url, further, chain: Vec::new(), ..ask.clone() });
        }
    }

    fn fail(&mut self, ask: &Ask, problem: Problem) {
        let first = ask.chain.first().map_or(ask.url.as_str(), String::as_str);
        // A page that a site names and forbids is the site's wish, and no failure of ours.
        let is_wish = matches!(problem, Problem::Forbidden) && ask.found_at.is_some();
        let list = if is_wish { &mut self.report.skipped } else { &mut self.report.failures };
        list.push(problem.at(first, ask.found_at.as_deref()));
    }

    /// Pages that were found once, are named no more, and have not been asked for long.
    fn unlisted(&self) -> Vec<Ask> {
        let now = Timestamp::now();
        let mut asks = Vec::new();
        for (source, plan) in self.plans.iter().enumerate() {
            let Some(entry) = plan.found_at() else { continue };
            for (url, known) in self.keeper.all() {
                let is_ours = known.found_at.iter().any(|at| **at == *entry);
                if is_ours
                    && is_due(known, now)
                    && !plan.outside.contains(url)
                    && let Ok(url) = Url::parse(url)
                {
                    let (role, found_at, chain) = (Role::Page, Some(Arc::clone(&entry)), Vec::new());
                    asks.push(Ask { url, role, source, found_at, chain, further: 0 });
                }
            }
        }
        asks
    }
}

/// What was asked in the future was asked by a clock that was wrong.
fn is_due(known: &Known, now: Timestamp) -> bool {
    known.asked_at.parse::<Timestamp>().is_ok_and(|asked| now.duration_since(asked).abs() >= UNLISTED)
}
