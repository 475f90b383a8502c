//! Walking the records of a file that another tool wrote: bare, or packed with gzip or zstd, each apart or many together.
//! A record or two are in memory at a time, however the file is packed. What is torn ends the file.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek as _};
use std::ops::ControlFlow;
use std::path::Path;

use flate2::bufread::GzDecoder;

use crate::archive::frames::{Frames, is_zstd};
use crate::archive::place::Place;
use crate::archive::record::Record;
use crate::archive::scan;

/// A record that was met.
pub(super) struct Met {
    /// Head and block, unpacked.
    pub(super) bytes: Vec<u8>,
    pub(super) record: Record,
    /// Where it can be read alone; `None` where others are packed with it.
    pub(super) place: Option<Place>,
}

type Source = BufReader<File>;

/// Gives the whole records of a file to `take`, until that has enough.
pub(super) fn records(path: &Path, mut take: impl FnMut(Met) -> ControlFlow<()>) -> io::Result<()> {
    let mut source = BufReader::with_capacity(1 << 16, File::open(path)?);
    let start = source.fill_buf()?;
    let (is_gzip, is_zstd) = (scan::is_packed(start), is_zstd(start));
    loop {
        let flow = match () {
            () if is_gzip => member(&mut source, &mut take)?,
            () if is_zstd => {
                // All frames are one stream, which ends with the file.
                let _ = together(&mut BufReader::new(Frames::new(&mut source)), &mut take);
                return Ok(());
            }
            () => bare(&mut source, &mut take)?,
        };
        if flow.is_break() {
            return Ok(());
        }
    }
}

/// A record that is not packed; the end of the file breaks.
fn bare(source: &mut Source, take: &mut impl FnMut(Met) -> ControlFlow<()>) -> io::Result<ControlFlow<()>> {
    scan::skip_empty_lines(source)?;
    let offset = source.stream_position()?;
    let Some((bytes, record)) = next(source) else { return Ok(ControlFlow::Break(())) };
    let place = Some(since(offset, source)?);
    Ok(take(Met { bytes, record, place }))
}

/// A gzip member, which holds a record or many; the end of the file breaks.
fn member(source: &mut Source, take: &mut impl FnMut(Met) -> ControlFlow<()>) -> io::Result<ControlFlow<()>> {
    let offset = source.stream_position()?;
    let mut inside = BufReader::new(GzDecoder::new(&mut *source));
    let Some(first) = next(&mut inside) else { return Ok(ControlFlow::Break(())) };
    let Some(second) = next(&mut inside) else {
        if !is_over(&mut inside) {
            return Ok(ControlFlow::Break(()));
        }
        let place = Some(since(offset, source)?);
        return Ok(take(Met { bytes: first.0, record: first.1, place }));
    };
    let mut both = [first, second].into_iter();
    let flow = both.try_for_each(|(bytes, record)| take(Met { bytes, record, place: None }));
    if flow.is_break() || together(&mut inside, take).is_break() || !is_over(&mut inside) {
        return Ok(ControlFlow::Break(()));
    }
    Ok(ControlFlow::Continue(()))
}

/// Records of which none can be read alone, to their end.
fn together(inside: &mut impl BufRead, take: &mut impl FnMut(Met) -> ControlFlow<()>) -> ControlFlow<()> {
    while let Some((bytes, record)) = next(inside) {
        take(Met { bytes, record, place: None })?;
    }
    ControlFlow::Continue(())
}

/// The next record; `None` at the end, and where what follows is none or torn.
fn next(reader: &mut impl BufRead) -> Option<(Vec<u8>, Record)> {
    scan::skip_empty_lines(reader).ok()?;
    let bytes = scan::bare(reader).ok()??;
    let record = Record::parse(&bytes)?;
    Some((bytes, record))
}

/// Whether a member comes to its end as it should, with the sum of its bytes.
fn is_over(inside: &mut impl Read) -> bool {
    io::copy(&mut inside.take(scan::LARGEST), &mut io::sink()).is_ok()
}

fn since(offset: u64, source: &mut Source) -> io::Result<Place> {
    Ok(Place { run: 0, offset, length: source.stream_position()? - offset })
}
