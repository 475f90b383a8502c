//! Checking: expected against actual. Snapshots say whether a page still says what it said; scores say how right that is against gold.

pub mod score;
pub mod snapshot;
