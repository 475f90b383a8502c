//! How often a host is asked: never above its rate, and not at all while it asks to be left alone.
//! The rate is kept by `governor`; a wish to wait holds all requests to the host, not only the one that was told.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{Quota, RateLimiter};
use tokio::time::{Instant, sleep, sleep_until};

type Limiter = RateLimiter<governor::state::NotKeyed, governor::state::InMemoryState, DefaultClock>;

/// The pace of one host.
#[derive(Debug)]
pub(super) struct Pace {
    now: Mutex<Now>,
}

#[derive(Clone, Debug)]
struct Now {
    limiter: Option<Arc<Limiter>>,
    between: Duration,
    held_until: Option<Instant>,
}

impl Pace {
    /// At most one request in `between`; as many as wanted where that is zero.
    pub(super) fn new(between: Duration) -> Self {
        Self { now: Mutex::new(Now { limiter: limiter(between), between, held_until: None }) }
    }

    /// Makes it slower, never faster.
    pub(super) fn slow_down(&self, between: Duration) {
        let mut now = self.lock();
        if between > now.between {
            now.limiter = limiter(between);
            now.between = between;
        }
    }

    /// Lets nobody ask for a while.
    pub(super) fn hold(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut now = self.lock();
        now.held_until = now.held_until.max(Some(until));
    }

    /// Waits for the moment at which the host may be asked.
    pub(super) async fn turn(&self) {
        loop {
            let Now { limiter, held_until, .. } = self.lock().clone();
            if let Some(until) = held_until.filter(|until| *until > Instant::now()) {
                sleep_until(until).await;
                continue;
            }
            let Some(limiter) = limiter else { return };
            match limiter.check() {
                Ok(()) => return,
                Err(early) => sleep(early.wait_time_from(limiter.clock().now())).await,
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Now> {
        // The state is whole at every moment, even where somebody panicked beside it.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn limiter(between: Duration) -> Option<Arc<Limiter>> {
    Some(Arc::new(RateLimiter::direct(Quota::with_period(between)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn requests_keep_their_distance() {
        let pace = Pace::new(Duration::from_millis(20));
        let begun = Instant::now();
        for _ in 0..4 {
            pace.turn().await;
        }
        assert!(begun.elapsed() >= Duration::from_millis(60));
        pace.slow_down(Duration::from_millis(1));
        pace.turn().await;
        assert!(begun.elapsed() >= Duration::from_millis(80), "it never gets faster");
    }

    #[tokio::test]
    async fn a_host_that_wants_rest_gets_it() {
        let pace = Pace::new(Duration::ZERO);
        let begun = Instant::now();
        pace.hold(Duration::from_millis(50));
        pace.hold(Duration::from_millis(10));
        pace.turn().await;
        assert!(begun.elapsed() >= Duration::from_millis(50));
    }
}
