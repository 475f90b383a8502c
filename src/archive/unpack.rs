//! An [`Unpacker`] is a file that may be packed, as one stream of bytes: bare, gzip members, or zstd frames, one behind the other.
//! Where a member is broken the stream breaks, until its reader asks to go on behind it.

use std::collections::VecDeque;
use std::io::{self, Read};

use flate2::bufread::GzDecoder;
use memchr::memmem::Finder;
use ruzstd::decoding::FrameDecoder;

use crate::archive::frames::{self, is_zstd};
use crate::archive::members::{GZIP, Members, is_gzip};
use crate::archive::record::MAGIC;
use crate::archive::window::Window;

/// Where bytes come from.
pub(crate) type Source = Box<dyn Read + Send>;

/// How far behind the beginning of the next member a broken one may be taken for whole: nothing unpacks noise for longer.
const KEPT: usize = 256 << 10;

/// How many times its length a file is read again, at most, to find what is behind broken members.
const REREAD: u64 = 16;

/// Bytes of a member with which it is tried whether it is one; no block of a frame is longer.
const TRIED: usize = 160 << 10;

/// Whether bytes look like a member.
type Looks = fn(&[u8]) -> bool;

/// Where a member begins: in the file, and in what comes out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Start {
    pub(super) packed: u64,
    pub(super) plain: u64,
}

/// A file that is unpacked.
pub(crate) struct Unpacker {
    decoder: Decoder,
    is_open: bool,
    is_broken: bool,
    /// How many bytes came out.
    made: u64,
    /// The members that the reader has not left behind; the last is the one that is being read.
    starts: VecDeque<Start>,
    /// How many bytes were read again.
    reread: u64,
}

enum Decoder {
    Bare(Window<Source>),
    Gzip(Box<Members>, Window<Source>),
    Zstd(Box<FrameDecoder>, Window<Source>),
}

impl Unpacker {
    /// Looks at how a file is packed.
    pub(crate) fn new(mut source: Source) -> io::Result<Self> {
        let mut head = Vec::new();
        source.by_ref().take(4).read_to_end(&mut head)?;
        let kept = if is_gzip(&head) || is_zstd(&head) { KEPT } else { 0 };
        let (is_gzip, is_zstd) = (is_gzip(&head), is_zstd(&head));
        let window = Window::new(Box::new(io::Cursor::new(head).chain(source)) as Source, kept);
        let decoder = match () {
            () if is_gzip => Decoder::Gzip(Box::new(Members::new()), window),
            () if is_zstd => Decoder::Zstd(Box::new(FrameDecoder::new()), window),
            () => Decoder::Bare(window),
        };
        Ok(Self { decoder, is_open: false, is_broken: false, made: 0, starts: VecDeque::new(), reread: 0 })
    }

    /// Whether what comes out is the file as it is.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self.decoder, Decoder::Bare(_))
    }

    /// Whether a record that is packed alone can be read again by its place.
    pub(super) fn is_gzip(&self) -> bool {
        matches!(self.decoder, Decoder::Gzip(..))
    }

    /// Whether the stream breaks behind what came out.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Whether it breaks in a member that gave something before `plain`, which cannot be trusted then.
    pub(super) fn is_broken_before(&self, plain: u64) -> bool {
        self.is_broken && self.starts.back().is_none_or(|start| start.plain < plain)
    }

    /// Why the file itself could not be read.
    pub(super) fn take_failure(&mut self) -> Option<io::Error> {
        self.window().take_failure()
    }

    /// The members in which bytes from `plain` on stand.
    pub(super) fn starts(&mut self, plain: u64) -> impl Iterator<Item = &Start> {
        while self.starts.get(1).is_some_and(|next| next.plain <= plain) {
            self.starts.pop_front();
        }
        self.starts.iter()
    }

    /// How much of the file was read.
    pub(super) fn position(&mut self) -> u64 {
        self.window().position()
    }

    fn window(&mut self) -> &mut Window<Source> {
        match &mut self.decoder {
            Decoder::Bare(window) | Decoder::Gzip(_, window) | Decoder::Zstd(_, window) => window,
        }
    }

    /// Begins the next member; `false` at the end of the file.
    fn open(&mut self) -> io::Result<bool> {
        let window = self.window();
        let (packed, ahead) = (window.position(), window.ensure(4)?);
        if ahead.is_empty() {
            return Ok(false);
        }
        let is_member = match &self.decoder {
            Decoder::Bare(_) => true,
            Decoder::Gzip(..) => is_gzip(self.window().ahead()),
            Decoder::Zstd(..) => is_zstd(self.window().ahead()),
        };
        self.starts.push_back(Start { packed, plain: self.made });
        if !is_member {
            self.is_broken = true;
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.decoder.begin().inspect_err(|_| self.is_broken = true)
    }

    /// Goes on behind what is broken, with the next gzip member that begins with a record, or the next frame; `false` where there is none.
    pub(super) fn resync(&mut self) -> io::Result<bool> {
        self.is_broken = false;
        self.is_open = false;
        let (magic, is_member): (&[u8], Looks) = match self.decoder {
            Decoder::Bare(_) => return Ok(false),
            Decoder::Gzip(..) => (&GZIP, is_record),
            Decoder::Zstd(..) => (&frames::ZSTD, frames::is_frame),
        };
        let began = self.starts.back().map_or(0, |start| start.packed);
        let failed = self.window().position();
        let back = (failed - began).saturating_sub(1).min(KEPT as u64);
        // A file that is made to be read again and again is not.
        if self.reread + back <= REREAD * failed + KEPT as u64 {
            self.reread += back;
            self.window().go_back(failed - back);
        }
        let window = self.window();
        let finder = Finder::new(magic);
        loop {
            let ahead = window.ensure(TRIED)?;
            if ahead.len() < magic.len() {
                window.advance(magic.len());
                return Ok(false);
            }
            match finder.find(ahead) {
                None => {
                    let passed = ahead.len() + 1 - magic.len();
                    window.advance(passed);
                }
                Some(at) => {
                    window.advance(at);
                    if is_member(window.ensure(TRIED)?) {
                        return Ok(true);
                    }
                    window.advance(1);
                }
            }
        }
    }
}

impl Read for Unpacker {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.is_broken {
            return Err(io::ErrorKind::InvalidData.into());
        }
        loop {
            if !self.is_open && !self.open()? {
                return Ok(0);
            }
            self.is_open = true;
            let read = self.decoder.read(out).inspect_err(|_| self.is_broken = true)?;
            self.made += read as u64;
            if read > 0 || out.is_empty() {
                return Ok(read);
            }
            self.is_open = false;
        }
    }
}

impl Decoder {
    /// Begins a member; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        match self {
            Self::Bare(_) => Ok(true),
            Self::Gzip(members, window) => members.begin(window).map(|()| true),
            Self::Zstd(decoder, window) => frames::begin(decoder, window),
        }
    }
}

impl Read for Decoder {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Bare(window) => window.read(out),
            Self::Gzip(members, window) => members.read(window, out),
            Self::Zstd(decoder, window) => frames::read(decoder, window, out),
        }
    }
}

fn is_record(bytes: &[u8]) -> bool {
    let mut begin = [0; MAGIC.len()];
    GzDecoder::new(bytes).read_exact(&mut begin).is_ok() && begin == *MAGIC
}
