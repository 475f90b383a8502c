//! Checking: expected against actual. Snapshots say whether a page still says what it said; scores say how right that is against gold, and
//! reliability whether confidences say how right it is; a diff says what changed between two datasets.

pub mod diff;
pub mod drift;
pub mod reliability;
pub mod score;
pub mod snapshot;
