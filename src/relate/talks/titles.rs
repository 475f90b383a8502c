//! Titles with a label: `Title: Whales at Sea` belongs to the speaker of the same event, in the same row or nearest on the same side.
//! A page may have thousands of rows, so speakers are looked up by row and by place.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotate::Mention;
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::parse::BlockKind;
use crate::relate::draft::Draft;
use crate::relate::events::when::event_at;
use crate::relate::fields::Field;
use crate::relate::people::roles;
use crate::relate::talks::material::without_material;
use crate::relate::talks::perform::give_talk;

/// Gives each title to its speakers.
pub(crate) fn give(draft: &mut Draft<'_>, fields: &[Field]) {
    let spoken = spoken_rows(draft, fields);
    let topic =
        |field: &Field| field.class == "theme" && row(draft, field).is_some_and(|row| spoken.contains(&row));
    let titles: Vec<(&Field, Option<usize>)> = fields
        .iter()
        .filter(|field| field.class == "title" || topic(field))
        .map(|field| (field, event_at(draft, field.from)))
        .collect();
    if titles.is_empty() {
        return;
    }
    let sides = sides(draft, fields, &titles);
    for (field, event) in titles {
        let Some(side) = sides.get(&event) else { continue };
        let speakers: Vec<usize> = match side.nearest(draft, field) {
            Some(other) => draft
                .mentions_in(other.from, other.to)
                .filter(|(_, mention)| mention.person().is_some())
                .filter_map(|(index, _)| draft.people.of(index))
                .collect(),
            None => side.only.or_else(|| over(draft, field)).into_iter().collect(),
        };
        let title = first_lines(draft, field);
        for person in speakers {
            give_talk(draft, person, event, title.clone());
        }
    }
}

/// Rows with a cell under `Speaker`: one under `Topic` beside it says what about.
fn spoken_rows(draft: &Draft<'_>, fields: &[Field]) -> FxHashSet<Row> {
    let speaks =
        |field: &&Field| field.rule == "field.column" && matches!(field.class, "speaker" | "keynote");
    fields.iter().filter(speaks).filter_map(|field| row(draft, field)).collect()
}

/// The only person whom the heading over a title names.
fn over(draft: &Draft<'_>, title: &Field) -> Option<usize> {
    let heading = draft.document.blocks[title.block].heading?;
    let (from, to) = draft.annotations.tokens.blocks[heading as usize];
    // A title may name somebody too.
    let first = |mention: &Mention| mention.person().is_some() && mention.from <= from + 1;
    let people = draft.mentions_in(from, to).filter(|(_, mention)| first(mention));
    let mut people = people.filter_map(|(index, _)| draft.people.of(index));
    people.next().filter(|_| people.next().is_none())
}

/// The labelled titles and speakers of one event.
struct Side<'f> {
    /// Where its first title stands.
    title: usize,
    /// By place, then in the order of the fields.
    speakers: Vec<&'f Field>,
    rows: FxHashMap<Row, Vec<&'f Field>>,
    /// The first speaker stands before the first title: each title belongs to the speaker above it.
    above: bool,
    /// Who alone speaks, where no label says who.
    only: Option<usize>,
}

/// A row of a table on the page.
type Row = (u32, u16);

fn sides<'f>(
    draft: &Draft<'_>,
    fields: &'f [Field],
    titles: &[(&Field, Option<usize>)],
) -> BTreeMap<Option<usize>, Side<'f>> {
    let mut sides: BTreeMap<Option<usize>, Side<'f>> = BTreeMap::new();
    for (title, event) in titles {
        let side = sides.entry(*event).or_insert_with(|| Side::below(title.from));
        side.title = side.title.min(title.from);
    }
    for field in fields.iter().filter(|field| matches!(field.class, "speaker" | "keynote")) {
        let Some(side) = sides.get_mut(&event_at(draft, field.from)) else { continue };
        side.speakers.push(field);
        if let Some(row) = row(draft, field) {
            side.rows.entry(row).or_default().push(field);
        }
    }
    for (event, side) in &mut sides {
        side.speakers.sort_by_key(|field| field.from);
        side.above = side.speakers.first().is_none_or(|speaker| speaker.from < side.title);
        side.only = if side.speakers.is_empty() { only_speaker(draft, *event) } else { None };
    }
    sides
}

impl<'f> Side<'f> {
    fn below(title: usize) -> Self {
        Self { title, speakers: Vec::new(), rows: FxHashMap::default(), above: false, only: None }
    }

    /// The speaker of the row; else the nearest on the side where speakers stand; else the nearest on the other.
    fn nearest(&self, draft: &Draft<'_>, title: &Field) -> Option<&'f Field> {
        let far = |speaker: &&&'f Field| {
            let turned = (speaker.from < title.from) != self.above;
            (turned, speaker.from.abs_diff(title.from))
        };
        if let Some(row) = row(draft, title).and_then(|row| self.rows.get(&row)) {
            return row.iter().min_by_key(far).copied();
        }
        let split = self.speakers.partition_point(|speaker| speaker.from < title.from);
        let before = self.speakers[..split].last().map(|last| {
            // Of several at one place the first counts.
            self.speakers.partition_point(|speaker| speaker.from < last.from)
        });
        let candidates = [before, Some(split)].into_iter().flatten().filter_map(|at| self.speakers.get(at));
        candidates.min_by_key(far).copied()
    }
}

fn row(draft: &Draft<'_>, field: &Field) -> Option<Row> {
    match draft.document.blocks[field.block].kind {
        BlockKind::Cell(cell) => Some((cell.table, cell.row)),
        _ => None,
    }
}

fn only_speaker(draft: &Draft<'_>, event: Option<usize>) -> Option<usize> {
    let mut speakers = draft.people.list.iter().enumerate().filter(|(_, person)| {
        person.roles.iter().any(|role| roles::speaks(role.role.value) && role.event == event)
    });
    let first = speakers.next()?.0;
    speakers.next().is_none().then_some(first)
}

/// The value of a title, without quotation marks.
fn first_lines(draft: &Draft<'_>, field: &Field) -> Fact<String> {
    let end = without_material(draft, (field.from, field.to));
    let span = draft
        .annotations
        .tokens
        .span(field.from, end.max(field.from + 1))
        .trim_matches(draft.text(), |c| c.is_whitespace() || "\"'“”„«»‘’《》「」.".contains(c));
    Fact::new(collapse(span.of(draft.text())), Support::text(span, field.rule, 0.9))
}
