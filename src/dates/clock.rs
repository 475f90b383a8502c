//! Times of day: `14:00`, `3.30 p.m.`, `9h30`, `14 Uhr`, `noon`, `下午3点`, ranges of them, and the zone behind them.

use crate::annotate::token::{Shape, Token};
use crate::dates::ClockTime;
use crate::dates::grammar::Reader;

/// Half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

/// A time as written: the half of the day may be missing.
#[derive(Clone, Copy, Debug)]
struct Written {
    hour: u8,
    minute: u8,
    half: Option<Half>,
    /// Whether its form alone proves a time (`:`, `h`, a unit, a half of the day).
    sure: bool,
    end: usize,
}

/// Times and zone of an expression.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    pub start: ClockTime,
    pub end: Option<ClockTime>,
    pub zone: Option<String>,
    /// One past the last token.
    pub to: usize,
}

/// Reads a time or a range of times at a token.
pub(crate) fn read(reader: &Reader<'_>, at: usize) -> Option<Times> {
    let from = lead(reader, at);
    let first = written(reader, from)?;
    let second = range(reader, first.end);
    let sure = first.sure || from > at && reader.word(at, "at") || second.is_some_and(|second| second.sure);
    if !sure {
        return None;
    }
    let (start, end, to) = match second {
        Some(second) => {
            let (start, end) = pair(first, second)?;
            (start, Some(end), second.end)
        }
        None => (clock(first)?, None, first.end),
    };
    let (zone, to) = zone(reader, to);
    Some(Times { start, end, zone, to: skip_equivalents(reader, to) })
}

/// `at`, `ore`, `from` before a time.
fn lead(reader: &Reader<'_>, at: usize) -> usize {
    let mut from = at;
    while from < at + 2 && (reader.word(from, "at") || reader.word(from, "from")) {
        from += 1;
    }
    from
}

fn written(reader: &Reader<'_>, at: usize) -> Option<Written> {
    let token = reader.get(at)?;
    if let Some((half, length)) = reader.half_phrase(at) {
        let mut found = written(reader, at + length)?;
        found.half = found.half.or(Some(if half == "am" { Half::Am } else { Half::Pm }));
        found.sure = true;
        return Some(found);
    }
    if reader.word(at, "noon") || reader.word(at, "midnight") {
        let hour = if reader.word(at, "noon") { 12 } else { 0 };
        return Some(Written { hour, minute: 0, half: None, sure: true, end: at + 1 });
    }
    let hour = reader.number(at).filter(|hour| *hour <= 24 && token.span.len() <= 2)? as u8;
    if hour == 24
        || at > 0
            && !token.spaced
            && reader.get(at - 1).is_some_and(|before| {
                matches!(before.shape, Shape::Mark('$' | '€' | '£' | '#' | '.' | '/' | ':'))
            })
    {
        return None;
    }
    let (mut minute, mut end, mut sure) = minutes(reader, at + 1).unwrap_or((0, at + 1, false));
    let half = half(reader, end);
    if let Some((_, after)) = half {
        end = after;
        sure = true;
    }
    let unit = reader.get(end).is_some_and(|next| {
        reader.words.value(next, "unit").is_some() || reader.words.value(next, "hour_unit").is_some()
    });
    if unit {
        end += 1;
        sure = true;
        if let Some(after) = minutes_after_unit(reader, end).filter(|_| minute == 0) {
            minute = after;
            end += 1;
        }
    }
    let half = half.map(|(half, _)| half);
    (half.is_none() || (1..=12).contains(&hour) || hour < 24).then_some(Written {
        hour,
        minute,
        half,
        sure,
        end,
    })
}

/// `9 h 30`, `17 Uhr 15`: two digits after the unit, with no word that they could count.
fn minutes_after_unit(reader: &Reader<'_>, at: usize) -> Option<u8> {
    let token = reader.get(at).filter(|token| token.shape == Shape::Number && token.span.len() == 2)?;
    let minute = reader.number(at).filter(|minute| *minute < 60 && token.spaced)?;
    let ends = reader.get(at + 1).is_none_or(|next| {
        !next.is_word()
            || ["range", "and", "from", "filler"]
                .iter()
                .any(|class| reader.words.value(next, class).is_some())
    });
    ends.then_some(minute as u8)
}

/// `:30`, `.30`, `h30`, `点30分`, `点半`: minutes, the token after, and whether the form proves a time.
fn minutes(reader: &Reader<'_>, at: usize) -> Option<(u8, usize, bool)> {
    let token = reader.get(at)?;
    let two = |at: usize| {
        reader
            .get(at)
            .filter(|token| token.span.len() == 2 && !token.spaced)
            .and_then(|_| reader.number(at))
            .filter(|minute| *minute < 60)
    };
    if token.spaced && !token.is('：') {
        return None;
    }
    match token.shape {
        Shape::Mark(':' | '：') => {
            let minute = two(at + 1)? as u8;
            let seconds = reader.get(at + 2).is_some_and(|next| next.is(':')) && two(at + 3).is_some();
            Some((minute, if seconds { at + 4 } else { at + 2 }, true))
        }
        Shape::Mark('.') => {
            let minute = two(at + 1)? as u8;
            let another = reader.get(at + 2).is_some_and(|next| {
                !next.spaced
                    && (next.is('.') || next.is('%'))
                    && reader.get(at + 3).is_some_and(|after| !after.spaced && after.shape == Shape::Number)
            });
            (!another).then_some((minute, at + 2, false))
        }
        Shape::Lower | Shape::Upper | Shape::Mixed => {
            let word = reader.str(at);
            let digits = word.strip_prefix(['h', 'H', 'u'])?;
            let minute: u8 = digits.parse().ok().filter(|minute| *minute < 60 && digits.len() == 2)?;
            Some((minute, at + 1, true))
        }
        Shape::Ideograph if reader.words.value(token, "hour_unit").is_some() => {
            if reader.get(at + 1).is_some_and(|next| reader.words.value(next, "half").is_some()) {
                return Some((30, at + 2, true));
            }
            match reader.number(at + 1).filter(|minute| *minute < 60) {
                Some(minute) => {
                    let unit = reader
                        .get(at + 2)
                        .is_some_and(|next| reader.words.value(next, "minute_unit").is_some());
                    Some((minute as u8, if unit { at + 3 } else { at + 2 }, true))
                }
                None => Some((0, at + 1, true)),
            }
        }
        _ => None,
    }
}

