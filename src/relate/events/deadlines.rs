//! Deadlines: a date in a line, a row or an entry that says what is due by then.

use std::str::FromStr;

use crate::annotate::{File, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::parse::BlockKind;
use crate::records::DeadlineKind;
use crate::relate::draft::{Deadline, Draft};

/// Classes of cues and what they make due, the most telling first.
const KINDS: [(&str, DeadlineKind); 6] = [
    ("notification", DeadlineKind::Notification),
    ("camera_ready", DeadlineKind::CameraReady),
    ("registration", DeadlineKind::Registration),
    ("application", DeadlineKind::Application),
    ("submission", DeadlineKind::Submission),
    ("deadline", DeadlineKind::Other),
];

/// Finds the deadlines of a page.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let mut found: Vec<Deadline> = Vec::new();
    for mention in &draft.annotations.mentions {
        let Some(date) = mention.date() else { continue };
        let Some(due) = date.end.or(date.start).filter(|due| due.day.is_some()) else { continue };
        let Some((kind, rule, confidence)) = kind(draft, mention) else { continue };
        if found.iter().any(|known| known.kind.value == kind && known.due.value == due) {
            continue;
        }
        let support = || Support::text(mention.span, rule, confidence);
        found.push(Deadline {
            kind: Fact::new(kind, support()),
            due: Fact::new(
                due,
                if date.inferred {
                    Support::inferred(mention.span, rule, confidence * 0.9)
                } else {
                    support()
                },
            ),
            time: date.start_time.map(|time| Fact::new(time, support())),
            timezone: date.timezone.clone().map(|zone| Fact::new(zone, support())),
        });
    }
    draft.deadlines = found;
}

/// What is due on a date, by its label, or by the words of its line.
fn kind(draft: &Draft<'_>, mention: &Mention) -> Option<(DeadlineKind, &'static str, f32)> {
    let field = draft
        .fields
        .iter()
        .filter(|field| field.from <= mention.from && mention.to <= field.to)
        .find_map(|field| {
            let kind =
                field.class.strip_suffix("_deadline").or((field.class == "deadline").then_some("other"))?;
            DeadlineKind::from_str(kind).ok()
        });
    let (from, to) = scope(draft, mention);
    let said = said(draft, from, to, mention);
    match (field, said) {
        (Some(DeadlineKind::Other), Some((kind, _))) => Some((kind, "deadline.label", 0.85)),
        (Some(kind), _) => Some((kind, "deadline.label", 0.9)),
        (None, Some((kind, true))) => Some((kind, "deadline.cue", 0.8)),
        _ => None,
    }
}

/// The tokens that may say what a date is: its sentence, with the term or the cells beside it.
fn scope(draft: &Draft<'_>, mention: &Mention) -> (usize, usize) {
    let tokens = &draft.annotations.tokens;
    let Some(sentence) = tokens.sentences.get(tokens.sentence_of(mention.from)) else {
        return (mention.from, mention.to);
    };
    let blocks = &draft.document.blocks;
    let block = sentence.block;
    let (from, to) = (sentence.from, sentence.to);
    match blocks[block].kind {
        BlockKind::Cell(cell) => {
            let same = |index: usize| matches!(blocks[index].kind, BlockKind::Cell(other) if other.table == cell.table && other.row == cell.row);
            let first = (0..block).rev().take_while(|&index| same(index)).last().unwrap_or(block);
            let last = (block..blocks.len()).take_while(|&index| same(index)).last().unwrap_or(block);
            (tokens.blocks[first].0, tokens.blocks[last].1)
        }
        BlockKind::Term => {
            let last = (block + 1..blocks.len())
                .take_while(|&index| blocks[index].kind == BlockKind::Definition)
                .last()
                .unwrap_or(block);
            (from, tokens.blocks[last].1)
        }
        BlockKind::Definition => {
            let first =
                (0..block).rev().find(|&index| blocks[index].kind == BlockKind::Term).unwrap_or(block);
            (if block - first <= 3 { tokens.blocks[first].0 } else { from }, to)
        }
        _ => (from, to),
    }
}

/// The kind that the words around a date name, and whether they say that it is a deadline at all.
fn said(draft: &Draft<'_>, from: usize, to: usize, mention: &Mention) -> Option<(DeadlineKind, bool)> {
    let tokens = &draft.annotations.tokens;
    let window = from.max(mention.from.saturating_sub(30))..to.min(mention.to + 30);
    let mut classes: Vec<(&str, usize)> = Vec::new();
    for at in window {
        classes.extend(tokens.cues(at).map(|class| (class, mention.from.abs_diff(at))));
    }
    let has = |class: &str| classes.iter().any(|(known, _)| *known == class);
    let held = has("held");
    let nearest = KINDS[..5].iter().filter_map(|(class, kind)| {
        classes
            .iter()
            .filter(|(known, _)| known == class)
            .map(|(_, distance)| *distance)
            .min()
            .map(|distance| (distance, *kind))
    });
    let best = nearest.min_by_key(|(distance, _)| *distance).map(|(_, kind)| kind);
    let due = has("deadline") || under_dates(draft, mention);
    match best {
        Some(kind) => Some((
            kind,
            !held && (due || matches!(kind, DeadlineKind::Notification | DeadlineKind::CameraReady)),
        )),
        None if has("deadline") => Some((DeadlineKind::Other, !held)),
        None => None,
    }
}

/// Under a heading that says `Important dates` or `Deadlines`, every labelled line is one.
fn under_dates(draft: &Draft<'_>, mention: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some(sentence) = tokens.sentences.get(tokens.sentence_of(mention.from)) else { return false };
    let Some(heading) = draft.document.blocks[sentence.block].heading else { return false };
    let (from, to) = tokens.blocks[heading as usize];
    let folded = fold(draft.document.slice(draft.document.blocks[heading as usize].span));
    !folded.is_empty()
        && (from..to).any(|at| {
            tokens.hits(at).iter().any(|hit| {
                hit.senses.iter().any(|sense| {
                    sense.file == File::Cues && matches!(sense.class, "deadline" | "important_dates")
                        || sense.file == File::Labels && sense.class.ends_with("deadline")
                })
            })
        })
}
