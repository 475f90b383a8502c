//! Excel: a workbook with a sheet a table, the flat sheet first. Rows go to the disk as they come. Sheets hold 1,048,576 rows; what is more goes
//! on to another sheet beside the first, `evidence_2`.

mod sheet;
#[cfg(test)]
mod tests;
mod value;

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use serde::Serialize;

use crate::error::Result;
use crate::project::About;
use crate::records::{Row, Table, TableVisitor, WhoSpoke};
use crate::write::{Page, Pages, wrong};
use sheet::Sheet;

/// Rows that Excel has in a sheet, with the header.
const ROWS: u32 = 1_048_576;

/// A workbook that is written page by page.
pub(super) struct Book {
    path: PathBuf,
    workbook: Workbook,
    /// In the order of tables.
    sheets: Vec<Sheet>,
    /// The place of each worksheet among the tables, and its number among those of its table.
    order: Vec<(usize, u32)>,
    /// Rows in a sheet.
    limit: u32,
}

impl Pages for Book {
    fn page(&mut self, page: &Page) -> Result<()> {
        page.tables.visit_all(self).map_err(|error| self.wrong(error))
    }

    fn spoke(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        self.rows(rows).map_err(|error| self.wrong(error))
    }

    fn finish(mut self) -> Result<()> {
        self.close().map_err(|error| self.wrong(error))
    }
}

impl TableVisitor for Book {
    type Error = XlsxError;

    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<(), XlsxError> {
        let Some(at) = Table::ALL.iter().position(|table| *table == R::TABLE) else { return Ok(()) };
        for row in rows {
            if self.sheets[at].is_full(self.limit) {
                self.go_on(at)?;
            }
            self.sheets[at].row(row, &mut self.workbook)?;
        }
        Ok(())
    }
}

impl Book {
    pub(super) fn new(folder: &Path, about: &About) -> Result<Self> {
        let path = folder.join("dataset.xlsx");
        let mut book =
            Self { path, workbook: Workbook::new(), sheets: Vec::new(), order: Vec::new(), limit: ROWS };
        book.begin(folder, about).map_err(|error| book.wrong(error))?;
        Ok(book)
    }

    fn begin(&mut self, folder: &Path, about: &About) -> Result<(), XlsxError> {
        let title = about.title.as_deref().unwrap_or(&about.name);
        // No dataset says when it was written.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        self.workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
        self.workbook.set_tempdir(folder)?;
        for (at, table) in Table::ALL.into_iter().enumerate() {
            self.order.push((at, 1));
            self.sheets.push(Sheet::new(table, 1, &mut self.workbook)?);
        }
        Ok(())
    }

    /// Goes on with a table on another sheet.
    fn go_on(&mut self, at: usize) -> Result<(), XlsxError> {
        let full = &self.sheets[at];
        full.close(&mut self.workbook)?;
        let (table, part) = (full.table(), full.part() + 1);
        self.order.push((at, part));
        self.sheets[at] = Sheet::new(table, part, &mut self.workbook)?;
        Ok(())
    }

    fn close(&mut self) -> Result<(), XlsxError> {
        for sheet in &self.sheets {
            sheet.close(&mut self.workbook)?;
        }
        let worksheets = self.workbook.worksheets_mut();
        let mut ordered: Vec<_> = self.order.iter().zip(std::mem::take(worksheets)).collect();
        ordered.sort_by_key(|(place, _)| **place);
        worksheets.extend(ordered.into_iter().map(|(_, worksheet)| worksheet));
        self.workbook.save(&self.path)
    }

    fn wrong(&self, error: XlsxError) -> crate::Error {
        wrong(&self.path, std::io::Error::other(error))
    }
}