/// `pm`, `p.m.`, `a. m.` and the token after it.
fn half(reader: &Reader<'_>, at: usize) -> Option<(Half, usize)> {
    let token = reader.get(at)?;
    if reader.words.value(token, "am").is_some() && token.shape != Shape::Ideograph {
        return Some((Half::Am, at + 1));
    }
    if reader.words.value(token, "pm").is_some() && token.shape != Shape::Ideograph {
        return Some((Half::Pm, at + 1));
    }
    let letter = match reader.str(at) {
        "a" | "A" => Half::Am,
        "p" | "P" => Half::Pm,
        _ => return None,
    };
    let dotted = reader.is(at + 1, '.')
        && reader.get(at + 2).is_some_and(|next| matches!(reader.text_of(next), "m" | "M"));
    dotted.then(|| {
        (
            letter,
            if reader.is(at + 3, '.') && reader.get(at + 3).is_some_and(|dot| !dot.spaced) {
                at + 4
            } else {
                at + 3
            },
        )
    })
}

/// The time after a dash or `to`.
fn range(reader: &Reader<'_>, at: usize) -> Option<Written> {
    let token = reader.get(at)?;
    let dash = matches!(token.shape, Shape::Mark('-' | '–' | '—' | '~' | '～' | '－'));
    let joined = dash || reader.words.value(token, "range").is_some();
    let next = lead(reader, at + 1);
    joined.then(|| written(reader, next)).flatten()
}

/// The clock time of one written time.
fn clock(written: Written) -> Option<ClockTime> {
    let hour = match (written.half, written.hour) {
        (Some(Half::Am), 12) => 0,
        (Some(Half::Pm), hour) if hour < 12 => hour + 12,
        (_, hour) => hour,
    };
    ClockTime::new(hour, written.minute)
}

/// Both ends of a range; the half of the day of the second holds for the first, unless it would then begin after it ends.
fn pair(first: Written, second: Written) -> Option<(ClockTime, ClockTime)> {
    let end = clock(second)?;
    let start = match (first.half, second.half) {
        (None, Some(half)) if first.hour <= 12 => {
            let same = clock(Written { half: Some(half), ..first })?;
            let other = if half == Half::Pm { Half::Am } else { Half::Pm };
            if same <= end { same } else { clock(Written { half: Some(other), ..first })? }
        }
        _ => clock(first)?,
    };
    Some((start, end))
}

/// `CET`, `(GMT+8)`, `UTC−5` after a time.
fn zone(reader: &Reader<'_>, at: usize) -> (Option<String>, usize) {
    let open = usize::from(reader.is(at, '('));
    let Some(token) = reader.get(at + open).filter(|token| matches!(token.shape, Shape::Upper)) else {
        return (None, at);
    };
    let Some(value) = reader.words.value(token, "zone") else { return (None, at) };
    let printed = reader.str(at + open);
    let base = if value.is_empty() { printed.to_owned() } else { value.to_owned() };
    let (name, mut end) = match offset(reader, at + open + 1).filter(|_| matches!(printed, "GMT" | "UTC")) {
        Some((offset, end)) => (offset, end),
        None => (base, at + open + 1),
    };
    if open == 1 && reader.is(end, ')') {
        end += 1;
    }
    (Some(name), end)
}

/// `+8`, `-05:30` as a fixed offset.
fn offset(reader: &Reader<'_>, at: usize) -> Option<(String, usize)> {
    let sign = match reader.get(at)?.shape {
        Shape::Mark('+') => '+',
        Shape::Mark('-' | '−' | '–') => '-',
        _ => return None,
    };
    let hours = reader.number(at + 1).filter(|hours| *hours <= 14)?;
    let minutes =
        if reader.is(at + 2, ':') { reader.number(at + 3).filter(|minutes| *minutes < 60) } else { None };
    let end = if minutes.is_some() { at + 4 } else { at + 2 };
    Some((format!("{sign}{hours:02}:{:02}", minutes.unwrap_or(0)), end))
}

/// `/ 5 PM WAT / 6 PM CET`: the same time in other zones.
fn skip_equivalents(reader: &Reader<'_>, mut at: usize) -> usize {
    while reader.is(at, '/') {
        let Some(other) = written(reader, at + 1).filter(|other| other.sure) else { break };
        at = zone(reader, other.end).1;
    }
    at
}

/// True for tokens that can begin a time.
pub(crate) fn may_begin(token: Token) -> bool {
    matches!(token.shape, Shape::Number | Shape::Lower | Shape::Title | Shape::Ideograph)
}
