//! Reading a dataset back: the rows of `dataset.json`, a few at a time, so that it may be larger than the memory.

use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

use annals::records::{Announcement, Tables};
use annals::write::back;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Rows in a portion.
const ROWS: usize = 256;

/// Gives the rows of a dataset in portions, each of one table, in the order of the file, until `take` has seen enough. A file that is not there, or that
/// another version wrote, has no rows, or no more. JSON Lines give the rows of a page at a time; where only CSV was written, all rows are one portion.
pub(crate) fn portions(folder: &Path, take: &mut dyn FnMut(Tables) -> ControlFlow<()>) {
    if let Ok(file) = File::open(folder.join("dataset.json")) {
        let mut reader = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, file));
        let _ = Document(take).deserialize(&mut reader);
    } else if let Some(mut pages) = back::lines(folder) {
        let _ = pages.try_for_each(|tables| tables.map_or(ControlFlow::Break(()), &mut *take));
    } else if let Some(tables) = back::tables(folder) {
        let _ = take(tables);
    }
}

/// The announcements of a dataset in portions: where they stand first, nothing else is read.
pub(crate) fn announcements(folder: &Path, take: &mut dyn FnMut(Vec<Announcement>)) {
    let by_page = folder.join("documents.jsonl").exists();
    portions(folder, &mut |tables| {
        let is_end = tables.announcements.is_empty() && !by_page;
        take(tables.announcements);
        if is_end { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
}

struct Document<'t>(&'t mut dyn FnMut(Tables) -> ControlFlow<()>);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a dataset")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let take = self.0;
        while let Some(table) = map.next_key::<String>()? {
            macro_rules! rows {
                ($($table:ident)+) => {
                    match &*table {
                        $(stringify!($table) => map.next_value_seed(Rows(&mut |rows| {
                            take(Tables { $table: rows, ..Tables::default() })
                        }))?,)+
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                };
            }
            rows!(announcements events event_organizers deadlines people institutions positions talks appearances
                evidence findings);
        }
        Ok(())
    }
}

struct Rows<'t, R>(&'t mut dyn FnMut(Vec<R>) -> ControlFlow<()>);

impl<'de, R: Deserialize<'de>> DeserializeSeed<'de> for Rows<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, R: Deserialize<'de>> Visitor<'de> for Rows<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the rows of a table")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        loop {
            let mut rows = Vec::new();
            while rows.len() < ROWS
                && let Some(row) = seq.next_element()?
            {
                rows.push(row);
            }
            let is_last = rows.len() < ROWS;
            if (self.0)(rows).is_break() {
                return Err(A::Error::custom("enough was read"));
            }
            if is_last {
                return Ok(());
            }
        }
    }
}
