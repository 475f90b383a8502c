//! A format that is written by a thread of its own, beside the reading of pages and the other formats. A few portions wait for it, not more.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Scope, ScopedJoinHandle};

use crate::error::Result;
use crate::records::WhoSpoke;
use crate::write::{Page, Pages};

/// Portions that wait for a format to be written.
const WAITING: usize = 64;

/// Some of a dataset.
pub(super) enum Portion {
    Page(Box<Page>),
    /// Rows of the flat sheet.
    Spoke(Vec<WhoSpoke>),
}

/// A format and its thread.
pub(super) struct Beside<'s> {
    portions: SyncSender<Arc<Portion>>,
    thread: ScopedJoinHandle<'s, Result<()>>,
}

impl<'s> Beside<'s> {
    pub(super) fn begin(scope: &'s Scope<'s, '_>, mut format: impl Pages + 's) -> Self {
        let (portions, come) = sync_channel::<Arc<Portion>>(WAITING);
        let thread = scope.spawn(move || {
            come.into_iter().try_for_each(|portion| match &*portion {
                Portion::Page(page) => format.page(page),
                Portion::Spoke(rows) => format.spoke(rows),
            })?;
            format.finish()
        });
        Self { portions, thread }
    }

    /// Hands a portion to all of them. One that has failed takes nothing any more, and says why in the end.
    pub(super) fn tell(all: &[Self], portion: Portion) {
        let portion = Arc::new(portion);
        all.iter().for_each(|format| drop(format.portions.send(Arc::clone(&portion))));
    }

    pub(super) fn end(self) -> Result<()> {
        drop(self.portions);
        self.thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    }
}
