//! When: the day on which the one event of a page takes place, its times and themes, and which event a sentence speaks of.

use crate::annotate::{File, Kind, Mention};
use crate::dates::{ClockTime, MACHINE};
use crate::fact::{Fact, Support};
use crate::relate::draft::Draft;
use crate::relate::events::score::{label_before, score};
use crate::relate::events::{month, programme_days, set, told};
use crate::relate::fields::Field;
use crate::relate::grammar::items::Reading;

/// The event that a token speaks of: its entry, the last numbered one named, or the only one.
pub(crate) fn event_at(draft: &Draft<'_>, token: usize) -> Option<usize> {
    if draft.events.list.is_empty() {
        return None;
    }
    if draft.events.numbered {
        let mentions = &draft.annotations.mentions;
        let end = mentions.partition_point(|mention| mention.from <= token);
        let named = mentions[..end].iter().rev().filter_map(Mention::event).find_map(|event| {
            let number = event.ordinal.filter(|_| !event.plural)?;
            draft
                .events
                .list
                .iter()
                .position(|event| event.ordinal.as_ref().is_some_and(|ordinal| ordinal.value == number))
        });
        return named.or(Some(draft.events.list.len() - 1));
    }
    draft.events.at_token(token).or_else(|| draft.events.list.iter().position(|event| event.entry.is_none()))
}

/// Gives a matched theme or date to an event.
pub(crate) fn apply(
    draft: &mut Draft<'_>,
    reading: &Reading,
    found: &crate::relate::grammar::pattern::Match,
    relation: &str,
    rule: &'static str,
    event: usize,
) {
    match relation {
        "theme" => {
            let Some(quote) = found.part("theme").and_then(|part| reading.mention(part, b"Q")) else {
                return;
            };
            if let Kind::Quote { inner } = draft.annotations.mentions[quote].kind {
                let theme = crate::normalize::collapse(inner.of(draft.text()));
                set(&mut draft.events.list[event].theme, theme, Support::text(inner, rule, 0.9));
            }
        }
        "held" | "held.weak" => {
            let Some(index) = found.part("date").and_then(|part| reading.mention(part, b"D")) else { return };
            let mention = &draft.annotations.mentions[index];
            let weak = relation == "held.weak";
            if let (Some(date), false) = (mention.date(), weak && draft.events.list[event].start.is_some()) {
                draft.events.list[event].happens(date, rule, if weak { 0.75 } else { 0.9 });
            }
        }
        _ => {}
    }
}

/// Gives the one event of the page its day and its times.
pub(crate) fn date_main(draft: &mut Draft<'_>, event: usize) {
    let mut days: Vec<(f32, usize)> = Vec::new();
    for reading in &draft.readings {
        let mentions = reading.mentions((0, reading.items.len()), b"D").into_iter();
        days.extend(mentions.map(|index| (score(draft, reading, &draft.annotations.mentions[index]), index)));
    }
    let best =
        days.iter().filter(|(score, _)| *score > 0.9).copied().reduce(|a, b| if b.0 > a.0 { b } else { a });
    let told = || told::told(draft, &days).map(|index| (TOLD, index));
    let Some((score, best)) = best.or_else(told) else { return month::read(draft, event) };
    // Where the same day is told first, time and place stand beside it; a list of dates below tells it again.
    let when = |index: usize| draft.annotations.mentions[index].date().map(|date| (date.start, date.end));
    let first = days.iter().find(|(score, index)| *score > 0.9 && when(*index) == when(best));
    let index = first.map_or(best, |(_, index)| *index);
    let mention = &draft.annotations.mentions[index];
    let Some(date) = mention.date() else { return };
    let confidence = (0.55 + score * 0.04).clamp(0.5, 0.95);
    draft.events.list[event].happens(date, "event.date", confidence);
    same_day_elsewhere(draft, event);
    through_programme(draft, event);
    if draft.events.list[event].start_time.is_none() {
        time_near(draft, event, mention.from);
    }
    afternoon(draft, event);
    end_elsewhere(draft, event);
}

/// What a day is worth that only prose tells.
const TOLD: f32 = 1.0;

/// A programme of several days ends on the last.
fn through_programme(draft: &mut Draft<'_>, event: usize) {
    let known = &draft.events.list[event];
    let Some(start) = known.start.as_ref().map(|start| start.value) else { return };
    let one_day = known.end.as_ref().is_none_or(|end| end.value == start);
    let Some((end, told)) = programme_days::last(draft, start).filter(|_| one_day) else { return };
    let end = Fact::new(end, Support::text(told.span, "event.programme", 0.8));
    draft.events.list[event].end = Some(end);
}

/// `4:00` is four in the afternoon where the page says `4:00 pm` of the same day elsewhere.
fn afternoon(draft: &mut Draft<'_>, event: usize) {
    let event = &mut draft.events.list[event];
    let Some(time) = event.start_time.as_mut().filter(|time| (1..8).contains(&time.value.hour)) else {
        return;
    };
    let day = event.start.as_ref().map(|day| day.value);
    let later = ClockTime { hour: time.value.hour + 12, ..time.value };
    let says = |mention: &&Mention| {
        mention.date().is_some_and(|date| date.start == day && date.start_time == Some(later))
    };
    if let Some(mention) = draft.annotations.mentions.iter().find(says) {
        *time = Fact::new(later, Support::text(mention.span, "event.time", 0.85));
    }
}

