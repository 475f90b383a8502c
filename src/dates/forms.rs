//! The forms in which days are written: `7–9 September 2023`, `September 7, 2023`, `2023年9月7日`, `spring 2024`, in digits; alone, or two
//! joined by a dash, `to` or `and`.

use crate::annotate::token::Shape;
use crate::dates::grammar::Reader;
use crate::dates::numeric;

/// Days as written, before the year is settled.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Written {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) last_day: Option<i8>,
    pub(super) weekday: Option<i8>,
    pub(super) to: usize,
}

impl Reader<'_> {
    /// A date, or two joined by a dash or `to`.
    pub(super) fn dates(&self, at: usize) -> Option<(Written, Option<Written>)> {
        let start = self.date(at)?;
        let joined = self.get(start.to).is_some_and(|token| {
            matches!(token.shape, Shape::Mark('-' | '–' | '—' | '~' | '～' | '/'))
                || self.words.value(token, "range").is_some()
                || self.words.value(token, "and").is_some()
        });
        let dash = !self.word(start.to, "and");
        if joined {
            let next = self.begin(start.to + 1);
            let end = self.date(next).or_else(|| self.short_day(&start, next));
            if let Some(mut end) = end.filter(|end| dash || follows(&start, end)) {
                let mut start = start;
                start.year = start.year.or(end.year);
                start.month = start.month.or(end.month);
                end.year = end.year.or(start.year);
                return Some((start, Some(end)));
            }
        }
        let end = start.last_day.map(|day| Written { day: Some(day), last_day: None, ..start });
        (start.month.is_some()).then_some((Written { last_day: None, ..start }, end))
    }

    /// `2023年11月7日至9日`: the second day alone.
    fn short_day(&self, start: &Written, at: usize) -> Option<Written> {
        let day = self.number(at).filter(|day| (1..=31).contains(day))?;
        let unit = self.get(at + 1).is_some_and(|token| self.words.value(token, "day_unit").is_some());
        (unit && start.month.is_some()).then(|| Written {
            day: Some(day as i8),
            weekday: None,
            to: at + 2,
            ..*start
        })
    }

    /// One date: a weekday, then one of the forms.
    fn date(&self, at: usize) -> Option<Written> {
        let (weekday, from) = self.weekday(at);
        let mut found = self
            .cjk(from)
            .or_else(|| {
                numeric::read(self, from).map(|(date, to)| Written {
                    year: Some(date.year),
                    month: date.month,
                    day: date.day,
                    to,
                    ..Written::default()
                })
            })
            .or_else(|| self.day_month(from))
            .or_else(|| weekday.and_then(|_| self.month_day_in_digits(from)))
            .or_else(|| self.month_day(from))
            .or_else(|| self.season(from))?;
        found.weekday = weekday;
        if weekday.is_none() {
            let open = usize::from(self.is(found.to, '(') || self.is(found.to, ','));
            let (after, end) = self.weekday(found.to + open);
            if let Some(after) = after.filter(|_| open == 1) {
                found.weekday = Some(after);
                found.to = if self.is(found.to, '(') && self.is(end, ')') { end + 1 } else { end };
            }
        }
        Some(found)
    }

    /// `Thursday,` and the token after it; short names need a full stop, a comma or a number behind them.
    fn weekday(&self, at: usize) -> (Option<i8>, usize) {
        let phrase = self
            .get(at)
            .filter(|token| token.shape == Shape::Ideograph)
            .and_then(|token| self.words.phrase(&self.text[token.span.start as usize..], "weekday"));
        if let Some((length, value)) = phrase {
            let count = self.text[self.tokens[at].span.start as usize..][..length].chars().count();
            return (value.parse().ok(), at + count);
        }
        let Some(day) = self.value(at, "weekday") else { return (None, at) };
        let mut to = at + 1;
        while to < at + 4 && (self.is(to, ',') || self.is(to, '.') || self.word(to, "filler")) {
            to += 1;
        }
        (Some(day), to)
    }

    /// `2023年11月9日`, `11月9日`.
    fn cjk(&self, at: usize) -> Option<Written> {
        let unit = |at: usize, class: &str| {
            self.get(at).is_some_and(|token| {
                token.shape == Shape::Ideograph && self.words.value(token, class).is_some()
            })
        };
        let mut next = at;
        let mut found = Written::default();
        if unit(at + 1, "year") {
            let year = self.number(at)?;
            found.year = Some(if year < 100 { numeric::century(year) } else { i16::try_from(year).ok()? });
            next = at + 2;
        }
        let month =
            self.number(next).filter(|month| (1..=12).contains(month) && unit(next + 1, "month_unit"))?;
        found.month = Some(month as i8);
        found.to = next + 2;
        if let Some(day) = self.number(next + 2).filter(|day| (1..=31).contains(day)) {
            let range = self.get(next + 3).is_some_and(|token| {
                matches!(token.shape, Shape::Mark('-' | '–' | '—' | '~' | '～'))
                    || self.words.value(token, "range").is_some()
            });
            let last = self
                .number(next + 4)
                .filter(|last| range && *last > day && *last <= 31 && unit(next + 5, "day_unit"));
            found.day = Some(day as i8);
            found.last_day = last.map(|last| last as i8);
            found.to = match last {
                Some(_) => next + 6,
                None if unit(next + 3, "day_unit") => next + 4,
                None => next + 3,
            };
        }
        Some(found)
    }

    /// `7–9 September 2023`, `le 1er mars`, `26. und 27. Februar 2015`, `3-May-95`.
    fn day_month(&self, at: usize) -> Option<Written> {
        let (day, mut to) = self.day(at)?;
        let mut last = None;
        while last.is_none_or(|last| last < 31) {
            let join = self.get(to).is_some_and(|token| {
                matches!(token.shape, Shape::Mark('-' | '–' | '—' | '/' | ',' | '&'))
                    || self.words.value(token, "range").is_some()
                    || self.words.value(token, "and").is_some()
            });
            let next = self.weekday(self.begin(to + 1)).1;
            match self.day(next).filter(|_| join) {
                Some((other, after))
                    if other > last.unwrap_or(day)
                        && (self.leads_to_month(after) || self.month_in_digits(after).is_some()) =>
                {
                    last = Some(other);
                    to = after;
                }
                _ => break,
            }
        }
        let glued = self.is(to, '-')
            && self.get(to + 1).is_some_and(|token| self.words.value(token, "month").is_some());
        to += usize::from(glued);
        while self.word(to, "filler") {
            to += 1;
        }
        if let Some((month, year)) = self.month_in_digits(to).filter(|_| last.is_some()) {
            let (month, year, to) = (Some(month), Some(year), to + 3);
            return Some(Written { month, year, day: Some(day), last_day: last, to, ..Written::default() });
        }
        let month = self.value(to, "month")?;
        let mut found =
            Written { month: Some(month), day: Some(day), last_day: last, to: to + 1, ..Written::default() };
        self.year_after(&mut found, glued);
        Some(found)
    }

    /// `Tuesday, 10/24`: a month and a day in digits, which only a weekday before them proves.
    fn month_day_in_digits(&self, at: usize) -> Option<Written> {
        let (first, second) = (self.number(at)?, self.number(at + 2).filter(|_| self.is(at + 1, '/'))?);
        let open = self.is(at + 3, '/') || self.is(at + 3, '-');
        let day_first = self.context.day_first.unwrap_or(self.words.language != "en") || first > 12;
        let (day, month) = if day_first && second <= 12 { (first, second) } else { (second, first) };
        let real = (1..=31).contains(&day) && (1..=12).contains(&month) && !open;
        let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
        real.then(|| Written { day: Some(day), month: Some(month), to: at + 3, ..Written::default() })
    }

    /// `2. 2015` behind `26. und 27.`.
    fn month_in_digits(&self, at: usize) -> Option<(i8, i16)> {
        let month = self.number(at).filter(|month| (1..=12).contains(month) && self.is(at + 1, '.'))?;
        let year = self.number(at + 2).filter(|year| (1500..2200).contains(year))?;
        Some((month as i8, year as i16))
    }

    /// A month stands a few tokens on: `7, 8 and 9 September`.
    fn leads_to_month(&self, at: usize) -> bool {
        (at..at + 8)
            .take_while(|&at| self.get(at).is_some_and(|token| !token.is('\n')))
            .any(|at| self.value(at, "month").is_some())
    }

    /// `1st`, `9.`, `1º`.
    fn day(&self, at: usize) -> Option<(i8, usize)> {
        let token = self.get(at)?;
        let day = self.number(at).filter(|day| (1..=31).contains(day) && token.span.len() <= 2)?;
        let suffix = self.get(at + 1).is_some_and(|next| {
            !next.spaced
                && (self.words.value(next, "suffix").is_some()
                    || next.is('º')
                    || next.is('°')
                    || next.is('.'))
        });
        Some((day as i8, if suffix { at + 2 } else { at + 1 }))
    }

    /// `September 7–9, 2023`, `Nov. 9th`, `March 2023`.
    fn month_day(&self, at: usize) -> Option<Written> {
        let month = self.value(at, "month")?;
        let mut to = at + 1;
        to += usize::from(self.is(to, '.'));
        while self.word(to, "filler") {
            to += 1;
        }
        if self.is(to, ',') && self.number(to + 1).is_some_and(|year| year > 31) {
            to += 1;
        }
        let mut found = Written { month: Some(month), to, ..Written::default() };
        if let Some((day, after)) = self.day(to).filter(|(_, after)| !self.is(*after, ':')) {
            found.day = Some(day);
            found.to = after;
            let join = self.get(after).is_some_and(|token| {
                matches!(token.shape, Shape::Mark('-' | '–' | '—' | '&'))
                    || self.words.value(token, "range").is_some()
                    || self.words.value(token, "and").is_some()
            });
            if let Some((last, end)) = self.day(after + 1).filter(|(last, end)| {
                join && *last > day && !self.is(*end, ':') && !self.word(*end, "am") && !self.word(*end, "pm")
            }) {
                found.last_day = Some(last);
                found.to = end;
            }
            self.year_after(&mut found, false);
            return Some(found);
        }
        self.year_after(&mut found, false);
        found.year.map(|_| found)
    }

    /// `spring 2024`.
    fn season(&self, at: usize) -> Option<Written> {
        let season = self.value(at, "season")?;
        let mut found = Written { month: Some(season), to: at + 1, ..Written::default() };
        self.year_after(&mut found, false);
        found.year.map(|_| found)
    }

    /// The year after a day and month: four digits, or two after `'`, `-` or in a short form.
    fn year_after(&self, found: &mut Written, glued: bool) {
        let mut at = found.to;
        while at < found.to + 2
            && (self.is(at, ',') || self.is(at, '.') || self.is(at, '-') && glued || self.word(at, "filler"))
        {
            at += 1;
        }
        let short = self.is(at, '\'') || self.is(at, '’');
        let at = at + usize::from(short);
        let Some(token) = self.get(at) else { return };
        let Some(year) = self.number(at) else { return };
        let end = self
            .get(at + 1)
            .is_none_or(|next| next.spaced || !matches!(next.shape, Shape::Mark(':' | '%') | Shape::Lower));
        match token.span.len() {
            4 if (1500..2200).contains(&year) && end => {
                found.year = Some(year as i16);
                found.to = at + 1;
            }
            2 if glued || short => {
                found.year = Some(numeric::century(year));
                found.to = at + 1;
            }
            _ => {}
        }
    }
}

/// `26 and 27 February` is a range; `5 and 12 May` is two days.
fn follows(start: &Written, end: &Written) -> bool {
    matches!((start.day, end.day), (Some(a), Some(b)) if b == a + 1)
}
