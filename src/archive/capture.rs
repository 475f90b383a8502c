//! A [`Capture`] is an answer that is to be kept: the address, the moment, the head, and the body as it was sent.

use jiff::Timestamp;

use crate::archive::http::Head;
use crate::archive::known::Kept;
use crate::archive::record::{FOUND_AT, Record, digest};

const HTTP: &str = "application/http;msgtype=response";
const PROFILES: &str = "http://netpreserve.org/warc/1.1/revisit/";

/// An answer to keep.
#[derive(Clone, Debug)]
pub struct Capture {
    pub(super) url: String,
    pub(super) found_at: Option<String>,
    pub(super) at: String,
    pub(super) head: Head,
    pub(super) body: Vec<u8>,
    pub(super) digest: String,
}

impl Capture {
    /// An answer of `url` that was asked for at `at`; `body` is as it was sent, before its encodings are undone.
    #[must_use]
    pub fn new(url: &str, at: Timestamp, head: Head, body: Vec<u8>) -> Self {
        let digest = digest(&body);
        Self { url: url.to_owned(), found_at: None, at: date(at), head, body, digest }
    }

    /// Says at which feed, sitemap or list the address was found.
    #[must_use]
    pub fn found_at(mut self, entry: Option<&str>) -> Self {
        self.found_at = entry.map(str::to_owned);
        self
    }

    /// Whether the server said that nothing has changed.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.head.status == 304
    }

    /// The record with the body.
    pub(super) fn response(&self) -> Record {
        let mut block = self.head.render();
        block.extend_from_slice(&self.body);
        let mut record = self.record("response", block);
        record.set("WARC-Payload-Digest", &*self.digest);
        record
    }

    /// The record without a body, which is kept already.
    pub(super) fn revisit(&self, kept: &Kept) -> Record {
        let profile = if self.is_unchanged() { "server-not-modified" } else { "identical-payload-digest" };
        let mut record = self.record("revisit", self.head.render());
        record.set("WARC-Profile", format!("{PROFILES}{profile}"));
        record.set("WARC-Refers-To-Target-URI", &*self.url);
        record.set("WARC-Refers-To-Date", &*kept.at);
        record.set("WARC-Payload-Digest", &*kept.digest);
        record
    }

    fn record(&self, kind: &str, block: Vec<u8>) -> Record {
        let mut record = Record::new(kind, &self.at, HTTP, block);
        record.set("WARC-Target-URI", &*self.url);
        if let Some(entry) = &self.found_at {
            record.set(FOUND_AT, entry);
        }
        record
    }
}

/// A moment as WARC writes it, to the millisecond.
pub(super) fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
