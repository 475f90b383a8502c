//! When: the day on which the one event of a page takes place, its times and themes, and which event a sentence speaks of.

use crate::annotate::{File, Kind, Mention};
use crate::dates::{MACHINE, RELATIVE};
use crate::fact::{Fact, Support};
use crate::parse::BlockKind;
use crate::relate::draft::{Deadline, Draft};
use crate::relate::events::beside::own_line;
use crate::relate::events::set;
use crate::relate::events::superseded::is_superseded;
use crate::relate::fields::Field;
use crate::relate::grammar::items::{Item, Reading, is_cue};

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

/// How well a date fits as the day of the event that the page announces.
pub(crate) fn score(draft: &Draft<'_>, reading: &Reading, mention: &Mention) -> f32 {
    let Some(date) = mention.date() else { return -10.0 };
    let Some(start) = date.start.filter(|start| start.day.is_some()) else { return -10.0 };
    let block = &draft.document.blocks[reading.block];
    let mut score = match block.kind {
        BlockKind::Heading(_) => 3.0,
        BlockKind::Byline => -6.0,
        BlockKind::Caption => -1.0,
        _ => 0.0,
    };
    let line = line_of(draft, reading, mention);
    let cue = |classes: &[&str]| line.iter().any(|item| is_cue(draft.annotations, item, classes));
    let held = reading
        .matches
        .iter()
        .any(|found| draft.patterns.rules[found.rule].relation == "held" && covers(reading, found, mention));
    score += if held { 4.0 } else { 0.0 };
    score += if date.start_time.is_some() { 2.0 } else { 0.0 };
    score += if reading.items.iter().any(|item| item.symbol == b'E') { 1.5 } else { 0.0 };
    score += if mention.span.len() * 2 > line_length(draft, reading) { 2.5 } else { 0.0 };
    score += if beside_place(reading, mention) { 1.5 } else { 0.0 };
    score += if date.end.is_some() { 1.0 } else { 0.0 };
    let mail = block.kind == BlockKind::Preformatted;
    score += if mail && mention.from < FIRST_WORDS { 1.0 } else { 0.0 };
    score -= if cue(&["deadline", "submission", "notification", "camera_ready"]) { 6.0 } else { 0.0 };
    score -= if is_due(draft, mention) { 6.0 } else { 0.0 };
    score -= if is_superseded(draft, mention) { 8.0 } else { 0.0 };
    score -= if cue(&["registration", "application"]) && !held { 2.5 } else { 0.0 };
    score -= if cue(&["published", "modified"]) { 8.0 } else { 0.0 };
    score -= if cue(&["past"]) { 3.5 } else { 0.0 };
    score -= if date.inferred { 0.3 } else { 0.0 };
    // `Thursday the 19th` looks back to a day told before.
    score -= if date.rule == RELATIVE { 3.0 } else { 0.0 };
    // When a mail was sent, a page was made, an example of code.
    score -= if date.rule == MACHINE { 6.0 } else { 0.0 };
    // What takes place before something is due for it is another event: last year's.
    let due_later = |deadline: &Deadline| start < deadline.due.value && date.end != Some(deadline.due.value);
    score -= if draft.deadlines.iter().any(due_later) { 5.0 } else { 0.0 };
    score -= (reading.block as f32 * 0.04).min(2.0);
    if let Some(published) = draft.head.published.as_ref().filter(|published| published.value == start) {
        let alone = mention.span.len() * 3 > line_length(draft, reading);
        let itself = published.support.iter().any(|support| support.span == Some(mention.span));
        score -= if itself || reading.block < TOP && alone { 6.0 } else { 0.0 };
        score -= if block.kind == BlockKind::Paragraph { 0.0 } else { 2.0 };
    }
    score + field_bonus(draft, mention)
}

/// Something is due by the date.
fn is_due(draft: &Draft<'_>, mention: &Mention) -> bool {
    let supports = |support: &Support| support.span == Some(mention.span);
    draft.deadlines.iter().any(|deadline| deadline.due.support.iter().any(supports))
}

/// How many tokens at the beginning of a mail tell what it announces.
const FIRST_WORDS: usize = 80;

/// How many blocks from the top of a page a dateline stands.
pub(crate) const TOP: usize = 6;

/// The items of the line that a date stands in: what a line break parts from it says nothing of it, but in preformatted text lines only wrap.
fn line_of<'r>(draft: &Draft<'_>, reading: &'r Reading, mention: &Mention) -> &'r [Item] {
    if draft.document.blocks[reading.block].kind == BlockKind::Preformatted {
        let Some((from, to)) = own_line(draft, mention) else { return &reading.items };
        let at = |token| reading.items.partition_point(|item| item.from < token);
        return &reading.items[at(from)..at(to)];
    }
    let breaks = |item: &Item| draft.annotations.tokens.tokens[item.from].is('\n');
    let at = reading.items.partition_point(|item| item.from < mention.from);
    let from = reading.items[..at].iter().rposition(breaks).map_or(0, |at| at + 1);
    let to = reading.items[at..].iter().position(breaks).map_or(reading.items.len(), |to| at + to);
    &reading.items[from..to]
}

