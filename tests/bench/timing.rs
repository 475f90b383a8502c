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

/// The most memory that this process has held, in bytes; Linux says it.
pub(crate) fn peak() -> Option<usize> {
    high_water(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// The most memory that the process of a status has held: `VmHWM:   12345 kB`, in bytes.
pub(crate) fn high_water(status: &str) -> Option<usize> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}
