//! The text of a page and the values that were read from it, as the report's script reads them. Places are counted in UTF-16, as scripts
//! count; a quote that is the text at its place, and a value that is its quote, are not told twice.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::parse::{Block, BlockKind, Document};
use crate::records::{Evidence, PageRecord};
use crate::report::index::{Index, Listed, number};
use crate::resolve::{Dataset, Erasure};

/// What the report shows of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageText {
    /// Path or address, as in `announcements.source`.
    pub source: String,
    /// Canonical address.
    pub url: Option<String>,
    /// Language of the text, BCP 47.
    pub language: Option<String>,
    /// The text that evidence counts its bytes in.
    pub text: String,
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
    /// The readings that lost against the values that were taken.
    pub rivals: Vec<Evidence>,
}

impl PageText {
    /// What is shown of a page that was parsed and gave this record.
    #[must_use]
    pub fn new(document: Document, record: &PageRecord) -> Self {
        Self {
            source: document.source,
            url: document.url,
            language: document.language,
            text: document.text,
            blocks: document.blocks,
            rivals: record.rivals.clone(),
        }
    }

    /// Takes out of the text what nobody is to read of those who are erased; `dataset` says who else is called so. Offsets keep their meaning.
    pub fn erase(&mut self, erasure: &Erasure, dataset: &Dataset) {
        self.source = erasure.mask_address(&self.source).into_owned();
        self.url = self.url.take().map(|url| erasure.mask_address(&url).into_owned());
        erasure.text(&mut self.text, &mut self.rivals, &dataset.tables);
    }
}

/// The page as data.
pub(super) fn page(page: &Listed<'_>, index: &Index<'_>) -> Value {
    let empty = PageText::default();
    let text = page.text.unwrap_or(&empty);
    let units = Units::of(&text.text);
    let mut words = Words::default();
    let mut told = |row: &Evidence| evidence(row, text, &units, index, &mut words);
    let values: Vec<Value> = page.evidence.iter().filter_map(|row| told(row)).collect();
    let rivals: Vec<Value> = text.rivals.iter().filter_map(told).collect();
    json!({
        "text": text.text,
        "language": text.language,
        "blocks": text.blocks.iter().map(|block| described(block, &units)).collect::<Value>(),
        "values": values,
        "rivals": rivals,
        "words": words.list,
    })
}

/// `[table, row, column, item, value, origin, start, end, quote, rule, locator, confidence]`; rows that the dataset does not hold are left out.
fn evidence(
    row: &Evidence,
    page: &PageText,
    units: &Units,
    index: &Index<'_>,
    words: &mut Words,
) -> Option<Value> {
    let line = index.row(row.row_id)?;
    let column = row.in_table.columns().iter().position(|column| column.name == row.field)?;
    let place = row.start_byte.zip(row.end_byte);
    let slice = place.and_then(|(start, end)| page.text.get(start as usize..end as usize));
    let place = slice.and(place);
    Some(json!([
        number(row.in_table),
        line,
        column,
        row.item,
        (row.value != row.quote).then_some(&row.value),
        words.number(row.origin.as_str()),
        place.map(|(start, _)| units.at(start)),
        place.map(|(_, end)| units.at(end)),
        (slice != Some(row.quote.as_str())).then_some(&row.quote),
        words.number(&row.rule),
        row.locator.as_ref().map(|locator| words.number(locator)),
        (f64::from(row.confidence) * 1000.0).round() / 1000.0,
    ]))
}

/// `[start, end, kind, beside]`; cells also tell their table, row and column.
fn described(block: &Block, units: &Units) -> Value {
    let (start, end) = (units.at(block.span.start), units.at(block.span.end));
    let beside = u8::from(block.beside);
    let cell = match block.kind {
        BlockKind::Cell(cell) => Some(cell),
        _ => None,
    };
    match cell {
        Some(cell) => json!([start, end, kind(block.kind), beside, cell.table, cell.row, cell.column]),
        None => json!([start, end, kind(block.kind), beside]),
    }
}

fn kind(kind: BlockKind) -> String {
    match kind {
        BlockKind::Heading(level) => format!("h{level}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::ListItem { .. } => "li".to_owned(),
        BlockKind::Term => "dt".to_owned(),
        BlockKind::Definition => "dd".to_owned(),
        BlockKind::Cell(cell) => if cell.header { "th" } else { "td" }.to_owned(),
        BlockKind::Caption => "caption".to_owned(),
        BlockKind::Byline => "byline".to_owned(),
        BlockKind::Quote => "quote".to_owned(),
        BlockKind::Preformatted => "pre".to_owned(),
        BlockKind::Contact => "contact".to_owned(),
    }
}

/// Words that many values share, told once.
#[derive(Default)]
struct Words {
    list: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Words {
    fn number(&mut self, word: &str) -> usize {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        self.list.push(word.to_owned());
        self.numbers.insert(word.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}

/// From offsets in bytes to offsets in UTF-16.
struct Units {
    /// After each character that takes another number of UTF-16 units than of bytes: the byte, and how many units are fewer.
    steps: Vec<(u32, u32)>,
}

impl Units {
    fn of(text: &str) -> Self {
        let mut fewer = 0;
        let mut steps = Vec::new();
        for (at, character) in text.char_indices() {
            let (bytes, units) = (character.len_utf8(), character.len_utf16());
            if bytes != units {
                fewer += (bytes - units) as u32;
                steps.push(((at + bytes) as u32, fewer));
            }
        }
        Self { steps }
    }

    /// The offset in units of a byte at which a character begins, or the text ends.
    fn at(&self, byte: u32) -> u32 {
        let passed = self.steps.partition_point(|(after, _)| *after <= byte);
        byte - passed.checked_sub(1).map_or(0, |last| self.steps[last].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_scripts_count() {
        let text = "é𝄞a中b";
        let units = Units::of(text);
        for (at, _) in text.char_indices() {
            let expected = text[..at].encode_utf16().count() as u32;
            assert_eq!(units.at(at as u32), expected);
        }
        assert_eq!(units.at(text.len() as u32), 6);
    }
}
