//! Days of publication and change as the text says them: under labels, beside words that say `published`, on a line below the title.

use crate::annotate::{File, Mention};
use crate::dates::PartialDate;
use crate::fact::{Fact, Support};
use crate::parse::BlockKind;
use crate::relate::draft::Draft;

/// How many tokens before a date a phrase begins that says `published`.
const NEAR: usize = 16;

/// Dates in bylines, under labels, and beside words that say `published`.
pub(crate) fn text_dates(draft: &Draft<'_>, class: &str, cues: &[&str]) -> Vec<Fact<PartialDate>> {
    let annotations = draft.annotations;
    let mut found = Vec::new();
    for mention in &annotations.mentions {
        let Some(date) = mention.date().and_then(|date| date.start).filter(|date| date.day.is_some()) else {
            continue;
        };
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
    let labelled = draft.fields.iter().any(|field| field.holds(mention) && field.class == class);
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
    let news = draft
        .readings
        .iter()
        .flat_map(|reading| &reading.matches)
        .any(|found| draft.patterns.rules[found.rule].relation.starts_with("change:"));
    (others || news) && !labelled
}
