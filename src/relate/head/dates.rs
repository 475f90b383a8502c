//! Days of publication and change as the text says them: under labels, beside words that say `published`, on a line below the title.

use crate::annotate::token::{Shape, Token};
use crate::annotate::{File, Kind, Mention};
use crate::dates::{Expression, MACHINE, PartialDate};
use crate::fact::{Fact, Support};
use crate::parse::{Block, BlockKind};
use crate::relate::draft::Draft;

/// How many tokens before a date a phrase begins that says `published`.
const NEAR: usize = 16;

/// Dates in bylines, under labels, and beside words that say `published`.
pub(crate) fn text_dates(draft: &Draft<'_>, class: &str, cues: &[&str]) -> Vec<Fact<PartialDate>> {
    let annotations = draft.annotations;
    let mut found = Vec::new();
    for mention in &annotations.mentions {
        // Nothing is published from one day to another.
        let single = |date: &&Expression| date.end.is_none_or(|end| Some(end) == date.start);
        let day = mention.date().filter(single).and_then(|date| date.start);
        let Some(date) = day.filter(|date| date.day.is_some()) else { continue };
        if let Some((rule, confidence)) = published_here(draft, mention, class, cues) {
            found.push(Fact::new(date, Support::text(mention.span, rule, confidence)));
        }
    }
    found
}

fn published_here(
    draft: &Draft<'_>,
    mention: &Mention,
    class: &str,
    cues: &[&str],
) -> Option<(&'static str, f32)> {
    let tokens = &draft.annotations.tokens;
    let sentence = tokens.sentences.get(tokens.sentence_of(mention.from))?;
    let said = (sentence.from.max(mention.from.saturating_sub(NEAR))..mention.from).any(|at| {
        tokens.hits(at).iter().any(|hit| {
            hit.to + 3 >= mention.from
                && hit.senses.iter().any(|sense| sense.file == File::Cues && cues.contains(&sense.class))
        })
    });
    let labelled = draft.fields.holding(mention).any(|field| field.class == class);
    let block = &draft.document.blocks[sentence.block];
    let marked = |kinds: &[&str]| {
        let cue = |at: usize| {
            tokens.hits(at).iter().any(|hit| {
                hit.senses.iter().any(|sense| sense.file == File::Cues && kinds.contains(&sense.class))
            })
        };
        (sentence.from..sentence.to).any(cue)
    };
    if labelled {
        Some(("date.label", 0.9))
    } else if said {
        Some(("date.cue", 0.85))
    } else if class == "published" && block.kind == BlockKind::Byline && !marked(&["modified"]) {
        Some(("date.byline", 0.9))
    } else if class == "published" && mailed(draft, block, mention) {
        Some(("date.mail", 0.8))
    } else if class == "published" && behind_town(draft, sentence.block, mention) {
        Some(("date.town", 0.7))
    } else if class == "published" && dateline(draft, sentence.block, mention) {
        Some(("date.dateline", 0.6))
    } else {
        None
    }
}

/// As many lines with nothing but a day make a calendar.
const CALENDAR: usize = 3;

/// Other lines of the page are days, too.
fn is_one_of_many(draft: &Draft<'_>, block: usize) -> bool {
    let blocks = &draft.document.blocks;
    let lines = draft.annotations.mentions.iter().filter(|mention| {
        let own = draft.annotations.tokens.block_of(mention.from);
        mention.date().is_some_and(|date| date.start.is_some())
            && blocks.get(own).is_some_and(|own| {
                own.kind == blocks[block].kind && mention.span.len() * 10 >= own.span.len() * 8
            })
    });
    lines.take(CALENDAR).count() == CALENDAR
}

/// As many tokens at the beginning of a mail are its header.
const HEADER: usize = 60;

/// As many letters of a mail hold the address of who wrote it.
const LETTERS: usize = 600;

/// `Date: Mon, 2 Sep 2019 10:22:31 +0100` in the header of a mail.
fn mailed(draft: &Draft<'_>, block: &Block, mention: &Mention) -> bool {
    let address = || draft.document.slice(block.span).chars().take(LETTERS).any(|c| c == '@');
    block.kind == BlockKind::Preformatted
        && mention.date().is_some_and(|date| date.rule == MACHINE)
        && mention.from < draft.annotations.tokens.range_of(block.span).0 + HEADER
        && address()
}

/// Most tokens of the town, and its country, before the day of a press release.
const TOWN: usize = 6;

/// `ACCRA, Ghana, 4 March 2024 – …`, `Bruxelles, le 18 octobre 2021`: the first words of a paragraph near the top are a town and a day, and what
/// goes on behind a dash, or nothing does.
fn behind_town(draft: &Draft<'_>, block: usize, mention: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.blocks[block];
    let paragraph = draft.document.blocks[block].kind == BlockKind::Paragraph;
    let opens = mention.from > from + 1 && mention.from <= from + TOWN && block < TOWN_BLOCK;
    if !paragraph || !opens {
        return false;
    }
    let before = from..mention.from;
    let town = |at: usize| {
        let token = tokens.tokens[at];
        token.is_capitalised()
            || matches!(token.shape, Shape::Mark(',' | '(' | ')' | '-' | '.'))
            || tokens.is_connective(at)
    };
    let comma = before.clone().any(|at| tokens.tokens[at].is(','));
    let names = |mention: &Mention| {
        mention.event().is_some()
            || mention.person().is_some()
            || matches!(mention.kind, Kind::Venue | Kind::Institution(_))
    };
    let weekday = mention.date().is_some_and(|date| date.start_time.is_some() || date.end.is_some());
    let mark = |token: &Token| matches!(token.shape, Shape::Mark('–' | '—' | '-' | ':' | '.'));
    let ends = match tokens.get(mention.to, to) {
        Some(token) => mark(&token) && to > mention.to + TOWN,
        // A line of its own may be the event's.
        None => draft.tells_of_change(),
    };
    comma
        && tokens.tokens[from].is_capitalised()
        && before.clone().all(town)
        && ends
        && !weekday
        && !draft.mentions_in(from, mention.from).any(|(_, mention)| names(mention))
        && !tokens.lists_any(from, &[File::Events, File::Labels])
}

/// A press release says where and when it was issued in one of its first blocks.
const TOWN_BLOCK: usize = 8;

/// A line with nothing but a date right below the title, while the text tells of another day.
fn dateline(draft: &Draft<'_>, block: usize, mention: &Mention) -> bool {
    let own = &draft.document.blocks[block];
    let first_line = draft.document.slice(own.span).lines().next().map_or(0, str::len);
    let alone = mention.span.len() * 10 >= first_line * 8
        && !matches!(
            own.kind,
            BlockKind::Heading(_) | BlockKind::Cell(_) | BlockKind::Definition | BlockKind::ListItem { .. }
        );
    if !alone || block > 4 || is_one_of_many(draft, block) {
        return false;
    }
    let date = mention.date().and_then(|date| date.start);
    let others = draft
        .annotations
        .mentions
        .iter()
        .filter_map(Mention::date)
        .any(|other| other.start.is_some() && other.start > date);
    let labelled = draft.fields.iter().any(|field| field.block == block && field.class != "publisher");
    // News of a post that changes hands has no day of an event that the line could be.
    (others || draft.tells_of_change()) && !labelled
}
