//! The [`Belt`] on which items come to the threads and their results go back: any number of items, of which a bounded number are on their way, and
//! results in the order of the items.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Items on their way.
pub(super) struct Belt<S> {
    state: Mutex<State<S>>,
    /// Something has changed for those who wait for room.
    moved: Condvar,
    /// Items that may be on their way.
    room: usize,
}

struct State<S> {
    /// `None` at the end, and where nobody wants more.
    items: Option<S>,
    asked: usize,
    taken: usize,
}

impl<S: Iterator> Belt<S> {
    pub(super) fn new(items: S, room: usize) -> Self {
        let state = State { items: Some(items), asked: 0, taken: 0 };
        Self { state: Mutex::new(state), moved: Condvar::new(), room }
    }

    /// Works on one item after the other until there is none, and sends what comes of each with its number.
    pub(super) fn run<T>(&self, work: impl Fn(S::Item) -> T, results: &Sender<(usize, T)>) {
        let _stop = Stop(self);
        while let Some((number, item)) = self.next() {
            let result = work(item);
            if results.send((number, result)).is_err() {
                break;
            }
        }
    }

    /// Gives the results to `take` in the order of the items.
    pub(super) fn collect<T, E>(
        &self,
        results: &Receiver<(usize, T)>,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let _stop = Stop(self);
        let (mut early, mut next) = (BTreeMap::new(), 0);
        for (number, result) in results {
            early.insert(number, result);
            while let Some(result) = early.remove(&next) {
                take(result)?;
                next += 1;
                self.state().taken = next;
                self.moved.notify_all();
            }
        }
        Ok(())
    }

    /// The next item, when there is room for it. Who waits holds nobody up: items are made one at a time, by whoever needs one.
    fn next(&self) -> Option<(usize, S::Item)> {
        let is_full = |state: &mut State<S>| state.items.is_some() && state.asked >= state.taken + self.room;
        let state = self.moved.wait_while(self.state(), is_full);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        let Some(item) = state.items.as_mut().and_then(Iterator::next) else {
            state.items = None;
            return None;
        };
        state.asked += 1;
        Some((state.asked - 1, item))
    }

    /// Where an item could not be made because of a bug, there are no more.
    fn state(&self) -> MutexGuard<'_, State<S>> {
        self.state.lock().unwrap_or_else(|poisoned| {
            let mut state = poisoned.into_inner();
            state.items = None;
            state
        })
    }
}

/// Stops the belt for all when one is done, or panics: what it worked on is the last, or will never come.
struct Stop<'b, S>(&'b Belt<S>);

impl<S> Drop for Stop<'_, S> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.items = None;
        drop(state);
        self.0.moved.notify_all();
    }
}
