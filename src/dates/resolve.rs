//! Resolution: a printed [`Phrase`] and what the page tells become an [`Expression`]: years, orders, relative words and zones are settled
//! here, and what contradicts itself becomes a [`Doubt`].

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::dates::doubt::Doubt;
use crate::dates::grammar::QUARTER;
use crate::dates::printed::{Day, Order, Period, Phrase, Relative};
use crate::dates::{Context, Expression, MonthDay, PartialDate, Terms, zones};

/// How far from the page's day a weekday with a day of the month is looked for, in days.
const NEAREST: i32 = 190;

/// The rule of what machines write: ISO 8601 with its `T`, times with seconds.
pub(crate) const MACHINE: &str = "date.machine";

/// The rule of days that are counted from another: `tomorrow`, `Friday the 26th`.
pub(crate) const RELATIVE: &str = "date.relative";

/// Settles the phrases of a text; those that nothing can be made of are left out.
pub(super) fn resolve(
    text: &str,
    phrases: &[Phrase],
    context: &Context<'_>,
    terms: &Terms,
) -> Vec<Expression> {
    let mut found = Vec::with_capacity(phrases.len());
    for (index, phrase) in phrases.iter().enumerate() {
        let mut phrase = *phrase;
        inherit_year(text, &mut phrase, phrases.get(index + 1));
        let context = Context { term: terms.at(phrase.span.start).or(context.term), ..*context };
        found.extend(expression(text, &phrase, &context));
    }
    found
}

/// `28 May and 3 June 2024`: the year of the last of several days holds for those before it.
fn inherit_year(text: &str, phrase: &mut Phrase, next: Option<&Phrase>) {
    let Some((days, next)) = phrase.days.as_mut().zip(next) else { return };
    let Some(year) = next.days.and_then(|days| days.first.year) else { return };
    let gap = text.get(phrase.span.end as usize..next.span.start as usize).unwrap_or("\n");
    let open = days.first.year.is_none() && days.first.relative.is_none() && days.last.is_none();
    if open && gap.len() <= 8 && !gap.contains(['\n', '.', '|', ':']) {
        days.first.year = Some(year);
    }
}

fn expression(text: &str, phrase: &Phrase, context: &Context<'_>) -> Option<Expression> {
    let mut expression = Expression {
        span: phrase.span,
        parts: phrase.parts,
        start: None,
        end: None,
        any_year: None,
        period: None,
        start_time: phrase.times.map(|times| times.start),
        end_time: phrase.times.and_then(|times| times.end),
        timezone: phrase.zone.map(|zone| zones::name(text, zone)),
        inferred: false,
        listed: phrase.listed,
        doubts: Vec::new(),
        rule: if phrase.times.is_some_and(|times| times.machine) { MACHINE } else { "date.time" },
    };
    if let Some(days) = phrase.days {
        let order = [Some(days.first), days.last].into_iter().flatten().find_map(|day| match day.order {
            Order::Proven(first) => Some(first),
            _ => None,
        });
        let context = Context { day_first: order.or(context.day_first), ..*context };
        settle(&mut expression, &days.first, days.last.as_ref(), &context);
        if days.period == Some(Period::Week) {
            whole_week(&mut expression);
        }
    }
    zones::check(text, phrase, &mut expression);
    let says = expression.start.is_some() || expression.any_year.is_some() || expression.start_time.is_some();
    says.then_some(expression)
}

/// Sets the days of an expression.
fn settle(expression: &mut Expression, first: &Day, last: Option<&Day>, context: &Context<'_>) {
    let Some((start, inferred)) = date(first, context) else {
        let any = |day: &Day| {
            let (month, day) = ordered(day, context)?;
            Some(MonthDay { month: month.filter(|month| *month <= 12)?, day: day? })
        };
        expression.any_year =
            any(first).filter(|_| first.year.is_none()).map(|day| (day, last.and_then(any)));
        return;
    };
    expression.rule = match first.relative {
        _ if expression.rule == MACHINE => MACHINE,
        Some(_) => RELATIVE,
        None if inferred => "date.without_year",
        None => "date.written",
    };
    expression.inferred = inferred;
    expression.doubts.extend(weekday_doubt(start, first.weekday));
    let end = last.and_then(|last| {
        let mut end = date(&Day { year: last.year.or(Some(start.year)), ..*last }, context)?.0;
        if end < start && last.year.is_none() {
            end = date(&Day { year: Some(start.year + 1), ..*last }, context)?.0;
        }
        expression.doubts.extend(weekday_doubt(end, last.weekday));
        (end > start).then_some(end)
    });
    (expression.start, expression.end) = (Some(start), end);
    if start.month.is_some_and(|month| month >= QUARTER) {
        whole_quarters(expression, start, end);
    }
}

