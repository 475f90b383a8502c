//! Entries: rows, items, sections and paragraphs that repeat in form. Groups of them tell of several events, or of the talks of one.

use crate::annotate::{File, Kind, Mention};
use crate::parse::BlockKind;
use crate::relate::draft::Draft;

/// A stretch of tokens that repeats in form: a row, an item, a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// The heading block, for sections.
    pub heading: Option<usize>,
}

/// How the entries of a group are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Rows of a table.
    Rows,
    /// Items of a list.
    Items,
    /// Sections under headings of a level.
    Sections(u8),
    /// Paragraphs that begin with a day.
    Paragraphs,
    /// Lines of a block that begin with a day.
    Lines,
    /// Paragraphs that begin with a time.
    TimedParagraphs,
    /// Lines of a block that begin with a time.
    TimedLines,
}

/// Entries that repeat in form.
#[derive(Debug)]
pub(crate) struct Group {
    /// How they are told apart.
    pub form: Form,
    /// In text order.
    pub entries: Vec<Entry>,
}

/// All groups of entries of a page: one a table, a list, a level of headings.
pub(crate) fn groups(draft: &Draft<'_>) -> Vec<Group> {
    let mut groups: Vec<Rows> = Vec::new();
    let tokens = &draft.annotations.tokens;
    for (index, block) in draft.document.blocks.iter().enumerate() {
        let (key, row) = match block.kind {
            BlockKind::Cell(cell) if !(cell.header && cell.row == 0) => {
                (1 << 32 | u64::from(cell.table), u64::from(cell.row))
            }
            BlockKind::ListItem { list, index } => (2 << 32 | u64::from(list), u64::from(index)),
            _ => continue,
        };
        let known = groups.iter().rposition(|rows| rows.key == key).unwrap_or_else(|| {
            groups.push(Rows { key, last: u64::MAX, entries: Vec::new() });
            groups.len() - 1
        });
        groups[known].add(row, tokens.blocks[index]);
    }
    let group = |form| move |entries| Group { form, entries };
    let form = |rows: &Rows| if rows.key >> 32 == 1 { Form::Rows } else { Form::Items };
    let mut groups: Vec<Group> =
        groups.into_iter().map(|rows| Group { form: form(&rows), entries: rows.entries }).collect();
    groups.extend((1..=6).map(|level| group(Form::Sections(level))(sections(draft, level))));
    groups.push(group(Form::Paragraphs)(even(draft, paragraphs(draft, is_day))));
    groups.push(group(Form::TimedParagraphs)(paragraphs(draft, is_time)));
    groups.extend(lines(draft, is_day).into_iter().map(group(Form::Lines)));
    groups.extend(lines(draft, is_time).into_iter().map(group(Form::TimedLines)));
    groups.retain(|group| group.entries.len() >= 2);
    groups
}

/// The rows of a table or the items of a list while they are read.
struct Rows {
    key: u64,
    /// The row that was read last.
    last: u64,
    entries: Vec<Entry>,
}

impl Rows {
    /// Adds a cell or a block of an item; a heading inside of an item does not part it.
    fn add(&mut self, row: u64, (from, to): (usize, usize)) {
        match self.entries.last_mut().filter(|_| self.last == row) {
            Some(entry) => entry.to = to,
            None => self.entries.push(Entry { from, to, heading: None }),
        }
        self.last = row;
    }
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
    under_days(draft, entries)
}

/// A heading that is a day and nothing else governs those of its rank up to the next such: `2024-05-14` over `On tides`.
fn under_days(draft: &Draft<'_>, entries: Vec<Entry>) -> Vec<Entry> {
    let bare = |entry: &Entry| {
        let (from, to) = entry.heading.map_or((0, 0), |heading| draft.annotations.tokens.blocks[heading]);
        draft
            .mentions_in(from, to)
            .any(|(_, mention)| is_day(mention) && mention.to - mention.from + 1 >= to - from)
    };
    let days = entries.iter().filter(|entry| bare(entry)).count();
    if days < 2 || days * 2 > entries.len() + 1 || !entries.first().is_some_and(bare) {
        return entries;
    }
    let mut merged: Vec<Entry> = Vec::new();
    for entry in entries {
        match merged.last_mut().filter(|_| !bare(&entry)) {
            Some(day) => day.to = entry.to,
            None => merged.push(entry),
        }
    }
    merged
}

