//! Deadlines: a date in a line, a row or an entry that says what is due by then.

use std::str::FromStr;

use crate::annotate::{File, Hit, Mention};
use crate::dates::Expression;
use crate::fact::{Fact, Support};
use crate::records::DeadlineKind;
use crate::relate::draft::{Deadline, Draft};
use crate::relate::events::beside::{Stretch, beside};
use crate::relate::events::superseded::is_superseded;
use crate::relate::fields::Field;

/// Classes of cues and what they make due, the most telling first.
const KINDS: [(&str, DeadlineKind); 5] = [
    ("notification", DeadlineKind::Notification),
    ("camera_ready", DeadlineKind::CameraReady),
    ("registration", DeadlineKind::Registration),
    ("application", DeadlineKind::Application),
    ("submission", DeadlineKind::Submission),
];

/// Words that far from a date in its sentence say something else.
const REACH: usize = 25;

/// `Final regular paper submission` is that of the final version: how many tokens lie between.
const FINAL: usize = 3;

/// Finds the deadlines of a page.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let mut found: Vec<Deadline> = Vec::new();
    for mention in &draft.annotations.mentions {
        let Some(date) = mention.date() else { continue };
        let Some(deadline) = deadline(draft, mention, date) else { continue };
        let same = |known: &&mut Deadline| {
            known.kind.value == deadline.kind.value && known.due.value == deadline.due.value
        };
        match found.iter_mut().find(same) {
            Some(known) => known.due.support.extend(deadline.due.support),
            None => found.push(deadline),
        }
    }
    draft.deadlines = found;
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

/// What is due on a date, by the words beside it, or by its label.
fn kind(draft: &Draft<'_>, mention: &Mention) -> Option<(DeadlineKind, &'static str, f32)> {
    let said = |tells: &dyn Fn(&Words) -> bool| {
        let stretch = beside(draft, mention, |stretch| tells(&words(draft, mention, stretch)))?;
        Some((words(draft, mention, &stretch), stretch.label))
    };
    let named = said(&|words| words.kind.is_some());
    let due = said(&|words| words.due);
    let nearest = said(&|words| words.kind.is_some() || words.due || words.held || words.page);
    if nearest.iter().chain(&due).chain(&named).any(|(words, _)| words.held) {
        return None;
    }
    if nearest.as_ref().is_some_and(|(words, _)| words.page && !words.due && words.kind.is_none()) {
        return None;
    }
    let kind = named.as_ref().and_then(|(words, _)| words.kind);
    let labelled = field(draft, mention, nearest.is_some());
    let is_due = due.is_some()
        || named.as_ref().is_some_and(|(words, label)| *label || words.by)
        || kind.is_some() && under_dates(draft, mention);
    match (kind, labelled) {
        (Some(kind), Some(_)) => Some((kind, "deadline.label", 0.9)),
        (Some(kind), None) => is_due.then_some((kind, "deadline.cue", 0.8)),
        (None, Some(kind)) => Some((kind, "deadline.label", 0.85)),
        (None, None) => is_due.then_some((DeadlineKind::Other, "deadline.cue", 0.7)),
    }
}

/// The kind that the label of a date names, where no other day stands between them. What else is listed under `Important dates` is due only
/// where its own words say so.
fn field(draft: &Draft<'_>, mention: &Mention, said: bool) -> Option<DeadlineKind> {
    let first = |field: &&Field| {
        field.holds(mention)
            && draft.mentions_in(field.from, mention.from).all(|(_, other)| other.date().is_none())
            && (said || !lists_dates(draft, draft.annotations.tokens.range_of(field.label)))
    };
    draft.fields.iter().filter(first).find_map(|field| {
        let kind = field.class.strip_suffix("_deadline").or((field.class == "deadline").then_some("other"))?;
        DeadlineKind::from_str(kind).ok()
    })
}

/// `Important dates`, `Deadlines`.
fn lists_dates(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| draft.annotations.tokens.cues(at).any(|class| class == "important_dates"))
}

/// What the words of a stretch say.
#[derive(Default)]
struct Words {
    /// What is due.
    kind: Option<DeadlineKind>,
    /// Something is due.
    due: bool,
    /// `by` or `before` stands right before the date.
    by: bool,
    /// Something takes place, or begins.
    held: bool,
    /// The page was published, or changed.
    page: bool,
}

fn words(draft: &Draft<'_>, mention: &Mention, stretch: &Stretch) -> Words {
    let near = |at: &usize| at.abs_diff(mention.from) <= REACH;
    let cue = |at: usize, class: &str| draft.annotations.tokens.cues(at).any(|known| known == class);
    let mut words = Words::default();
    let mut best = KINDS.len();
    let mut last = None;
    let mut at = (stretch.from..stretch.to).find(near).unwrap_or(stretch.to);
    while at < stretch.to && near(&at) {
        let hit = phrase(draft, at, stretch.to);
        let end = hit.filter(|hit| names(hit)).map_or(at + 1, |hit| hit.to);
        words.due |= hit.is_some() && (at..end).any(|at| cue(at, "deadline"));
        words.by |= cue(at, "by") && (at + 1..=at + 2).contains(&mention.from);
        last = (at..end).rfind(|&at| cue(at, "final")).or(last);
        for class in hit.iter().flat_map(|hit| hit.senses).filter_map(class) {
            words.held |= matches!(class, "held" | "opening");
            words.page |= matches!(class, "published" | "modified");
            let class = if class == "submission" && last.is_some_and(|last| at <= last + FINAL) {
                "camera_ready"
            } else {
                class
            };
            best = best.min(KINDS.iter().position(|(known, _)| *known == class).unwrap_or(best));
        }
        at = end;
    }
    words.kind = KINDS.get(best).map(|(_, kind)| *kind);
    words
}

/// The longest phrase at a token that says something of deadlines, or only looks so.
fn phrase<'d>(draft: &'d Draft<'_>, at: usize, to: usize) -> Option<&'d Hit<'static>> {
    let tells = |hit: &&Hit<'static>| hit.to <= to && hit.senses.iter().any(|sense| class(sense).is_some());
    let mut hits = draft.annotations.tokens.hits(at).iter().rev().filter(tells);
    let longest = hits.next();
    longest.filter(|hit| names(hit)).or_else(|| hits.find(|hit| names(hit))).or(longest)
}

/// A phrase says what is due, or takes place; `open until` says only that something is.
fn names(hit: &Hit<'static>) -> bool {
    hit.senses.iter().filter_map(class).any(|class| class != "deadline")
}

/// The class of a cue, or what a label says is due.
fn class(sense: &crate::annotate::Sense) -> Option<&'static str> {
    let known = |class: &str| {
        matches!(class, "deadline" | "held" | "opening" | "extended" | "published" | "modified" | "none")
            || KINDS.iter().any(|(known, _)| *known == class)
    };
    match sense.file {
        File::Cues => Some(sense.class).filter(|class| known(class)),
        File::Labels => sense.class.strip_suffix("_deadline"),
        _ => None,
    }
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
