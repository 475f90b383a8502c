//! Entries: rows, items and sections that each tell of an event of their own (a term's seminars), or of a talk in the programme of one event.
//! Which of the two it is, is told by what they begin with: a day, or a time of day.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention};
use crate::normalize::collapse;
use crate::parse::{BlockKind, MarkKind};
use crate::records::{AppearanceRole, EventKind};
use crate::relate::describe;
use crate::relate::draft::Draft;
use crate::relate::events::{Event, set};
use crate::relate::fact::{Fact, Support};
use crate::relate::fields::Field;
use crate::relate::items::Reading;
use crate::relate::perform::give_talk;
use crate::relate::roles;
use crate::relate::when;
use crate::span::Span;

/// A stretch of tokens that repeats in form: a row, an item, a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// The heading block, for sections.
    heading: Option<usize>,
}

/// All groups of entries of a page: one a table, a list, a level of headings.
pub(crate) fn groups(draft: &Draft<'_>) -> Vec<Vec<Entry>> {
    let mut groups: Vec<(u64, Vec<Entry>)> = Vec::new();
    let tokens = &draft.annotations.tokens;
    let mut add = |key: u64, item: u64, range: (usize, usize), keys: &mut Vec<(u64, u64)>| {
        let index = groups.iter().rposition(|(known, _)| *known == key).unwrap_or_else(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        let entries = &mut groups[index].1;
        match entries.last_mut().filter(|_| keys.last() == Some(&(key, item))) {
            Some(entry) => entry.to = range.1,
            None => entries.push(Entry { from: range.0, to: range.1, heading: None }),
        }
        keys.push((key, item));
    };
    let mut keys = Vec::new();
    for (index, block) in draft.document.blocks.iter().enumerate() {
        let range = tokens.blocks[index];
        match block.kind {
            BlockKind::Cell(cell) if !(cell.header && cell.row == 0) => {
                add(1 << 32 | u64::from(cell.table), u64::from(cell.row), range, &mut keys);
            }
            BlockKind::ListItem { list, index } => {
                add(2 << 32 | u64::from(list), u64::from(index), range, &mut keys);
            }
            _ => keys.push((0, 0)),
        }
    }
    let mut groups: Vec<Vec<Entry>> = groups.into_iter().map(|(_, entries)| entries).collect();
    groups.extend((1..=6).map(|level| sections(draft, level)));
    groups.push(paragraphs(draft));
    groups.retain(|entries| entries.len() >= 2);
    groups
}

/// The sections under the headings of one level.
fn sections(draft: &Draft<'_>, level: u8) -> Vec<Entry> {
    let tokens = &draft.annotations.tokens;
    let mut entries: Vec<Entry> = Vec::new();
    let mut open = false;
    for (index, block) in draft.document.blocks.iter().enumerate() {
        let (from, to) = tokens.blocks[index];
        match block.kind {
            BlockKind::Heading(own) if own == level => {
                entries.push(Entry { from, to, heading: Some(index) });
                open = true;
            }
            BlockKind::Heading(own) if own < level => open = false,
            _ => {
                if let Some(entry) = entries.last_mut().filter(|_| open) {
                    entry.to = to;
                }
            }
        }
    }
    entries
}

/// Paragraphs that begin with a day; what follows one belongs to it until the next.
fn paragraphs(draft: &Draft<'_>) -> Vec<Entry> {
    let tokens = &draft.annotations.tokens;
    let mut entries: Vec<Entry> = Vec::new();
    for (index, block) in draft.document.blocks.iter().enumerate() {
        let (from, to) = tokens.blocks[index];
        if matches!(block.kind, BlockKind::Heading(_)) {
            continue;
        }
        let opens = draft.mentions_in(from, to.min(from + 3)).any(|(_, mention)| is_day(mention));
        if opens
            && !matches!(
                block.kind,
                BlockKind::Byline | BlockKind::Cell(_) | BlockKind::ListItem { .. } | BlockKind::Definition
            )
        {
            entries.push(Entry { from, to, heading: None });
        } else if let Some(entry) = entries.last_mut().filter(|entry| from.saturating_sub(entry.to) <= 1) {
            entry.to = to;
        }
    }
    entries
}

fn is_day(mention: &Mention) -> bool {
    mention.date().is_some_and(|date| date.start.is_some_and(|start| start.day.is_some()))
}

/// Makes an event of each entry where most entries of a group have a day of their own and something that happens on it.
pub(crate) fn events(draft: &mut Draft<'_>) -> bool {
    let groups = groups(draft);
    let scored = groups.iter().map(|group| {
        let eventful: Vec<Entry> = group.iter().copied().filter(|entry| eventful(draft, entry)).collect();
        (eventful.len(), group.len(), eventful)
    });
    let best = scored
        .filter(|(count, total, entries)| *count >= 2 && count * 2 >= *total && days(draft, entries) >= 2)
        .max_by_key(|(count, _, _)| *count);
    let Some((_, _, entries)) = best else { return false };
    if labelled_elsewhere(draft, &entries) {
        return false;
    }
    for entry in &entries {
        let mut event = Event { entry: Some((entry.from, entry.to)), ..Event::default() };
        if let Some(index) = entry.heading {
            let block = &draft.document.blocks[index];
            let text = collapse(draft.document.slice(block.span));
            event.name = Some(Fact::new(text, Support::text(block.span, "event.heading", 0.7)));
        }
        draft.events.list.push(event);
        let id = draft.events.list.len() - 1;
        date_entry(draft, id, entry);
        entry_kind(draft, id, entry);
        describe::place(draft, id, Some((entry.from, entry.to)));
    }
    true
}

/// A labelled day outside the entries is the day of the page's own event: the entries are other events, listed beside it.
fn labelled_elsewhere(draft: &Draft<'_>, entries: &[Entry]) -> bool {
    let inside = |at: usize| entries.iter().any(|entry| entry.from <= at && at < entry.to);
    let labelled =
        |field: &&Field| matches!(field.class, "date" | "datetime" | "time") && !inside(field.from);
    draft
        .fields
        .iter()
        .filter(labelled)
        .any(|field| draft.mentions_in(field.from, field.to).any(|(_, mention)| is_day(mention)))
}

/// How many different days the entries have.
fn days(draft: &Draft<'_>, entries: &[Entry]) -> usize {
    let mut days: Vec<_> = entries
        .iter()
        .filter_map(|entry| best_day(draft, entry))
        .filter_map(|index| draft.annotations.mentions[index].date()?.start)
        .collect();
    days.sort_unstable();
    days.dedup();
    days.len()
}

/// An entry with a day, and with a speaker, a quoted title, an event noun or a time of day.
fn eventful(draft: &Draft<'_>, entry: &Entry) -> bool {
    let Some(day) = best_day(draft, entry) else { return false };
    let timed = draft.annotations.mentions[day].date().is_some_and(|date| date.start_time.is_some());
    let said = draft.mentions_in(entry.from, entry.to).any(|(_, mention)| match &mention.kind {
        Kind::Person(_) | Kind::Event(_) => true,
        Kind::Quote { .. } => true,
        Kind::Date(date) => date.start.is_none() && date.start_time.is_some(),
        _ => false,
    });
    timed || said
}

/// The mention of the day on which the event of an entry takes place.
fn best_day(draft: &Draft<'_>, entry: &Entry) -> Option<usize> {
    let readings =
        draft.readings.iter().filter(|reading| entry.from <= reading.from && reading.from < entry.to);
    let days = readings.flat_map(|reading| {
        let items = reading.mentions((0, reading.items.len()), b"D");
        items.into_iter().map(move |index| (when_score(draft, reading, index, entry), index))
    });
    days.filter(|(score, _)| *score > 0.0)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, index)| index)
}

