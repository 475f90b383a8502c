//! [`Quotes`] show a value where it stands on its page: the line, the quote, and some words around it.

use std::borrow::Cow;
use std::collections::HashMap;

use annals::parse::{Document, ElementId};
use annals::records::Evidence;

use crate::cli::console::{Console, Style, printable};

/// Longest beginning, and end, of a quote that is shown, in characters.
const QUOTE: usize = 150;

/// How much of the text is shown before and after a quote, in characters.
const CONTEXT: usize = 40;

/// The text of a page, and the lines of its file.
pub(crate) struct Quotes<'a> {
    document: &'a Document,
    lines: HashMap<String, u32>,
}

impl<'a> Quotes<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        Self { document, lines: lines(document) }
    }

    /// The line of the page's file.
    pub(crate) fn line(&self, value: &Evidence) -> Option<u32> {
        value
            .start_byte
            .and_then(|start| self.line_at(start))
            .or_else(|| self.lines.get(value.locator.as_deref()?).copied())
    }

    fn line_at(&self, start: u32) -> Option<u32> {
        self.document.map.element_at(start).map(|element| self.document.map.line(element))
    }

    /// `line 5: Dr. «Maria Lopez», Professor of…`
    pub(crate) fn quote(&self, value: &Evidence, console: &Console) -> String {
        let range = value.start_byte.zip(value.end_byte);
        let around = range.and_then(|(start, end)| self.around(start as usize, end as usize, console));
        let quote = around.unwrap_or_else(|| marked(&value.quote, console));
        on_line(self.line(value), &quote)
    }

    /// Where the page says these words, as [`Self::quote`] shows it: the first place alone.
    pub(crate) fn find(&self, words: &str, console: &Console) -> Option<String> {
        let start = self.document.text.find(words).filter(|_| !words.trim().is_empty())?;
        let quote = self.around(start, start + words.len(), console)?;
        Some(on_line(self.line_at(start as u32), &quote))
    }

    /// The quote with some words before and after it, on one line.
    pub(crate) fn context(&self, value: &Evidence) -> Option<String> {
        let (start, end) = (value.start_byte? as usize, value.end_byte? as usize);
        let (before, rest) = self.document.text.split_at_checked(start)?;
        let (quote, after) = rest.split_at_checked(end.checked_sub(start)?)?;
        Some(printable(&format!("{}{}{}", last(before), ends(quote), first(after))))
    }

    fn around(&self, start: usize, end: usize, console: &Console) -> Option<String> {
        let (before, rest) = self.document.text.split_at_checked(start)?;
        let (quote, after) = rest.split_at_checked(end.checked_sub(start)?)?;
        Some(format!("{}{}{}", printable(&last(before)), marked(quote, console), printable(&first(after))))
    }
}

/// `text, person.title, 0.97, at html > body > p`
pub(crate) fn reason(value: &Evidence) -> String {
    let place = value.locator.as_ref().map_or_else(String::new, |locator| format!(", at {locator}"));
    format!("{}, {}, {:.2}{place}", value.origin.as_str(), value.rule, value.confidence)
}

fn on_line(line: Option<u32>, quote: &str) -> String {
    line.map_or_else(|| quote.to_owned(), |line| format!("line {line}: {quote}"))
}

fn marked(quote: &str, console: &Console) -> String {
    console.paint(Style::Mark, &format!("«{}»", printable(&ends(quote))))
}

/// The line of each element, by its CSS path.
fn lines(document: &Document) -> HashMap<String, u32> {
    let ids = (0..).map(ElementId).take_while(|id| document.map.element(*id).is_some());
    ids.map(|id| (document.map.css_path(id), document.map.line(id))).collect()
}

/// The beginning and the end of a long quote, such as the text that tells the language.
fn ends(text: &str) -> Cow<'_, str> {
    match (
        text.char_indices().nth(2 * QUOTE),
        text.char_indices().nth(QUOTE),
        text.char_indices().rev().nth(QUOTE - 1),
    ) {
        (Some(_), Some((begin, _)), Some((end, _))) => {
            format!("{} […] {}", &text[..begin], &text[end..]).into()
        }
        _ => text.into(),
    }
}

/// The end of the text, up to the break between blocks.
fn last(text: &str) -> String {
    let block = text.rsplit("\n\n").next().unwrap_or(text);
    match block.char_indices().rev().nth(CONTEXT - 1) {
        Some((at, _)) if at > 0 => format!("…{}", &block[at..]),
        _ => block.to_owned(),
    }
}

/// The start of the text, up to the break between blocks.
fn first(text: &str) -> String {
    let block = text.split("\n\n").next().unwrap_or(text);
    match block.char_indices().nth(CONTEXT) {
        Some((at, _)) => format!("{}…", &block[..at]),
        None => block.to_owned(),
    }
}
