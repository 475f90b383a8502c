//! The pages of Arrow record batches, a row a page, batch by batch: an IPC stream, or a file, which is one between a magic word and a list of places.

mod messages;

use std::io::{self, BufRead as _, BufReader};
use std::sync::Arc;

use arrow_array::RecordBatch;

use crate::archive::Source;
use crate::arrow::{Texts, column};
use crate::error::Result;
use crate::source::container::{
    Columns, Input, Pages, failed, failure, guarded, row, unreadable, until_failure,
};
use crate::source::load::PageRef;
use messages::Messages;

/// What a file begins with, before its stream.
const FILE: &[u8] = b"ARROW1\0\0";

struct Batches {
    messages: Messages<BufReader<Source>>,
    name: Arc<str>,
    columns: Columns,
    batch: Option<RecordBatch>,
    /// The next row, in its batch and among all.
    at: usize,
    row: u64,
}

/// The pages of a stream or a file.
pub(super) fn pages(input: Input, columns: &Columns) -> Pages {
    match open(input, columns) {
        Ok(mut batches) => Box::new(until_failure(Arc::clone(&batches.name), move || batches.next())),
        Err(error) => failed(error),
    }
}

fn open(input: Input, columns: &Columns) -> Result<Batches> {
    let name = input.name;
    let mut source = BufReader::new(input.source);
    begin(&mut source).map_err(|error| unreadable(&name, error))?;
    let messages = guarded(&name, || {
        Messages::new(source).map_err(|error| {
            failure(&name, "is no Arrow stream that can be read").because(error).remedy(REMEDY)
        })
    })?;
    for wanted in [&columns.url, &columns.html] {
        column(messages.schema(), wanted).map_err(|error| {
            let remedy = error.remedy_text().unwrap_or_default().to_owned();
            failure(&name, format!("`{}` {}", wanted, error.message())).remedy(remedy)
        })?;
    }
    Ok(Batches { messages, name, columns: columns.clone(), batch: None, at: 0, row: 0 })
}

/// Goes to where the stream of a file begins, behind the magic word and zeros.
fn begin(source: &mut BufReader<Source>) -> io::Result<()> {
    if !source.fill_buf()?.starts_with(FILE) {
        return Ok(());
    }
    source.consume(FILE.len());
    while source.fill_buf()?.first() == Some(&0) {
        source.consume(1);
    }
    Ok(())
}

const REMEDY: &str = "write it as an IPC stream or file, not packed or packed with LZ4";

impl Batches {
    /// The page of the next row.
    fn page(&mut self) -> Option<PageRef> {
        let batch = self.batch.as_ref().filter(|batch| self.at < batch.num_rows())?;
        let (urls, pages) =
            (Texts::of(batch, &self.columns.url).ok()?, Texts::of(batch, &self.columns.html).ok()?);
        let url = urls.bytes(self.at).map(String::from_utf8_lossy);
        let page = row::page(&self.name, self.row, url.as_deref(), pages.bytes(self.at), pages.is_text());
        (self.at, self.row) = (self.at + 1, self.row + 1);
        Some(page)
    }

