//! Days of publication in the lines of a page: bylines, lines that say `published`, lines with little but a date beside the title.

use crate::dates::{Context, Expression, PartialDate, Recogniser};
use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::parse::document::{BlockKind, Document, MetaValue};
use crate::parse::head::dates::Reading;
use crate::parse::head::stamps::{YEARS, Zone, day_of};
use crate::parse::head::words::Said;
use crate::span::Span;

/// Longest line, in bytes, that is read for the day of publication.
const LINE: usize = 160;
/// How many blocks from the title on may hold it.
const NEAR: usize = 10;
/// Highest confidence of a day that may be the event's.
const UNFIRM: f32 = 0.7;
/// How many lines and times of the metadata are read.
const SIGNS: usize = 200;
/// How many lines of a page are read for a day.
const LINES: usize = 60;

/// Adds the days that the lines of a page tell.
pub(super) fn read(
    document: &Document,
    title: Option<&str>,
    published: &mut Vec<Reading>,
    changed: &mut Vec<Reading>,
) {
    let reader = Lines { document, language: document.language.as_deref().unwrap_or("en") };
    reader.signs(title, published, changed);
    reader.blocks(published, changed);
}

struct Lines<'d> {
    document: &'d Document,
    language: &'d str,
}

impl Lines<'_> {
    /// Lines and times that the metadata keeps wherever they stand; the first behind the title counts most.
    fn signs(&self, title: Option<&str>, published: &mut Vec<Reading>, changed: &mut Vec<Reading>) {
        let values = &self.document.metadata.values;
        let heading = heading(values, title);
        let (mut behind, mut left) = (0, SIGNS);
        for (index, value) in values.iter().enumerate() {
            let Some((rule, base)) = base(&value.key).filter(|_| left > 0) else { continue };
            left -= 1;
            let after = heading.is_some_and(|heading| index > heading);
            let place = match (heading, after) {
                (None, _) | (_, true) => 0.08 - 0.04 * behind.min(6) as f32,
                (Some(_), false) => -0.04,
            };
            let mut any = false;
            for (day, said, zone, share) in self.told(value) {
                any = true;
                let add = |confidence: f32| Reading {
                    fact: Fact::new(day, Support::metadata(value.element, &value.value, rule, confidence)),
                    zone,
                };
                match said {
                    Said::Changed => changed.push(add(0.72 + place)),
                    Said::Published => published.push(add(0.76 + place)),
                    Said::Dated => published.push(add((0.62 + place).max(base + place).min(UNFIRM))),
                    // A day in the middle of a sentence, or of a title.
                    Said::Nothing if base > 0.0 && share < 20 => published.push(add(base + place - 0.25)),
                    Said::Nothing if base > 0.0 => published.push(add(base + place)),
                    Said::Nothing => {}
                }
            }
            behind += usize::from(any && (after || heading.is_none()));
        }
    }

    /// The days of a value, what is said of each, and its share of the line in percent; a line that begins with a day is all its own.
    fn told(&self, value: &MetaValue) -> Vec<(PartialDate, Said, Zone, usize)> {
        if value.key.starts_with("time") {
            let day = day_of(&value.value, self.document);
            return day.map(|(day, zone)| (day, Said::Nothing, zone, 100)).into_iter().collect();
        }
        let share = |day: &Expression| match day.span.start {
            0..3 => 100,
            _ => day.span.len() * 100 / value.value.len().max(1),
        };
        said_days(&value.value, self.language)
            .filter_map(|(day, said)| Some((day.start?, said, Zone::Unknown, share(&day))))
            .collect()
    }

    /// Lines of the content.
    fn blocks(&self, published: &mut Vec<Reading>, changed: &mut Vec<Reading>) {
        let title = self.document.head_block();
        let mut left = LINES;
        for (index, block) in self.document.blocks.iter().enumerate() {
            let near = index <= title + NEAR && index + 3 >= title;
            let text = self.document.slice(block.span);
            let long = text.len() > LINE;
            let text = if long { opening(text) } else { text };
            if !text.bytes().any(|byte| byte.is_ascii_digit())
                || matches!(block.kind, BlockKind::Cell(_))
                || long && !near
            {
                continue;
            }
            left -= 1;
            if left == 0 {
                break;
            }
            for (day, said) in said_days(text, self.language).take(3) {
                let Some(start) = day.start else { continue };
                let bare = day.span.len() * 10 >= text.trim().len() * 5;
                let confidence = match (said, near, bare) {
                    _ if long => 0.5,
                    (Said::Changed, ..) => 0.7,
                    (Said::Published, true, _) => 0.8,
                    (Said::Published, false, _) => 0.66,
                    (_, true, true) => 0.7 - 0.01 * index.abs_diff(title) as f32,
                    (_, true, false) if text.len() < 80 => 0.55,
                    (_, false, true) => 0.4,
                    _ => continue,
                };
                let rule = if said == Said::Published { "line.published" } else { "line.date" };
                let from = block.span.start as usize;
                let span = Span::new(from + day.span.start as usize, from + day.span.end as usize);
                let reading = Reading::of(Fact::new(start, Support::text(span, rule, confidence)));
                if said == Said::Changed { changed.push(reading) } else { published.push(reading) }
            }
        }
    }
}

