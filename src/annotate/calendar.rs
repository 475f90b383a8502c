//! Days whose month stands in another cell: `Jan 2018` in one column, for all rows down to the next, and `17` in the column behind it.

use rustc_hash::FxHashMap;

use crate::annotate::mention::{Kind, Mention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::dates::{Expression, PartialDate};
use crate::parse::{BlockKind, Cell, Document};
use crate::span::Span;

/// As many rows make it a calendar.
const FEW: usize = 3;

const RULE: &str = "date.columns";

/// Adds the days of such tables.
pub(super) fn add(document: &Document, tokens: &Tokens<'_>, mentions: &mut Vec<Mention>) {
    let months = months(document, tokens, mentions);
    if months.is_empty() {
        return;
    }
    let mut found: Vec<(u32, Mention)> = Vec::new();
    let mut month: Option<(Cell, i16, i8)> = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let BlockKind::Cell(cell) = block.kind else { continue };
        if let Some((year, number)) = months.get(&index).copied() {
            month = Some((cell, year, number));
            continue;
        }
        let Some((over, year, number)) = month.filter(|(over, ..)| over.table == cell.table) else {
            continue;
        };
        let day = (cell.column == over.column + 1).then(|| day(tokens, tokens.blocks[index])).flatten();
        if let Some((span, date)) =
            day.and_then(|(span, day)| Some((span, PartialDate::day(year, number, day)?)))
        {
            let (from, to) = tokens.range_of(span);
            let kind = Kind::Date(Box::new(expression(span, date)));
            found.push((cell.table, Mention { span, from, to, kind, rule: RULE, confidence: 0.7 }));
        }
    }
    let mut rows: FxHashMap<u32, usize> = FxHashMap::default();
    found.iter().for_each(|(table, _)| *rows.entry(*table).or_default() += 1);
    found.retain(|(table, _)| rows[table] >= FEW);
    // In text order, as the cells are.
    let replaced = |known: &Mention| {
        let next = found.partition_point(|(_, new)| new.span.end <= known.span.start);
        found.get(next).is_some_and(|(_, new)| new.span.overlaps(known.span))
    };
    mentions.retain(|known| known.date().is_none() || !replaced(known));
    mentions.extend(found.into_iter().map(|(_, mention)| mention));
}

/// Cells that are nothing but a month with its year: the block, the year and the month.
fn months(document: &Document, tokens: &Tokens<'_>, mentions: &[Mention]) -> FxHashMap<usize, (i16, i8)> {
    let dates = mentions.iter().filter_map(|mention| Some((mention, mention.date()?.start?)));
    let months = dates.filter_map(|(mention, start)| {
        Some((mention, start.month.filter(|_| start.day.is_none())?, start.year))
    });
    months
        .filter_map(|(mention, month, year)| {
            let at = tokens.block_of(mention.from);
            let block = document.blocks.get(at)?;
            let whole = block.span.trim(tokens.text) == mention.span;
            (whole && matches!(block.kind, BlockKind::Cell(_))).then_some((at, (year, month)))
        })
        .collect()
}

/// A cell that is nothing but a number of a day, and a weekday perhaps.
fn day(tokens: &Tokens<'_>, (from, to): (usize, usize)) -> Option<(Span, i8)> {
    let number = (from..to).find(|&at| tokens.tokens[at].shape == Shape::Number)?;
    let day = tokens.str(number).parse().ok().filter(|day| (1..=31).contains(day))?;
    let short =
        to - from <= 3 && (from..to).filter(|&at| tokens.tokens[at].shape == Shape::Number).count() == 1;
    short.then(|| (tokens.span(number, number + 1), day))
}

fn expression(span: Span, date: PartialDate) -> Expression {
    Expression {
        parts: (Some(span), None),
        start: Some(date),
        inferred: true,
        ..Expression::bare(span, RULE)
    }
}
