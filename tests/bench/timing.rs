//! What the benchmarks share: the command's allocator, the best of several runs, and how time grows with size.
#![allow(dead_code, reason = "each benchmark takes what it needs")]

use std::time::{Duration, Instant};

/// The allocator of the command.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The time of the fastest of some runs: noise only adds.
pub(crate) fn best(rounds: usize, mut run: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..rounds).map(time).min().unwrap_or_default()
}

/// The exponent of time over size between two measures; 1 is linear.
pub(crate) fn exponent(first: Duration, last: Duration, times_larger: f64) -> f64 {
    (last.as_secs_f64() / first.as_secs_f64()).ln() / times_larger.ln()
}
