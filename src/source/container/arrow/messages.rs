//! The [`Messages`] of an Arrow IPC stream, each read as a whole and looked at before it is decoded: what a message states of the lengths of what is packed
//! in it is room that the decoder takes at once, and a process that asks for more than there is ends.

use std::io::{self, Read};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::reader::StreamDecoder;
use arrow_ipc::{Message, MessageHeader, root_as_message};
use arrow_schema::SchemaRef;

/// Stands before the length of a message since format version 0.15.
const CONTINUATION: [u8; 4] = [0xff; 4];

/// The largest head of a message, and the largest batch, as it comes and unpacked. Those that are written are some megabytes.
const HEAD: u64 = 16 << 20;
const BATCH: u64 = 2 << 30;

/// How much longer than itself what is packed with LZ4 can be.
const RATIO: u64 = 256;

/// Why a stream cannot be read on.
pub(super) type Wrong = Box<dyn std::error::Error + Send + Sync>;

/// The record batches of a stream.
pub(super) struct Messages<R> {
    source: R,
    decoder: StreamDecoder,
    schema: SchemaRef,
}

impl<R: Read> Messages<R> {
    /// Reads the schema, with which a stream begins.
    pub(super) fn new(mut source: R) -> Result<Self, Wrong> {
        let first = read(&mut source)?.ok_or("there is no schema")?;
        let schema = message(&first.head)?.header_as_schema().ok_or("there is no schema")?;
        let schema = Arc::new(try_fb_to_schema(schema)?);
        let mut messages = Self { source, decoder: StreamDecoder::new(), schema };
        messages.decode(first)?;
        Ok(messages)
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The next batch; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<RecordBatch>, Wrong> {
        while let Some(raw) = read(&mut self.source)? {
            if let Some(batch) = self.decode(raw)? {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }

    fn decode(&mut self, raw: Raw) -> Result<Option<RecordBatch>, Wrong> {
        let Raw { head, body } = raw;
        let mut batch = None;
        for part in [CONTINUATION.to_vec(), (head.len() as u32).to_le_bytes().to_vec(), head, body] {
            let found = self.decoder.decode(&mut Buffer::from_vec(part))?;
            batch = batch.or(found);
        }
        Ok(batch)
    }
}

/// A message as it comes.
struct Raw {
    head: Vec<u8>,
    body: Vec<u8>,
}

/// The next message; `None` at the end.
fn read(source: &mut impl Read) -> Result<Option<Raw>, Wrong> {
    let mut length = [0; 4];
    if source.read(&mut length[..1])? == 0 {
        return Ok(None);
    }
    source.read_exact(&mut length[1..])?;
    if length == CONTINUATION {
        source.read_exact(&mut length)?;
    }
    let length = u64::from(u32::from_le_bytes(length));
    if length == 0 {
        return Ok(None);
    }
    let head = bytes(source, length, HEAD)?;
    let message = message(&head)?;
    let body = bytes(source, message.bodyLength().try_into()?, BATCH)?;
    check(&message, &body)?;
    Ok(Some(Raw { head, body }))
}

fn message(head: &[u8]) -> Result<Message<'_>, Wrong> {
    root_as_message(head).map_err(|error| error.to_string().into())
}

/// So many bytes, which take room as they come.
fn bytes(source: &mut impl Read, count: u64, most: u64) -> Result<Vec<u8>, Wrong> {
    if count > most {
        return Err(format!("a message states {count} bytes, which is more than {most}").into());
    }
    let mut bytes = Vec::new();
    source.take(count).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < count {
        Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())
    } else {
        Ok(bytes)
    }
}

/// Checks what a message states of the lengths of what is packed in its body.
fn check(message: &Message<'_>, body: &[u8]) -> Result<(), Wrong> {
    let batch = match message.header_type() {
        MessageHeader::RecordBatch => message.header_as_record_batch(),
        MessageHeader::DictionaryBatch => message.header_as_dictionary_batch().and_then(|batch| batch.data()),
        _ => None,
    };
    let Some(batch) = batch.filter(|batch| batch.compression().is_some()) else { return Ok(()) };
    let mut all = 0_u64;
    for buffer in batch.buffers().into_iter().flatten() {
        let from = usize::try_from(buffer.offset())?;
        let packed = u64::try_from(buffer.length())?;
        let Some(stated) = body.get(from..).and_then(|body| body.first_chunk()).filter(|_| packed >= 8)
        else {
            continue;
        };
        // What is negative is not packed.
        let stated = u64::try_from(i64::from_le_bytes(*stated)).unwrap_or(packed);
        all = all.saturating_add(stated);
        if stated > packed.saturating_mul(RATIO) || all > BATCH {
            return Err(format!("{packed} bytes cannot unpack to {stated}").into());
        }
    }
    Ok(())
}
