//! The Research Organization Registry: its dump becomes an [`Index`], which links the names of organisations to their records. It stands alone:
//! a text goes in, [`Link`]s come out.

mod build;
mod candidate;
mod choose;
mod dump;
mod family;
mod fill;
mod fold;
mod index;
mod judge;
mod key;
mod link;
mod place;
mod store;
#[cfg(test)]
mod tests;
mod words;

pub use fill::fill;
pub use index::Index;
pub use link::Link;
