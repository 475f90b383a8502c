//! A [`Deadline`] is the moment at which a page is given up. The stages ask for it between pieces of their work, and what asks too late is unwound up to
//! where the page began, so that no thread is lost and nothing is left behind.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

thread_local! {
    /// When the page that this thread reads is given up.
    static END: Cell<Option<Instant>> = const { Cell::new(None) };
    /// How often [`tick`] was called.
    static TICKS: Cell<u32> = const { Cell::new(0) };
}

/// Calls of [`tick`] between two looks at the clock.
const STRIDE: u32 = 256;

/// What unwinds.
struct Over;

/// The moment, until this value is gone.
struct Deadline {
    before: Option<Instant>,
}

impl Drop for Deadline {
    fn drop(&mut self) {
        END.set(self.before);
    }
}

/// Does `work` within a time; `None` where it took longer. Other panics go on.
pub(crate) fn within<T>(limit: Option<Duration>, work: impl FnOnce() -> T) -> Option<T> {
    let end = limit.and_then(|limit| Instant::now().checked_add(limit));
    let deadline = Deadline { before: END.replace(end) };
    let done = catch_unwind(AssertUnwindSafe(work));
    drop(deadline);
    done.map_or_else(given_up, Some)
}

fn given_up<T>(payload: Box<dyn Any + Send>) -> Option<T> {
    if payload.is::<Over>() { None } else { resume_unwind(payload) }
}

/// Gives the page up if its time is over. What is made once for all pages must not ask.
pub(crate) fn check() {
    if END.get().is_some_and(|end| Instant::now() >= end) {
        resume_unwind(Box::new(Over));
    }
}

/// As [`check`], for work that is over before a clock is read.
pub(crate) fn tick() {
    let ticks = TICKS.get().wrapping_add(1);
    TICKS.set(ticks);
    if ticks.is_multiple_of(STRIDE) {
        check();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_longer_is_given_up_and_the_next_is_not() {
        let endless = || -> u8 {
            loop {
                tick();
            }
        };
        assert_eq!(within(Some(Duration::from_millis(1)), endless), None);
        assert_eq!(
            within(None, || {
                check();
                1
            }),
            Some(1)
        );
        assert_eq!(
            within(Some(Duration::from_hours(1)), || {
                check();
                2
            }),
            Some(2)
        );
    }

    #[test]
    #[should_panic(expected = "another")]
    fn another_panic_goes_on() {
        within(Some(Duration::from_hours(1)), || panic!("another"));
    }
}
