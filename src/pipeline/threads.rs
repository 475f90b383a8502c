//! [`Threads`] that pages are read on: many at a time, results in order. A page that trips over a bug of ours is a failure of that page alone.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, ErrorKind, Result};

/// Items that are handed to the threads at once, so that memory does not grow with the input.
const BATCH: usize = 256;

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

    /// Does `work` for each item and gives the results to `take`, in the order of the items, a few hundred at a time.
    ///
    /// # Errors
    /// Those of `take`, which is not called again.
    pub fn each<I: Sync, T: Send, E>(
        &self,
        items: &[I],
        work: impl Fn(&I) -> T + Sync,
        mut take: impl FnMut(&I, T) -> Result<(), E>,
    ) -> Result<(), E> {
        items.chunks(BATCH).try_for_each(|batch| {
            let results = self.map(batch, &work);
            batch.iter().zip(results).try_for_each(|(item, result)| take(item, result))
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
    use super::*;

    #[test]
    fn results_come_in_order_however_many_there_are() {
        let threads = Threads::new(NonZeroUsize::new(3)).unwrap();
        let items: Vec<usize> = (0..BATCH * 2 + 7).collect();
        let mut taken = Vec::new();
        let take = |item: &usize, double: usize| {
            taken.push((*item, double));
            Ok::<(), Error>(())
        };
        threads.each(&items, |item| item * 2, take).unwrap();
        assert!(taken.iter().copied().eq(items.iter().map(|item| (*item, item * 2))));
    }

    #[test]
    fn who_cannot_take_any_more_is_not_asked_again() {
        let threads = Threads::new(NonZeroUsize::new(2)).unwrap();
        let mut taken = 0;
        let take = |item: &u32, _| {
            taken += 1;
            if *item == 3 { Err(*item) } else { Ok(()) }
        };
        assert_eq!(threads.each(&[1, 2, 3, 4], |item| *item, take), Err(3));
        assert_eq!(taken, 3);
    }

    #[test]
    fn a_panic_is_a_failure_of_its_input() {
        let error = guarded::<()>("a.html", || panic!("a bug")).unwrap_err();
        assert_eq!((error.kind(), error.input()), (ErrorKind::Source, "a.html"));
        assert!(error.remedy_text().unwrap().contains("report"));
    }
}
