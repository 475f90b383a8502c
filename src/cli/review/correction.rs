//! A [`Correction`] is an entry of `overrides.toml` for one value of one page. It is written into the file as it stands: comments and the order of what people
//! wrote are kept, and an entry for the same row gets one more value.

use annals::project::{OVERRIDES, Overrides};
use annals::records::{Cell, ColumnType, Id, Row, Table, Tables};
use annals::{Error, ErrorKind, Result};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, TableLike, Value};

use super::items;

/// What people know better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Correction {
    table: Table,
    /// What the row is called.
    conditions: Vec<(&'static str, String)>,
    /// The column and its value; nothing where the row is to go.
    set: Option<(&'static str, String)>,
}

impl Correction {
    /// Of what the page says now, what is to stand instead; an empty value empties the cell, and takes out a person or an institution.
    pub(super) fn of(item: items::Item<'_>, value: &str) -> Result<Self> {
        let record = &item.open.record;
        let refused = |message: &str, remedy: &str| {
            Error::new(ErrorKind::Config, &item.difference.path, message).remedy(remedy)
        };
        let target = item.difference.target(record).ok_or_else(|| {
            refused(
                "is nothing that overrides can correct",
                "accept or reject it: the page has no row for it",
            )
        })?;
        let table = target.row.table;
        let names = conditions(&record.tables, target.row, &record.page.source);
        let conditions = names.ok_or_else(|| {
            refused(
                "has nothing that it could be matched by",
                "write the entry by hand; see docs/overrides.md",
            )
        })?;
        let set = match target.column {
            None if value.is_empty() && matches!(table, Table::People | Table::Institutions) => None,
            None if value.is_empty() => {
                return Err(refused("cannot be left out", "only people and institutions can"));
            }
            None => Some((named_by(table), value.to_owned())),
            Some(column) => Some((column.strip_suffix("_id").unwrap_or(column), value.to_owned())),
        };
        Ok(Self { table, conditions, set })
    }

    /// The text of an `overrides.toml` with the correction.
    pub(super) fn written(&self, text: &str) -> Result<String> {
        Overrides::parse(text, OVERRIDES)?;
        let mut file: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            Error::new(ErrorKind::Config, OVERRIDES, "is no TOML").because(error)
        })?;
        let written = match file.get_mut(self.key()) {
            Some(Item::ArrayOfTables(tables)) => {
                let known = tables.iter().position(|table| self.is_for(table));
                let known = known.and_then(|at| tables.get_mut(at));
                known.map(|table| self.set(table)).map(|()| file.to_string())
            }
            Some(Item::Value(Value::Array(tables))) => {
                tables.push(self.entry());
                Some(file.to_string())
            }
            _ => None,
        };
        let written = written.unwrap_or_else(|| self.behind(text));
        Overrides::parse(&written, OVERRIDES)?;
        Ok(written)
    }

    /// The entry behind all that people wrote, which stays byte by byte.
    fn behind(&self, text: &str) -> String {
        let mut file = DocumentMut::new();
        let entries = ArrayOfTables::from_iter([self.entry().into_table()]);
        file.insert(self.key(), Item::ArrayOfTables(entries));
        let gap = match text {
            "" => "",
            text if text.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        format!("{text}{gap}{file}")
    }

    /// `[[person]]`, `[[institution]]` or `[[value]]`
    fn key(&self) -> &'static str {
        match self.table {
            Table::People => "person",
            Table::Institutions => "institution",
            _ => "value",
        }
    }

    /// Whether an entry of the file sets values of just this row.
    fn is_for(&self, entry: &dyn TableLike) -> bool {
        let Some(conditions) = entry.get("match").and_then(Item::as_table_like) else { return false };
        let is_table =
            self.key() != "value" || entry.get("table").and_then(Item::as_str) == Some(self.table.name());
        let says = |(key, text): &(&str, String)| conditions.get(key).and_then(Item::as_str) == Some(text);
        let sets = entry.get("set").is_some_and(Item::is_table_like) && self.set.is_some();
        is_table && sets && conditions.len() == self.conditions.len() && self.conditions.iter().all(says)
    }

    fn set(&self, entry: &mut dyn TableLike) {
        let (Some(values), Some((column, text))) = (entry.get_mut("set"), &self.set) else { return };
        if let Item::Value(Value::InlineTable(values)) = values
            && let Some((_, last)) = values.iter_mut().last()
        {
            // The space before the closing brace is that of the last value.
            last.decor_mut().set_suffix("");
        }
        if let Some(values) = values.as_table_like_mut() {
            values.insert(column, Item::Value(self.value(column, text)));
        }
    }

    fn entry(&self) -> InlineTable {
        let mut entry = InlineTable::new();
        if self.key() == "value" {
            entry.insert("table", self.table.name().into());
        }
        let conditions = self.conditions.iter().map(|(key, text)| (*key, Value::from(text.as_str())));
        entry.insert("match", Value::InlineTable(conditions.collect()));
        match &self.set {
            Some((column, text)) => {
                let set = InlineTable::from_iter([(*column, self.value(column, text))]);
                entry.insert("set", Value::InlineTable(set));
            }
            None => drop(entry.insert("drop", true.into())),
        }
        entry
    }

    /// The value as TOML has it in the column; the items of a list stand between semicolons, or as JSON shows them.
    fn value(&self, column: &str, text: &str) -> Value {
        let kind = self.table.columns().iter().find(|known| known.name == column).map(|known| known.kind);
        match (kind, text.parse::<i64>()) {
            (Some(ColumnType::List), _) => {
                let json: Option<Vec<String>> = serde_json::from_str(text).ok();
                let plain =
                    || text.split(';').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty());
                Value::Array(json.unwrap_or_else(|| plain().collect()).into_iter().collect::<Array>())
            }
            (Some(ColumnType::Integer), Ok(number)) => number.into(),
            _ => text.into(),
        }
    }
}

