//! Pages with what real and hostile pages have: a seed and a number make one out of others, the same one on every machine. The test, the benchmark
//! and the comparison of parsers share them.
#![allow(dead_code, reason = "each of them takes what it needs")]

mod bytes;
mod growth;
mod markup;
mod text;

use fastrand::Rng;

/// A change: its name, and what makes it.
pub(crate) type Kind = (&'static str, fn(&mut Draft<'_>));

/// The most bytes that the changes of one page may add.
const ADDED: usize = 64 << 10;

/// All changes.
pub(crate) fn kinds() -> impl Iterator<Item = &'static Kind> {
    [bytes::KINDS, markup::KINDS, growth::KINDS, text::KINDS].into_iter().flatten()
}

/// A page while it is changed.
pub(crate) struct Draft<'p> {
    pub bytes: Vec<u8>,
    /// Another page.
    other: &'p [u8],
    /// Bytes that a change may add.
    room: usize,
    rng: Rng,
}

/// A page that was changed, and how.
pub(crate) struct Mutant {
    pub bytes: Vec<u8>,
    pub kinds: Vec<&'static str>,
}

/// The mutant of a number: one to four changes of one of the pages.
pub(crate) fn mutant(pages: &[Vec<u8>], seed: u64, number: usize) -> Mutant {
    let mut rng = Rng::with_seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number as u64);
    let page = pages[rng.usize(..pages.len())].clone();
    let other = &pages[rng.usize(..pages.len())];
    let all: Vec<&Kind> = kinds().collect();
    // The first change is the number's, so that no kind is left to chance.
    let mut chosen = vec![all[number % all.len()]];
    chosen.extend((0..rng.usize(..4)).map(|_| all[rng.usize(..all.len())]));
    let room = 1 << rng.u32(10..=ADDED.ilog2());
    let mut draft = Draft { bytes: page, other, room: room / chosen.len(), rng };
    chosen.iter().for_each(|(_, change)| change(&mut draft));
    Mutant { bytes: draft.bytes, kinds: chosen.iter().map(|(name, _)| *name).collect() }
}

/// A page with one change all over: how much of it there is grows with the page.
pub(crate) fn changed(page: Vec<u8>, other: &[u8], kind: &Kind, seed: u64) -> Vec<u8> {
    let room = page.len();
    let mut draft = Draft { bytes: page, other, room, rng: Rng::with_seed(seed) };
    kind.1(&mut draft);
    draft.bytes
}

impl Draft<'_> {
    /// A number of places: one for so many bytes, give or take.
    fn some(&mut self, each: usize) -> usize {
        1 + self.bytes.len() / each + self.rng.usize(..3)
    }

    /// A place anywhere.
    fn place(&mut self) -> usize {
        self.rng.usize(..=self.bytes.len())
    }

    /// A stretch of up to so many bytes.
    fn stretch(&mut self, most: usize) -> std::ops::Range<usize> {
        let from = self.place();
        from..(from + self.rng.usize(..=most)).min(self.bytes.len())
    }

    /// Places behind a byte, in order: as many as are asked for, or all there are.
    fn behind(&mut self, byte: u8, count: usize) -> Vec<usize> {
        let all: Vec<usize> = memchr::memchr_iter(byte, &self.bytes).map(|at| at + 1).collect();
        self.chosen(all, count)
    }

    /// Some of a list, in their order.
    fn chosen<T>(&mut self, all: Vec<T>, count: usize) -> Vec<T> {
        let mut left = all.len();
        let mut wanted = count.min(left);
        let mut take = |_: &T| {
            let taken = self.rng.usize(..left) < wanted;
            left -= 1;
            wanted -= usize::from(taken);
            taken
        };
        all.into_iter().filter(|item| take(item)).collect()
    }

    /// Puts something in at each of the places, which are in order.
    fn insert(&mut self, places: &[usize], mut what: impl FnMut(&mut Rng, usize) -> Vec<u8>) {
        let old = std::mem::take(&mut self.bytes);
        let mut at = 0;
        for (number, place) in places.iter().enumerate() {
            self.bytes.extend_from_slice(&old[at..*place]);
            self.bytes.extend(what(&mut self.rng, number));
            at = *place;
        }
        self.bytes.extend_from_slice(&old[at..]);
    }

    /// Puts pieces in at one place behind a tag until the room is used up.
    fn fill(&mut self, lead: &str, mut piece: impl FnMut(&mut Rng, usize) -> String) {
        let place = self.behind(b'>', 1);
        let room = self.room;
        self.insert(&place, |rng, _| {
            let mut filled = lead.to_owned();
            for number in 0.. {
                filled.push_str(&piece(rng, number));
                if filled.len() >= room {
                    break;
                }
            }
            filled.into_bytes()
        });
    }

    /// Tags as they stand: `<`, name, `>`.
    fn tags(&self) -> Vec<std::ops::Range<usize>> {
        let tag = |open: usize| {
            let close = memchr::memchr(b'>', &self.bytes[open..])?;
            let named =
                self.bytes.get(open + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
            named.then_some(open..open + close + 1)
        };
        let mut end = 0;
        let opens = memchr::memchr_iter(b'<', &self.bytes).filter_map(tag);
        opens
            .filter(|tag| {
                tag.start >= end && {
                    end = tag.end;
                    true
                }
            })
            .collect()
    }

    /// Puts something else in the place of stretches, which are in order.
    fn replace(
        &mut self,
        stretches: &[std::ops::Range<usize>],
        mut with: impl FnMut(&mut Rng, &[u8]) -> Vec<u8>,
    ) {
        let old = std::mem::take(&mut self.bytes);
        let mut at = 0;
        for stretch in stretches {
            self.bytes.extend_from_slice(&old[at..stretch.start]);
            self.bytes.extend(with(&mut self.rng, &old[stretch.clone()]));
            at = stretch.end;
        }
        self.bytes.extend_from_slice(&old[at..]);
    }
}

/// One of a list.
fn one<T: Copy>(rng: &mut Rng, of: &[T]) -> T {
    of[rng.usize(..of.len())]
}