/// Where the heading that is the title stands among the values, else the first main heading.
fn heading(values: &[MetaValue], title: Option<&str>) -> Option<usize> {
    let is_heading = |value: &MetaValue| matches!(value.key.as_str(), "h1" | "h1.title");
    let title = title.map(fold);
    let same = |value: &MetaValue| is_heading(value) && title.as_deref() == Some(&*fold(&value.value));
    values.iter().position(same).or_else(|| values.iter().position(is_heading))
}

/// The rule of a key, and the confidence of a day in such a value that says nothing of it; 0 where it has to.
fn base(key: &str) -> Option<(&'static str, f32)> {
    Some(match key {
        "time.published" => ("time.published", 0.84),
        "time" => ("time", 0.62),
        "time.other" => ("time.other", 0.3),
        "byline" => ("byline.date", 0.78),
        "dated.published" => ("byline.date", 0.74),
        "dated.named" => ("dated.line", 0.62),
        "dated" => ("dated.line", 0.5),
        "dated.aside" | "dated.other" => ("dated.aside", 0.0),
        _ => return None,
    })
}

/// The start of a long text, where a place and a day may stand: `Paris, 3 May 2021 –`.
fn opening(text: &str) -> &str {
    &text[..text.floor_char_boundary(60)]
}

/// The first whole day of a short text.
pub(super) fn first_day(text: &str, language: &str) -> Option<PartialDate> {
    days(text, language).into_iter().find_map(|found| found.start)
}

/// The days of a line, each with what the words before it say, else those behind the last.
fn said_days(text: &str, language: &str) -> impl Iterator<Item = (Expression, Said)> {
    let found = days(text, language);
    let mut from = 0;
    let mut said = Vec::with_capacity(found.len());
    for (index, day) in found.iter().enumerate() {
        let before = Said::by(&text[from..day.span.start as usize].to_lowercase());
        let behind = || Said::by(&text[day.span.end as usize..].to_lowercase());
        said.push(if before == Said::Nothing && index + 1 == found.len() { behind() } else { before });
        from = day.span.end as usize;
    }
    found.into_iter().zip(said)
}

/// The whole days of a short text whose year is written; days that something lasts are no days of publication.
fn days(text: &str, language: &str) -> Vec<Expression> {
    let context = Context { language, ..Context::default() };
    let mut found = Recogniser::of(language).find(text, Span::new(0, text.len()), &context);
    found.retain(|found| {
        !found.inferred
            && found.end.is_none()
            && found.start.is_some_and(|day| day.day.is_some() && YEARS.contains(&day.year))
    });
    found
}