/// The column that names the rows of a table.
fn named_by(table: Table) -> &'static str {
    match table {
        Table::People | Table::Institutions | Table::Events => "name",
        Table::Appearances | Table::EventOrganizers => "role",
        Table::Deadlines => "due_on",
        _ => "title",
    }
}

/// The conditions that mean a row of a page: what it is called, and the page.
fn conditions(tables: &Tables, row: Id, source: &str) -> Option<Vec<(&'static str, String)>> {
    let cell = |row: Id, column: &str| of_table(tables, row, column).filter(|text| !text.is_empty());
    let called = |columns: &[&'static str]| columns.iter().find_map(|name| Some((*name, cell(row, name)?)));
    let refers = |name: &'static str| {
        let other: Id = cell(row, &format!("{name}_id"))?.parse().ok()?;
        let text = ["name", "theme", "title"].iter().find_map(|column| cell(other, column))?;
        Some((name, text))
    };
    let mut conditions: Vec<(&'static str, String)> = match row.table {
        Table::Announcements => return Some(vec![called(&["source"])?]),
        Table::Events => vec![called(&["name", "theme", "starts_on"])?],
        Table::People | Table::Institutions => vec![called(&["name"])?],
        Table::Talks => vec![called(&["title"])?],
        Table::Deadlines => vec![called(&["kind"])?, called(&["due_on"])?],
        Table::Positions => {
            let post = called(&["title", "unit"]).or_else(|| refers("institution"));
            std::iter::once(refers("person")?).chain(post).collect()
        }
        Table::Appearances => {
            let known = [refers("person"), called(&["role"]), refers("event")];
            known.into_iter().flatten().collect()
        }
        Table::EventOrganizers => {
            let known = [refers("institution"), called(&["role"]), refers("event")];
            known.into_iter().flatten().collect()
        }
        Table::WhoSpoke | Table::Evidence | Table::Findings => return None,
    };
    conditions.push(("announcement", source.to_owned()));
    Some(conditions)
}

fn of_table(tables: &Tables, row: Id, column: &str) -> Option<String> {
    match row.table {
        Table::Announcements => of_rows(&tables.announcements, row, column),
        Table::Events => of_rows(&tables.events, row, column),
        Table::EventOrganizers => of_rows(&tables.event_organizers, row, column),
        Table::Deadlines => of_rows(&tables.deadlines, row, column),
        Table::People => of_rows(&tables.people, row, column),
        Table::Institutions => of_rows(&tables.institutions, row, column),
        Table::Positions => of_rows(&tables.positions, row, column),
        Table::Talks => of_rows(&tables.talks, row, column),
        Table::Appearances => of_rows(&tables.appearances, row, column),
        Table::WhoSpoke | Table::Evidence | Table::Findings => None,
    }
}

fn of_rows<R: Row>(rows: &[R], id: Id, column: &str) -> Option<String> {
    let at = R::COLUMNS.iter().position(|known| known.name == column)?;
    let row = rows.iter().find(|row| row.cell(0) == Cell::Id(id))?;
    Some(row.cell(at).text().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correction(set: Option<(&'static str, &str)>) -> Correction {
        let conditions = vec![("name", "Maria Lopez".to_owned()), ("announcement", "a.html".to_owned())];
        let set = set.map(|(column, text)| (column, text.to_owned()));
        Correction { table: Table::People, conditions, set }
    }

    const MATCH: &str = "match = { name = \"Maria Lopez\", announcement = \"a.html\" }";

    #[test]
    fn a_new_entry_stands_behind_what_people_wrote() {
        let known = "# Ours.\n[[person]]\nmatch = { name = \"Ocean Room\" } # no person\ndrop = true\n";
        let written = correction(Some(("honorifics", "Dr.; Prof."))).written(known).unwrap();
        let entry = format!("\n[[person]]\n{MATCH}\nset = {{ honorifics = [\"Dr.\", \"Prof.\"] }}\n");
        assert_eq!(written, format!("{known}{entry}"));
    }

    #[test]
    fn an_entry_for_the_row_gets_one_more_value() {
        let first = correction(Some(("family_name", "Lopez"))).written("").unwrap();
        let first = format!("# Why.\n{first}# The end.\n");
        let second = correction(Some(("given_name", "Maria"))).written(&first).unwrap();
        assert_eq!(second.matches("[[person]]").count(), 1, "{second}");
        assert!(second.starts_with("# Why.\n") && second.ends_with("# The end.\n"), "{second}");
        assert!(second.contains("family_name = \"Lopez\", given_name = \"Maria\""), "{second}");
        let third = correction(None).written(&second).unwrap();
        assert!(third.contains("drop = true") && third.matches("[[person]]").count() == 2, "{third}");
    }

    #[test]
    fn what_people_wrote_stays_byte_by_byte() {
        for known in [
            "# Ours.\n",
            "# Ours.",
            "person = [\n]\n",
            "[[institution]]\nmatch = { name = \"A\" }\ndrop=true\n# The end.\n",
        ] {
            let written = correction(None).written(known).unwrap();
            let kept = known.trim_end_matches("\n]\n");
            assert!(written.starts_with(kept) && written.contains("drop = true"), "{written}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_not_written() {
        assert!(correction(Some(("name_order", "sideways"))).written("").is_err());
        assert!(correction(Some(("name", "Ann"))).written("[[persons]]\n").is_err());
    }
}
