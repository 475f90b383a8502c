//! What a text prints, before anything is settled: a [`Day`] may lack its year or its order, [`Times`] their zone. A [`Phrase`] is what belongs
//! together.

use crate::dates::ClockTime;
use crate::span::Span;

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The month is in letters, or the form has one order only.
    #[default]
    Told,
    /// Only one of the numbers can be a month: the day stands first, or not.
    Proven(bool),
    /// Both can; `day` holds the first and `month` the second. Dotted forms write the day first.
    Open { dotted: bool },
}

/// What a relative word counts from the day of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relative {
    /// Days: tomorrow is 1.
    Days(i8),
    /// A weekday of this week (0), the next (1) or the last (-1).
    Week(i8),
    /// A day of this month (0), the next (1) or the last (-1).
    Month(i8),
    /// The whole of this month (0), the next (1) or the last (-1).
    WholeMonth(i8),
    /// `Friday the 26th`: the nearest day that is both.
    Nearest,
}

/// A day as printed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Day {
    pub year: Option<i16>,
    /// 1–12, or a season 21–24.
    pub month: Option<i8>,
    pub day: Option<i8>,
    /// 1 Monday – 7 Sunday.
    pub weekday: Option<i8>,
    pub order: Order,
    pub relative: Option<Relative>,
    /// `next 12/5`: the first such day after the page's.
    pub next: bool,
    /// `5/12`: something beside it must say that it is a day.
    pub weak: bool,
}

/// A stretch of time that one word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// The week that begins with, or holds, the day.
    Week,
    /// A quarter of a year.
    Quarter,
}

/// Days: one, or from one to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    pub first: Day,
    pub last: Option<Day>,
    pub period: Option<Period>,
    /// First lexeme and one past the last.
    pub from: usize,
    pub to: usize,
}

/// Times of a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub start: ClockTime,
    pub end: Option<ClockTime>,
    pub zone: Option<Zone>,
    /// `14.30`, `3 h`: only a day beside it says that it is a time.
    pub weak: bool,
    /// A number alone: it takes a day and a word like `at`.
    pub bare: bool,
    /// Written as machines do: ISO 8601 with its `T`, or with seconds.
    pub machine: bool,
    pub from: usize,
    pub to: usize,
}

/// A time zone as printed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Zone {
    /// The name that the vocabulary gives (empty where ambiguous) and where it is printed.
    Named(&'static str, Span),
    /// Minutes east of Greenwich.
    Offset(i16),
}

/// What one phrase says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub span: Span,
    /// Where its days stand, and where its times.
    pub parts: (Option<Span>, Option<Span>),
    pub days: Option<Days>,
    pub times: Option<Times>,
    /// The zone of its times, or of a day without any: `May 1 (AoE)`.
    pub zone: Option<Zone>,
    /// It continues the phrase before it: `12` in `5, 12 and 19 May`.
    pub listed: bool,
}
