//! The grammar: a sentence as items, the items as symbols, and patterns over the symbols that find the relations.

pub(crate) mod coordination;
pub(crate) mod found;
pub(crate) mod items;
pub(crate) mod pattern;
#[cfg(test)]
mod pattern_tests;
pub(crate) mod symbol;
