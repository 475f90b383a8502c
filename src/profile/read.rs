//! Reading a page with a profile: what its selectors find, as rows of texts, each with its place and the rule that took it.

use scraper::{ElementRef, Html};

use super::place::Places;
use super::take::Taken;
use super::{Block, Field, Profile};
use crate::fact::Support;
use crate::parse::{Document, ElementId, Note};
use crate::records::{ColumnType, Origin, Severity};
use crate::span::Span;

/// How sure a value is that somebody wrote a selector for.
const SURE: f32 = 0.97;

/// Rows of one block on one page; more than that are no announcements.
const ROWS: usize = 2000;

/// Notes on pages whose trees are cut because they would grow without end.
const UNBOUND: [&str; 2] = ["nested_too_deep", "reading_stopped"];

/// What the selectors of a profile found on a page.
#[derive(Debug)]
pub struct Reading<'p> {
    /// The profile.
    pub profile: &'p Profile,
    pub(crate) rows: Vec<Row<'p>>,
    /// What each selector found: by table, the columns by name.
    pub counts: Vec<Count>,
}

/// What a selector found on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The column, with the tables it stands in: `events.people.name`; of `each`, the tables alone.
    pub field: String,
    /// The selectors that lead there.
    pub rule: String,
    /// The selector itself.
    pub css: String,
    /// Rows that were asked; 1 where the page is the row.
    pub rows: usize,
    /// Elements that the selector found.
    pub elements: usize,
    /// Rows that have a value by it.
    pub values: usize,
    /// Whether it may find nothing.
    pub optional: bool,
}

/// A row of a table.
#[derive(Debug)]
pub(crate) struct Row<'p> {
    pub(crate) block: &'p Block,
    /// Whether it, or the row that it is in, was found by a selector of its own.
    pub(crate) repeated: bool,
    pub(crate) values: Vec<Read<'p>>,
    pub(crate) below: Vec<Row<'p>>,
}

/// A text for a column.
#[derive(Clone, Debug)]
pub(crate) struct Read<'p> {
    pub(crate) field: &'p Field,
    pub(crate) text: String,
    pub(crate) support: Support,
}

impl Row<'_> {
    /// What was read for a column.
    pub(crate) fn all<'r>(&'r self, column: &'r str) -> impl Iterator<Item = &'r Read<'r>> {
        self.values.iter().filter(move |read| read.field.column == column)
    }

    /// The rows below of a table.
    pub(crate) fn below(&self, table: crate::records::Table) -> impl Iterator<Item = &Row<'_>> {
        self.below.iter().filter(move |row| row.block.table == table)
    }
}

impl Profile {
    /// Reads a page, the text of which was parsed to `document`, with the profile.
    pub(crate) fn read<'p>(&'p self, html: &str, document: &mut Document) -> Reading<'p> {
        if document.notes.iter().any(|note| UNBOUND.contains(&note.code)) {
            let message = format!(
                "profile `{}` is not applied: the page has no bound, so that selectors could take for ever",
                self.name
            );
            let (severity, code) = (Severity::Warning, "profile_not_applied");
            document.notes.push(Note { severity, code, message, element: None });
            return Reading { profile: self, rows: Vec::new(), counts: Vec::new() };
        }
        let html = Html::parse_document(html);
        let mut counts = vec![Count::default(); self.numbers];
        self.blocks.iter().for_each(|block| name(block, "", &mut counts));
        let places = Places::of(document);
        let mut reader = Reader { document, places, counts };
        let rows = reader.rows(&self.blocks, html.root_element(), false);
        let counts = reader.counts.into_iter().filter(|count| !count.css.is_empty()).collect();
        Reading { profile: self, rows, counts }
    }
}

/// Says of each count what it counts.
fn name(block: &Block, above: &str, counts: &mut [Count]) {
    let tables = format!("{above}{}", block.table);
    let css = |css: Option<&super::Css>| css.map(|css| css.text.clone()).unwrap_or_default();
    let each = css(block.each.as_ref());
    counts[block.number] = Count { field: tables.clone(), rule: each.clone(), css: each, ..Count::default() };
    for field in &block.fields {
        counts[field.number] = Count {
            field: format!("{tables}.{}", field.column),
            rule: field.id.to_string(),
            css: css(field.rule.css.as_ref()),
            optional: field.rule.optional,
            ..Count::default()
        };
    }
    block.below.iter().for_each(|below| name(below, &format!("{tables}."), counts));
}

struct Reader<'d> {
    document: &'d mut Document,
    places: Places,
    counts: Vec<Count>,
}

impl Reader<'_> {
    fn rows<'p>(&mut self, blocks: &'p [Block], scope: ElementRef<'_>, inner: bool) -> Vec<Row<'p>> {
        let mut rows = Vec::new();
        for block in blocks {
            match &block.each {
                None => rows.extend(self.row(block, scope, inner)),
                Some(each) => {
                    let found: Vec<_> = scope.select(&each.selector).take(ROWS).collect();
                    self.counts[block.number].rows += 1;
                    self.counts[block.number].elements += found.len();
                    self.counts[block.number].values += usize::from(!found.is_empty());
                    rows.extend(found.into_iter().filter_map(|element| self.row(block, element, true)));
                }
            }
        }
        rows
    }

    /// A row without any value is none.
    fn row<'p>(&mut self, block: &'p Block, scope: ElementRef<'_>, repeated: bool) -> Option<Row<'p>> {
        let mut values = Vec::new();
        for field in &block.fields {
            let read = self.values(field, scope);
            let count = &mut self.counts[field.number];
            count.rows += 1;
            count.values += usize::from(!read.is_empty());
            values.extend(read);
        }
        let below = self.rows(&block.below, scope, repeated);
        (!values.is_empty() || !below.is_empty()).then_some(Row { block, repeated, values, below })
    }

    /// The values of a column in a row: all of a list, else the first.
    fn values<'p>(&mut self, field: &'p Field, scope: ElementRef<'_>) -> Vec<Read<'p>> {
        let found = field.rule.elements(scope);
        self.counts[field.number].elements += found.len();
        let most = if field.kind == ColumnType::List { ROWS } else { 1 };
        let taken = found.into_iter().filter_map(|element| Some((element, field.rule.take(element)?)));
        taken.take(most).map(|(element, taken)| self.value(field, element, &taken)).collect()
    }

    fn value<'p>(&mut self, field: &'p Field, element: ElementRef<'_>, taken: &Taken) -> Read<'p> {
        let rule = &field.rule;
        let text = taken.text();
        let id = self.places.id(element, self.document);
        let span = if rule.attr.is_none() { self.span(id, taken.printed(), text) } else { None };
        let support = Support {
            origin: Origin::Profile,
            span,
            element: Some(id),
            quote: span.is_none().then(|| text.to_owned()),
            rule: "profile",
            selector: Some(field.id.clone()),
            confidence: SURE,
        };
        let text = rule.value.clone().unwrap_or_else(|| text.to_owned());
        Read { field, text, support }
    }

    /// Where a part of an element's text stands in the document; nowhere, if the document left the element out.
    fn span(&self, id: ElementId, printed: &str, taken: &str) -> Option<Span> {
        let whole = self.places.stretch(id, self.document)?;
        let held = whole.of(&self.document.text);
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        if letters(held) != letters(printed) {
            return None;
        }
        let start = held.find(taken).filter(|_| taken.len() < printed.len());
        Some(start.map_or(whole, |at| {
            let from = whole.start as usize + at;
            Span::new(from, from + taken.len())
        }))
    }
}
