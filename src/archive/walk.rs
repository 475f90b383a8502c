//! A [`Walk`] over the records of a file that another tool wrote, bare or packed, each apart or many together. One record is in memory at a time.
//! What is broken is passed over, up to the next record that is whole, and said once.

use std::io;

use memchr::memmem;

use crate::archive::place::Place;
use crate::archive::record::{MAGIC, View};
use crate::archive::unpack::{Source, Unpacker};
use crate::archive::window::Window;
use crate::source::MAX_BYTES;

/// The largest head of a record.
const HEAD: usize = 1 << 20;

/// The longest block that is held: a page and the head of its answer.
const LONGEST: u64 = MAX_BYTES + HEAD as u64;

/// What is told of a longer one: enough to see what it is.
const BEGINNING: usize = 64 << 10;

const WRONG_LENGTH: &str = "holds a record whose length or content is wrong";

/// What a walk meets.
pub(crate) enum Step<'w> {
    /// A record.
    Met(Met<'w>),
    /// A stretch of which nothing could be read.
    Passed(Passed),
}

/// A record that was met.
pub(crate) struct Met<'w> {
    /// Head and block, unpacked.
    pub(crate) bytes: &'w [u8],
    pub(crate) record: View<'w>,
    /// Whether all of it is here; else it is too long to hold.
    pub(crate) is_whole: bool,
    /// Where it begins in the file, or the member that it is packed in.
    pub(crate) offset: u64,
    /// Where it can be read alone; `None` where others are packed with it.
    pub(crate) place: Option<Place>,
}

/// A stretch of a file that was passed over, in bytes of the file as it is packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passed {
    pub(crate) from: u64,
    /// Where the next record begins; `None` where none came.
    pub(crate) to: Option<u64>,
    /// What was wrong where it begins.
    pub(crate) why: &'static str,
}

/// The records of a file, one by one.
pub(crate) struct Walk {
    window: Window<Unpacker>,
    /// Bytes of the record that was told last.
    held: usize,
    passed: Option<Passed>,
    /// The beginning of a record that is too long.
    long: Vec<u8>,
}

/// What stands where a record should.
enum Found {
    /// One, with so many bytes.
    Record(usize),
    /// One of which only the beginning is kept, at this place in the file.
    Long(u64),
    Broken(&'static str),
    End,
}

impl Walk {
    /// Looks at how a file is packed.
    pub(crate) fn new(source: Source) -> io::Result<Self> {
        let window = Window::new(Unpacker::new(source)?, 0);
        Ok(Self { window, held: 0, passed: None, long: Vec::new() })
    }

    /// The next record, or what was passed over before it; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Step<'_>>> {
        self.window.advance(std::mem::take(&mut self.held));
        loop {
            match self.find()? {
                Found::Broken(why) => {
                    let from = self.offset();
                    self.passed.get_or_insert(Passed { from, to: None, why });
                    self.seek()?;
                }
                Found::End => return Ok(self.passed.take().map(Step::Passed)),
                Found::Record(length) => {
                    let offset = self.offset();
                    if let Some(passed) = self.passed.take() {
                        return Ok(Some(Step::Passed(Passed { to: Some(offset), ..passed })));
                    }
                    self.held = length;
                    let place = self.place(length);
                    let bytes = &self.window.ahead()[..length];
                    return Ok(View::parse(bytes)
                        .map(|record| Step::Met(Met { bytes, record, is_whole: true, offset, place })));
                }
                Found::Long(offset) => {
                    let bytes = &self.long[..];
                    return Ok(View::beginning(bytes).map(|record| {
                        Step::Met(Met { bytes, record, is_whole: false, offset, place: None })
                    }));
                }
            }
        }
    }

    /// What stands here, behind empty lines.
    fn find(&mut self) -> io::Result<Found> {
        while let Some(byte) = self.ensure(1)?.first() {
            if !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.window.advance(1);
        }
        let begin = self.ensure(MAGIC.len())?;
        if begin.is_empty() {
            return Ok(if self.is_broken() { Found::Broken("is broken") } else { Found::End });
        }
        if !begin.starts_with(MAGIC) {
            return Ok(Found::Broken("holds no record"));
        }
        let Some((start, length)) = self.measure()? else {
            return Ok(Found::Broken("holds a record without a head that is whole"));
        };
        if length > LONGEST {
            return self.pass_long(start, length);
        }
        let whole = start + length as usize;
        if self.ensure(whole)?.len() < whole {
            return Ok(Found::Broken("holds a record that is torn"));
        }
        Ok(if self.ends_at(whole)? { Found::Record(whole) } else { Found::Broken(WRONG_LENGTH) })
    }

