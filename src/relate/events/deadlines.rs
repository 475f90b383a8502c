//! Deadlines: a date in a line, a row or an entry that says what is due by then.

use std::collections::HashSet;
use std::collections::hash_map::Entry;
use std::str::FromStr;

use rustc_hash::FxHashMap;

use crate::annotate::{File, Mention};
use crate::dates::{Expression, PartialDate};
use crate::fact::{Fact, Support};
use crate::parse::BlockKind;
use crate::records::DeadlineKind;
use crate::relate::draft::{Deadline, Deadlines, Draft};
use crate::relate::events::due::Said;
use crate::relate::events::superseded::is_superseded;
use crate::relate::fields::Field;

/// What is due before an event takes place, in the running text: a post to be filled or an exhibition beside it may last longer.
fn is_of_the_event(draft: &Draft<'_>, mention: &Mention, kind: DeadlineKind) -> bool {
    let block = draft.annotations.tokens.block_of(mention.from);
    let beside = draft.document.blocks.get(block).is_some_and(|block| block.beside);
    !beside && !matches!(kind, DeadlineKind::Other | DeadlineKind::Application)
}

/// Finds the deadlines of a page.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let mut found = Deadlines::default();
    let mut known: FxHashMap<(DeadlineKind, PartialDate), usize> = FxHashMap::default();
    for mention in &draft.annotations.mentions {
        let Some(date) = mention.date() else { continue };
        let Some(deadline) = deadline(draft, mention, date) else { continue };
        if is_of_the_event(draft, mention, deadline.kind.value) {
            found.days.insert(deadline.due.value);
        }
        found.spans.insert(mention.span);
        if is_another_pages(draft, mention, deadline.kind.value) {
            continue;
        }
        match known.entry((deadline.kind.value, deadline.due.value)) {
            Entry::Occupied(known) => found.list[*known.get()].due.support.extend(deadline.due.support),
            Entry::Vacant(free) => {
                free.insert(found.list.len());
                found.list.push(deadline);
            }
        }
    }
    // What is to be submitted on the day of the final version is the final version.
    let finals: Vec<PartialDate> = of(&found.list, DeadlineKind::CameraReady).collect();
    let is_final = |deadline: &Deadline| {
        deadline.kind.value == DeadlineKind::Submission && finals.contains(&deadline.due.value)
    };
    found.list.retain(|deadline| !is_final(deadline));
    // A day of which it is said elsewhere what is due is told once.
    let told: HashSet<PartialDate> = found
        .list
        .iter()
        .filter(|deadline| deadline.kind.value != DeadlineKind::Other)
        .map(|deadline| deadline.due.value)
        .collect();
    found
        .list
        .retain(|deadline| deadline.kind.value != DeadlineKind::Other || !told.contains(&deadline.due.value));
    draft.deadlines = found;
}

/// The days on which something of a kind is due.
fn of(list: &[Deadline], kind: DeadlineKind) -> impl Iterator<Item = PartialDate> {
    list.iter().filter(move |deadline| deadline.kind.value == kind).map(|deadline| deadline.due.value)
}

fn deadline(draft: &Draft<'_>, mention: &Mention, date: &Expression) -> Option<Deadline> {
    let due = date.end.or(date.start).filter(|due| due.day.is_some() && !is_superseded(draft, mention))?;
    let (kind, rule, confidence) = kind(draft, mention)?;
    let support = || Support::text(mention.span, rule, confidence);
    let dated =
        if date.inferred { Support::inferred(mention.span, rule, confidence * 0.9) } else { support() };
    Some(Deadline {
        kind: Fact::new(kind, support()),
        due: Fact::new(due, dated),
        time: date.start_time.map(|time| Fact::new(time, support())),
        timezone: date.timezone.clone().map(|zone| Fact::new(zone, support())),
    })
}

/// A prize or a sale beside the text; anything under `Other news`; when the page was posted.
fn is_another_pages(draft: &Draft<'_>, mention: &Mention, kind: DeadlineKind) -> bool {
    let block = draft.annotations.tokens.block_of(mention.from);
    let Some(block) = draft.document.blocks.get(block) else { return false };
    block.kind == BlockKind::Byline
        || block.beside && kind == DeadlineKind::Other
        || draft.elsewhere.holds(draft.annotations, mention.from)
}

/// What is due on a date, by the words beside it, or by its label.
fn kind(draft: &Draft<'_>, mention: &Mention) -> Option<(DeadlineKind, &'static str, f32)> {
    let said = Said::of(draft, mention)?;
    let labelled = field(draft, mention, said.anything);
    match (said.kind, labelled) {
        (Some(kind), Some(_)) => Some((kind, "deadline.label", 0.9)),
        (Some(kind), None) => {
            (said.due || under_dates(draft, mention)).then_some((kind, "deadline.cue", 0.8))
        }
        (None, Some(kind)) => Some((kind, "deadline.label", 0.85)),
        (None, None) => said.due.then_some((DeadlineKind::Other, "deadline.cue", 0.7)),
    }
}

/// The kind that the label of a date names, where no other day stands between them. What else is listed under `Important dates` is due only
/// where its own words say so.
fn field(draft: &Draft<'_>, mention: &Mention, said: bool) -> Option<DeadlineKind> {
    let first = |field: &&Field| {
        draft.mentions_in(field.from, mention.from).all(|(_, other)| other.date().is_none())
            && (said || !lists_dates(draft, draft.annotations.tokens.range_of(field.label)))
    };
    draft.fields.holding(mention).filter(first).find_map(|field| {
        let kind = field.class.strip_suffix("_deadline").or((field.class == "deadline").then_some("other"))?;
        DeadlineKind::from_str(kind).ok()
    })
}

/// `Important dates`, `Deadlines`.
fn lists_dates(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| draft.annotations.tokens.cues(at).any(|class| class == "important_dates"))
}

/// Under a heading that says `Important dates` or `Deadlines`, every labelled line is one.
fn under_dates(draft: &Draft<'_>, mention: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some(sentence) = tokens.sentences.get(tokens.sentence_of(mention.from)) else { return false };
    let Some(heading) = draft.document.blocks[sentence.block].heading else { return false };
    let (from, to) = tokens.blocks[heading as usize];
    (from..to).any(|at| {
        tokens.hits(at).iter().flat_map(|hit| hit.senses).any(|sense| {
            sense.file == File::Cues && matches!(sense.class, "deadline" | "important_dates")
                || sense.file == File::Labels && sense.class.ends_with("deadline")
        })
    })
}
