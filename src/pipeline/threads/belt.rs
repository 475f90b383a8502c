//! The [`Belt`] on which items come to the threads and their results go back: any number of items, of which a bounded number are on their way, and
//! results in the order of the items.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Items on their way.
pub(super) struct Belt<S> {
    /// Where they come from, one at a time, for who needs one; `None` at the end. Who waits for an item holds nobody up who has one.
    items: Mutex<Option<S>>,
    state: Mutex<State>,
    /// Something has changed for those who wait for room.
    moved: Condvar,
    /// Items that may be on their way.
    room: usize,
}

#[derive(Default)]
struct State {
    asked: usize,
    taken: usize,
    /// Whether nobody wants more.
    is_over: bool,
}

impl<S: Iterator> Belt<S> {
    pub(super) fn new(items: S, room: usize) -> Self {
        let items = Mutex::new(Some(items));
        Self { items, state: Mutex::default(), moved: Condvar::new(), room }
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

    /// The next item, when there is room for it.
    fn next(&self) -> Option<(usize, S::Item)> {
        // Where an item could not be made because of a bug, there are no more.
        let mut items = self.items.lock().ok()?;
        let is_full = |state: &mut State| !state.is_over && state.asked >= state.taken + self.room;
        let state = self.moved.wait_while(self.state(), is_full);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        let number = state.asked;
        state.asked += 1;
        let is_over = state.is_over;
        drop(state);
        let item = items.as_mut().filter(|_| !is_over).and_then(Iterator::next);
        if item.is_none() {
            *items = None;
        }
        item.map(|item| (number, item))
    }
}

impl<S> Belt<S> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Stops the belt for all when one is done, or panics: what it worked on is the last, or will never come.
struct Stop<'b, S>(&'b Belt<S>);

impl<S> Drop for Stop<'_, S> {
    fn drop(&mut self) {
        self.0.state().is_over = true;
        self.0.moved.notify_all();
    }
}
