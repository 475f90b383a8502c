//! Dates and times as announcements write them: found in text, read with what the page tells of language, order and year.
//! The module stands alone; the pipeline is one of its users.

mod value;

pub use value::{ClockTime, PartialDate};
mod stub;
pub use stub::*;
