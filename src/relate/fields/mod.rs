//! Labelled values: `Speaker: Ann Lee`, a term and its definition, a header cell and the cell it governs, a heading that is a label.
//! All of them become the same [`Field`], so that what is said in five layouts is read by one rule.

mod index;
mod lead_in;
mod lines;

use crate::annotate::token::Shape;
use crate::annotate::{Annotations, File, Mention};
use crate::parse::{Block, BlockKind, Cell, Document};
pub(crate) use crate::relate::fields::index::Fields;
use crate::relate::fields::lines::{lines, picture};
use crate::span::Span;

/// A labelled value.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The class of the label in `labels.tsv`: `speaker`, `date`, `venue` …
    pub class: &'static str,
    /// The label.
    pub label: Span,
    /// The value's tokens.
    pub from: usize,
    /// One past the value's last token.
    pub to: usize,
    /// The block of the value.
    pub block: usize,
    /// How the label and the value are bound.
    pub rule: &'static str,
}

impl Field {
    /// The text of the value.
    pub(crate) fn text<'a>(&self, annotations: &Annotations<'a>) -> &'a str {
        self.span(annotations).of(annotations.tokens.text)
    }

    /// True where a mention lies in the value.
    pub(crate) fn holds(&self, mention: &Mention) -> bool {
        self.from <= mention.from && mention.to <= self.to
    }

    /// The place that supports the value: with its label, where the two stand together.
    pub(crate) fn evidence(&self, annotations: &Annotations<'_>) -> Span {
        let span = self.span(annotations);
        let apart = matches!(self.rule, "field.column" | "field.heading" | "field.list");
        if apart || span.to(self.label).len() > FAR { span } else { span.to(self.label) }
    }

    /// The span of the value.
    pub(crate) fn span(&self, annotations: &Annotations<'_>) -> Span {
        annotations.tokens.span(self.from, self.to)
    }
}

/// Longest place that holds a label and its value, in bytes.
const FAR: usize = 400;

/// How many blocks below a label heading it governs; items of a list and cells do not count.
const PROSE_BELOW: usize = 12;

/// Finds the labelled values of a document.
pub(crate) fn read(document: &Document, annotations: &Annotations<'_>) -> Fields {
    let mut fields = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Term => term(document, annotations, index, &mut fields),
            BlockKind::Cell(cell)
                if cell.header || cell.column == 0 || heads_columns(document, annotations, index, cell) =>
            {
                cells(document, annotations, index, &mut fields);
            }
            BlockKind::Heading(_) => heading(document, annotations, index, &mut fields),
            BlockKind::Paragraph => list(document, annotations, index, &mut fields),
            _ => {}
        }
        if !matches!(block.kind, BlockKind::Term) {
            lines(document, annotations, index, &mut fields);
        }
    }
    fields.into()
}