    /// The head of the record that begins here.
    fn measure(&mut self) -> io::Result<Option<(usize, u64)>> {
        let mut wanted = 2 << 10;
        loop {
            let ahead = self.ensure(wanted)?;
            let known = ahead.len().min(HEAD);
            if memmem::find(&ahead[..known], b"\r\n\r\n").is_some() || ahead.len() < wanted || wanted >= HEAD
            {
                return Ok(View::measure(&ahead[..known]));
            }
            wanted *= 4;
        }
    }

    /// Whether a record ends at `end`: behind it is what ends records, or the next one, or nothing.
    fn ends_at(&mut self, end: usize) -> io::Result<bool> {
        const END: &[u8] = b"\r\n\r\n";
        let ahead = self.ensure(end + END.len() + MAGIC.len())?;
        let behind = &ahead[end..];
        let empty = behind.iter().take(END.len()).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let next = &behind[empty..];
        let ends = behind.starts_with(END) || MAGIC.starts_with(&next[..next.len().min(MAGIC.len())]);
        let is_last = behind.len() < END.len() + MAGIC.len();
        // That a member is broken may show behind its last byte, where its sum stands.
        let end = self.window.position() + end as u64;
        Ok(ends && !(is_last && self.window.source().is_broken_before(end)))
    }

    /// Passes a record that is too long to hold, unless another begins before its end: then its length is wrong.
    fn pass_long(&mut self, start: usize, length: u64) -> io::Result<Found> {
        const BEHIND: &[u8] = b"\r\n\r\nWARC/1.";
        let offset = self.offset();
        let told = self.ensure(start + BEGINNING)?;
        self.long = told[..told.len().min(start + BEGINNING)].to_vec();
        self.window.advance(start);
        let mut left = length;
        while left > 0 {
            let ahead = self.ensure(BEHIND.len())?;
            let within = ahead.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let other = memmem::find(&ahead[..within], BEHIND);
            let ends = ahead.len() < BEHIND.len();
            if other.is_some() || ends && (ahead.len() as u64) < left {
                self.window.advance(other.unwrap_or(0));
                self.passed.get_or_insert(Passed { from: offset, to: None, why: WRONG_LENGTH });
                return Ok(Found::Broken(WRONG_LENGTH));
            }
            let step = if within as u64 == left { within } else { within + 1 - BEHIND.len() };
            self.window.advance(step);
            left -= step as u64;
        }
        if self.ends_at(0)? {
            return Ok(Found::Long(offset));
        }
        self.passed.get_or_insert(Passed { from: offset, to: None, why: WRONG_LENGTH });
        Ok(Found::Broken(WRONG_LENGTH))
    }

    /// Goes to where the next record may begin.
    fn seek(&mut self) -> io::Result<()> {
        const LINE: &[u8] = b"\nWARC/1.";
        loop {
            let ahead = self.window.ahead();
            if let Some(at) = memmem::find(ahead, LINE) {
                self.window.advance(at + 1);
                return Ok(());
            }
            let passed = (ahead.len() + 1).saturating_sub(LINE.len());
            self.window.advance(passed);
            let before = self.window.ahead().len();
            if self.ensure(before + 1)?.len() > before {
                continue;
            }
            self.window.advance(before);
            if !self.is_broken() || self.window.source().resync()? {
                return Ok(());
            }
        }
    }

    /// What was read ahead: so many bytes, unless the file ends before, or breaks.
    fn ensure(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.window.ensure(count).is_err() {
            self.window.take_failure();
            if let Some(failure) = self.window.source().take_failure() {
                return Err(failure);
            }
        }
        Ok(self.window.ahead())
    }

    fn is_broken(&mut self) -> bool {
        self.window.source().is_broken()
    }

    /// Where in the file the record is that begins here, or its member.
    fn offset(&mut self) -> u64 {
        let plain = self.window.position();
        let source = self.window.source();
        if source.is_bare() { plain } else { source.starts(plain).next().map_or(0, |start| start.packed) }
    }

    /// The place of the record that begins here.
    fn place(&mut self, length: usize) -> Option<Place> {
        let plain = self.window.position();
        let source = self.window.source();
        if source.is_bare() {
            return Some(Place { run: 0, offset: plain, length: length as u64 });
        }
        let (end, is_gzip) = (source.position(), source.is_gzip());
        let mut starts = source.starts(plain);
        let start = *starts.next().filter(|start| start.plain == plain)?;
        let next = starts.next();
        let is_alone = next.is_none_or(|next| next.plain >= plain + length as u64);
        let to = next.map_or(end, |next| next.packed);
        (is_alone && is_gzip).then_some(Place { run: 0, offset: start.packed, length: to - start.packed })
    }
}
