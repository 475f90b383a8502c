//! `annals` turns HTML announcements into datasets people can trust.

pub mod annotate;
pub mod dates;
pub mod error;
pub mod lexicon;
pub mod normalize;
pub mod parse;
pub mod pipeline;
pub mod records;
pub mod relate;
pub mod source;
pub mod span;

pub use error::{Error, ErrorKind, Result};
pub use span::Span;
