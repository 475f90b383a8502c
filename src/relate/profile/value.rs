//! Texts that selectors found, in the normal forms of the contract: the same recognisers read them as read the page.

use std::str::FromStr;

use jiff::fmt::strtime;

use crate::annotate::{Annotations, Kind, annotate};
use crate::dates::{ClockTime, Expression, PartialDate, Recogniser};
use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold, name_text};
use crate::parse::Document;
use crate::profile::{Read, Row};
use crate::records::{EventKind, Severity};
use crate::relate::draft::{Draft, Note};
use crate::span::Span;

/// A fact of what was read.
fn fact<T>(value: T, read: &Read<'_>) -> Fact<T> {
    Fact::new(value, read.support.clone())
}

/// The text in a column of a row, without quotation marks around it.
pub(super) fn text(row: &Row<'_>, column: &str) -> Option<Fact<String>> {
    let read = row.all(column).next()?;
    let text = unquoted(&read.text);
    (!text.is_empty()).then(|| fact(text, read))
}

/// All texts in a column of lists.
pub(super) fn list(row: &Row<'_>, column: &str) -> Vec<Fact<String>> {
    row.all(column).map(|read| fact(name_text(&read.text), read)).collect()
}

/// The number in a column.
pub(super) fn number(draft: &mut Draft<'_>, row: &Row<'_>, column: &str) -> Option<Fact<u32>> {
    let read = row.all(column).next()?;
    let digits: String =
        read.text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    known(draft, read, digits.parse().ok(), "a number")
}

/// The word of a vocabulary in a column: as `words` has it, else as printed.
pub(super) fn word<T: FromStr>(draft: &mut Draft<'_>, row: &Row<'_>, column: &str) -> Option<Fact<T>> {
    let read = row.all(column).next()?;
    let printed = fold(&read.text);
    let meant = read.field.rule.words.get(&printed).cloned();
    let meant = meant.unwrap_or_else(|| printed.replace([' ', '-'], "_"));
    known(draft, read, meant.parse().ok(), "a word of the column; say with `words` what it means")
}

/// The kind of an event: a word of the contract, or a noun that names one.
pub(super) fn event_kind(draft: &mut Draft<'_>, row: &Row<'_>) -> Option<Fact<EventKind>> {
    let read = row.all("kind").next()?;
    let noun = Text::new(draft, &read.text)
        .read(|annotations| annotations.mentions.iter().find_map(|mention| Some(mention.event()?.kind)));
    if read.field.rule.words.is_empty()
        && let Some(kind) = noun
    {
        return Some(fact(kind, read));
    }
    word(draft, row, "kind")
}

/// The first day in a column.
pub(super) fn day(draft: &mut Draft<'_>, row: &Row<'_>, column: &str) -> Option<Fact<PartialDate>> {
    when(draft, row, column, |when| when.start, "a day")
}

/// The last day in a column.
pub(super) fn last_day(draft: &mut Draft<'_>, row: &Row<'_>, column: &str) -> Option<Fact<PartialDate>> {
    when(draft, row, column, |when| when.end.or(when.start), "a day")
}

/// The first time in a column.
pub(super) fn time(draft: &mut Draft<'_>, row: &Row<'_>, column: &str) -> Option<Fact<ClockTime>> {
    when(draft, row, column, |when| when.start_time, "a time")
}

/// The last time in a column.
pub(super) fn last_time(draft: &mut Draft<'_>, row: &Row<'_>, column: &str) -> Option<Fact<ClockTime>> {
    when(draft, row, column, |when| when.end_time.or(when.start_time), "a time")
}

/// The zone in a column: as dates print it, else the text.
pub(super) fn zone(draft: &Draft<'_>, row: &Row<'_>) -> Option<Fact<String>> {
    let read = row.all("timezone").next()?;
    let zone = expressions(draft, &read.text).into_iter().find_map(|when| when.timezone);
    Some(fact(zone.unwrap_or_else(|| collapse(&read.text)), read))
}

/// The range of days that a column prints, where it prints one.
pub(super) fn range(draft: &Draft<'_>, row: &Row<'_>, column: &str) -> Option<Fact<PartialDate>> {
    let read = row.all(column).next().filter(|read| read.field.rule.date.is_none())?;
    let end = expressions(draft, &read.text).into_iter().find_map(|when| when.end)?;
    Some(fact(end, read))
}

