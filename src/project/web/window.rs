//! `since` and `until`: the days of what a source is asked for, as they stand in the project and as they are on a day. A day that is told
//! by its distance moves with the clock, so it decides what is asked of the web and nothing else.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

/// `since` and `until` as they stand in the project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub since: Option<Bound>,
    /// The last day.
    pub until: Option<Bound>,
}

/// One end of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `2024-05-09`
    Day(Date),
    /// `90 days`: so long ago.
    Ago(u16, Unit),
}

/// What a distance is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the unit of its name")]
pub enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

/// A stretch of days, with its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

/// The words that units are written with.
const UNITS: [(&str, Unit); 4] =
    [("day", Unit::Days), ("week", Unit::Weeks), ("month", Unit::Months), ("year", Unit::Years)];

impl Window {
    /// The days that it is on a day.
    #[must_use]
    pub fn on(self, today: Date) -> Days {
        let day = |bound: Option<Bound>| bound.map(|bound| bound.on(today));
        Days { since: day(self.since), until: day(self.until) }
    }

    /// The days, where they are the same on every day.
    #[must_use]
    pub fn fixed(self) -> Option<Days> {
        let is_fixed = [self.since, self.until].iter().flatten().all(|bound| matches!(bound, Bound::Day(_)));
        is_fixed.then(|| self.on(Date::MIN))
    }
}

impl Bound {
    fn on(self, today: Date) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Ago(count, unit) => today.saturating_sub(unit.times(count)),
        }
    }
}

impl Unit {
    fn times(self, count: u16) -> Span {
        let count = i64::from(count);
        match self {
            Self::Days => count.days(),
            Self::Weeks => count.weeks(),
            Self::Months => count.months(),
            // Two bytes of years are more than a span can hold.
            Self::Years => count.min(9999).years(),
        }
    }
}

impl FromStr for Bound {
    type Err = ();

    /// A day in ISO 8601, or a whole number and a unit.
    fn from_str(text: &str) -> Result<Self, ()> {
        if let Ok(day) = text.parse::<Date>() {
            // Longer forms name a time of the day, which no window has.
            return if text.len() == 10 { Ok(Self::Day(day)) } else { Err(()) };
        }
        let (count, word) = text.split_once(' ').ok_or(())?;
        let word = word.strip_suffix('s').unwrap_or(word);
        let (_, unit) = UNITS.iter().find(|(known, _)| *known == word).ok_or(())?;
        Ok(Self::Ago(count.parse().map_err(drop)?, *unit))
    }
}

impl Days {
    /// Whether a day is in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> String {
        let today = "2024-05-31".parse().unwrap();
        text.parse::<Bound>().map_or_else(|()| "-".to_owned(), |bound| bound.on(today).to_string())
    }

    #[test]
    fn days_stand_or_move_with_the_clock() {
        assert_eq!(on("2024-02-29"), "2024-02-29");
        assert_eq!(on("0 days"), "2024-05-31");
        assert_eq!(on("1 day"), "2024-05-30");
        assert_eq!(on("2 weeks"), "2024-05-17");
        assert_eq!(on("3 months"), "2024-02-29", "the month ends there");
        assert_eq!(on("1 year"), "2023-05-31");
        assert_eq!(on("65535 years"), "-007975-05-31");
        for wrong in
            ["", "90", "days", "-1 days", "90days", "9 moons", "2024-02-30", "2024-05-09T10:00", "1 day s"]
        {
            assert_eq!(on(wrong), "-", "{wrong}");
        }
    }

    #[test]
    fn only_days_that_stand_are_fixed() {
        let bound = |text: &str| Some(text.parse::<Bound>().unwrap());
        let window = Window { since: bound("2024-01-01"), until: None };
        assert!(window.fixed().unwrap().holds("2024-01-01".parse().unwrap()));
        assert_eq!(Window { until: bound("1 day"), ..window }.fixed(), None);
        assert_eq!(Window::default().fixed(), Some(Days::default()));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_bound_or_none(text in ".{0,12}|[0-9]{1,6} [a-z]{1,6}") {
            if let Ok(bound) = text.parse::<Bound>() {
                let _ = bound.on(Date::MIN);
                let _ = bound.on(Date::MAX);
            }
        }
    }
}
