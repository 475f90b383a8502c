//! The classes of the words of dates: what a line of a `dates.tsv` says a phrase is.

/// What a phrase stands for; its value is in [`Sense::value`](super::Sense).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// 1–12.
    Month,
    /// 1 Monday – 7 Sunday.
    Weekday,
    /// EDTF 21 spring – 24 winter.
    Season,
    /// `Q` of `Q1`.
    Quarter,
    /// Of an ordinal in digits.
    Suffix,
    /// `to`, `bis`.
    Range,
    And,
    /// What opens a range: `from`, `between`.
    From,
    /// Before a time of day.
    At,
    /// Before a day: `on`, `le`, `am`.
    On,
    /// Small words inside a date.
    Filler,
    Hour,
    Minute,
    Second,
    Am,
    Pm,
    Noon,
    Midnight,
    /// Minutes said after the hour.
    Minutes,
    /// Minutes said before the hour.
    Lead,
    /// Between minutes and the hour that they are taken from.
    Before,
    Zone,
    /// Days from today.
    Day,
    Next,
    This,
    Last,
    /// 1 week, 2 month, 3 year.
    Period,
    WeekOf,
    Number,
    Ordinal,
    /// What is added to a year that is counted otherwise.
    Era,
    Year,
    MonthUnit,
    DayUnit,
    /// 1 of a date, 2 of a time.
    Label,
    /// After it a number is no date.
    Code,
    /// Before it a number is no date.
    Counted,
    /// Behind it two days are an old and a new one: `extended from … to …`.
    Moved,
    /// Only looks like a date.
    None,
}

impl Class {
    /// The class of its name in the files.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "month" => Self::Month,
            "weekday" => Self::Weekday,
            "season" => Self::Season,
            "quarter" => Self::Quarter,
            "suffix" => Self::Suffix,
            "range" => Self::Range,
            "and" => Self::And,
            "from" => Self::From,
            "at" => Self::At,
            "on" => Self::On,
            "filler" => Self::Filler,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            "second" => Self::Second,
            "am" => Self::Am,
            "pm" => Self::Pm,
            "noon" => Self::Noon,
            "midnight" => Self::Midnight,
            "minutes" => Self::Minutes,
            "lead" => Self::Lead,
            "before" => Self::Before,
            "zone" => Self::Zone,
            "day" => Self::Day,
            "next" => Self::Next,
            "this" => Self::This,
            "last" => Self::Last,
            "period" => Self::Period,
            "week_of" => Self::WeekOf,
            "number" => Self::Number,
            "ordinal" => Self::Ordinal,
            "era" => Self::Era,
            "year" => Self::Year,
            "month_unit" => Self::MonthUnit,
            "day_unit" => Self::DayUnit,
            "label" => Self::Label,
            "code" => Self::Code,
            "counted" => Self::Counted,
            "moved" => Self::Moved,
            "none" => Self::None,
            _ => return None,
        })
    }

    /// The class as one bit of a set.
    pub(crate) const fn bit(self) -> u64 {
        1 << self as u8
    }

    /// The number that a value of the files stands for; `None` where it stands for none.
    pub(super) fn number(self, value: &str) -> Option<i32> {
        match (self, value) {
            (Self::Period, "week") | (Self::Label, "date") => Some(1),
            (Self::Period, "month") | (Self::Label, "time") => Some(2),
            (Self::Period, "year") => Some(3),
            (Self::Zone, _) => Some(0),
            (_, "") => Some(0),
            _ => value.parse().ok(),
        }
    }
}
