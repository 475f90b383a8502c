//! An [`Expression`] is what one phrase says of when: a day or a range of days, times, a zone; what belongs together is one expression.

use crate::dates::{ClockTime, PartialDate};
use crate::span::Span;

/// A date, a time, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// First day; none for a time on its own.
    pub start: Option<PartialDate>,
    /// Last day, where a range is written.
    pub end: Option<PartialDate>,
    /// Time at which it begins.
    pub start_time: Option<ClockTime>,
    /// Time at which it ends.
    pub end_time: Option<ClockTime>,
    /// IANA name or offset, or the abbreviation as printed where it is ambiguous.
    pub timezone: Option<String>,
    /// The year was not written: it is from the context.
    pub inferred: bool,
    /// The printed weekday is not the day's: says both.
    pub conflict: Option<String>,
    /// The rule that read it.
    pub rule: &'static str,
}
