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
//! [`pipeline::extract`] is the road from a page to its record; [`resolve::resolve`] joins the records of many pages.
//!
//! ```
//! use annals::{pipeline, source::Page};
//!
//! let page = Page {
//!     source: "lecture.html".into(),
//!     bytes: b"<h1>Public lecture</h1><p>Dr. Maria Lopez, Professor of Law at Fenwick University, will give a talk on
//!              \"Law and Water\" on 9 May 2024.</p>".to_vec(),
//!     ..Page::default()
//! };
//! let record = pipeline::extract(&page, &pipeline::Options::default())?;
//! assert_eq!(record.tables.people[0].name, "Maria Lopez");
//! # Ok::<(), annals::Error>(())
//! ```

pub mod annotate;
pub mod archive;
pub mod check;
pub mod confidence;
pub mod dates;
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
pub mod source;
pub mod span;
pub mod store;
pub mod suggest;
pub mod write;

pub use error::{Error, ErrorKind, Result};
pub use span::Span;
