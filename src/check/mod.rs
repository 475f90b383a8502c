//! Expected against actual: scores of documents against gold.

pub mod score;
