//! Dates and times as announcements write them: found in text, read with what the page tells of language, order and year.
//! The module stands alone; the pipeline is one of its users.

mod clock;
mod context;
mod expression;
mod forms;
mod grammar;
mod numeric;
mod value;
mod vocabulary;

pub use context::Context;
pub use expression::Expression;
pub use grammar::Recogniser;
pub use value::{ClockTime, PartialDate};
pub(crate) use vocabulary::Words;