/// Lines of one block that begin with a day, or with a time; what follows one belongs to it until the next.
fn lines(draft: &Draft<'_>, begins: fn(&Mention) -> bool) -> Vec<Vec<Entry>> {
    let tokens = &draft.annotations.tokens;
    let mut groups = Vec::new();
    for (block, &(from, to)) in draft.document.blocks.iter().zip(&tokens.blocks) {
        // Old mails wrap: their lines begin anywhere.
        if block.kind != BlockKind::Paragraph {
            continue;
        }
        let mut entries: Vec<Entry> = Vec::new();
        let starts = (from..to).filter(|&at| at == from || tokens.tokens[at - 1].is('\n'));
        for start in starts {
            let (_, end) = tokens.line(start, start + 1, (from, to));
            let opens = opens(draft, (start, end), begins);
            match entries.last_mut() {
                _ if opens => entries.push(Entry { from: start, to: end, heading: None }),
                Some(entry) => entry.to = end,
                None => {}
            }
        }
        groups.push(entries);
    }
    groups
}

/// Paragraphs that begin with a day, or with a time; what follows one belongs to it until the next, or a heading. Where days stand over the
/// headings of their events, again and again, these belong to them.
fn paragraphs(draft: &Draft<'_>, begins: fn(&Mention) -> bool) -> Vec<Entry> {
    let entries = paragraphs_over(draft, begins, OVER);
    let over = entries.iter().filter(|entry| entry.heading.is_some()).count();
    let fits = over >= 2 && over * 2 > entries.len() && !stand_below(draft, &entries);
    let entries = if fits { entries } else { paragraphs_over(draft, begins, 0) };
    without_rest(draft, entries)
}

/// No heading says where the last entry ends: it has as many paragraphs as the longest of the others, and what follows is the rest of the page.
fn without_rest(draft: &Draft<'_>, mut entries: Vec<Entry>) -> Vec<Entry> {
    if let Some((last, others)) = entries.split_last_mut().filter(|(_, others)| others.len() >= REPEATED) {
        let longest = others.iter().map(|entry| paragraphs_of(draft, entry)).max().unwrap_or(0);
        shorten(draft, last, longest);
    }
    entries
}

/// Two lists may stand on one page, and the last entry of the first be followed by what is of neither: of many entries nine in ten show how long one is.
fn even(draft: &Draft<'_>, mut entries: Vec<Entry>) -> Vec<Entry> {
    if entries.len() > MANY {
        let mut sizes: Vec<usize> = entries.iter().map(|entry| paragraphs_of(draft, entry)).collect();
        sizes.sort_unstable();
        let longest = sizes[sizes.len() * 9 / 10];
        entries.iter_mut().for_each(|entry| shorten(draft, entry, longest));
    }
    entries
}

/// Fewer entries are too few to tell by nine in ten.
const MANY: usize = 10;

/// How many paragraphs follow the first of an entry.
fn paragraphs_of(draft: &Draft<'_>, entry: &Entry) -> usize {
    let tokens = &draft.annotations.tokens;
    tokens.block_of(entry.to - 1) - tokens.block_of(entry.from)
}

/// Ends an entry so many paragraphs behind its first.
fn shorten(draft: &Draft<'_>, entry: &mut Entry, most: usize) {
    let tokens = &draft.annotations.tokens;
    let end = tokens.blocks.get(tokens.block_of(entry.from) + most);
    entry.to = end.map_or(entry.to, |end| entry.to.min(end.1));
}

/// Fewest entries that show what the next one looks like.
const REPEATED: usize = 2;

/// The first day stands below a heading of the rank of those that the days would stand over: each day belongs to the heading above it.
fn stand_below(draft: &Draft<'_>, entries: &[Entry]) -> bool {
    let blocks = &draft.document.blocks;
    let rank = |at: usize| match blocks[at].kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let Some(over) = entries.iter().find_map(|entry| rank(entry.heading?)) else { return false };
    let first = draft.annotations.tokens.block_of(entries[0].from);
    (first.saturating_sub(OVER + 1)..first).any(|at| rank(at) == Some(over))
}