    /// The page of the next row of this batch or another; `None` at the end.
    fn next(&mut self) -> Result<Option<PageRef>> {
        loop {
            if let Some(page) = self.page() {
                return Ok(Some(page));
            }
            self.at = 0;
            self.batch = self.messages.next().map_err(|error| {
                failure(&self.name, format!("is broken behind row {}", self.row))
                    .because(error)
                    .remedy(REMEDY)
            })?;
            if self.batch.is_none() {
                return Ok(None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use arrow_array::{ArrayRef, BinaryArray, Int64Array, LargeStringArray, StringArray};
    use arrow_ipc::CompressionType;
    use arrow_ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};

    use super::*;
    use crate::source::kind::Kind;
    use crate::source::tests::text;

    const URL: [Option<&str>; 4] =
        [Some("https://example.org/a"), None, Some("https://example.org/c"), Some("https://example.org/d")];
    const HTML: [Option<&str>; 4] = [Some("<p>a"), Some("<p>b"), None, Some("<p>d")];

    fn batch(html: ArrayRef) -> RecordBatch {
        let urls: ArrayRef = Arc::new(LargeStringArray::from(URL.to_vec()));
        let other: ArrayRef = Arc::new(Int64Array::from(vec![1; 4]));
        RecordBatch::try_from_iter([("other", other), ("url", urls), ("html", html)]).unwrap()
    }

    fn read(bytes: Vec<u8>) -> Vec<Result<(String, String), String>> {
        super::super::tests::read("x.arrow", Cursor::new(bytes), Kind::Arrow)
    }

    fn streamed(batch: &RecordBatch) -> Vec<u8> {
        let mut stream = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
        stream.write(batch).unwrap();
        stream.write(batch).unwrap();
        stream.into_inner().unwrap()
    }

    #[test]
    fn rows_are_pages_of_text_or_bytes_of_a_stream_or_a_file() {
        let texts = batch(Arc::new(StringArray::from(HTML.to_vec())));
        let bytes = batch(Arc::new(BinaryArray::from(HTML.map(|html| html.map(str::as_bytes)).to_vec())));
        let mut file = FileWriter::try_new(Vec::new(), &texts.schema()).unwrap();
        file.write(&texts).unwrap();
        file.write(&texts).unwrap();
        for written in [file.into_inner().unwrap(), streamed(&texts), streamed(&bytes)] {
            let told = read(written);
            let names: Vec<_> = told.iter().map(|page| page.as_ref().map_or("!", |(name, _)| name)).collect();
            let (a, d) = ("https://example.org/a", "https://example.org/d");
            assert_eq!(names, [a, "x.arrow/row-1", "!", d, a, "x.arrow/row-5", "!", d]);
            assert_eq!((text(&told[1]), text(&told[7])), ("<p>b", "<p>d"));
            assert_eq!(text(&told[6]), "x.arrow: holds no page at row 6 (leave out rows without one)");
        }
    }

    #[test]
    fn a_row_without_a_page_keeps_its_address() {
        let bytes = streamed(&batch(Arc::new(StringArray::from(HTML.to_vec()))));
        let input = Input::new("x", Box::new(Cursor::new(bytes)), Some(Kind::Arrow)).unwrap();
        let page = pages(input, &Columns::default()).nth(2).unwrap().unwrap();
        assert_eq!(page.url.as_deref(), Some("https://example.org/c"));
        assert!(page.load().is_err());
    }

    #[test]
    fn a_table_of_other_columns_and_a_torn_stream_are_named() {
        let told = read(streamed(&batch(Arc::new(Int64Array::from(vec![1; 4])))));
        assert!(text(&told[0]).starts_with("x.arrow: `html` is a column of Int64"), "{}", text(&told[0]));
        let batch = batch(Arc::new(StringArray::from(HTML.to_vec())));
        let told = read(streamed(&batch.project(&[0, 1]).unwrap()));
        assert!(text(&told[0]).contains("which has: other, url"), "{}", text(&told[0]));
        let whole = streamed(&batch);
        let told = read(whole[..whole.len() - 200].to_vec());
        assert_eq!(told.len(), 5);
        assert!(text(&told[4]).starts_with("x.arrow: is broken behind row 4"), "{}", text(&told[4]));
        assert!(text(&read(b"ARROW1\0\0".to_vec())[0]).contains("no Arrow stream"));
    }

    #[test]
    fn what_a_packed_batch_states_of_its_length_is_not_believed() {
        let options =
            IpcWriteOptions::default().try_with_compression(Some(CompressionType::LZ4_FRAME)).unwrap();
        let long = batch(Arc::new(StringArray::from(vec!["<p>page ".repeat(500); 4])));
        let mut stream = StreamWriter::try_new_with_options(Vec::new(), &long.schema(), options).unwrap();
        stream.write(&long).unwrap();
        let mut bytes = stream.into_inner().unwrap();
        let told = read(bytes.clone());
        assert!(told.len() == 4 && text(&told[3]).starts_with("<p>page <p>"), "{told:?}");
        // The length of the pages before they were packed, behind the offsets, of which one is the same.
        let stated = (4 * 8 * 500_i64).to_le_bytes();
        let at = bytes.windows(8).rposition(|bytes| *bytes == stated).unwrap();
        bytes[at..at + 8].copy_from_slice(&(1_i64 << 46).to_le_bytes());
        let told = read(bytes);
        assert!(text(&told[0]).contains("cannot unpack to 70368744177664"), "{}", text(&told[0]));
    }
}