/// The date of a printed day, and whether its year is from the context.
fn date(day: &Day, context: &Context<'_>) -> Option<(PartialDate, bool)> {
    if let Some(relative) = day.relative {
        let today = context.published.and_then(PartialDate::civil)?;
        let date = relative_date(relative, day, today, context)?;
        let whole = PartialDate { day: None, ..date.into() };
        return Some((if matches!(relative, Relative::WholeMonth(_)) { whole } else { date.into() }, true));
    }
    let (month, number) = ordered(day, context)?;
    let month = month?;
    let Some(number) = number else {
        return Some((PartialDate { year: day.year?, month: Some(month), day: None }, false));
    };
    let next = || context.published.filter(|_| day.next).map(|today| today.year);
    let next =
        next().map(|year| year + i16::from(PartialDate::day(year, month, number) <= context.published));
    let year = day.year.or(next).or_else(|| context.year_of(month, number, day.weekday))?;
    Some((PartialDate::day(year, month, number)?, day.year.is_none()))
}

/// Month and day in the order that the weekday, the page, or else the language tells.
fn ordered(day: &Day, context: &Context<'_>) -> Option<(Option<i8>, Option<i8>)> {
    let Order::Open { dotted } = day.order else { return Some((day.month, day.day)) };
    let day_first =
        context.day_first.unwrap_or_else(|| context.usually_day_first(dotted, day.year.is_none()));
    let (first, second) = (day.day?, day.month?);
    let readings =
        if day_first { [(second, first), (first, second)] } else { [(first, second), (second, first)] };
    let agreeing = |&(month, number): &(i8, i8)| {
        let year = day.year.or_else(|| context.year_of(month, number, day.weekday))?;
        let date = PartialDate::day(year, month, number)?;
        let real = date.weekday().map(Weekday::to_monday_one_offset);
        (day.weekday.is_some() && real == day.weekday).then(|| context.distance(date, year))
    };
    let nearest = readings
        .iter()
        .filter_map(|reading| Some((agreeing(reading)?, reading)))
        .min_by_key(|(days, _)| *days);
    let (month, number) = *nearest.map_or(&readings[0], |(_, reading)| reading);
    Some((Some(month), Some(number)))
}

/// A day counted from the day of the page.
fn relative_date(relative: Relative, day: &Day, today: Date, context: &Context<'_>) -> Option<Date> {
    match relative {
        Relative::Days(days) => today.checked_add(i64::from(days).days()).ok(),
        Relative::Week(weeks) => {
            let weekday = i64::from(day.weekday?) - i64::from(today.weekday().to_monday_one_offset());
            today.checked_add((i64::from(weeks) * 7 + weekday).days()).ok()
        }
        Relative::WholeMonth(months) => today.first_of_month().checked_add(i64::from(months).months()).ok(),
        Relative::Month(months) => {
            let month = today.first_of_month().checked_add(i64::from(months).months()).ok()?;
            Date::new(month.year(), month.month(), day.day?).ok()
        }
        Relative::Nearest => {
            let fits = |date: &Date| {
                Some(date.day()) == day.day && Some(date.weekday().to_monday_one_offset()) == day.weekday
            };
            let days = (-NEAREST..=NEAREST).filter_map(|days| today.checked_add(i64::from(days).days()).ok());
            days.filter(fits).min_by_key(|date| context.distance((*date).into(), today.year()))
        }
    }
}

fn weekday_doubt(date: PartialDate, weekday: Option<i8>) -> Option<Doubt> {
    let (real, printed) = (date.weekday()?, Weekday::from_monday_one_offset(weekday?).ok()?);
    (real != printed).then_some(Doubt::Weekday { printed, date, real })
}

/// From Monday to Sunday.
fn whole_week(expression: &mut Expression) {
    let Some(day) = expression.start.and_then(PartialDate::civil) else { return };
    let from_monday = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day.checked_sub(from_monday.days());
    let sunday = day.checked_add((6 - from_monday).days());
    if let (Ok(monday), Ok(sunday)) = (monday, sunday) {
        (expression.start, expression.end) = (Some(monday.into()), Some(sunday.into()));
        expression.period = Some(Period::Week);
    }
}

/// From the first day of a quarter to the last of it, or of the one that ends a range.
fn whole_quarters(expression: &mut Expression, first: PartialDate, last: Option<PartialDate>) {
    let month = |date: PartialDate| (date.month.unwrap_or(QUARTER) - QUARTER) * 3 + 1;
    let last_of = last.unwrap_or(first);
    let start = Date::new(first.year, month(first), 1);
    let end = Date::new(last_of.year, month(last_of) + 2, 1).map(Date::last_of_month);
    expression.start = start.ok().map(PartialDate::from);
    expression.end = end.ok().map(PartialDate::from);
    expression.period = last.is_none().then_some(Period::Quarter);
}
