//! The flat sheet stands in the order of days, not of pages: its rows are put aside in a file as they come, and only their days are held.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::dates::PartialDate;
use crate::error::Result;
use crate::records::{Id, Tables, WhoSpoke};
use crate::resolve::Sheet;
use crate::write::wrong;

/// Rows that are given at once.
const ROWS: usize = 256;

/// What the flat sheet is sorted by: rows without a day stand last.
type Day = (bool, Option<PartialDate>);

/// The rows of the flat sheet, on the disk.
pub(super) struct Spoke {
    sheet: Sheet,
    folder: PathBuf,
    aside: BufWriter<File>,
    /// The day, and where the row begins and how long it is.
    rows: Vec<(Day, u64, u32)>,
    end: u64,
}

impl Spoke {
    /// Rows are put aside in `folder`, in a file that nobody sees and that goes with this.
    pub(super) fn new(folder: &Path) -> Result<Self> {
        let file = tempfile::tempfile_in(folder).map_err(|error| wrong(folder, error))?;
        Ok(Self {
            sheet: Sheet::default(),
            folder: folder.to_owned(),
            aside: BufWriter::new(file),
            rows: Vec::new(),
            end: 0,
        })
    }

    /// Adds the rows of a page. `shares` says which people and institutions other pages name.
    pub(super) fn page(&mut self, tables: &Tables, shares: impl Fn(Id) -> bool) -> Result<()> {
        for row in self.sheet.page(tables, shares) {
            self.put(&row).map_err(|error| wrong(&self.folder, error))?;
        }
        Ok(())
    }

    fn put(&mut self, row: &WhoSpoke) -> io::Result<()> {
        let bytes = postcard::to_stdvec(row).map_err(io::Error::other)?;
        self.aside.write_all(&bytes)?;
        self.rows.push((row.day(), self.end, bytes.len() as u32));
        self.end += bytes.len() as u64;
        Ok(())
    }

    /// Gives all rows in their order, some at a time.
    pub(super) fn each(mut self, mut take: impl FnMut(Vec<WhoSpoke>) -> Result<()>) -> Result<()> {
        self.rows.sort_by_key(|(day, ..)| *day);
        let cannot = |error| wrong(&self.folder, error);
        let mut aside = self.aside.into_inner().map_err(|error| cannot(error.into_error()))?;
        let mut bytes = Vec::new();
        for places in self.rows.chunks(ROWS) {
            let rows = places.iter().map(|(_, begin, length)| {
                bytes.resize(*length as usize, 0);
                aside.seek(SeekFrom::Start(*begin))?;
                aside.read_exact(&mut bytes)?;
                postcard::from_bytes(&bytes).map_err(io::Error::other)
            });
            take(rows.collect::<io::Result<_>>().map_err(cannot)?)?;
        }
        Ok(())
    }
}
