//! [`Erasure`] takes out of everything that is written what somebody is called who is dropped by `overrides.toml`. Rows of the person are gone
//! already; what is left are words in the rows and texts of others: each is masked by as many `*` as it has bytes, so that offsets keep their meaning.

#[cfg(test)]
mod tests;
mod text;

use std::borrow::Cow;

use crate::project::Overrides;
use crate::records::{Evidence, Finding, PageInfo, PageRecord, Person, Table, Tables};
use crate::resolve::people::name_words;
use text::{How, Name, find};

/// What is masked with.
const MARK: u8 = b'*';

/// What a column holds, which decides how it is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// A path or an address, in which names have no capitals.
    Address,
    /// What other things than people are called, in which a single word is nobody's name.
    Thing,
    /// Any text.
    Text,
}

impl Column {
    /// That of a column of a table.
    pub(crate) fn of(table: Table, name: &str) -> Self {
        match name {
            "source" | "url" => Self::Address,
            "publisher" | "abbreviation" | "city" | "institution_id" => Self::Thing,
            _ if matches!(table, Table::Institutions | Table::Positions) => Self::Thing,
            _ => Self::Text,
        }
    }
}

/// The names of those who are erased.
#[derive(Clone, Debug, Default)]
pub struct Erasure {
    names: Vec<Name>,
}

/// Names of others that have a word of an erased one in them.
type Kept = Vec<Vec<String>>;

impl Erasure {
    /// Those whom entries drop, by the names that the entries write.
    #[must_use]
    pub fn of(overrides: &Overrides) -> Self {
        let entries = overrides.entries.iter().filter(|entry| entry.erases());
        let names = entries.filter_map(|entry| {
            let said = |wanted: &str| entry.rows.conditions.iter().find(|(key, _)| key == wanted);
            let printed = said("name").map(|(_, name)| Name::printed(name));
            printed.or_else(|| Some(Name::printed(&said("family_name")?.1)))
        });
        Self { names: names.collect() }
    }

    /// Adds those who were dropped, by all that pages call them.
    pub(crate) fn add<'p>(&mut self, people: impl IntoIterator<Item = &'p Person>) {
        self.names.extend(people.into_iter().map(Name::of));
    }

    /// Adds the forms of a name.
    pub(crate) fn add_forms<'p>(&mut self, forms: impl IntoIterator<Item = &'p str>) {
        let mut name = Name::default();
        forms.into_iter().filter(|form| !form.is_empty()).for_each(|form| name.add(form, None));
        self.names.push(name);
    }

    /// Whether nobody is erased.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether a text says a whole name.
    #[must_use]
    pub fn names(&self, text: &str) -> bool {
        self.names.iter().any(|name| !find(name, text, How { is_address: true, ..How::default() }).is_empty())
    }

    /// The text without the names. Where it is of a page that names one of the people, single words of their names go too.
    #[must_use]
    pub fn mask<'t>(&self, text: &'t str, alone: bool) -> Cow<'t, str> {
        self.masked(text, How { alone, ..How::default() })
    }

    /// The same of a path or an address, in which names have no capitals.
    #[must_use]
    pub fn mask_address<'t>(&self, address: &'t str) -> Cow<'t, str> {
        self.masked(address, How { is_address: true, ..How::default() })
    }

    fn masked<'t>(&self, text: &'t str, how: How<'_>) -> Cow<'t, str> {
        let mut bytes: Option<Vec<u8>> = None;
        for place in self.names.iter().flat_map(|name| find(name, text, how)) {
            bytes.get_or_insert_with(|| text.as_bytes().to_vec())[place].fill(MARK);
        }
        let masked = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        masked.map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// Whether what a page says has one of the names in it, if only in a quote.
    #[must_use]
    pub fn touches(&self, record: &PageRecord) -> bool {
        if self.is_empty() {
            return false;
        }
        let names =
            record.tables.people.iter().flat_map(|row| std::iter::once(&row.name).chain(&row.aliases));
        if { names }.any(|name| self.names(name)) {
            return true;
        }
        let mut copy = PageRecord { rivals: Vec::new(), ..record.clone() };
        let before = (copy.page.clone(), copy.tables.clone());
        self.page(&mut copy.page, &mut copy.tables, false);
        before != (copy.page, copy.tables)
    }

    /// Masks the text of a page, in which names of others in `dataset` stay, and readings of it.
    pub(crate) fn text(&self, text: &mut String, readings: &mut [Evidence], dataset: &Tables) {
        let kept = self.kept(dataset);
        let alone =
            self.names.iter().any(|name| !find(name, text, How { kept: &kept, ..How::default() }).is_empty());
        let mut pass = Pass { erasure: self, kept: &kept, alone, has_found: false };
        pass.text(text);
        readings.iter_mut().for_each(|row| pass.reading(row));
    }

    /// Masks the rows of a page; `is_here` says whether a row of one of the people was among them.
    pub(crate) fn page(&self, info: &mut PageInfo, tables: &mut Tables, is_here: bool) {
        let kept = self.kept(tables);
        let mut pass = Pass { erasure: self, kept: &kept, alone: is_here, has_found: false };
        pass.rows(info, tables);
        if pass.has_found && !is_here {
            pass.alone = true;
            pass.rows(info, tables);
        }
    }

    /// The names of others on a page that share a word with an erased one.
    fn kept(&self, tables: &Tables) -> Kept {
        let people = tables.people.iter().flat_map(|row| std::iter::once(&row.name).chain(&row.aliases));
        let institutions =
            tables.institutions.iter().flat_map(|row| std::iter::once(&row.name).chain(&row.abbreviation));
        let read = tables.evidence.iter().filter(|row| is_name(row)).map(|row| &row.value);
        let mut kept: Kept = people.chain(institutions).chain(read).map(|name| name_words(name)).collect();
        kept.sort_unstable();
        kept.dedup();
        kept.retain(|words| self.names.iter().any(|name| name.touches(words)));
        kept
    }
}

