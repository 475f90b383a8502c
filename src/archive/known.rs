//! What is known of an address: the fold of all that it ever answered. A page that has gone, moved or failed since
//! is still known as it was.

use url::Url;

use serde::{Deserialize, Serialize};

use crate::archive::http::Head;
use crate::archive::place::Place;
use crate::archive::record::{FOUND_AT, Record};

/// One answer, as a line of the index has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub(super) url: String,
    pub(super) at: String,
    pub(super) status: u16,
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) digest: String,
    /// Whether the body is that of an earlier record.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) again: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) found_at: Option<String>,
}

/// A body that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The record that holds it.
    pub place: Place,
    /// When it was fetched (RFC 3339).
    pub at: String,
    /// Its digest, before encodings are undone.
    pub digest: String,
}

/// What is known of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// When it was last asked (RFC 3339).
    pub asked_at: String,
    /// The run in which it was last asked.
    pub asked_in: u32,
    /// Where it redirects to now.
    pub target: Option<String>,
    /// Whether it answers that there is nothing any more.
    pub gone: bool,
    /// The last page that it gave.
    pub page: Option<Kept>,
    /// The `ETag` of that page.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
    /// The feeds, sitemaps and lists at which it was found.
    pub found_at: Vec<String>,
    /// The last answer that was no page, for a page that has gone answers the same again and again.
    pub(super) other: Option<(u16, Kept)>,
}

impl Answer {
    /// What a record says; `None` where it is no answer of a server.
    pub(super) fn of(record: &Record, place: Place) -> Option<Self> {
        let again = record.get("WARC-Type")? == "revisit";
        if !again && record.get("WARC-Type")? != "response" {
            return None;
        }
        let (head, _) = Head::parse(&record.block)?;
        let url = record.get("WARC-Target-URI")?.to_owned();
        Some(Self {
            at: record.get("WARC-Date")?.to_owned(),
            status: head.status,
            place,
            digest: record.get("WARC-Payload-Digest")?.to_owned(),
            again,
            target: target(&url, &head),
            etag: head.get("etag"),
            modified: head.get("last-modified"),
            found_at: record.get(FOUND_AT).map(str::to_owned),
            url,
        })
    }

    fn kept(&self) -> Kept {
        Kept { place: self.place, at: self.at.clone(), digest: self.digest.clone() }
    }
}

impl Known {
    /// The earlier body that an answer with this status and digest has again.
    pub(super) fn same(&self, status: u16, digest: &str) -> Option<&Kept> {
        let page = self.page.as_ref().filter(|kept| status == 304 || status == 200 && kept.digest == digest);
        let other = || self.other.as_ref().filter(|(code, kept)| *code == status && kept.digest == digest);
        page.or_else(|| other().map(|(_, kept)| kept))
    }

    /// Takes in one more answer.
    pub(super) fn learn(&mut self, answer: Answer) {
        self.gone = matches!(answer.status, 404 | 410);
        if answer.status == 200 && !answer.again {
            self.page = Some(answer.kept());
            (self.etag, self.modified) = (answer.etag, answer.modified);
        } else if matches!(answer.status, 200 | 304) {
            self.etag = answer.etag.or(self.etag.take());
            self.modified = answer.modified.or(self.modified.take());
        } else if !answer.again {
            self.other = Some((answer.status, answer.kept()));
        }
        (self.asked_at, self.asked_in) = (answer.at, answer.place.run);
        self.target = answer.target;
        self.add(answer.found_at);
    }

    /// Takes in where it was found.
    pub(super) fn add(&mut self, entry: Option<String>) {
        let new = entry.filter(|entry| !self.found_at.contains(entry));
        self.found_at.extend(new);
    }
}

/// Where an answer redirects to.
fn target(url: &str, head: &Head) -> Option<String> {
    if !matches!(head.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let mut target = Url::parse(url).ok()?.join(&head.get("location")?).ok()?;
    target.set_fragment(None);
    Some(target.into())
}
