//! The pages of a Parquet file, a row a page, a few rows at a time: two columns are read side by side, and the others are not.

use std::collections::VecDeque;
use std::fs::File;
use std::sync::Arc;

use ::parquet::basic::{ConvertedType, LogicalType, Type};
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::{ByteArray, ByteArrayType};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader as _, SerializedFileReader};

use crate::error::{Error, Result};
use crate::source::container::{
    Columns, Input, Pages, failed, failure, guarded, row, until_failure, whole_file,
};
use crate::source::load::PageRef;

/// Rows that are read at once.
const ROWS: usize = 16;

struct Rows {
    file: SerializedFileReader<File>,
    name: Arc<str>,
    url: Column,
    html: Column,
    is_text: bool,
    /// The next group of rows, and the next row of the file.
    group: usize,
    row: u64,
}

/// A column of which some values are read.
struct Column {
    at: usize,
    reader: Option<ColumnReaderImpl<ByteArrayType>>,
    values: VecDeque<Option<ByteArray>>,
}

/// The pages of a file.
pub(super) fn pages(input: &Input, columns: &Columns) -> Pages {
    match open(input, columns) {
        Ok(mut rows) => Box::new(until_failure(Arc::clone(&input.name), move || {
            rows.page().map_err(|error| rows.broken(error))
        })),
        Err(error) => failed(error),
    }
}

fn open(input: &Input, columns: &Columns) -> Result<Rows> {
    let name = &input.name;
    let file = whole_file(input)?;
    let file = guarded(name, || {
        SerializedFileReader::new(file).map_err(|error| {
            failure(name, "is no Parquet file that is whole").because(error).remedy("fetch or write it again")
        })
    })?;
    let (url, _) = column(&file, name, &columns.url)?;
    let (html, is_text) = column(&file, name, &columns.html)?;
    Ok(Rows { file, name: Arc::clone(name), url, html, is_text, group: 0, row: 0 })
}

/// The column of a name, and whether it is text.
fn column(file: &SerializedFileReader<File>, table: &str, name: &str) -> Result<(Column, bool)> {
    let schema = file.metadata().file_metadata().schema_descr();
    let Some(at) = schema.columns().iter().position(|column| column.path().string() == name) else {
        let names: Vec<_> = schema.columns().iter().map(|column| column.path().string()).collect();
        return Err(failure(table, format!("has no column `{name}`, but {}", names.join(", ")))
            .remedy("name the column that holds it"));
    };
    let column = schema.column(at);
    if column.physical_type() != Type::BYTE_ARRAY || column.max_rep_level() > 0 || column.max_def_level() > 1
    {
        return Err(
            failure(table, format!("`{name}` is a column of other things")).remedy("make it text or bytes")
        );
    }
    // Older writers say it in the older way.
    let is_text = matches!(column.logical_type_ref(), Some(LogicalType::String))
        || column.converted_type() == ConvertedType::UTF8;
    Ok((Column { at, reader: None, values: VecDeque::new() }, is_text))
}

impl Column {
    /// Reads some more values; at the end of a group there are none.
    fn more(&mut self) -> Result<(), ParquetError> {
        let Some(reader) = &mut self.reader else { return Ok(()) };
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let (rows, present, _) = reader.read_records(ROWS, Some(&mut levels), None, &mut values)?;
        let mut values = values.into_iter();
        // Without levels every row has a value.
        let is_there = |row: usize| present == rows || levels.get(row).is_some_and(|level| *level > 0);
        self.values.extend((0..rows).map(|row| if is_there(row) { values.next() } else { None }));
        Ok(())
    }
}

impl Rows {
    /// The page of the next row; `None` at the end.
    fn page(&mut self) -> Result<Option<PageRef>, ParquetError> {
        loop {
            for column in [&mut self.url, &mut self.html] {
                if column.values.is_empty() {
                    column.more()?;
                }
            }
            match (self.url.values.pop_front(), self.html.values.pop_front()) {
                (Some(url), Some(html)) => {
                    let url = url.as_ref().map(|url| String::from_utf8_lossy(url.data()));
                    let html = html.as_ref().map(ByteArray::data);
                    let page = row::page(&self.name, self.row, url.as_deref(), html, self.is_text);
                    self.row += 1;
                    return Ok(Some(page));
                }
                (None, None) => {}
                _ => return Err(ParquetError::General("a column is shorter than another".to_owned())),
            }
            if self.group == self.file.num_row_groups() {
                return Ok(None);
            }
            self.begin_group()?;
        }
    }