fn paragraphs_over(draft: &Draft<'_>, begins: fn(&Mention) -> bool, most: usize) -> Vec<Entry> {
    let tokens = &draft.annotations.tokens;
    let mut entries: Vec<Entry> = Vec::new();
    let (mut open, mut blocks, mut term) = (false, 0, false);
    for (index, block) in draft.document.blocks.iter().enumerate() {
        let (from, to) = tokens.blocks[index];
        // What follows a definition list is no part of its last definition.
        let ended = term && !matches!(block.kind, BlockKind::Term | BlockKind::Definition);
        if matches!(block.kind, BlockKind::Heading(_)) {
            // The day over the heading of its event: in some calendars there are two lines of it.
            match entries.last_mut().filter(|entry| open && blocks <= most && entry.heading.is_none()) {
                Some(entry) => {
                    (entry.to, entry.heading) = (to, Some(index));
                    blocks = OVER + 1;
                }
                None => open = false,
            }
            continue;
        }
        if ended {
            open = false;
            continue;
        }
        let opens = opens(draft, (from, to), begins);
        if opens
            && !matches!(
                block.kind,
                BlockKind::Byline | BlockKind::Cell(_) | BlockKind::ListItem { .. } | BlockKind::Definition
            )
        {
            let again = |entry: &&mut Entry| open && blocks == 1 && is_day_again(draft, entry, (from, to));
            match entries.last_mut().filter(again) {
                Some(entry) => entry.to = to,
                None => entries.push(Entry { from, to, heading: None }),
            }
            open = true;
            (blocks, term) = (1, block.kind == BlockKind::Term);
        } else if let Some(entry) = entries.last_mut().filter(|_| open && blocks < MOST) {
            entry.to = to;
            blocks += 1;
        }
    }
    entries
}

/// Whether a line begins with a day or a time: within three tokens, or behind what counts the entries, as `#6 |` or `Webinar 3:`.
fn opens(draft: &Draft<'_>, (from, to): (usize, usize), begins: fn(&Mention) -> bool) -> bool {
    let tokens = &draft.annotations.tokens;
    let counts = |at: &usize| {
        let token = tokens.tokens[*at];
        !token.is_word() && !token.is('\n') || tokens.lists_any(*at, &[File::Events, File::Numbers])
    };
    let counted = from + (from..to.min(from + COUNTED)).take_while(counts).count();
    draft.mentions_in(from, to.min(counted.max(from + 2) + 1)).any(|(_, mention)| begins(mention))
}

/// Most tokens that count an entry.
const COUNTED: usize = 6;

/// A line that is nothing but a day, before one that tells the same day and more.
fn is_day_again(draft: &Draft<'_>, entry: &Entry, (from, to): (usize, usize)) -> bool {
    let day = |from, to: usize| {
        let mut days =
            draft.mentions_in(from, to).filter_map(|(_, mention)| Some((mention, mention.date()?.start?)));
        days.next()
    };
    let (Some((first, one)), Some((_, other))) = (day(entry.from, entry.to), day(from, to)) else {
        return false;
    };
    entry.to - entry.from <= first.to - first.from + 1 && one.day == other.day
}

/// Most paragraphs between the day of an entry and the heading of its event.
const OVER: usize = 2;

/// Most paragraphs of one entry: a line with a day over a whole article is no entry of a list.
const MOST: usize = 12;

/// A token of a long paragraph: what an abstract speaks of says nothing of the event it is read at.
pub(crate) fn is_abstract(draft: &Draft<'_>, at: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.blocks[tokens.block_of(at)];
    to - from > ABSTRACT && !opens(draft, (from, to), is_day)
}

/// A mention stands in a quotation of an entry: what the title of a talk is about.
pub(crate) fn is_quoted(draft: &Draft<'_>, entry: &Entry, mention: &Mention) -> bool {
    let from = entry.from.max(mention.from.saturating_sub(QUOTED));
    draft.mentions_in(from, mention.to).any(|(_, other)| {
        let holds = other.from <= mention.from && mention.to < other.to;
        matches!(other.kind, Kind::Quote { .. }) && holds && other.to - other.from > TITLE
    })
}

/// As far before a word the quotation may open that holds it, in tokens.
const QUOTED: usize = 40;

/// Fewest tokens of a quotation that is a title.
const TITLE: usize = 8;

/// Fewest tokens of an abstract.
const ABSTRACT: usize = 60;

pub(crate) fn is_day(mention: &Mention) -> bool {
    mention.date().is_some_and(|date| date.start.is_some_and(|start| start.day.is_some()))
}

/// A time of day without a day.
pub(crate) fn is_time(mention: &Mention) -> bool {
    mention.date().is_some_and(|date| date.start.is_none() && date.start_time.is_some())
}
