//! `annals` turns HTML announcements into datasets people can trust.

pub mod check;
pub mod dates;
pub mod error;
pub mod parse;
pub mod pipeline;
pub mod project;
pub mod records;
pub mod source;
pub mod span;
pub mod suggest;

pub use error::{Error, ErrorKind, Result};
pub use span::Span;
