//! Pages in parallel, results in order, with a bar for those who wait. A failed page never stops the others.

use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::time::Instant;

use annals::parse::{Document, parse};
use annals::pipeline::{self, Options, Threads, guarded};
use annals::records::PageRecord;
use annals::source::{PageRef, Progress, Stream};
use annals::{Error, Result};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{ParallelBridge as _, ParallelIterator as _};

use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::cli::options::Jobs;

/// Work that takes fewer pages is over before a bar is read.
const WORTH_A_BAR: usize = 50;

/// Pages that wait for a thread; who finds more waits too.
const WAITING: usize = 512;

/// Does `work` on several threads for pages that `find` hands on as it finds them.
pub(crate) fn alongside<T>(
    jobs: Jobs,
    work: impl Fn(PageRef) + Sync + Send,
    find: impl FnOnce(&mut dyn FnMut(PageRef)) -> T,
) -> Result<T, Error> {
    let threads = threads(jobs)?;
    let (send, receive) = mpsc::sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || threads.run(|| receive.into_iter().par_bridge().for_each(work)));
        let send = send;
        // Nobody listens any more only where a thread has failed, and what it left undone is done later.
        Ok(find(&mut |page| drop(send.send(page))))
    })
}

/// Does `work` for each page on several threads and gives the results to `take`, in the order of the pages.
pub(crate) fn each_page<T: Send>(
    pages: &[PageRef],
    jobs: Jobs,
    console: &Console,
    work: impl Fn(&PageRef) -> T + Sync,
    mut take: impl FnMut(&PageRef, T) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let threads = threads(jobs)?;
    let bar = bar(pages.len(), console);
    let counted = |page| {
        let result = work(page);
        bar.inc(1);
        (page, result)
    };
    threads.each(pages, counted, |(page, result)| bar.suspend(|| take(page, result)))?;
    bar.finish_and_clear();
    Ok(())
}

/// Does `work` for each page as it is found, on several threads, and gives the results to `take`, in the order in which they were found. Nobody knows how
/// many there are; how much was read is known where inputs are files.
pub(crate) fn each_found<T: Send>(
    pages: Stream,
    jobs: Jobs,
    console: &Console,
    work: impl Fn(Result<PageRef>) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let threads = threads(jobs)?;
    let bar = Found::new(pages.progress(), console);
    let mut done = 0;
    threads.each(pages, work, |result| {
        done += 1;
        bar.show(done);
        bar.bar.suspend(|| take(result))
    })?;
    bar.bar.finish_and_clear();
    Ok(())
}

/// A bar for pages of which nobody knows how many there are.
struct Found {
    progress: Progress,
    bar: ProgressBar,
    start: Instant,
}

impl Found {
    fn new(progress: Progress, console: &Console) -> Self {
        let (bar, style) = match progress.bytes() {
            _ if !console.is_watched() => (ProgressBar::hidden(), "{msg}"),
            Some((_, all)) => (ProgressBar::new(all), "{bar:30} {percent} %, {msg}, {eta} left"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg}, {elapsed}"),
        };
        let style = ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self { progress, bar: bar.with_style(style), start: Instant::now() }
    }

    fn show(&self, done: u64) {
        if self.bar.is_hidden() {
            return;
        }
        let rate = done as f64 / self.start.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{done} pages, {rate:.0} a second"));
        self.bar.set_position(self.progress.bytes().map_or(done, |(read, _)| read));
    }
}

fn threads(jobs: Jobs) -> Result<Threads> {
    Threads::new(jobs.jobs.and_then(|jobs| NonZeroUsize::new(jobs.into())))
}

fn bar(pages: usize, console: &Console) -> ProgressBar {
    if pages < WORTH_A_BAR || !console.is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} pages, {eta} left");
    ProgressBar::new(pages as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The page as parsed and as extracted: the first knows the places of the second. It is read once, for standard input cannot be read again.
pub(crate) fn parsed(page: &PageRef, options: &Options) -> Result<(Document, PageRecord)> {
    let loaded = page.load()?;
    guarded(&page.source, || {
        let record = pipeline::extract(&loaded, options)?;
        Ok((parse(loaded)?, record.marked(page.gone)))
    })
}
