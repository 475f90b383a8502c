//! What a page costs: its time and the memory that reading it takes, counted by the allocator, so that neither other threads nor other pages are in it.
#![allow(dead_code, reason = "the test asks for no time")]

use std::time::{Duration, Instant};

use annals::pipeline::{Options, extract, guarded};
use annals::records::PageRecord;
use annals::{Error, Result};

/// Memory that a page may take at its peak, its bytes and its record among it: so much whatever it is, and so much for each of its bytes.
pub(crate) const MEMORY: (u64, u64) = (8 << 20, 300);

/// Time after which a page is given up here: the largest are below a megabyte.
pub(crate) const TIME: Duration = Duration::from_secs(10);

/// What a page has cost.
pub(crate) struct Cost {
    pub bytes: usize,
    /// Of the processor, where Linux tells it: what else runs is not in it.
    pub time: Duration,
    /// The most memory that was held at a time.
    pub peak: u64,
    pub record: Result<PageRecord>,
}

/// Reads a page from its bytes to its record.
pub(crate) fn cost(name: &str, bytes: &[u8]) -> Cost {
    let first = once(name, bytes);
    // The vocabulary of a language is built when it is first met, and is no part of the page.
    if first.is_too_large() { once(name, bytes) } else { first }
}

fn once(name: &str, bytes: &[u8]) -> Cost {
    let options = Options { time: Some(TIME), ..Options::default() };
    let mut read = (Duration::ZERO, Err(Error::new(annals::ErrorKind::Source, name, "was not read")));
    let counted = allocation_counter::measure(|| {
        let start = (Instant::now(), processor());
        let page = annals::source::Page::at(format!("https://www.example.org/{name}"), bytes.to_vec());
        let record = guarded(name, || extract(page, &options));
        let used = start.1.zip(processor()).map(|(before, after)| after.saturating_sub(before));
        read = (used.unwrap_or_else(|| start.0.elapsed()), record);
    });
    Cost { bytes: bytes.len(), time: read.0, peak: counted.bytes_max, record: read.1 }
}

/// What this thread has used of a processor.
fn processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

impl Cost {
    /// What must not be: a bug, a time-out, more memory than a page may take. That bytes are no page is an answer.
    pub(crate) fn failure(&self) -> Option<String> {
        let error = self.record.as_ref().err().map(ToString::to_string);
        let failed = error.filter(|said| said.contains("a bug in annals") || said.contains("takes longer"));
        let large = || {
            let told = format!("{} bytes of page take {} of memory", self.bytes, self.peak);
            self.is_too_large().then_some(told)
        };
        failed.or_else(large)
    }

    fn is_too_large(&self) -> bool {
        self.peak > MEMORY.0 + MEMORY.1 * self.bytes as u64
    }
}
