//! Pages in parallel, results in order: a few hundred pages at a time, so that memory does not grow with the input.
//! A failed page, even one that trips over a bug of ours, never stops the others.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use annals::parse::{Document, parse};
use annals::pipeline::{self, Options};
use annals::records::PageRecord;
use annals::source::PageRef;
use annals::{Error, ErrorKind, Result};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::cli::options::Jobs;

/// Pages handed to the threads at once.
const BATCH: usize = 256;

/// Work that takes fewer pages is over before a bar is read.
const WORTH_A_BAR: usize = 50;

/// Deeply nested pages need more than the default two megabytes.
const STACK: usize = 16 << 20;

/// Pages that wait for a thread; who finds more waits too.
const WAITING: usize = 512;

/// Does `work` on several threads for pages that `find` hands on as it finds them.
pub(crate) fn alongside<T>(
    jobs: Jobs,
    work: impl Fn(PageRef) + Sync + Send,
    find: impl FnOnce(&mut dyn FnMut(PageRef)) -> T,
) -> Result<T, Error> {
    let pool = pool(jobs)?;
    let (send, receive) = mpsc::sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || pool.install(|| receive.into_iter().par_bridge().for_each(work)));
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
    let pool = pool(jobs)?;
    let bar = bar(pages.len(), console);
    for batch in pages.chunks(BATCH) {
        let results: Vec<T> = pool.install(|| batch.par_iter().map(&work).inspect(|_| bar.inc(1)).collect());
        for (page, result) in batch.iter().zip(results) {
            bar.suspend(|| take(page, result))?;
        }
    }
    bar.finish_and_clear();
    Ok(())
}

fn pool(jobs: Jobs) -> Result<ThreadPool, Error> {
    let threads = jobs.jobs.map_or(0, usize::from);
    ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().map_err(|error| {
        Error::new(ErrorKind::Config, "--jobs", "the threads cannot be started")
            .because(error)
            .remedy("ask for fewer")
    })
}

fn bar(pages: usize, console: &Console) -> ProgressBar {
    if pages < WORTH_A_BAR || !console.is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} pages, {eta} left");
    ProgressBar::new(pages as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Reads and extracts one page.
pub(crate) fn extract(page: &PageRef, options: &Options) -> Result<PageRecord> {
    let loaded = page.load()?;
    Ok(marked(page.gone, guarded(page, || pipeline::extract(loaded, options))?))
}

/// The page as parsed and as extracted: the first knows the places of the second. It is read once, for standard input cannot be read again.
pub(crate) fn parsed(page: &PageRef, options: &Options) -> Result<(Document, PageRecord)> {
    let loaded = page.load()?;
    guarded(page, || {
        let record = pipeline::extract(&loaded, options)?;
        Ok((parse(loaded)?, marked(page.gone, record)))
    })
}

/// Says of the page's announcements what no page says of itself: whether it has left the web.
pub(crate) fn marked(gone: bool, mut record: PageRecord) -> PageRecord {
    record.tables.announcements.iter_mut().for_each(|row| row.gone = gone);
    record
}

/// Runs `work`; a panic becomes a failure of the page.
pub(crate) fn guarded<T>(page: &PageRef, work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::Source, &page.source, "trips over a bug in annals")
            .remedy("please report it, with the page and the message above"))
    })
}
