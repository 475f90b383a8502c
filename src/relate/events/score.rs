//! How well a date fits as the day of the event that a page announces: by its block, its line, its label, and by what else the page says
//! of it, such as that something is due by then.

use crate::annotate::token::Shape;
use crate::annotate::{File, Mention};
use crate::dates::{MACHINE, PartialDate, RELATIVE};
use crate::parse::BlockKind;
use crate::relate::draft::Draft;
use crate::relate::events::beside::own_line;
use crate::relate::events::entries::is_short;
use crate::relate::events::superseded::is_superseded;
use crate::relate::fields::Field;
use crate::relate::grammar::items::{Item, Reading, is_cue};

/// Words farther from a day say nothing of it: sentences of machines are as long as their pages.
const AROUND: usize = 80;

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
    score += if around(&reading.items, mention).iter().any(|item| item.symbol == b'E') { 1.5 } else { 0.0 };
    score += if mention.span.len() * 2 > line_length(draft, reading, mention) { 2.5 } else { 0.0 };
    score += if beside_place(draft, reading, mention) { 1.5 } else { 0.0 };
    score += if date.end.is_some() { 1.0 } else { 0.0 };
    let opens = reading.block < TOP && mention.from < FIRST_TOKENS;
    score += if opens && holds_days(draft, start, date.end) { 3.0 } else { 0.0 };
    let mail = block.kind == BlockKind::Preformatted;
    score += if mail && mention.from < FIRST_WORDS { 1.5 } else { 0.0 };
    score -= if cue(&["deadline", "submission", "notification", "camera_ready"]) { 6.0 } else { 0.0 };
    score -= if draft.deadlines.spans.contains(&mention.span) { 6.0 } else { 0.0 };
    score -= if is_superseded(draft, mention) { 8.0 } else { 0.0 };
    score -= if cue(&["registration", "application"]) && !held { 2.5 } else { 0.0 };
    score -= if cue(&["published", "modified"]) { 8.0 } else { 0.0 };
    score -= if cue(&["past", "birth"]) { 3.5 } else { 0.0 };
    score -= if date.inferred { 0.3 } else { 0.0 };
    // `Thursday the 19th` looks back to a day told before.
    score -= if date.rule == RELATIVE { 3.0 } else { 0.0 };
    // When a mail was sent, a page was made, an example of code.
    score -= if date.rule == MACHINE { 6.0 } else { 0.0 };
    // What takes place before something is due for it is another event: last year's.
    score -= if draft.deadlines.later(start, date.end) { 5.0 } else { 0.0 };
    score -= (reading.block as f32 * 0.04).min(2.0);
    // Ranges of months are exhibitions and terms.
    score -=
        if date.start.zip(date.end).is_some_and(|(start, end)| !is_short(start, end)) { 2.5 } else { 0.0 };
    if let Some(published) = draft.head.published.as_ref().filter(|published| published.value == start) {
        let alone = mention.span.len() * 3 > line_length(draft, reading, mention);
        let itself = published.support.iter().any(|support| support.span == Some(mention.span));
        score -= if itself || reading.block < TOP && alone { 6.0 } else { 0.0 };
        score -= if block.kind == BlockKind::Paragraph { 0.0 } else { 2.0 };
    }
    score + field_bonus(draft, mention)
}

/// The first tokens of a page say when the event is.
const FIRST_TOKENS: usize = 300;

/// A short range holds the days that headings below name: those of the programme.
fn holds_days(draft: &Draft<'_>, start: PartialDate, end: Option<PartialDate>) -> bool {
    let Some(end) = end.filter(|end| start < *end && is_short(start, *end)) else { return false };
    let heads = |mention: &Mention| {
        let block = draft.annotations.tokens.block_of(mention.from);
        block >= TOP && matches!(draft.document.blocks[block].kind, BlockKind::Heading(_))
    };
    draft.annotations.mentions.iter().any(|mention| {
        let day = mention.date().filter(|date| date.end.is_none()).and_then(|date| date.start);
        day.is_some_and(|day| start <= day && day <= end) && heads(mention)
    })
}

