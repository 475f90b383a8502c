//! `annals` turns HTML announcements (of webinars, seminars, conferences, calls, appointments) into datasets people can trust: who spoke, as
//! what, from where, on what, when. Every value carries its evidence, and the same pages always give the same bytes.
//!
//! Data flows one way, and each stage has a type of its own, so that no stage can be skipped:
//!
//! ```text
//!  source ──► parse ──► annotate ──► relate ──► resolve ──► write / check
//!   Page     Document   Mention[]  PageRecord   Dataset      files, diffs, scores
//! ```
//!
//! [`extract`] is the road from a page to its record, whose rows are [typed](records); [`resolve`](resolve::resolve) joins the
//! records of many pages. In ten lines:
//!
//! ```
//! use annals::{Options, Page, extract, resolve};
//!
//! let html = "<h1>Public lecture</h1><p>Dr. Maria Lopez, Professor of Law at Fenwick University, will give a talk on
//!             \"Law and Water\" on 9 May 2024.</p>";
//! let record = extract(Page::new("lecture.html", html), &Options::default())?;
//! for row in resolve(vec![record]).who_spoke() {
//!     println!("{} ({}): {}", row.person, row.role, row.talk.unwrap_or_default());
//! }
//! # Ok::<(), annals::Error>(())
//! ```
//!
//! Every value has its [`Evidence`](records::Evidence): where it was read, by which rule, and how sure that is.
//!
//! ```
//! # use annals::{Options, Page, extract};
//! # let html = "<h1>Public lecture</h1><p>Dr. Maria Lopez, Professor of Law at Fenwick University, will give a talk on
//! #             \"Law and Water\" on 9 May 2024.</p>";
//! # let record = extract(Page::new("lecture.html", html), &Options::default())?;
//! let person = &record.tables.people[0];
//! assert_eq!(person.name, "Maria Lopez");
//!
//! let name = record.tables.evidence_of(person.person_id, "name").next().expect("every value has evidence");
//! assert_eq!(name.quote, "Maria Lopez");
//! assert_eq!(name.locator.as_deref(), Some("html > body > p:nth-of-type(1)"));
//! # Ok::<(), annals::Error>(())
//! ```
//!
//! Where to go on:
//!
//! | to | see |
//! |---|---|
//! | find pages in folders, patterns, archives; stream them from WARC, tar, zip, Parquet and Arrow files | [`source::Search`] |
//! | read many pages on all processors | [`pipeline::read`], [`pipeline::Threads`] |
//! | keep only values that are likely right, link a registry, read with a profile | [`Options`] |
//! | know who is who across pages, and write CSV or JSON | [`resolve::Resolution`], [`mod@write`] |
//! | have rows as Arrow record batches | `arrow` (feature `arrow`) |
//! | dates in a text, alone | [`dates`] |
//!
//! `examples/` in the repository holds programs of a page each. Features: `cli` (default) is the command line, which a library does not need
//! (`default-features = false`); `arrow` gives rows to data frames and reads pages from them; `parquet` reads and writes Parquet; `fetch` reads pages from the web.

pub mod annotate;
pub mod archive;
#[cfg(feature = "arrow")]
pub mod arrow;
pub mod check;
pub mod confidence;
pub mod dates;
mod deadline;
pub mod error;
mod fact;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod lexicon;
pub mod normalize;
pub mod parse;
pub mod pipeline;
pub mod profile;
pub mod project;
pub mod records;
pub mod registry;
pub mod relate;
pub mod report;
pub mod resolve;
pub mod scratch;
pub mod source;
pub mod span;
pub mod store;
pub mod suggest;
pub mod write;

pub use error::{Error, ErrorKind, Result};
pub use pipeline::{Options, extract};
pub use records::{PageRecord, Table, Tables};
pub use resolve::{Dataset, resolve};
pub use source::Page;
pub use span::Span;
