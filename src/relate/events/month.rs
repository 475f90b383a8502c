//! The month in which an event takes place where no day of it is told: `in May 2006 in Barcelona`, `over the course of August and September 2020`.

use crate::annotate::{File, Mention};
use crate::parse::BlockKind;
use crate::relate::draft::Draft;
use crate::relate::events::kind::title_span;
use crate::relate::grammar::items::Reading;

/// What a sentence says in which a month is that of the event.
const SAYS: [&str; 5] = ["held", "held_past", "held_future", "organize_active", "host_active"];

/// What a sentence says in which it is not.
const AGAINST: [&str; 7] =
    ["deadline", "submission", "notification", "published", "modified", "past", "registration"];

/// Gives the one event of the page its month: by the title, a label, or a sentence that says that it takes place.
pub(super) fn read(draft: &mut Draft<'_>, event: usize) {
    if draft.events.list[event].start.is_some() {
        return;
    }
    let mentions = &draft.annotations.mentions;
    let months = || mentions.iter().filter(|mention| is_month(mention) && !draft.is_aside(mention.from));
    let title = title_span(draft);
    let titled = |mention: &&Mention| title.is_some_and(|title| title.contains(mention.span));
    let labelled = |mention: &&Mention| {
        draft.fields.holding(mention).any(|field| matches!(field.class, "date" | "datetime"))
    };
    let told = |mention: &&Mention| says(draft, mention);
    let found = months().find(titled).or_else(|| months().find(labelled)).or_else(|| months().find(told));
    if let Some(date) = found.and_then(Mention::date) {
        draft.events.list[event].happens(date, "event.month", 0.65);
    }
}

/// A month with its year, and no day.
fn is_month(mention: &Mention) -> bool {
    let start = mention.date().and_then(|date| date.start);
    start.is_some_and(|start| {
        start.day.is_none() && start.month.is_some_and(|month| (1..=12).contains(&month))
    })
}

/// The sentence of a month tells that the event takes place, and nothing else that is done in a month.
fn says(draft: &Draft<'_>, mention: &Mention) -> bool {
    let index = draft.readings.partition_point(|reading| reading.to <= mention.from);
    let Some(reading) = draft.readings.get(index) else { return false };
    let tokens = &draft.annotations.tokens;
    let said = |classes: &[&str]| {
        (reading.from..reading.to)
            .any(|at| classes.iter().any(|class| tokens.longest(at, File::Cues, class).is_some()))
    };
    let prose = !matches!(draft.document.blocks[reading.block].kind, BlockKind::Byline | BlockKind::Caption);
    prose && names_one(draft, reading) && said(&SAYS) && !said(&AGAINST)
}

/// A sentence speaks of one event.
fn names_one(draft: &Draft<'_>, reading: &Reading) -> bool {
    let mentions = draft.mentions_in(reading.from, reading.to);
    mentions.filter_map(|(_, mention)| mention.event()).any(|event| !event.plural)
}
