//! Values that entries set: the cell changes, and its evidence is the entry.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::project::{Override, Setting};
use crate::records::{Cell, Evidence, Id, Origin, Row, Table, Tables};
use crate::resolve::moves::id;
use crate::resolve::overrides::index::Index;

/// An entry that sets values, with what it means.
pub(super) struct Setter<'o> {
    number: usize,
    entry: &'o Override,
    wanted: HashSet<Id>,
    values: Vec<(&'o Setting, Value)>,
    /// The first announcement of people and institutions, whose rows name none.
    pages: HashMap<Id, Id>,
}

impl<'o> Setter<'o> {
    /// The entry of that number, which sets values in these rows. What it refers to in vain is a complaint, and ends it.
    pub(super) fn new(
        number: usize,
        entry: &'o Override,
        rows: &[Id],
        index: &Index,
    ) -> (Self, Option<String>) {
        let (mut values, mut complaint) = (Vec::new(), None);
        for setting in &entry.set {
            match value(setting, index) {
                Ok(value) => values.push((setting, value)),
                Err(missing) => {
                    complaint = Some(missing);
                    break;
                }
            }
        }
        let pages = rows.iter().filter_map(|row| Some((*row, index.page(*row)?))).collect();
        let wanted = rows.iter().copied().collect();
        (Self { number, entry, wanted, values, pages }, complaint)
    }
}

/// The value; of a reference the id of the row that is called so.
fn value(setting: &Setting, index: &Index) -> Result<Value, String> {
    let (Some(table), Some(name)) = (setting.refers_to, setting.value.as_str()) else {
        return Ok(setting.value.clone());
    };
    match index.called(table, name) {
        [] => Err(format!("no row of {table} is called `{name}`")),
        [first, ..] => Ok(json!(first)),
    }
}

/// The entries on their way over the pages: which changed something, which evidence goes and which comes.
#[derive(Default)]
pub(super) struct Settings {
    pub(super) changed: BTreeSet<usize>,
    replaced: HashSet<(Id, &'static str)>,
    /// With the places of entry and value, for their order.
    evidence: Vec<((usize, usize), Evidence)>,
}

impl Settings {
    /// Sets what the entries say in the rows of a page.
    pub(super) fn page(&mut self, setters: &[Setter<'_>], tables: &mut Tables) {
        for setter in setters {
            for (at, (setting, value)) in setter.values.iter().enumerate() {
                self.in_table(&Cells { setter, setting, value, place: (setter.number, at) }, tables);
            }
        }
        self.support(tables);
    }

    /// The evidence of the new values takes the place of that of the old ones. A person's may belong to a later page.
    fn support(&mut self, tables: &mut Tables) {
        let replaced = |row: &Evidence| self.replaced.contains(&(row.row_id, row.field.as_str()));
        tables.evidence.retain(|row| !replaced(row));
        let here: HashSet<Id> = tables.announcements.iter().map(|row| row.announcement_id).collect();
        let mut come: Vec<_> =
            self.evidence.extract_if(.., |(_, row)| here.contains(&row.announcement_id)).collect();
        come.sort_by_key(|(place, _)| *place);
        tables.evidence.extend(come.into_iter().map(|(_, row)| row));
    }

    fn in_table(&mut self, cells: &Cells<'_>, tables: &mut Tables) {
        match cells.setter.entry.table {
            Table::Announcements => self.cells(cells, &mut tables.announcements),
            Table::Events => self.cells(cells, &mut tables.events),
            Table::EventOrganizers => self.cells(cells, &mut tables.event_organizers),
            Table::Deadlines => self.cells(cells, &mut tables.deadlines),
            Table::People => self.cells(cells, &mut tables.people),
            Table::Institutions => self.cells(cells, &mut tables.institutions),
            Table::Positions => self.cells(cells, &mut tables.positions),
            Table::Talks => self.cells(cells, &mut tables.talks),
            Table::Appearances => self.cells(cells, &mut tables.appearances),
            Table::WhoSpoke | Table::Evidence | Table::Findings => {}
        }
    }

    fn cells<R: Row + Serialize + DeserializeOwned>(&mut self, cells: &Cells<'_>, rows: &mut [R]) {
        for row in rows {
            let Some(own) = id(row).filter(|own| cells.setter.wanted.contains(own)) else { continue };
            if let Some(new) = cells.replaced(row) {
                *row = new;
                self.changed.insert(cells.setter.number);
                self.tell(cells, row, own);
            }
        }
    }

    /// One row of evidence for the value, or for each item of a list; an emptied cell has one too, which says who emptied it.
    fn tell<R: Row>(&mut self, cells: &Cells<'_>, row: &R, own: Id) {
        let position = |name: &str| R::COLUMNS.iter().position(|column| column.name == name);
        let announcement = position("announcement_id").and_then(|at| row.cell(at).text().parse().ok());
        let Some(announcement) = announcement.or_else(|| cells.setter.pages.get(&own).copied()) else {
            return;
        };
        let column = cells.setting.column;
        let cell = position(column).map_or(Cell::Empty, |at| row.cell(at));
        self.replaced.insert((own, column));
        self.evidence.retain(|(_, found)| found.row_id != own || found.field != column);
        let values: Vec<(Option<u32>, String)> = match &cell {
            Cell::List(items) => (0..).map(Some).zip(items.iter().cloned()).collect(),
            cell => vec![(None, cells.name().unwrap_or_else(|| cell.text().into_owned()))],
        };
        let evidence = values.into_iter().map(|(item, value)| Evidence {
            in_table: R::TABLE,
            row_id: own,
            field: column.to_owned(),
            item,
            value,
            announcement_id: announcement,
            origin: Origin::Override,
            locator: None,
            start_byte: None,
            end_byte: None,
            quote: cells.setting.quote.clone(),
            rule: cells.setter.entry.place.clone(),
            confidence: 1.0,
        });
        self.evidence.extend(evidence.map(|row| (cells.place, row)));
    }
}

/// The cells of one column that get one value.
struct Cells<'s> {
    setter: &'s Setter<'s>,
    setting: &'s Setting,
    value: &'s Value,
    place: (usize, usize),
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
