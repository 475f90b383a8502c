//! The flat sheet stands in the order of days, not of pages: its rows are put aside as they come, and sorted by day.

use std::path::{Path, PathBuf};

use crate::dates::PartialDate;
use crate::error::Result;
use crate::records::{Id, Tables, WhoSpoke};
use crate::resolve::Sheet;
use crate::scratch::{Scratch, Sorter};
use crate::write::wrong;

/// Rows that are given at once.
const ROWS: usize = 256;

/// What the flat sheet is sorted by: rows without a day stand last.
type Day = (bool, Option<PartialDate>);

/// The rows of the flat sheet, with day and place, on the disk as soon as they are many.
pub(super) struct Spoke {
    sheet: Sheet,
    folder: PathBuf,
    scratch: Scratch,
    rows: Sorter<(Day, u64), WhoSpoke>,
    count: u64,
}

impl Spoke {
    /// Rows are put aside in `folder`, in files that nobody sees and that go with this.
    pub(super) fn new(folder: &Path, sheet: Sheet) -> Self {
        let scratch = Scratch::folder(folder);
        let rows = Sorter::new(&scratch);
        Self { sheet, folder: folder.to_owned(), scratch, rows, count: 0 }
    }

    /// Adds the rows of a page. `shares` says which people and institutions other pages name.
    pub(super) fn page(&mut self, tables: &Tables, shares: impl Fn(Id) -> bool) -> Result<()> {
        for row in self.sheet.page(tables, shares) {
            self.rows.push((row.day(), self.count), row);
            self.count += 1;
        }
        self.scratch.check().map_err(|error| wrong(&self.folder, error))
    }

    /// Gives all rows in their order, some at a time.
    pub(super) fn each(self, mut take: impl FnMut(Vec<WhoSpoke>) -> Result<()>) -> Result<()> {
        let (mut some, mut outcome) = (Vec::new(), Ok(()));
        self.rows.each(|_, row| {
            if outcome.is_err() {
                return;
            }
            some.push(row);
            if some.len() == ROWS {
                outcome = take(std::mem::take(&mut some));
            }
        });
        outcome?;
        self.scratch.check().map_err(|error| wrong(&self.folder, error))?;
        if some.is_empty() { Ok(()) } else { take(some) }
    }
}
