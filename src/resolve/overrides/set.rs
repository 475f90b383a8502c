//! Values that an entry sets: the cell changes, and its evidence is the entry.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::project::{Override, Setting};
use crate::records::{Cell, Evidence, Id, Origin, Row, Table, Tables};
use crate::resolve::moves::id;
use crate::resolve::overrides::index::Index;

/// Sets values, and remembers which evidence goes and which comes.
pub(super) struct Setter {
    index: Index,
    replaced: HashSet<(Id, &'static str)>,
    evidence: Vec<Evidence>,
}

impl Setter {
    pub(super) fn new(index: Index) -> Self {
        Self { index, replaced: HashSet::new(), evidence: Vec::new() }
    }

    /// Sets what an entry says in these rows; gives the number of cells that changed, or what the entry refers to in vain.
    pub(super) fn set(
        &mut self,
        entry: &Override,
        rows: &[Id],
        tables: &mut Tables,
    ) -> Result<usize, String> {
        let wanted: HashSet<Id> = rows.iter().copied().collect();
        let mut changed = 0;
        for setting in &entry.set {
            let value = self.value(setting)?;
            changed += self.in_table(entry, setting, &value, &wanted, tables);
        }
        Ok(changed)
    }

    /// The value; of a reference the id of the row that is called so.
    fn value(&self, setting: &Setting) -> Result<Value, String> {
        let (Some(table), Some(name)) = (setting.refers_to, setting.value.as_str()) else {
            return Ok(setting.value.clone());
        };
        match self.index.called(table, name) {
            [] => Err(format!("no row of {table} is called `{name}`")),
            [first, ..] => Ok(json!(first)),
        }
    }

    fn in_table(
        &mut self,
        entry: &Override,
        setting: &Setting,
        value: &Value,
        wanted: &HashSet<Id>,
        tables: &mut Tables,
    ) -> usize {
        let cells = Cells { entry, setting, value, wanted };
        match entry.table {
            Table::Announcements => self.cells(&cells, &mut tables.announcements),
            Table::Events => self.cells(&cells, &mut tables.events),
            Table::EventOrganizers => self.cells(&cells, &mut tables.event_organizers),
            Table::Deadlines => self.cells(&cells, &mut tables.deadlines),
            Table::People => self.cells(&cells, &mut tables.people),
            Table::Institutions => self.cells(&cells, &mut tables.institutions),
            Table::Positions => self.cells(&cells, &mut tables.positions),
            Table::Talks => self.cells(&cells, &mut tables.talks),
            Table::Appearances => self.cells(&cells, &mut tables.appearances),
            Table::WhoSpoke | Table::Evidence | Table::Findings => 0,
        }
    }

    fn cells<R: Row + Serialize + DeserializeOwned>(&mut self, cells: &Cells, rows: &mut [R]) -> usize {
        let mut changed = 0;
        for row in rows {
            let Some(own) = id(row).filter(|own| cells.wanted.contains(own)) else { continue };
            if let Some(new) = cells.replaced(row) {
                *row = new;
                changed += 1;
                self.tell(cells, row, own);
            }
        }
        changed
    }

    /// One row of evidence for the value, or for each item of a list; an emptied cell has one too, which says who emptied it.
    fn tell<R: Row>(&mut self, cells: &Cells, row: &R, own: Id) {
        let position = |name: &str| R::COLUMNS.iter().position(|column| column.name == name);
        let announcement = position("announcement_id").and_then(|at| row.cell(at).text().parse().ok());
        let Some(announcement) = announcement.or_else(|| self.index.page(own)) else { return };
        let cell = position(cells.setting.column).map_or(Cell::Empty, |at| row.cell(at));
        self.replaced.insert((own, cells.setting.column));
        self.evidence.retain(|found| found.row_id != own || found.field != cells.setting.column);
        let values: Vec<(Option<u32>, String)> = match &cell {
            Cell::List(items) => (0..).map(Some).zip(items.iter().cloned()).collect(),
            cell => vec![(None, cells.name().unwrap_or_else(|| cell.text().into_owned()))],
        };
        self.evidence.extend(values.into_iter().map(|(item, value)| Evidence {
            in_table: R::TABLE,
            row_id: own,
            field: cells.setting.column.to_owned(),
            item,
            value,
            announcement_id: announcement,
            origin: Origin::Override,
            locator: None,
            start_byte: None,
            end_byte: None,
            quote: cells.setting.quote.clone(),
            rule: cells.entry.place.clone(),
            confidence: 1.0,
        }));
    }

    /// The evidence of the new values takes the place of that of the old ones.
    pub(super) fn finish(self, tables: &mut Tables) {
        let replaced = |row: &Evidence| self.replaced.contains(&(row.row_id, row.field.as_str()));
        tables.evidence.retain(|row| !replaced(row));
        tables.evidence.extend(self.evidence);
    }
}

/// The cells of one column that get one value.
struct Cells<'s> {
    entry: &'s Override,
    setting: &'s Setting,
    value: &'s Value,
    wanted: &'s HashSet<Id>,
}

impl Cells<'_> {
    /// The row with the value, where it does not have it already.
    fn replaced<R: Serialize + DeserializeOwned>(&self, row: &R) -> Option<R> {
        let mut object = serde_json::to_value(row).ok()?;
        let cell = object.get_mut(self.setting.column)?;
        if cell == self.value {
            return None;
        }
        *cell = self.value.clone();
        serde_json::from_value(object).ok()
    }

    /// What the row that the column refers to is called.
    fn name(&self) -> Option<String> {
        self.setting.refers_to.and_then(|_| self.setting.value.as_str()).map(str::to_owned)
    }
}