fn when_score(draft: &Draft<'_>, reading: &Reading, index: usize, entry: &Entry) -> f32 {
    let mention = &draft.annotations.mentions[index];
    let early = 3.0 - ((mention.from - entry.from.min(mention.from)) as f32 * 0.05).min(3.0);
    when::score(draft, reading, mention).max(-12.0) + (reading.block as f32 * 0.04).min(2.0) + early
}

fn date_entry(draft: &mut Draft<'_>, id: usize, entry: &Entry) {
    let Some(index) = best_day(draft, entry) else { return };
    let annotations = draft.annotations;
    if let Some(date) = annotations.mentions[index].date() {
        draft.events.list[id].happens(date, "event.entry", 0.85);
    }
    if draft.events.list[id].start_time.is_none() {
        let time = draft.mentions_in(entry.from, entry.to).find_map(|(_, mention)| {
            mention.date().filter(|date| date.start_time.is_some() && date.start.is_none())
        });
        if let Some(time) = time {
            draft.events.list[id].times(time, "event.entry", 0.8);
        }
    }
}

/// The kind that an entry names, else the one that the page names.
fn entry_kind(draft: &mut Draft<'_>, id: usize, entry: &Entry) {
    let real = |mention: &Mention| {
        mention.event().filter(|event| event.kind != EventKind::Other).map(|event| (event.kind, mention.span))
    };
    let own = draft.mentions_in(entry.from, entry.to).find_map(|(_, mention)| real(mention));
    let page = draft.annotations.mentions.iter().find_map(real);
    if let Some((kind, span)) = own.or(page) {
        let confidence = if own.is_some() { 0.8 } else { 0.65 };
        set(&mut draft.events.list[id].kind, kind, Support::text(span, "event.entry_kind", confidence));
    }
}

