//! Requests that are under way, each with what it asks, so that none is lost however it ends.

use std::collections::HashMap;

use tokio::task::{Id, JoinSet};

use crate::fetch::answer::Answer;
use crate::fetch::frontier::Ask;
use crate::fetch::problem::Problem;

/// Requests under way, with what they ask.
#[derive(Default)]
pub(super) struct Tasks {
    running: JoinSet<Result<Answer, Problem>>,
    asks: HashMap<Id, Ask>,
}

impl Tasks {
    pub(super) fn len(&self) -> usize {
        self.running.len()
    }

    pub(super) fn begin(
        &mut self,
        ask: Ask,
        request: impl Future<Output = Result<Answer, Problem>> + Send + 'static,
    ) {
        self.asks.insert(self.running.spawn(request).id(), ask);
    }

    /// The next answer. A request that trips over a bug of ours fails alone.
    pub(super) async fn next(&mut self) -> Option<(Ask, Result<Answer, Problem>)> {
        let (id, answer) = match self.running.join_next_with_id().await? {
            Ok(done) => done,
            Err(error) => (error.id(), Err(Problem::Bug)),
        };
        Some((self.asks.remove(&id)?, answer))
    }
}
