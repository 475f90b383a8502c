//! What is known of a host while a run lasts: its pace and its rules. Rules are asked for once, and again after a day.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::fetch::address::Refused;
use crate::fetch::pace::Pace;
use crate::fetch::problem::Problem;
use crate::fetch::robots::Robots;

/// How long rules are believed: the standard's day.
const BELIEVED: Duration = Duration::from_hours(24);

/// One scheme, host and port.
#[derive(Debug)]
pub(super) struct Host {
    pub(super) pace: Pace,
    rules: Mutex<Option<(Instant, Rules)>>,
}

/// The rules of a host, and what kept it from giving them.
#[derive(Debug)]
pub(super) struct Rules {
    robots: Robots,
    trouble: Option<String>,
}

impl Rules {
    pub(super) fn of(robots: Robots) -> Self {
        Self { robots, trouble: None }
    }

    /// The rules of a host whose file could not be had.
    pub(super) fn without_file(problem: &Problem) -> Self {
        let robots = match problem {
            Problem::Status(status) => Robots::without_file(*status),
            _ => Robots::unreachable(),
        };
        Self { robots, trouble: Some(problem.to_string()) }
    }

    fn check(&self, path: &str) -> Result<(), Problem> {
        match &self.trouble {
            _ if self.robots.allows(path) => Ok(()),
            Some(trouble) => Err(Problem::Closed(trouble.clone())),
            None => Err(Problem::Forbidden),
        }
    }
}

impl Host {
    pub(super) fn new(between: Duration) -> Self {
        Self { pace: Pace::new(between), rules: Mutex::new(None) }
    }

    /// Whether a path may be asked; `ask` fetches the rules where they are not known. Who comes meanwhile waits.
    pub(super) async fn allows(
        &self,
        path: &str,
        ask: impl AsyncFnOnce() -> Result<Rules, Refused>,
    ) -> Result<(), Problem> {
        let mut known = self.rules.lock().await;
        let (since, rules) = match known.take().filter(|(since, _)| since.elapsed() < BELIEVED) {
            Some(known) => known,
            None => (Instant::now(), ask().await.map_err(Problem::Refused)?),
        };
        if let Some(delay) = rules.robots.delay() {
            self.pace.slow_down(delay);
        }
        let allowed = rules.check(path);
        *known = Some((since, rules));
        allowed
    }
}
