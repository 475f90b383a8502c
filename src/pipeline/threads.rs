//! [`Threads`] that pages are read on: many at a time, results in order. A page that trips over a bug of ours is a failure of that page alone.

mod belt;

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, ErrorKind, Result};
use belt::Belt;

/// Items that a thread may be ahead of the slowest: pages differ in size by a factor of a thousand.
const AHEAD: usize = 16;

/// Deeply nested pages need more than the default two megabytes.
const STACK: usize = 16 << 20;

/// A number of threads, which end with this value.
#[derive(Debug)]
pub struct Threads(ThreadPool);

impl Threads {
    /// Starts so many threads; one a processor where nothing is said.
    ///
    /// # Errors
    /// Where the system has no more.
    pub fn new(jobs: Option<NonZeroUsize>) -> Result<Self> {
        let threads = jobs.map_or(0, NonZeroUsize::get);
        let pool =
            ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().map_err(|error| {
                Error::new(ErrorKind::Config, "threads", "cannot be started")
                    .because(error)
                    .remedy("ask for fewer")
            })?;
        Ok(Self(pool))
    }

    /// Does `work` on one of the threads, and what it does with rayon on all of them.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.0.install(work)
    }

    /// Does `work` for each item; the results stand in the order of the items.
    pub fn map<I: Sync, T: Send>(&self, items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
        self.0.install(|| items.par_iter().map(&work).collect())
    }

    /// Does `work` for each item, as they come, and gives the results to `take`, in the order of the items. No more than a few items a thread are on
    /// their way at a time, so that memory does not grow with their number; who asks for the next item waits until there is one.
    ///
    /// # Errors
    /// Those of `take`, which is not called again; no further item is asked for.
    pub fn each<I: Send, T: Send, E>(
        &self,
        items: impl IntoIterator<Item = I, IntoIter: Send>,
        work: impl Fn(I) -> T + Sync,
        take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let threads = self.0.current_num_threads();
        let belt = Belt::new(items.into_iter(), threads * AHEAD);
        let (send, results) = mpsc::channel();
        self.0.in_place_scope(|scope| {
            for send in std::iter::repeat_n(send, threads) {
                let (belt, work) = (&belt, &work);
                scope.spawn(move |_| belt.run(work, &send));
            }
            belt.collect(&results, take)
        })
    }
}

/// Does `work` with the input of this name; a panic becomes a failure of the input.
///
/// # Errors
/// Those of `work`, and where it panics.
pub fn guarded<T>(input: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::Source, input, "trips over a bug in annals")
            .remedy("please report it, with the page and the message above"))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use super::*;

    #[test]
    fn results_come_in_order_however_many_there_are() {
        let threads = Threads::new(NonZeroUsize::new(3)).unwrap();
        let mut taken = Vec::new();
        let take = |double: usize| {
            taken.push(double);
            Ok::<(), Error>(())
        };
        let work = |item: usize| {
            if item.is_multiple_of(50) {
                std::thread::yield_now();
            }
            item * 2
        };
        threads.each(0..AHEAD * 20, work, take).unwrap();
        assert!(taken.into_iter().eq((0..AHEAD * 20).map(|item| item * 2)));
    }

    #[test]
    fn no_item_is_asked_for_long_before_its_turn() {
        let threads = Threads::new(NonZeroUsize::new(2)).unwrap();
        let (asked, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..1000).inspect(|_| {
            asked.fetch_add(1, Relaxed);
        });
        let mut most = 0;
        let take = |()| {
            most = most.max(asked.load(Relaxed) - taken.fetch_add(1, Relaxed));
            Ok::<(), Error>(())
        };
        threads.each(items, drop, take).unwrap();
        assert!(taken.into_inner() == 1000 && most <= 2 * AHEAD + 1, "{most}");
    }

    #[test]
    fn who_cannot_take_any_more_is_not_asked_again() {
        let threads = Threads::new(NonZeroUsize::new(2)).unwrap();
        let mut taken = 0;
        let take = |item: u32| {
            taken += 1;
            if item == 3 { Err(item) } else { Ok(()) }
        };
        assert_eq!(threads.each(1.., |item| item, take), Err(3));
        assert_eq!(taken, 3);
    }

    #[test]
    #[should_panic(expected = "a bug")]
    fn a_panic_that_nobody_guards_ends_the_work_and_does_not_hang_it() {
        let threads = Threads::new(NonZeroUsize::new(2)).unwrap();
        let work = |item: u32| assert!(item != 5, "a bug");
        let _ = threads.each(0.., work, |()| Ok::<(), Error>(()));
    }

    #[test]
    fn a_panic_is_a_failure_of_its_input() {
        let error = guarded::<()>("a.html", || panic!("a bug")).unwrap_err();
        assert_eq!((error.kind(), error.input()), (ErrorKind::Source, "a.html"));
        assert!(error.remedy_text().unwrap().contains("report"));
    }
}