/// Length in bytes of what stands around a date: its sentence in preformatted text, its block elsewhere.
fn line_length(draft: &Draft<'_>, reading: &Reading) -> usize {
    let block = &draft.document.blocks[reading.block];
    if block.kind == BlockKind::Preformatted && reading.from < reading.to {
        draft.annotations.tokens.span(reading.from, reading.to).len()
    } else {
        block.span.len()
    }
}

/// `Uppsala, 12 July 2019`, `12 July 2019 – Uppsala, Sweden`: a town next to the date.
fn beside_place(reading: &Reading, mention: &Mention) -> bool {
    let at = reading.items.iter().position(|item| item.from == mention.from);
    let Some(at) = at else { return false };
    let near = reading.items[at.saturating_sub(4)..(at + 4).min(reading.items.len())].iter();
    near.clone().any(|item| item.symbol == b'Y')
        && near.clone().all(|item| matches!(item.symbol, b'Y' | b'C' | b'S' | b'D' | b'.' | b'w' | b'X'))
}

fn covers(reading: &Reading, found: &crate::relate::grammar::pattern::Match, mention: &Mention) -> bool {
    let items = &reading.items[found.range.0..found.range.1];
    items.first().is_some_and(|item| item.from <= mention.from)
        && items.last().is_some_and(|item| item.to >= mention.to)
}

/// A labelled date is what its label says.
fn field_bonus(draft: &Draft<'_>, mention: &Mention) -> f32 {
    let first =
        |field: &Field| draft.mentions_in(field.from, mention.from).all(|(_, other)| other.date().is_none());
    let says = |field: &&Field| field.holds(mention) && (!field.class.ends_with("deadline") || first(field));
    let field = draft.fields.iter().find(says);
    match field.map(|field| field.class).or_else(|| label_before(draft, mention.from)) {
        Some("date" | "datetime" | "time" | "start_time" | "event") => 6.0,
        Some("author" | "published" | "modified") => -12.0,
        Some("registration") => -4.0,
        Some(class) if class.ends_with("deadline") => -12.0,
        _ => 0.0,
    }
}

/// The label that stands before a token inside a line: `… Date: 30 January Time: 12:00`.
fn label_before(draft: &Draft<'_>, at: usize) -> Option<&'static str> {
    let tokens = &draft.annotations.tokens;
    let colon = at.checked_sub(1).filter(|&colon| tokens.tokens[colon].is(':'))?;
    let ends = |from: usize| tokens.hits(from).iter().find(|hit| hit.to == colon)?.of(File::Labels);
    let capitalised = |from: &usize| tokens.tokens[*from].is_capitalised();
    (colon.saturating_sub(3)..colon).filter(capitalised).find_map(ends).map(|sense| sense.class)
}

/// Gives the one event of the page its day and its times.
pub(crate) fn date_main(draft: &mut Draft<'_>, event: usize) {
    let mut best: Option<(f32, usize)> = None;
    for reading in &draft.readings {
        for index in reading.mentions((0, reading.items.len()), b"D") {
            let score = score(draft, reading, &draft.annotations.mentions[index]);
            if score > best.map_or(0.9, |(best, _)| best) {
                best = Some((score, index));
            }
        }
    }
    let Some((score, index)) = best else { return };
    let mention = &draft.annotations.mentions[index];
    let Some(date) = mention.date() else { return };
    let confidence = (0.55 + score * 0.04).clamp(0.5, 0.95);
    draft.events.list[event].happens(date, "event.date", confidence);
    same_day_elsewhere(draft, event);
    if draft.events.list[event].start_time.is_none() {
        time_near(draft, event, mention.from);
    }
    end_elsewhere(draft, event);
}

/// The same day with a time elsewhere on the page tells the time.
fn same_day_elsewhere(draft: &mut Draft<'_>, event: usize) {
    let Some(start) = draft.events.list[event].start.as_ref().map(|start| start.value) else { return };
    for mention in &draft.annotations.mentions {
        let posted = draft
            .fields
            .iter()
            .any(|field| matches!(field.class, "author" | "published" | "modified") && field.holds(mention));
        if let Some(date) = mention.date().filter(|date| date.start == Some(start) && !posted) {
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
    let labelled = |from: usize| {
        label_before(draft, from).is_some_and(timed)
            || draft.fields.iter().any(|field| timed(field.class) && field.from <= from && from < field.to)
    };
    let times = draft.annotations.mentions.iter().filter(|mention| {
        mention.date().is_some_and(|date| date.start.is_none() && date.start_time.is_some())
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
