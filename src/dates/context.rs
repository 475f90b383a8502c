//! The [`Context`]: what else the page tells, to read `7 May` and `10/12/23` with.

use crate::dates::PartialDate;
use crate::dates::printed::{Day, Order, Phrase};
use crate::dates::term::{Term, year_in};

/// Nothing was announced on a screen before there was mail; archives hold mails of the seventies.
const FIRST_MAIL: i16 = 1971;

/// How far from the page's day a weekday may move a day without a year, in days.
const FAR: i64 = 400;

/// What is known beside the text of a date itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Language of the text, BCP 47; a region tells the order of dates in digits.
    pub language: &'a str,
    /// Day on which the page was published: relative words count from it.
    pub published: Option<PartialDate>,
    /// Year of the neighbouring dates.
    pub year: Option<i16>,
    /// The year that the headline over a day names.
    pub term: Option<Term>,
    /// Whether numeric dates write the day first, where the page shows it.
    pub day_first: Option<bool>,
}

impl Context<'_> {
    /// The context with the year that most dates with a written year have, and the order that dates such as `25/09/2009` prove.
    #[must_use]
    pub(super) fn refined(mut self, phrases: &[Phrase]) -> Self {
        let days = || phrases.iter().filter_map(|phrase| Some(phrase.days?.first));
        self.day_first = day_first(days()).or(self.day_first);
        self.year = common_year(days()).or(self.year);
        self
    }

    /// Whether the day stands first in digits where nothing on the page shows it.
    pub(super) fn usually_day_first(&self, dotted: bool, short: bool) -> bool {
        let mut parts = self.language.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        if matches!(language, "zh" | "ja" | "ko") {
            return !short;
        }
        let english = matches!(language, "en" | "EN" | "" | "und");
        let region = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
        let month_first = region.is_none_or(|region| matches!(&*region, "US" | "PH" | "CA"));
        dotted || !(english && month_first)
    }

    /// The year of a day and month without one: of its neighbours, else the one in which the day is nearest to the publication. A printed
    /// weekday decides between years.
    pub(super) fn year_of(&self, month: i8, day: i8, weekday: Option<i8>) -> Option<i16> {
        if let Some(year) = self.term.and_then(|term| year_in(term, month, day, weekday)) {
            return Some(year);
        }
        let near = self.published.map(|published| published.year).or(self.year)?;
        let exists = |year: i16| PartialDate::day(year, month, day);
        let agrees = |date: PartialDate| {
            weekday.is_none_or(|weekday| {
                date.weekday().is_some_and(|real| real.to_monday_one_offset() == weekday)
            })
        };
        if let Some(year) = self.year.filter(|year| exists(*year).is_some_and(agrees)) {
            return Some(year);
        }
        let reach = match (month, day) {
            (2, 29) => 4,
            // Other years of the page are of other things: the weekday tells more than they do.
            _ if weekday.is_some() && self.published.is_none() => 3,
            _ => 1,
        };
        let mut dates: Vec<PartialDate> =
            (near.saturating_sub(reach)..=near.saturating_add(reach)).filter_map(exists).collect();
        // Nobody announces a day more than a year ahead by its weekday.
        let agreeing =
            |date: PartialDate| agrees(date) && self.days_to(date).is_none_or(|days| days.abs() <= FAR);
        dates.sort_by_key(|date| (!agreeing(*date), self.distance(*date, near)));
        dates.first().map(|date| date.year)
    }

    /// Days from the publication to a day; days past count a little more, since announcements look ahead.
    pub(super) fn distance(&self, date: PartialDate, near: i16) -> i64 {
        match self.days_to(date) {
            Some(days @ ..0) => -days * 3 / 2,
            Some(days) => days,
            None => (i64::from(date.year) - i64::from(near)).abs(),
        }
    }

    /// Days from the publication to a day.
    fn days_to(&self, date: PartialDate) -> Option<i64> {
        let (from, to) = self.published?.civil().zip(date.civil())?;
        from.until(to).ok().map(|span| i64::from(span.get_days()))
    }
}

/// Whether days stand first, where most dates that can be read in one way only say so.
fn day_first(days: impl Iterator<Item = Day>) -> Option<bool> {
    let votes = days.filter_map(|day| match day.order {
        Order::Proven(first) => Some(if first { 1 } else { -1 }),
        _ => None,
    });
    match votes.sum::<i32>() {
        0 => None,
        sum => Some(sum > 0),
    }
}

/// The year that most have; one from before there was mail tells when something was founded, and nothing of days without a year.
fn common_year(days: impl Iterator<Item = Day>) -> Option<i16> {
    let mut years: Vec<(i16, usize)> = Vec::new();
    for year in days.filter_map(|day| day.year).filter(|year| *year >= FIRST_MAIL) {
        match years.iter_mut().find(|(known, _)| *known == year) {
            Some(known) => known.1 += 1,
            None => years.push((year, 1)),
        }
    }
    let most = years.iter().enumerate().max_by_key(|(index, (_, count))| (*count, std::cmp::Reverse(*index)));
    most.map(|(_, (year, _))| *year)
}
