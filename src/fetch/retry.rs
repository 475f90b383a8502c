//! When to ask again: the server's own wish (`Retry-After`, in seconds or as a date), else a wait that doubles, with
//! jitter, so that many visitors do not come back at once.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder as _, ExponentialBuilder};

/// The longest wait between two tries. A server that wants more is left alone until the next run.
pub(super) const LONGEST: Duration = Duration::from_mins(5);

/// The waits before each further try.
pub(super) fn waits(retries: usize, first: Duration) -> impl Iterator<Item = Duration> {
    let builder = ExponentialBuilder::default().with_jitter().with_factor(2.0);
    builder.with_min_delay(first).with_max_delay(LONGEST).with_max_times(retries).build()
}

/// How long a server asks to wait.
pub(super) fn wish(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number beyond all bounds is a long wait, not none.
        return (!value.is_empty())
            .then(|| Duration::from_secs(value.parse().unwrap_or(u64::from(u32::MAX))));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_seconds_or_dates() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        let seconds = |value: &str| wish(value, now).map(|wait| wait.as_secs());
        assert_eq!(seconds(" 120 "), Some(120));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:07 GMT"), Some(30));
        assert_eq!(seconds("Sunday, 06-Nov-94 08:50:07 GMT"), Some(30));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
        assert_eq!(seconds("99999999999999999999999"), Some(u64::from(u32::MAX)));
        assert_eq!((seconds(""), seconds("soon"), seconds("-5")), (None, None, None));
    }

    #[test]
    fn waits_double_and_end() {
        let first = Duration::from_millis(100);
        let waits: Vec<Duration> = waits(3, first).collect();
        assert_eq!(waits.len(), 3);
        for (wait, least) in waits.iter().zip([100, 200, 400]) {
            assert!((least..=2 * least + 100).contains(&wait.as_millis()), "{waits:?}");
        }
    }
}
