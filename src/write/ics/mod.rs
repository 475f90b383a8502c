//! iCalendar (RFC 5545): `events.ics` has an entry for each event of which a whole day is known; the calendar says how many others there are.
//! Times stand in the zone that is known of them; those without one are local to whoever reads them, as the page has them.

mod entry;
mod line;
mod zone;

use std::fs::File;
use std::io::{self, BufWriter, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::project::About;
use crate::write::{Page, Pages, create, wrong};
use entry::Announced;
use line::Lines;
use zone::Zones;

/// A calendar. Its zones stand first and are known last: entries are put aside until then.
pub(super) struct Calendar {
    path: PathBuf,
    out: File,
    name: String,
    entries: BufWriter<File>,
    zones: Zones,
    left_out: usize,
}

impl Calendar {
    pub(super) fn new(folder: &Path, about: &About) -> Result<Self> {
        let aside = tempfile::tempfile_in(folder).map_err(|error| wrong(folder, error))?;
        let path = folder.join("events.ics");
        Ok(Self {
            out: create(&path)?,
            path,
            name: about.title.clone().unwrap_or_else(|| about.name.clone()),
            entries: BufWriter::new(aside),
            zones: Zones::default(),
            left_out: 0,
        })
    }

    fn write(mut self) -> io::Result<()> {
        let mut head = Lines::default();
        for (name, value) in [
            ("BEGIN", "VCALENDAR"),
            ("VERSION", "2.0"),
            ("PRODID", "-//annals//annals//EN"),
            ("CALSCALE", "GREGORIAN"),
        ] {
            head.put(name, value);
        }
        for name in ["NAME", "X-WR-CALNAME"] {
            head.text(name, &self.name);
        }
        if self.left_out > 0 {
            let told = format!("Events left out because no whole day is known of them: {}", self.left_out);
            head.text("DESCRIPTION", &told);
        }
        self.zones.tell(&mut head);
        let mut out = BufWriter::new(self.out);
        out.write_all(head.0.as_bytes())?;
        self.entries.flush()?;
        self.entries.rewind()?;
        io::copy(self.entries.get_mut(), &mut out)?;
        out.write_all(b"END:VCALENDAR\r\n")?;
        out.flush()
    }
}

impl Pages for Calendar {
    fn page(&mut self, page: &Page) -> Result<()> {
        let announced = Announced::new(page);
        for event in &page.tables.events {
            let Some(entry) = announced.entry(event, &mut self.zones) else {
                self.left_out += 1;
                continue;
            };
            self.entries.write_all(entry.0.as_bytes()).map_err(|error| wrong(&self.path, error))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<()> {
        let path = self.path.clone();
        self.write().map_err(|error| wrong(&path, error))
    }
}