/// The label that some tokens are, whole: `Speaker`, `Date and time:`, `Local Organizing Committee`.
fn label(annotations: &Annotations<'_>, from: usize, to: usize) -> Option<&'static str> {
    let tokens = &annotations.tokens;
    let (_, from) = picture(annotations, from, to);
    // `— KEYNOTE SPEAKERS —`: lines and stars around a label adorn it.
    let adorns =
        |at: &usize| matches!(tokens.tokens[*at].shape, Shape::Mark('-' | '–' | '—' | '*' | '~' | '=' | '|'));
    let from = from + (from..to).take_while(adorns).count();
    // `11:50 Panel`: what begins then is told by the label.
    let timed = tokens.get(from, to).is_some_and(|token| matches!(token.shape, Shape::Number | Shape::Mixed));
    let from = if timed { behind_time(annotations, from, to) } else { from };
    let ends = |at: &usize| matches!(tokens.tokens[*at].shape, Shape::Mark(':' | '：' | '.' | '\n' | '?'));
    let end = to - (from..to).rev().take_while(|at| ends(at) || adorns(at)).count();
    let whole = tokens
        .hits(from)
        .iter()
        .rev()
        .filter(|hit| hit.to == end || hit.to < end && of_the_event(annotations, hit.to, end))
        .find_map(|hit| hit.of(File::Labels));
    whole.map(|sense| sense.class).or_else(|| qualified(annotations, from, end))
}

/// One past a time of day, and the marks behind it, that words follow.
fn behind_time(annotations: &Annotations<'_>, from: usize, to: usize) -> usize {
    let start = annotations.mentions.partition_point(|mention| mention.from < from);
    let time =
        annotations.mentions[start..].iter().take_while(|mention| mention.from == from).find(|mention| {
            mention.date().is_some_and(|date| date.start.is_none() && date.start_time.is_some())
                && mention.to < to
        });
    let Some(time) = time else { return from };
    (time.to..to).find(|&at| annotations.tokens.tokens[at].is_word()).unwrap_or(from)
}

/// `International Advisory Committee`, `SASP Organizers`: a label of people or institutions at the end, with up to four capitalised words
/// before it that say which; `Past Speakers` are others.
fn qualified(annotations: &Annotations<'_>, from: usize, end: usize) -> Option<&'static str> {
    let tokens = &annotations.tokens;
    let qualifies = |at: usize| {
        (tokens.tokens[at].is_capitalised() || tokens.tokens[at].is('-'))
            && tokens.longest(at, File::Cues, "past").is_none()
    };
    let start = (from + 1..end.min(from + 5)).find(|&at| {
        let sense = tokens.hits(at).iter().find(|hit| hit.to == end).and_then(|hit| hit.of(File::Labels));
        sense.is_some_and(|sense| names_somebody(sense.class))
    })?;
    let sense = tokens.hits(start).iter().find(|hit| hit.to == end)?.of(File::Labels)?;
    (from..start).all(qualifies).then_some(sense.class)
}

/// Labels of this class name people, or institutions, that do something for the event.
pub(crate) fn names_somebody(class: &str) -> bool {
    matches!(
        class,
        "speaker" | "keynote" | "panelist" | "organizer" | "convener" | "chair" | "sponsor" | "moderator"
    )
}

/// `… of the defence` after `Time`: a small word, more of them and event nouns to the end. `Contact Colloquium` has a name.
fn of_the_event(annotations: &Annotations<'_>, from: usize, to: usize) -> bool {
    let tokens = &annotations.tokens;
    let event = |at: usize| tokens.word(at, File::Events).is_some();
    tokens.is_connective(from)
        && (from..to).all(|at| tokens.is_connective(at) || event(at))
        && (from..to).any(event)
}

fn push(
    annotations: &Annotations<'_>,
    fields: &mut Vec<Field>,
    found: (&'static str, Span),
    value: (usize, usize, usize),
    rule: &'static str,
) {
    let (mut from, mut to, block) = value;
    let tokens = &annotations.tokens.tokens;
    while from < to && matches!(tokens[from].shape, Shape::Mark('\n' | ':' | '-' | '–' | '—' | '：')) {
        from += 1;
    }
    while to > from && tokens[to - 1].is('\n') {
        to -= 1;
    }
    if from < to {
        let (class, label) = found;
        fields.push(Field { class, label, from, to, block, rule });
    }
}

/// `dt` and the `dd` after it.
fn term(document: &Document, annotations: &Annotations<'_>, index: usize, fields: &mut Vec<Field>) {
    let (from, to) = annotations.tokens.blocks[index];
    let next = index + 1;
    if from == to || !document.blocks.get(next).is_some_and(|block| block.kind == BlockKind::Definition) {
        return;
    }
    if let Some(class) = label(annotations, from, to) {
        let (start, end) = annotations.tokens.blocks[next];
        push(
            annotations,
            fields,
            (class, document.blocks[index].span),
            (start, end, next),
            "field.definition",
        );
    }
}

/// A first row of labels and nothing else heads the columns, whatever its cells are called in HTML.
fn heads_columns(document: &Document, annotations: &Annotations<'_>, index: usize, cell: Cell) -> bool {
    let of_row = |at: &usize| {
        let block = document.blocks.get(*at).map(|block| block.kind);
        matches!(block, Some(BlockKind::Cell(other)) if other.table == cell.table && other.row == 0)
    };
    let is_label = |at: usize| {
        let (from, to) = annotations.tokens.blocks[at];
        from < to && to - from <= WIDEST && label(annotations, from, to).is_some()
    };
    let mut row =
        (0..index).rev().take_while(of_row).chain((index + 1..document.blocks.len()).take_while(of_row));
    cell.row == 0 && is_label(index) && row.by_ref().take(COLUMNS).all(is_label) && row.next().is_none()
}

/// Most columns of a table that labels head.
const COLUMNS: usize = 20;

/// Most tokens of a label over a column.
const WIDEST: usize = 8;

/// A label cell binds to the cell on its right, or, in a header row, to those below.
fn cells(document: &Document, annotations: &Annotations<'_>, index: usize, fields: &mut Vec<Field>) {
    let BlockKind::Cell(cell) = document.blocks[index].kind else { return };
    let (from, to) = annotations.tokens.blocks[index];
    let Some(class) = (from < to).then(|| label(annotations, from, to)).flatten() else { return };
    let found = (class, document.blocks[index].span);
    let same_table =
        |block: &Block| matches!(block.kind, BlockKind::Cell(other) if other.table == cell.table);
    let header_row = |block: &Block| matches!(block.kind, BlockKind::Cell(other) if other.row == cell.row && other.column > cell.column);
    let right = document.blocks.get(index + 1).filter(|block| same_table(block) && header_row(block));
    let right_is_label = right.is_some_and(|block| {
        let (from, to) = annotations.tokens.range_of(block.span);
        from < to && label(annotations, from, to).is_some() && cell.row == 0
    });
    if right.is_some() && !right_is_label && cell.column == 0 {
        let (start, end) = annotations.tokens.blocks[index + 1];
        push(annotations, fields, found, (start, end, index + 1), "field.row");
    } else if cell.row == 0 {
        for (below, block) in
            document.blocks.iter().enumerate().skip(index + 1).take_while(|(_, block)| same_table(block))
        {
            if matches!(block.kind, BlockKind::Cell(other) if other.column == cell.column && other.row > cell.row)
            {
                let (start, end) = annotations.tokens.blocks[below];
                push(annotations, fields, found, (start, end, below), "field.column");
            }
        }
    }
}

/// A heading that is a label governs the block below it.
fn heading(document: &Document, annotations: &Annotations<'_>, index: usize, fields: &mut Vec<Field>) {
    let (from, to) = annotations.tokens.blocks[index];
    let Some(class) = (from < to).then(|| label(annotations, from, to)).flatten() else { return };
    let found = (class, document.blocks[index].span);
    let governed =
        |block: &Block| block.heading == Some(index as u32) && !matches!(block.kind, BlockKind::Heading(_));
    let below = document.blocks.iter().enumerate().skip(index + 1).take_while(|(_, block)| governed(block));
    let mut prose = 0;
    let mut governs = false;
    for (below, block) in below {
        governs = true;
        prose += usize::from(!matches!(block.kind, BlockKind::ListItem { .. } | BlockKind::Cell(_)));
        if prose <= PROSE_BELOW {
            let (start, end) = annotations.tokens.blocks[below];
            push(annotations, fields, found, (start, end, below), "field.heading");
        }
    }
    if !governs && names_somebody(class) {
        headings(document, annotations, (index, found), fields);
    }
}

/// Longest heading that names a person, in tokens.
const NAME: usize = 12;

/// `Keynote speakers` right above headings that each name a person, whatever their level.
fn headings(
    document: &Document,
    annotations: &Annotations<'_>,
    (index, found): (usize, (&'static str, Span)),
    fields: &mut Vec<Field>,
) {
    let named = |(from, to): (usize, usize)| {
        let start = annotations.mentions.partition_point(|mention| mention.from < from);
        let mut inside = annotations.mentions[start..].iter().take_while(|mention| mention.to <= to);
        to - from <= NAME && inside.any(|mention| mention.person().is_some())
    };
    for (below, block) in document.blocks.iter().enumerate().skip(index + 1) {
        let range = annotations.tokens.blocks[below];
        match block.kind {
            BlockKind::Heading(_) if named(range) => {
                push(annotations, fields, found, (range.0, range.1, below), "field.heading");
            }
            BlockKind::Heading(_) => break,
            _ => {}
        }
    }
}

/// `Programme committee:`, the last line of a paragraph, governs the list below it.
fn list(document: &Document, annotations: &Annotations<'_>, index: usize, fields: &mut Vec<Field>) {
    let Some(BlockKind::ListItem { list, .. }) = document.blocks.get(index + 1).map(|block| block.kind)
    else {
        return;
    };
    let tokens = &annotations.tokens;
    let (first, to) = tokens.blocks[index];
    let from = (first..to).rev().find(|&at| tokens.tokens[at].is('\n')).map_or(first, |at| at + 1);
    let whole = (from < to).then(|| label(annotations, from, to)).flatten();
    let Some((class, from)) =
        whole.map(|class| (class, from)).or_else(|| lead_in::lead_in(annotations, from, to))
    else {
        return;
    };
    let found = (class, tokens.span(from, to));
    let of_list =
        |block: &&Block| matches!(block.kind, BlockKind::ListItem { list: other, .. } if other == list);
    let items = document.blocks[index + 1..].iter().take_while(of_list).count();
    for item in index + 1..=index + items {
        let (start, end) = tokens.blocks[item];
        push(annotations, fields, found, (start, end, item), "field.list");
    }
}
