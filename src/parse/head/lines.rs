//! Days of publication in the lines of a page. A line is known by its name, by what it says of its day, and by its company: lines that
//! come in rows, each with another day, are of other pages.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::dates::{Context, Expression, PartialDate, Recogniser};
use crate::fact::{Fact, Support};
use crate::parse::document::{Document, MetaValue};
use crate::parse::head::dates::{Days, Reading};
use crate::parse::head::stamps::{YEARS, Zone, day_of};
use crate::parse::head::words::Said;
use crate::parse::map::{ElementId, SourceMap};
use crate::span::Span;

/// How many lines of a page are read.
const LINES: usize = 200;
/// Highest confidence of a day that may be the event's.
const UNFIRM: f32 = 0.7;
/// How many days lines of one shape tell where they come in rows.
const ROW: usize = 3;
/// What a line that comes in a row loses.
const OTHERS: f32 = 0.25;

/// A day that a line tells.
struct Told<'d> {
    line: &'d MetaValue,
    day: PartialDate,
    said: Said,
    zone: Zone,
    shape: u64,
}

/// Adds the days that the lines of a page tell; the first lines count most.
pub(super) fn read(document: &Document, days: &mut Days) {
    let lines = document.metadata.values.iter().filter(|value| is_line(&value.key)).take(LINES);
    let told: Vec<Told<'_>> = lines.flat_map(|line| told(line, document)).collect();
    let rows = rows(&told);
    let mut elements: Vec<ElementId> = Vec::new();
    for told in &told {
        if elements.last() != Some(&told.line.element) {
            elements.push(told.line.element);
        }
        let others = if rows.contains(&told.shape) { OTHERS } else { 0.0 };
        let reading = told.reading(0.09 - 0.03 * elements.len().min(12) as f32 - others);
        let days = if told.said == Said::Changed { &mut days.changed } else { &mut days.published };
        days.push(reading);
    }
}

impl Told<'_> {
    fn reading(&self, place: f32) -> Reading {
        let (rule, base) = base(&self.line.key).unwrap_or_default();
        let confidence = match self.said {
            Said::Changed => 0.72 + place,
            Said::Published => 0.78 + place,
            Said::Nothing if base > UNFIRM => base + place,
            Said::Nothing => (base + place).min(UNFIRM),
        };
        let support = Support::metadata(self.line.element, &self.line.value, rule, confidence);
        Reading { fact: Fact::new(self.day, support), zone: self.zone }
    }
}

/// A key of the metadata under which lines and times stand.
pub(super) fn is_line(key: &str) -> bool {
    base(key).is_some() || key == "time.other"
}

/// The rule of a key, and the confidence of a day in such a line that says nothing of it.
fn base(key: &str) -> Option<(&'static str, f32)> {
    Some(match key {
        "time.published" => ("time", 0.76),
        "byline" | "dated.published" => ("byline.date", 0.76),
        "time" => ("time", 0.62),
        "dated.named" => ("line.date", 0.62),
        "dated" => ("line.date", 0.5),
        _ => return None,
    })
}

/// The days of a line, and what is said of each.
fn told<'d>(line: &'d MetaValue, document: &'d Document) -> Vec<Told<'d>> {
    let shape = shape(line.element, &document.map);
    let told = |day, said, zone| Told { line, day, said, zone, shape };
    if line.key.starts_with("time") {
        // The hours of a comment are its writer's.
        let day = day_of(&line.value, document).filter(|_| line.key != "time.other");
        let zone = |zone| if zone == Zone::Local { Zone::Unknown } else { zone };
        return day.map(|(day, of)| told(day, Said::Nothing, zone(of))).into_iter().collect();
    }
    let days = said_days(&line.value, document.language.as_deref().unwrap_or("en"));
    // Nothing is published from one day to another.
    let single = |(day, _): &(Expression, Said)| day.end.is_none_or(|end| Some(end) == day.start);
    days.filter(single).filter_map(|(day, said)| Some(told(day.start?, said, Zone::Unknown))).collect()
}

/// The shapes of lines that tell several days.
fn rows(told: &[Told<'_>]) -> FxHashSet<u64> {
    let mut days: FxHashMap<u64, FxHashSet<PartialDate>> = FxHashMap::default();
    for told in told {
        days.entry(told.shape).or_default().insert(told.day);
    }
    days.into_iter().filter(|(_, days)| days.len() >= ROW).map(|(shape, _)| shape).collect()
}

/// The names of the tags that an element stands in: the lines of a list, of cards or of comments share them.
fn shape(mut at: ElementId, map: &SourceMap) -> u64 {
    let mut hasher = FxHasher::default();
    while let Some(element) = map.element(at) {
        element.tag.hash(&mut hasher);
        if element.parent == at {
            break;
        }
        at = element.parent;
    }
    hasher.finish()
}

/// The first whole day of a short text.
pub(super) fn first_day(text: &str, language: &str) -> Option<PartialDate> {
    days(text, language).into_iter().find_map(|found| found.start)
}

/// The days of a line, each with what the words before it say.
fn said_days(text: &str, language: &str) -> impl Iterator<Item = (Expression, Said)> {
    let mut from = 0;
    days(text, language).into_iter().map(move |day| {
        let said = Said::by(&text[from..day.span.start as usize].to_lowercase());
        from = day.span.end as usize;
        (day, said)
    })
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