/// Whether evidence is for the name of somebody, or something, that stays.
fn is_name(row: &Evidence) -> bool {
    matches!(row.in_table, Table::People | Table::Institutions)
        && matches!(row.field.as_str(), "name" | "aliases" | "abbreviation")
}

/// One walk over the rows of a page.
struct Pass<'e> {
    erasure: &'e Erasure,
    kept: &'e Kept,
    alone: bool,
    has_found: bool,
}

impl Pass<'_> {
    fn rows(&mut self, info: &mut PageInfo, tables: &mut Tables) {
        self.address(&mut info.source);
        info.url.iter_mut().for_each(|url| self.address(url));
        for row in &mut tables.announcements {
            self.address(&mut row.source);
            row.url.iter_mut().for_each(|url| self.address(url));
            row.title.iter_mut().chain(&mut row.authors).for_each(|text| self.text(text));
            row.publisher.iter_mut().for_each(|text| self.thing(text));
        }
        for row in &mut tables.events {
            row.url.iter_mut().for_each(|url| self.address(url));
            let texts = [&mut row.series, &mut row.name, &mut row.theme, &mut row.venue];
            texts.into_iter().flatten().for_each(|text| self.text(text));
        }
        for row in &mut tables.talks {
            self.text(&mut row.title);
            row.r#abstract.iter_mut().for_each(|text| self.text(text));
        }
        for row in &mut tables.institutions {
            self.thing(&mut row.name);
            row.abbreviation.iter_mut().for_each(|text| self.thing(text));
        }
        for row in &mut tables.positions {
            row.title.iter_mut().chain(&mut row.unit).for_each(|text| self.thing(text));
        }
        tables.evidence.iter_mut().for_each(|row| self.evidence(row));
        tables.findings.iter_mut().for_each(|row| self.finding(row));
    }

    fn evidence(&mut self, row: &mut Evidence) {
        self.locator(&mut row.locator);
        // What is left of people are others, who may have a name in common with those who are not.
        if row.in_table == Table::People && row.field != "honorifics" {
            return;
        }
        let mask = match Column::of(row.in_table, &row.field) {
            Column::Address => Self::address,
            Column::Thing => Self::thing,
            Column::Text => Self::text,
        };
        mask(self, &mut row.value);
        mask(self, &mut row.quote);
    }

    /// A reading that lost may be of somebody who is gone.
    fn reading(&mut self, row: &mut Evidence) {
        self.locator(&mut row.locator);
        self.text(&mut row.value);
        self.text(&mut row.quote);
    }

    fn finding(&mut self, row: &mut Finding) {
        self.text(&mut row.message);
        self.locator(&mut row.locator);
    }

    /// A path that would name somebody is none.
    fn locator(&mut self, locator: &mut Option<String>) {
        let how = How { alone: self.alone, is_address: true, kept: &[] };
        let is_named = |text: &String| matches!(self.erasure.masked(text, how), Cow::Owned(_));
        if locator.as_ref().is_some_and(is_named) {
            *locator = None;
            self.has_found = true;
        }
    }

    fn text(&mut self, text: &mut String) {
        self.mask(text, How { alone: self.alone, is_address: false, kept: self.kept });
    }

    /// The name of something else: a word alone is not somebody's.
    fn thing(&mut self, text: &mut String) {
        self.mask(text, How { alone: false, is_address: false, kept: self.kept });
    }

    fn address(&mut self, address: &mut String) {
        self.mask(address, How { alone: self.alone, is_address: true, kept: &[] });
    }

    fn mask(&mut self, text: &mut String, how: How<'_>) {
        if let Cow::Owned(masked) = self.erasure.masked(text, how) {
            *text = masked;
            self.has_found = true;
        }
    }
}
