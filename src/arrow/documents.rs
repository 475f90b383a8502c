//! [`Documents`]: a row a page, shaped like the JSON of a page, with an error in place of what could not be read.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

use crate::arrow::column::fields;
use crate::arrow::rows::Rows;
use crate::error::Result;
use crate::records::{PageInfo, PageRecord, Table, TableVisitor as _, WhoSpoke};

/// Documents that are collected for a batch. Its columns are `page`, one list of rows a table, and `error`; of a page that failed only `error` is there.
pub struct Documents {
    page: [StringBuilder; 5],
    tables: Vec<Lists>,
    /// The flat sheet, where it is wanted.
    sheet: Option<Lists>,
    errors: StringBuilder,
    is_read: Vec<bool>,
}

/// The rows of a table, page by page.
struct Lists {
    table: Table,
    rows: Rows,
    lengths: Vec<usize>,
}

impl Default for Documents {
    fn default() -> Self {
        Self {
            page: Default::default(),
            tables: tables().map(Lists::new).collect(),
            sheet: None,
            errors: StringBuilder::new(),
            is_read: Vec::new(),
        }
    }
}

impl Documents {
    /// With the rows of `who_spoke`, as one more list behind those of the tables.
    #[must_use]
    pub fn with_sheet() -> Self {
        Self { sheet: Some(Lists::new(Table::WhoSpoke)), ..Self::default() }
    }

    /// The columns of a batch.
    #[must_use]
    pub fn schema() -> SchemaRef {
        schema_of(tables())
    }

    /// The columns of a batch whose first is `url`, the address that a page came with.
    #[must_use]
    pub fn schema_with_url() -> SchemaRef {
        let url = Arc::new(Field::new("url", DataType::Utf8, true));
        let fields: Fields = std::iter::once(url).chain(Self::schema().fields().iter().cloned()).collect();
        Arc::new(Schema::new(fields))
    }

    /// How many documents have come.
    #[must_use]
    pub fn len(&self) -> usize {
        self.is_read.len()
    }

    /// Whether none has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_read.is_empty()
    }

    /// How much text their rows hold.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.tables.iter().map(|lists| lists.rows.bytes()).sum()
    }

    /// Takes in what a page gave.
    pub fn push(&mut self, document: &Result<PageRecord>) {
        self.push_with_sheet(document, &[]);
    }

    /// Takes in what became of a page, with its rows of the flat sheet.
    pub fn push_with_sheet(&mut self, document: &Result<PageRecord>, spoke: &[WhoSpoke]) {
        self.is_read.push(document.is_ok());
        self.errors.append_option(document.as_ref().err().map(ToString::to_string));
        let record = document.as_ref().ok();
        for (column, value) in self.page.iter_mut().zip(page_values(record.map(|record| &record.page))) {
            column.append_option(value);
        }
        for lists in &mut self.tables {
            let before = lists.rows.len();
            let Ok(()) = record.map_or(Ok(()), |record| record.tables.visit(lists.table, &mut lists.rows));
            lists.lengths.push(lists.rows.len() - before);
        }
        if let Some(lists) = &mut self.sheet {
            let Ok(()) = lists.rows.rows(spoke);
            lists.lengths.push(spoke.len());
        }
    }

    /// The batch.
    ///
    /// # Panics
    /// Where the texts of a column are more than 2 GiB.
    #[must_use]
    pub fn finish(mut self) -> RecordBatch {
        let nulls = NullBuffer::from(self.is_read);
        let page = self.page.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect();
        let page: ArrayRef = Arc::new(StructArray::new(page_fields(), page, Some(nulls.clone())));
        let lists: Vec<Lists> = self.tables.into_iter().chain(self.sheet).collect();
        let schema = schema_of(lists.iter().map(|lists| lists.table));
        let lists = lists.into_iter().map(|lists| lists.finish(nulls.clone()));
        let error: ArrayRef = Arc::new(self.errors.finish());
        let columns = std::iter::once(page).chain(lists).chain([error]).collect();
        RecordBatch::try_new(schema, columns).expect("columns are made by the schema")
    }
}

impl Documents {
    /// The batch, with the address that each page came with as its first column.
    ///
    /// # Panics
    /// Where there are more or fewer addresses than documents, or the texts of a column are more than 2 GiB.
    #[must_use]
    pub fn finish_with_urls<S: AsRef<str>>(self, urls: impl IntoIterator<Item = Option<S>>) -> RecordBatch {
        let urls: ArrayRef = Arc::new(urls.into_iter().collect::<StringArray>());
        let columns = std::iter::once(urls).chain(self.finish().columns().iter().cloned()).collect();
        RecordBatch::try_new(Self::schema_with_url(), columns).expect("both have a row a page")
    }
}

fn schema_of(tables: impl Iterator<Item = Table>) -> SchemaRef {
    let page = Field::new("page", DataType::Struct(page_fields()), true);
    let lists = tables.map(|table| Field::new(table.name(), DataType::List(Arc::new(row(table))), true));
    let error = Field::new("error", DataType::Utf8, true);
    let columns: Fields = std::iter::once(page).chain(lists).chain([error]).collect();
    Arc::new(Schema::new(columns))
}

impl Lists {
    fn new(table: Table) -> Self {
        Self { table, rows: Rows::new(table), lengths: Vec::new() }
    }

    fn finish(mut self, nulls: NullBuffer) -> ArrayRef {
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        let rows = Arc::new(self.rows.finish());
        Arc::new(ListArray::new(Arc::new(row(self.table)), offsets, rows, Some(nulls)))
    }
}

/// The tables of a document, in its order.
fn tables() -> impl Iterator<Item = Table> {
    Table::ALL.into_iter().filter(|table| *table != Table::WhoSpoke)
}

/// A row, as an item of a list.
fn row(table: Table) -> Field {
    Field::new_list_field(DataType::Struct(fields(table)), false)
}

fn page_fields() -> Fields {
    let field = |(name, nullable)| Field::new(name, DataType::Utf8, nullable);
    [("source", false), ("url", true), ("content_sha256", false), ("language", true), ("profile", true)]
        .map(field)
        .into_iter()
        .collect()
}

/// What stands in the fields of a page. Those of one that failed are hidden by the page itself; there are readers that count what is null there all the same.
fn page_values(page: Option<&PageInfo>) -> [Option<&str>; 5] {
    let Some(page) = page else { return [Some(""), None, Some(""), None, None] };
    let PageInfo { source, url, content_sha256, language, profile } = page;
    [Some(source), url.as_deref(), Some(content_sha256), language.as_deref(), profile.as_deref()]
}
