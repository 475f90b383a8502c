//! The report: a dataset and the texts of its pages as one HTML file that people open in a browser, without a server and without the web.
//! What pages say travels as compressed data that only the report's own script reads, so nothing of it can become markup.

mod embed;
mod index;
mod page;
mod shell;
mod tables;

pub use page::PageText;

use std::fmt::Write as _;

use serde_json::json;

use crate::error::{Error, ErrorKind, Result};
use crate::project::About;
use crate::records::Table;
use crate::resolve::Dataset;
use embed::data_block;
use index::Index;

/// How many pages share one block of data: what they have in common is stored once, and a page is shown without reading all of them.
const PAGES_A_BLOCK: usize = 16;

/// What the reader sees first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// What a careful reader would query.
    #[default]
    Findings,
    /// The first page with its evidence.
    Page,
}

/// Renders a report: UTF-8, the same bytes for the same dataset and texts. Pages of the dataset without a text among `pages` are listed, and
/// their values shown without their places.
///
/// # Errors
/// Where a table cannot be turned into JSON, which would be a bug.
pub fn html(dataset: &Dataset, about: &About, pages: &[PageText], start: Start) -> Result<Vec<u8>> {
    let index = Index::new(dataset, pages);
    let mut blocks = String::new();
    for table in Table::ALL.into_iter().filter(|table| *table != Table::Evidence) {
        let rows = tables::table(dataset, table, &index);
        push(&mut blocks, &format!("table-{table}"), &rows)?;
    }
    push(&mut blocks, "pages", &index.listed())?;
    for (number, texts) in index.pages.chunks(PAGES_A_BLOCK).enumerate() {
        let texts: Vec<_> = texts.iter().map(|page| page::page(page, &index)).collect();
        push(&mut blocks, &format!("texts-{number}"), &texts)?;
    }
    let title = about.title.as_deref().unwrap_or(&about.name);
    let meta = json!({
        "title": title,
        "start": match start { Start::Findings => "findings", Start::Page => "page/0" },
        "pages": index.pages.len(),
        "pages_a_block": PAGES_A_BLOCK,
        "tables": Table::ALL.map(|table| tables::described(dataset, table, &index)),
    });
    Ok(shell::page(title, &meta, &blocks).into_bytes())
}

fn push(blocks: &mut String, id: &str, value: &impl serde::Serialize) -> Result<()> {
    let json = serde_json::to_vec(value).map_err(|error| {
        Error::new(ErrorKind::Output, id, "the data of the report could not be written").because(error)
    })?;
    let _ = writeln!(blocks, "{}", data_block(id, &json));
    Ok(())
}

#[cfg(test)]
mod tests;
