//! The [`Pool`] holds values by number. Those that were in use last are in memory, each in the slot of its number; who comes to a slot puts the other
//! into a file.

use std::fs::File;
use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Scratch, read_at, write_at};

/// Bytes of a place in its file.
const PLACE: usize = 16;

/// Values by number, from 0.
#[derive(Debug)]
pub(crate) struct Pool<T> {
    scratch: Scratch,
    slots: Vec<Slot<T>>,
    length: usize,
    aside: Option<Aside>,
}

#[derive(Debug)]
struct Slot<T> {
    number: usize,
    /// Whether the file does not know it as it is.
    changed: bool,
    /// Nothing where the file cannot be read.
    value: Option<T>,
}

/// What has no room.
#[derive(Debug)]
struct Aside {
    values: File,
    /// By number, where its value begins, how long it is and how long it may become there.
    places: File,
    end: u64,
}

impl<T: Serialize + DeserializeOwned> Pool<T> {
    pub(crate) fn new(scratch: &Scratch) -> Self {
        Self { scratch: scratch.clone(), slots: Vec::new(), length: 0, aside: None }
    }

    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Adds a value and gives its number.
    pub(crate) fn push(&mut self, value: T) -> usize {
        let slot = Slot { number: self.length, changed: true, value: Some(value) };
        if self.slots.len() < self.scratch.values() {
            self.slots.push(slot);
        } else {
            let at = self.length % self.slots.len();
            self.evict(at);
            self.slots[at] = slot;
        }
        self.length += 1;
        self.length - 1
    }

    /// A value as it is; nothing only where it cannot be read.
    pub(crate) fn look(&mut self, number: usize) -> Option<&T> {
        let at = self.load(number)?;
        self.slots[at].value.as_ref()
    }

    /// A value, to be changed.
    pub(crate) fn get(&mut self, number: usize) -> Option<&mut T> {
        let at = self.load(number)?;
        self.slots[at].changed = true;
        self.slots[at].value.as_mut()
    }

    /// The slot in which the value is now.
    fn load(&mut self, number: usize) -> Option<usize> {
        let at = number.checked_rem(self.slots.len()).filter(|_| number < self.length)?;
        if self.slots[at].number != number {
            self.evict(at);
            let value = self.aside.as_ref().and_then(|aside| self.scratch.done(aside.read(number)));
            self.slots[at] = Slot { number, changed: false, value };
        }
        Some(at)
    }

    fn evict(&mut self, at: usize) {
        let Slot { number, changed: true, value: Some(value) } = &self.slots[at] else { return };
        if self.aside.is_none() {
            let files = self.scratch.file().zip(self.scratch.file());
            self.aside = files.map(|(values, places)| Aside { values, places, end: 0 });
        }
        if let Some(aside) = &mut self.aside {
            self.scratch.done(aside.write(*number, value));
        }
    }
}

impl Aside {
    fn read<T: DeserializeOwned>(&self, number: usize) -> io::Result<T> {
        let (begin, length, _) = self.place(number)?;
        let mut bytes = vec![0; length as usize];
        read_at(&self.values, begin, &mut bytes)?;
        postcard::from_bytes(&bytes).map_err(io::Error::other)
    }

    fn write<T: Serialize>(&mut self, number: usize, value: &T) -> io::Result<()> {
        let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        // A place that was never written is behind the end, or empty.
        let (mut begin, _, mut room) = self.place(number).unwrap_or_default();
        if length > room {
            // It may grow a little.
            room = length.saturating_add(length / 4);
            begin = self.end;
            self.end += u64::from(room);
        }
        write_at(&self.values, begin, &bytes)?;
        let place = u128::from(begin) << 64 | u128::from(length) << 32 | u128::from(room);
        write_at(&self.places, (number * PLACE) as u64, &place.to_le_bytes())
    }

    fn place(&self, number: usize) -> io::Result<(u64, u32, u32)> {
        let mut bytes = [0; PLACE];
        read_at(&self.places, (number * PLACE) as u64, &mut bytes)?;
        let place = u128::from_le_bytes(bytes);
        Ok(((place >> 64) as u64, (place >> 32) as u32, place as u32))
    }
}
