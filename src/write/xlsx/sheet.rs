//! One sheet: a header that stays in view and filters, rows, and columns as wide as what they hold.

use rust_xlsxwriter::{ExcelDateTime, Format, Note, Url, Workbook, Worksheet, XlsxError};

use crate::dates::ClockTime;
use crate::records::{Column, Row, Table};
use crate::write::xlsx::value::{LONGEST, Value, is_address};

/// Links that Excel has in a sheet; what is more stays text.
const LINKS: u32 = 65_530;
/// Rows by which the width of columns is judged.
const JUDGED: u32 = 1_000;
/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (8, 48);
/// How many rows in ten a column shows whole.
const SHOWN: u32 = 9;
/// The colour behind the names of columns.
const HEAD: u32 = 0x00E8_EEF4;
/// Room for the button of the filter.
const BUTTON: usize = 3;

/// A sheet that is written row by row.
pub(super) struct Sheet {
    table: Table,
    /// From 1: a table with more rows than a sheet has goes on in another one.
    part: u32,
    /// Which worksheet of the workbook it is.
    place: usize,
    /// Rows that are written, with the header.
    rows: u32,
    links: u32,
    /// For each column, how many of the judged rows are as wide as the index says.
    widths: Vec<[u32; WIDTHS.1 + 1]>,
    formats: Formats,
}

/// How values look.
struct Formats {
    day: Format,
    minute: Format,
    second: Format,
}

impl Sheet {
    pub(super) fn new(table: Table, part: u32, workbook: &mut Workbook) -> Result<Self, XlsxError> {
        let place = workbook.worksheets().len();
        let worksheet = workbook.add_worksheet_with_constant_memory()?;
        let name = if part == 1 { table.name().to_owned() } else { format!("{table}_{part}") };
        worksheet.set_name(name)?.set_freeze_panes(1, 0)?;
        let head = Format::new().set_bold().set_background_color(HEAD);
        for (at, column) in (0..).zip(table.columns()) {
            worksheet.write_string_with_format(0, at, column.name, &head)?;
        }
        let widths = vec![[0; WIDTHS.1 + 1]; table.columns().len()];
        let format = |shape: &str| Format::new().set_num_format(shape);
        let formats =
            Formats { day: format("yyyy-mm-dd"), minute: format("hh:mm"), second: format("hh:mm:ss") };
        Ok(Self { table, part, place, rows: 1, links: 0, widths, formats })
    }

    pub(super) fn table(&self) -> Table {
        self.table
    }

    pub(super) fn part(&self) -> u32 {
        self.part
    }

    pub(super) fn is_full(&self, limit: u32) -> bool {
        self.rows >= limit
    }

    /// Adds a row.
    pub(super) fn row<R: Row>(&mut self, row: &R, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let worksheet = workbook.worksheet_from_index(self.place)?;
        for (at, column) in R::COLUMNS.iter().enumerate() {
            let cell = row.cell(at);
            let value = Value::of(&cell);
            if self.rows <= JUDGED {
                self.widths[at][value.width().min(WIDTHS.1)] += 1;
            }
            self.cell(at as u16, column, value, worksheet)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes a cell. Text is always written as text, so that nothing that a page says is ever a formula.
    fn cell(
        &mut self,
        at: u16,
        column: &Column,
        value: Value<'_>,
        sheet: &mut Worksheet,
    ) -> Result<(), XlsxError> {
        let row = self.rows;
        match value {
            Value::Nothing => return Ok(()),
            Value::Number(number) => sheet.write_number(row, at, number)?,
            Value::Truth(truth) => sheet.write_boolean(row, at, truth)?,
            Value::Day(day) => {
                let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
                let day = ExcelDateTime::from_ymd(day.year().unsigned_abs(), month, date)?;
                sheet.write_datetime_with_format(row, at, &day, &self.formats.day)?
            }
            Value::Time(ClockTime { hour, minute, second }) => {
                let format = if second == 0 { &self.formats.minute } else { &self.formats.second };
                let time = ExcelDateTime::from_hms(hour.into(), minute, f64::from(second))?;
                sheet.write_datetime_with_format(row, at, &time, format)?
            }
            Value::Text(text) if self.links < LINKS && is_address(column, &text) => {
                self.links += 1;
                sheet.write_url_with_text(row, at, Url::new(&*text), text)?
            }
            Value::Text(text) => sheet.write_string(row, at, text)?,
            Value::Cut(text) => {
                let told =
                    format!("Cut to {LONGEST} characters, as many as a cell has; other formats have all.");
                sheet.write_string(row, at, text)?.insert_note(row, at, &Note::new(told))?
            }
        };
        Ok(())
    }

    /// Sets what is known when all rows are there.
    pub(super) fn close(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let worksheet = workbook.worksheet_from_index(self.place)?;
        for ((at, column), widths) in (0..).zip(self.table.columns()).zip(&self.widths) {
            let width = fitting(widths).max(column.name.len() + BUTTON);
            worksheet.set_column_width(at, width.clamp(WIDTHS.0, WIDTHS.1) as f64)?;
        }
        let last = self.table.columns().len() as u16 - 1;
        worksheet.autofilter(0, 0, self.rows - 1, last)?;
        Ok(())
    }
}

/// The width that shows most rows whole; the few longest values of a column do not make it wide.
fn fitting(widths: &[u32]) -> usize {
    let rows: u32 = widths.iter().sum();
    let mut shown = 0;
    let fits = |(width, count): (usize, &u32)| {
        shown += count;
        (shown * 10 >= rows * SHOWN).then_some(width)
    };
    widths.iter().enumerate().find_map(fits).unwrap_or_default()
}
