//! What is known of a host while a run lasts: its pace and its rules. Rules are asked for once, and again after a day.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::fetch::pace::Pace;
use crate::fetch::robots::Robots;

/// How long rules are believed: the standard's day.
const BELIEVED: Duration = Duration::from_hours(24);

/// One scheme, host and port.
#[derive(Debug)]
pub(super) struct Host {
    pub(super) pace: Pace,
    rules: Mutex<Option<(Instant, Robots)>>,
}

impl Host {
    pub(super) fn new(between: Duration) -> Self {
        Self { pace: Pace::new(between), rules: Mutex::new(None) }
    }

    /// Whether a path may be asked; `ask` fetches the rules where they are not known. Who comes meanwhile waits.
    pub(super) async fn allows(&self, path: &str, ask: impl AsyncFnOnce() -> Robots) -> Allowed {
        let mut rules = self.rules.lock().await;
        let robots = match rules.take().filter(|(since, _)| since.elapsed() < BELIEVED) {
            Some(known) => known,
            None => (Instant::now(), ask().await),
        };
        if let Some(delay) = robots.1.delay() {
            self.pace.slow_down(delay);
        }
        let allowed = match &robots.1 {
            robots if robots.allows(path) => Allowed::Yes,
            robots if robots.is_closed() => Allowed::Unknown,
            _ => Allowed::No,
        };
        *rules = Some(robots);
        allowed
    }
}

/// What the rules of a host say of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    Yes,
    No,
    /// The host could not say.
    Unknown,
}