/// The same day with a time elsewhere on the page tells the time.
fn same_day_elsewhere(draft: &mut Draft<'_>, event: usize) {
    let Some(start) = draft.events.list[event].start.as_ref().map(|start| start.value) else { return };
    let posting = |field: &&Field| matches!(field.class, "author" | "published" | "modified");
    let posting: Vec<&Field> = draft.fields.iter().filter(posting).collect();
    for mention in &draft.annotations.mentions {
        let posted = || posting.iter().any(|field| field.holds(mention));
        if let Some(date) =
            mention.date().filter(|date| date.start == Some(start) && date.rule != MACHINE && !posted())
        {
            if date.start_time.is_some() {
                draft.events.list[event].times(date, "event.time", 0.85);
            }
            if let Some(end) = date.end.filter(|end| *end > start) {
                let one_day = draft.events.list[event].end.as_ref().is_none_or(|known| known.value == start);
                if one_day {
                    draft.events.list[event].end =
                        Some(Fact::new(end, Support::text(mention.span, "event.range", 0.8)));
                }
            }
        }
    }
}

/// The same time elsewhere on the page, as the start of a range, tells the end.
fn end_elsewhere(draft: &mut Draft<'_>, event: usize) {
    let event = &mut draft.events.list[event];
    let Some(start) = event.start_time.as_ref().map(|start| start.value) else { return };
    let day = event.start.as_ref().map(|day| day.value);
    let ranges = draft.annotations.mentions.iter().filter_map(Mention::date).filter(|date| {
        date.start_time == Some(start)
            && date.end_time.is_some()
            && (date.start.is_none() || date.start == day)
    });
    for date in ranges {
        event.times(date, "event.time", 0.8);
    }
}

/// A time on its own: under a label, else the nearest after the date within three blocks.
fn time_near(draft: &mut Draft<'_>, event: usize, token: usize) {
    let tokens = &draft.annotations.tokens;
    let block = |at: usize| tokens.sentences.get(tokens.sentence_of(at)).map_or(0, |sentence| sentence.block);
    let here = block(token);
    let timed = |class: &str| matches!(class, "time" | "datetime" | "start_time");
    let fields = draft.fields.iter().filter(|field| timed(field.class)).map(|field| (field.from, field.to));
    let fields = Stretches::of(fields.collect());
    let labelled = |from: usize| label_before(draft, from).is_some_and(timed) || fields.hold(from);
    // `All deadlines are at 23:59`
    let due = |at: usize| {
        tokens.sentences.get(tokens.sentence_of(at)).is_some_and(|sentence| {
            let from = sentence.from.max(at.saturating_sub(NEAR));
            (from..at).any(|at| tokens.cues(at).any(|class| class == "deadline"))
        })
    };
    // `Doors open at 6.30 pm`
    let doors = |at: usize| {
        (at.saturating_sub(DOORS)..at).any(|at| tokens.longest(at, File::Cues, "doors").is_some())
    };
    let times = draft.annotations.mentions.iter().filter(|mention| {
        mention.date().is_some_and(|date| date.start.is_none() && date.start_time.is_some())
            && !due(mention.from)
            && !doors(mention.from)
            && tokens.longest(mention.to, File::Cues, "break_title").is_none()
    });
    let best = times
        .filter(|mention| labelled(mention.from) || block(mention.from).abs_diff(here) <= 2)
        .min_by_key(|mention| {
            (
                !labelled(mention.from),
                block(mention.from) < here,
                block(mention.from).abs_diff(here),
                mention.from,
            )
        });
    if let Some(date) = best.and_then(Mention::date) {
        let date = date.clone();
        draft.events.list[event].times(&date, "event.time", 0.8);
    }
}

/// As far before a time stands that one may come in then.
const DOORS: usize = 4;

/// As far before a time stand the words that say what it is.
const NEAR: usize = 12;

/// Stretches of tokens by their beginnings, each with the furthest end so far.
struct Stretches(Vec<(usize, usize)>);

impl Stretches {
    fn of(mut stretches: Vec<(usize, usize)>) -> Self {
        stretches.sort_unstable();
        let mut furthest = 0;
        for (_, to) in &mut stretches {
            furthest = furthest.max(*to);
            *to = furthest;
        }
        Self(stretches)
    }

    /// True where a token lies in one of them.
    fn hold(&self, at: usize) -> bool {
        let next = self.0.partition_point(|(from, _)| *from <= at);
        next.checked_sub(1).is_some_and(|last| at < self.0[last].1)
    }
}

/// Themes that the sentences give to the one event of the page.
pub(crate) fn themes(draft: &mut Draft<'_>, event: usize) {
    let readings = std::mem::take(&mut draft.readings);
    for reading in &readings {
        for found in &reading.matches {
            let rule = &draft.patterns.rules[found.rule];
            if rule.relation == "theme" {
                apply(draft, reading, found, "theme", rule.id, event);
            }
        }
    }
    draft.readings = readings;
}