/// Gives the people of every entry of an event or of a programme their role and their talk.
pub(crate) fn perform(draft: &mut Draft<'_>) {
    let entries: Vec<Entry> = draft
        .events
        .list
        .iter()
        .filter_map(|event| event.entry)
        .map(|(from, to)| Entry { from, to, heading: None })
        .collect();
    for entry in &entries {
        entry_people(draft, entry);
    }
    if entries.is_empty() && !draft.events.list.is_empty() {
        programme(draft);
    }
}

/// Rows or items that begin with a time of day are the programme of the event.
fn programme(draft: &mut Draft<'_>) {
    let groups = groups(draft);
    let timed = |entry: &Entry| {
        draft
            .mentions_in(entry.from, entry.to.min(entry.from + 4))
            .any(|(_, mention)| mention.date().is_some_and(|date| date.start_time.is_some()))
    };
    let best = groups
        .into_iter()
        .filter(|group| group.iter().filter(|entry| timed(entry)).count() >= 2)
        .max_by_key(Vec::len);
    for entry in best.unwrap_or_default() {
        entry_people(draft, &entry);
    }
}

fn entry_people(draft: &mut Draft<'_>, entry: &Entry) {
    let people: Vec<(usize, Span)> = draft
        .mentions_in(entry.from, entry.to)
        .filter(|(_, mention)| mention.person().is_some())
        .filter_map(|(index, mention)| Some((draft.people.of(index)?, mention.span)))
        .collect();
    let event = when::event_at(draft, entry.from);
    let mut speakers = Vec::new();
    for (person, span) in people {
        let has_role = draft.people.list[person]
            .roles
            .iter()
            .any(|role| role.event == event && !matches!(role.role.value, AppearanceRole::Quoted));
        if !has_role {
            let role = role_in(draft, entry, span);
            roles::add(
                &mut draft.people.list[person].roles,
                role,
                event,
                Support::text(span, "role.entry", 0.75),
            );
        }
        let speaks = draft.people.list[person]
            .roles
            .iter()
            .any(|role| role.event == event && roles::speaks(role.role.value));
        if speaks && !speakers.contains(&person) {
            speakers.push(person);
        }
    }
    if let Some(title) = title(draft, entry).filter(|_| !speakers.is_empty()) {
        for person in speakers {
            let titled =
                draft.people.list[person].roles.iter().any(|role| role.event == event && role.talk.is_some());
            if !titled {
                give_talk(draft, person, event, title.clone());
            }
        }
    }
}

/// `Chair: …`, `Welcome by …` in the entry before a name; a speaker otherwise.
fn role_in(draft: &Draft<'_>, entry: &Entry, span: Span) -> AppearanceRole {
    let tokens = &draft.annotations.tokens;
    let (at, _) = tokens.range_of(span);
    let classes = [
        ("moderate", AppearanceRole::Moderator),
        ("chair", AppearanceRole::Chair),
        ("open", AppearanceRole::Opening),
        ("close", AppearanceRole::Closing),
        ("keynote", AppearanceRole::Keynote),
        ("panel", AppearanceRole::Panelist),
        ("host", AppearanceRole::Host),
        ("organize", AppearanceRole::Organizer),
        ("contact", AppearanceRole::Contact),
    ];
    let from = entry.from.max(at.saturating_sub(25));
    let nearest = classes.iter().filter_map(|(class, role)| {
        let place = (from..at).rev().find(|&at| tokens.longest(at, File::Cues, class).is_some())?;
        Some((place, *role))
    });
    nearest.max_by_key(|(place, _)| *place).map_or(AppearanceRole::Speaker, |(_, role)| role)
}