fn when<T>(
    draft: &mut Draft<'_>,
    row: &Row<'_>,
    column: &str,
    part: impl Fn(&Expression) -> Option<T>,
    what: &str,
) -> Option<Fact<T>>
where
    T: FromParts,
{
    let read = row.all(column).next()?;
    let value = match &read.field.rule.date {
        Some(format) => T::parse(format, &read.text),
        None => expressions(draft, &read.text).iter().find_map(part),
    };
    known(draft, read, value, what)
}

/// What a date format can give.
pub(super) trait FromParts: Sized {
    fn parse(format: &str, text: &str) -> Option<Self>;
}

impl FromParts for PartialDate {
    fn parse(format: &str, text: &str) -> Option<Self> {
        let parts = strtime::parse(format, text).ok()?;
        let (year, month) = (parts.year()?, parts.month());
        match (month, parts.day()) {
            (Some(month), Some(day)) => Self::day(year, month, day),
            (month, _) => Some(Self { year, month, day: None }),
        }
    }
}

impl FromParts for ClockTime {
    fn parse(format: &str, text: &str) -> Option<Self> {
        let parts = strtime::parse(format, text).ok()?;
        let unsigned = |number: Option<i8>| number.and_then(|number| u8::try_from(number).ok());
        Self::new(unsigned(parts.hour())?, unsigned(parts.minute()).unwrap_or(0))
    }
}

fn expressions(draft: &Draft<'_>, text: &str) -> Vec<Expression> {
    let language = draft.document.language.as_deref().unwrap_or("en");
    Recogniser::of(language).find(text, Span::new(0, text.len()), &draft.annotations.dates)
}

/// A value, or a finding that there is none in the text.
fn known<T>(draft: &mut Draft<'_>, read: &Read<'_>, value: Option<T>, what: &str) -> Option<Fact<T>> {
    if value.is_none() {
        let message =
            format!("`{}` finds `{}`, which is not {what}; correct the profile", read.field.id, read.text);
        let (span, element) = (read.support.span, read.support.element);
        draft.notes.push(Note {
            severity: Severity::Warning,
            code: "profile_value_unread",
            message,
            span,
            element,
        });
    }
    Some(fact(value?, read))
}

/// The country that a text names, or its code.
pub(super) fn country(draft: &Draft<'_>, row: &Row<'_>) -> Option<Fact<String>> {
    let read = row.all("country").next()?;
    let text = read.text.trim();
    let code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let named = Text::new(draft, text).read(|annotations| {
        annotations.mentions.iter().rev().find_map(|mention| match mention.kind {
            Kind::Place { country, .. } => Some(country.to_owned()),
            _ => None,
        })
    });
    Some(fact(if code { text.to_owned() } else { named? }, read))
}

/// The address in a column, from that of the page.
pub(super) fn address(draft: &Draft<'_>, row: &Row<'_>) -> Option<Fact<String>> {
    let read = row.all("url").next()?;
    let page = draft.document.url.as_deref().and_then(|url| url::Url::parse(url).ok());
    let joined = page.and_then(|page| page.join(&read.text).ok()).map(String::from);
    let whole = || read.text.contains("://").then(|| read.text.clone());
    Some(fact(joined.or_else(whole)?, read))
}

/// A value that is read with the recognisers of pages: a document of one line.
pub(super) struct Text(Document);

impl Text {
    pub(super) fn new(draft: &Draft<'_>, text: &str) -> Self {
        Self(Document::line(text, draft.document.language.as_deref()))
    }

    /// What its mentions tell.
    pub(super) fn read<T>(&self, tell: impl FnOnce(&Annotations<'_>) -> Option<T>) -> Option<T> {
        tell(&annotate(&self.0, None))
    }
}

/// Support that says the same of a value of another kind.
pub(super) fn support(row: &Row<'_>) -> Option<Support> {
    row.values.first().map(|read| read.support.clone())
}

/// Without the quotation marks around all of it.
fn unquoted(text: &str) -> String {
    let text = collapse(text);
    let inner =
        [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('‘', '’')].into_iter().find_map(|(open, close)| {
            text.strip_prefix(open)?.strip_suffix(close).filter(|inner| !inner.contains(close))
        });
    inner.map(|inner| inner.trim().to_owned()).unwrap_or(text)
}