/// How many tokens at the beginning of a mail tell what it announces.
const FIRST_WORDS: usize = 80;

/// How many blocks from the top of a page a dateline stands.
pub(crate) const TOP: usize = 6;

/// The items around a date in its line: what a line break parts from it says nothing of it, but in preformatted text lines only wrap.
fn line_of<'r>(draft: &Draft<'_>, reading: &'r Reading, mention: &Mention) -> &'r [Item] {
    let line = if draft.document.blocks[reading.block].kind == BlockKind::Preformatted {
        own_line(draft, mention)
    } else {
        let tokens = &draft.annotations.tokens;
        Some(tokens.line(mention.from, mention.to, tokens.blocks[reading.block]))
    };
    let (from, to) = line.unwrap_or((reading.from, reading.to));
    let at = |token| reading.items.partition_point(|item| item.from < token);
    around(&reading.items[at(from)..at(to)], mention)
}

/// The items near a date.
fn around<'r>(items: &'r [Item], mention: &Mention) -> &'r [Item] {
    let at = items.partition_point(|item| item.from < mention.from);
    &items[at.saturating_sub(AROUND)..items.len().min(at + AROUND)]
}

/// Length in bytes of what stands around a date: its sentence in preformatted text, its line elsewhere.
fn line_length(draft: &Draft<'_>, reading: &Reading, mention: &Mention) -> usize {
    let tokens = &draft.annotations.tokens;
    let preformatted = draft.document.blocks[reading.block].kind == BlockKind::Preformatted;
    let (from, to) = if preformatted && reading.from < reading.to {
        (reading.from, reading.to)
    } else {
        tokens.line(mention.from, mention.to, tokens.blocks[reading.block])
    };
    tokens.span(from, to.max(from + 1)).len()
}

/// `Uppsala, 12 July 2019`, `12 July 2019 – Uppsala, Sweden`: a town next to the date.
fn beside_place(draft: &Draft<'_>, reading: &Reading, mention: &Mention) -> bool {
    let at = reading.items.partition_point(|item| item.from < mention.from);
    if reading.items.get(at).is_none_or(|item| item.from != mention.from) {
        return false;
    }
    let near = reading.items[at.saturating_sub(4)..(at + 4).min(reading.items.len())].iter();
    near.clone().any(|item| matches!(item.symbol, b'Y' | b'S' | b'C'))
        && near.clone().all(|item| {
            matches!(item.symbol, b'Y' | b'C' | b'S' | b'D' | b'w' | b'X') || is_mark(draft, item)
        })
}

fn is_mark(draft: &Draft<'_>, item: &Item) -> bool {
    item.mention.is_none() && matches!(draft.annotations.tokens.tokens[item.from].shape, Shape::Mark(_))
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
    // What is listed under `Important dates` is due only where its own words say so.
    let due = draft.deadlines.spans.contains(&mention.span);
    let says = |field: &&Field| {
        !field.class.ends_with("deadline") || first(field) && (due || field.rule != "field.heading")
    };
    let field = draft.fields.holding(mention).filter(says).min_by_key(|field| field.to - field.from);
    match field.map(|field| field.class).or_else(|| label_before(draft, mention.from)) {
        Some("date" | "datetime" | "time" | "start_time" | "event") => 6.0,
        Some("author" | "published" | "modified") => -12.0,
        Some("registration") => -4.0,
        Some(class) if class.ends_with("deadline") => -12.0,
        _ => 0.0,
    }
}

/// The label that stands before a token inside a line: `… Date: 30 January Time: 12:00`.
pub(crate) fn label_before(draft: &Draft<'_>, at: usize) -> Option<&'static str> {
    let tokens = &draft.annotations.tokens;
    let colon = at.checked_sub(1).filter(|&colon| tokens.tokens[colon].is(':'))?;
    let ends = |from: usize| tokens.hits(from).iter().find(|hit| hit.to == colon)?.of(File::Labels);
    let capitalised = |from: &usize| tokens.tokens[*from].is_capitalised();
    (colon.saturating_sub(3)..colon).filter(capitalised).find_map(ends).map(|sense| sense.class)
}