/// The title of the talk of an entry: quoted, marked, or what is left when day, people and places are taken out.
fn title(draft: &Draft<'_>, entry: &Entry) -> Option<Fact<String>> {
    let quoted = draft.mentions_in(entry.from, entry.to).find_map(|(_, mention)| match mention.kind {
        Kind::Quote { inner } if mention.to - mention.from > 4 => Some((inner, "talk.entry_quote", 0.85)),
        _ => None,
    });
    let (span, rule, confidence) = quoted.or_else(|| marked(draft, entry)).or_else(|| rest(draft, entry))?;
    Some(Fact::new(collapse(span.of(draft.text())), Support::text(span, rule, confidence)))
}

/// Emphasised words that hold neither a date nor a person.
fn marked(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let span = draft.annotations.tokens.span(entry.from, entry.to);
    let marks = draft
        .document
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Emphasis && span.contains(mark.span));
    let free = |mark: &Span| {
        words(draft, *mark) >= 3
            && !draft.annotations.mentions.iter().any(|mention| {
                mark.overlaps(mention.span) && (mention.person().is_some() || mention.date().is_some())
            })
    };
    marks
        .map(|mark| mark.span.trim(draft.text()))
        .find(|mark| free(mark))
        .map(|span| (span, "talk.entry_emphasis", 0.75))
}

fn words(draft: &Draft<'_>, span: Span) -> usize {
    let text = span.of(draft.text());
    text.split_whitespace().count()
        + text.chars().filter(|c| crate::annotate::token::is_ideograph(*c)).count() / 2
}

/// The longest stretch between marks that names no day, person, post or institution.
fn rest(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let tokens = &draft.annotations.tokens;
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut start = entry.from;
    for at in entry.from..=entry.to {
        let cut = at == entry.to || separates(draft, at) || (at > entry.from && starts_block(draft, at));
        if cut {
            if at > start {
                pieces.push((start, at));
            }
            start = if at < entry.to && separates(draft, at) { at + 1 } else { at };
        }
    }
    let free = |piece: &(usize, usize)| {
        !draft.mentions_in(piece.0.saturating_sub(12), piece.1).any(|(_, mention)| {
            let telling = mention.person().is_some()
                || mention.date().is_some()
                || matches!(mention.kind, Kind::Position(_));
            let whole = matches!(mention.kind, Kind::Institution(_) | Kind::Place { .. } | Kind::Unit)
                && mention.from <= piece.0
                && mention.to + 1 >= piece.1;
            mention.to > piece.0 && (telling || whole)
        })
    };
    let labelled = |piece: &(usize, usize)| {
        draft.fields.iter().any(|field| field.class != "title" && field.from < piece.1 && piece.0 < field.to)
    };
    let best = pieces
        .into_iter()
        .filter(|piece| piece.1 - piece.0 >= 3 && free(piece) && !labelled(piece))
        .max_by_key(|piece| ((piece.1 - piece.0).min(25), std::cmp::Reverse(piece.0)))?;
    let span = tokens.span(best.0, best.1).trim_matches(draft.text(), |c| {
        c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '-' | '–' | '"' | '“' | '”')
    });
    let long = words(draft, span);
    ((2..=30).contains(&long)).then_some((span, "talk.entry_rest", 0.6))
}

fn separates(draft: &Draft<'_>, at: usize) -> bool {
    let token = draft.annotations.tokens.tokens[at];
    match token.shape {
        Shape::Mark('\n' | '|' | '•' | '·' | ';' | '(' | ')') => true,
        Shape::Mark('–' | '—' | '-') => token.spaced,
        Shape::Mark('\t') => true,
        _ => false,
    }
}

fn starts_block(draft: &Draft<'_>, at: usize) -> bool {
    draft.annotations.tokens.blocks.binary_search_by_key(&at, |(from, _)| *from).is_ok()
}
