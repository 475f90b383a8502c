//! The [`Context`]: what else the page tells, to read `7 May` and `10/12/23` with.

use crate::dates::{Expression, PartialDate};

/// What is known beside the text of a date itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Language of the text, BCP 47.
    pub language: &'a str,
    /// Day on which the page was published.
    pub published: Option<PartialDate>,
    /// Year of the neighbouring dates.
    pub year: Option<i16>,
    /// Whether numeric dates write the day first, where the page shows it.
    pub day_first: Option<bool>,
}

impl Context<'_> {
    /// The context with the year that most dates with a written year have, and the order that dates such as `25/09/2009` prove.
    #[must_use]
    pub fn refined(mut self, text: &str, found: &[Expression]) -> Self {
        self.day_first = day_first(text, found).or(self.day_first);
        let mut years: Vec<(i16, usize)> = Vec::new();
        for year in found
            .iter()
            .filter(|found| !found.inferred)
            .filter_map(|found| found.start)
            .map(|start| start.year)
        {
            match years.iter_mut().find(|(known, _)| *known == year) {
                Some(known) => known.1 += 1,
                None => years.push((year, 1)),
            }
        }
        self.year = years
            .iter()
            .enumerate()
            .max_by_key(|(index, (_, count))| (*count, std::cmp::Reverse(*index)))
            .map(|(_, (year, _))| *year)
            .or(self.year);
        self
    }

    /// The year of a day and month without one: of its neighbours, else the one in which the day is nearest to the publication. A printed
    /// weekday decides between years.
    pub(crate) fn year_of(&self, month: i8, day: i8, weekday: Option<i8>) -> Option<i16> {
        let near = self.published.map(|published| published.year).or(self.year)?;
        let fits = |year: i16| {
            let date = PartialDate::day(year, month, day)?;
            let agrees = weekday.is_none_or(|weekday| {
                date.weekday().is_some_and(|real| real.to_monday_one_offset() == weekday)
            });
            agrees.then_some(date)
        };
        if let Some(year) = self.year.filter(|year| fits(*year).is_some()) {
            return Some(year);
        }
        let mut years: Vec<PartialDate> = [near, near + 1, near - 1].into_iter().filter_map(fits).collect();
        if let Some(published) = self.published.and_then(PartialDate::civil) {
            years.sort_by_key(|date| date.civil().map_or(i64::MAX, |civil| days_between(published, civil)));
        }
        years.first().map(|date| date.year).or(Some(self.year.unwrap_or(near)))
    }
}

/// Whether days stand first in the dates in digits, where most of those that can be read in one way only say so.
fn day_first(text: &str, found: &[Expression]) -> Option<bool> {
    let votes = found.iter().filter_map(|found| {
        let mut numbers = found.span.of(text).split(|c: char| !c.is_ascii_digit());
        let (first, second) = (numbers.next()?.parse::<u32>().ok()?, numbers.next()?.parse::<u32>().ok()?);
        match (first, second) {
            (13..=31, 1..=12) => Some(1),
            (1..=12, 13..=31) => Some(-1),
            _ => None,
        }
    });
    match votes.sum::<i32>() {
        0 => None,
        sum => Some(sum > 0),
    }
}

/// Days from one to another; days past count a little more, since announcements look ahead.
fn days_between(from: jiff::civil::Date, to: jiff::civil::Date) -> i64 {
    let days = from.until(to).map_or(0, |span| i64::from(span.get_days()));
    if days < 0 { -days * 3 / 2 } else { days }
}