    fn begin_group(&mut self) -> Result<(), ParquetError> {
        let group = self.file.get_row_group(self.group)?;
        self.group += 1;
        for column in [&mut self.url, &mut self.html] {
            column.values.clear();
            column.reader = match group.get_column_reader(column.at)? {
                ColumnReader::ByteArrayColumnReader(reader) => Some(reader),
                _ => return Err(ParquetError::General("a column changed its type".to_owned())),
            };
        }
        Ok(())
    }

    fn broken(&self, error: ParquetError) -> Error {
        failure(&self.name, format!("is broken behind row {}", self.row))
            .because(error)
            .remedy("write it again, packed with Snappy, Zstandard, gzip, LZ4 or not at all")
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ::parquet::basic::{Compression, ZstdLevel};
    use ::parquet::file::properties::WriterProperties;
    use ::parquet::file::writer::SerializedFileWriter;
    use ::parquet::schema::parser::parse_message_type;

    use super::*;
    use crate::source::tests::{streamed, text};

    /// Writes a file of some groups of rows; every seventh page is null, and every fifth address.
    fn write(path: &Path, html: &str, compression: Compression) {
        let schema = format!("message pages {{ required int64 other; optional binary url (UTF8); {html}; }}");
        let properties =
            WriterProperties::builder().set_compression(compression).set_dictionary_enabled(false).build();
        let schema = Arc::new(parse_message_type(&schema).unwrap());
        let mut file =
            SerializedFileWriter::new(File::create(path).unwrap(), schema, Arc::new(properties)).unwrap();
        for group in 0..3 {
            let rows = (group * 50)..(group + 1) * 50;
            let mut columns = file.next_row_group().unwrap();
            let mut numbers = columns.next_column().unwrap().unwrap();
            numbers.typed::<::parquet::data_type::Int64Type>().write_batch(&[7; 50], None, None).unwrap();
            numbers.close().unwrap();
            for (every, form) in [(5, "https://example.org/"), (7, "<p>page ")] {
                let levels: Vec<i16> = rows.clone().map(|row| i16::from(row % every > 0)).collect();
                let values = rows.clone().filter(|row| row % every > 0).map(|row| format!("{form}{row}"));
                let values: Vec<ByteArray> = values.map(|value| value.into_bytes().into()).collect();
                let mut column = columns.next_column().unwrap().unwrap();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
                column.close().unwrap();
            }
            columns.close().unwrap();
        }
        file.close().unwrap();
    }

    #[test]
    fn rows_are_pages_in_their_order_however_they_are_packed() {
        let folder = tempfile::tempdir().unwrap();
        let packed = [
            ("optional binary html (UTF8)", Compression::SNAPPY),
            ("optional binary html", Compression::ZSTD(ZstdLevel::default())),
            ("optional binary html", Compression::UNCOMPRESSED),
        ];
        for (html, compression) in packed {
            write(&folder.path().join("x.parquet"), html, compression);
            let told = streamed(folder.path(), &["x.parquet"]);
            assert_eq!(told.len(), 150);
            for (row, page) in told.iter().enumerate() {
                match page {
                    Err(error) => {
                        assert_eq!(row % 7, 0);
                        assert_eq!(
                            error,
                            &format!("x.parquet: holds no page at row {row} (leave out rows without one)")
                        );
                    }
                    Ok((name, text)) => {
                        let address = format!("https://example.org/{row}");
                        let expected = if row % 5 > 0 { address } else { format!("x.parquet/row-{row}") };
                        assert_eq!((name, text), (&expected, &format!("<p>page {row}")));
                    }
                }
            }
        }
    }

    #[test]
    fn other_tables_and_torn_files_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.parquet");
        write(&path, "optional binary text (UTF8)", Compression::SNAPPY);
        let told = streamed(folder.path(), &["x.parquet"]);
        assert!(
            text(&told[0]).starts_with("x.parquet: has no column `html`, but other, url, text"),
            "{}",
            text(&told[0])
        );
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 9]).unwrap();
        let told = streamed(folder.path(), &["x.parquet"]);
        assert_eq!(told.len(), 1);
        assert!(text(&told[0]).contains("is no Parquet file that is whole"), "{}", text(&told[0]));
    }
}
