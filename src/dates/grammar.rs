//! The grammar: from a token on, it reads the longest date, then the time that belongs to it. One pass over the tokens; a token that can
//! begin neither costs one look-up.

use jiff::civil::Weekday;

use crate::annotate::token::{Shape, Token, tokenize};
use crate::dates::clock::{self, Times};
use crate::dates::vocabulary::Words;
use crate::dates::{Context, Expression, PartialDate, numeric};
use crate::span::Span;

/// Reads dates in the texts of one language.
#[derive(Debug)]
pub struct Recogniser {
    words: &'static Words,
}

impl Recogniser {
    /// The recogniser for a language (BCP 47); English is read on pages of every language.
    #[must_use]
    pub fn of(language: &str) -> Self {
        Self { words: Words::of(language) }
    }

    /// The expressions inside a span of a text, in text order; they do not overlap.
    #[must_use]
    pub fn find(&self, text: &str, span: Span, context: &Context<'_>) -> Vec<Expression> {
        let telling = span.of(text).bytes().any(|byte| byte.is_ascii_digit());
        if !telling && self.words.language != "zh" {
            return Vec::new();
        }
        let reader = Reader { text, tokens: tokenize(text, span), words: self.words, context };
        let mut found = Vec::new();
        let mut at = 0;
        while at < reader.tokens.len() {
            at = reader.expression(at, &mut found).unwrap_or(at + 1);
        }
        found
    }
}

/// What is read.
pub(crate) struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// The words of the language.
    pub words: &'static Words,
    /// What the page tells.
    pub context: &'t Context<'t>,
}

/// Days as written, before the year is settled.
#[derive(Clone, Copy, Debug, Default)]
struct Written {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    last_day: Option<i8>,
    weekday: Option<i8>,
    to: usize,
}

impl Reader<'_> {
    pub(crate) fn get(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    pub(crate) fn is(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|token| token.is(mark))
    }

    pub(crate) fn word(&self, at: usize, class: &str) -> bool {
        self.get(at).is_some_and(|token| self.words.value(token, class).is_some())
    }

    pub(crate) fn str(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| self.text_of(token))
    }

    pub(crate) fn text_of(&self, token: Token) -> &str {
        token.span.of(self.text)
    }

    pub(crate) fn number(&self, at: usize) -> Option<u32> {
        let token = self.get(at).filter(|token| token.shape == Shape::Number)?;
        self.text_of(token).parse().ok()
    }

    fn value(&self, at: usize, class: &str) -> Option<i8> {
        self.words.value(self.get(at)?, class)?.parse().ok()
    }

    /// `下午`: a half of the day in a script without spaces, and its length in tokens.
    pub(crate) fn half_phrase(&self, at: usize) -> Option<(&'static str, usize)> {
        let token = self.get(at).filter(|token| token.shape == Shape::Ideograph)?;
        let rest = &self.text[token.span.start as usize..];
        ["am", "pm"].into_iter().find_map(|class| {
            let (length, _) = self.words.phrase(rest, class)?;
            Some((class, rest[..length].chars().count()))
        })
    }

    /// Reads an expression at a token; gives the token after it.
    fn expression(&self, at: usize, found: &mut Vec<Expression>) -> Option<usize> {
        let token = self.get(at)?;
        if !clock::may_begin(token) && token.shape != Shape::Upper {
            return None;
        }
        if !matches!(token.shape, Shape::Number | Shape::Ideograph) && !self.words.knows(token) {
            return None;
        }
        let from = self.begin(at);
        if let Some((start, end)) = self.dates(from) {
            return self.dated(at, start, end, found);
        }
        let times = clock::read(self, at)?;
        let (date, to) = self.date_behind(times.to);
        let mut expression =
            self.resolve(at, date.map(|(start, _)| start), date.and_then(|(_, end)| end), to)?;
        set_times(&mut expression, &times);
        found.push(expression);
        Some(to)
    }

    /// `from`, `le`, `the` before a date.
    fn begin(&self, at: usize) -> usize {
        let small = |at: usize| self.word(at, "from") || self.word(at, "filler");
        let mut from = at;
        while from < at + 2 && small(from) {
            from += 1;
        }
        from
    }

    fn dated(
        &self,
        at: usize,
        start: Written,
        end: Option<Written>,
        found: &mut Vec<Expression>,
    ) -> Option<usize> {
        let to = end.map_or(start.to, |end| end.to);
        let first = if self.get(at).is_some_and(|token| token.shape == Shape::Number) || self.begin(at) == at
        {
            at
        } else {
            self.begin(at)
        };
        let (times, after) = self.time_behind(to);
        let mut expression = match self.resolve(first, Some(start), end, after) {
            Some(expression) => expression,
            None => times.as_ref().map(|_| self.bare(first, after))?,
        };
        if let Some(times) = &times {
            set_times(&mut expression, times);
        }
        found.push(expression);
        Some(after)
    }

    fn bare(&self, from: usize, to: usize) -> Expression {
        let span = self.tokens[from].span.to(self.tokens[to - 1].span);
        Expression {
            span,
            start: None,
            end: None,
            start_time: None,
            end_time: None,
            timezone: None,
            inferred: false,
            conflict: None,
            rule: "date.time",
        }
    }

    /// The time after a date, over `,` `at` `|` `(` and a line break.
    fn time_behind(&self, to: usize) -> (Option<Times>, usize) {
        for at in to..to + 4 {
            let glue = self.get(at).is_some_and(|token| {
                matches!(
                    token.shape,
                    Shape::Mark(',' | '|' | '\n' | '(' | '·' | '•' | ';' | '-' | '–' | '，' | '@' | ')')
                )
            });
            let weekday = self.word(at, "weekday") || self.word(at, "filler");
            if let Some(times) = clock::read(self, at) {
                let end = times.to;
                return (Some(times), end);
            }
            if !(glue || weekday) {
                break;
            }
        }
        (None, to)
    }

    /// The date after a time: `6pm on Tuesday 22 May 2007`.
    fn date_behind(&self, to: usize) -> (Option<(Written, Option<Written>)>, usize) {
        let mut at = to;
        while at < to + 2 && (self.is(at, ',') || self.is(at, '|')) {
            at += 1;
        }
        match self.dates(self.begin(at)) {
            Some((start, end)) => (Some((start, end)), end.map_or(start.to, |end| end.to)),
            None => (None, to),
        }
    }

    /// A date, or two joined by a dash or `to`.
    fn dates(&self, at: usize) -> Option<(Written, Option<Written>)> {
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

    /// Settles the years; `None` where there is no way to know one.
    fn resolve(
        &self,
        from: usize,
        start: Option<Written>,
        end: Option<Written>,
        to: usize,
    ) -> Option<Expression> {
        let mut expression = self.bare(from, to);
        let Some(start) = start else { return Some(expression) };
        let (first, inferred) = self.settle(&start)?;
        expression.rule = if inferred { "date.without_year" } else { "date.written" };
        expression.start = Some(first);
        expression.inferred = inferred;
        expression.end = end
            .and_then(|end| self.settle(&Written { year: end.year.or(Some(first.year)), ..end }))
            .map(|(date, _)| date)
            .filter(|last| *last > first);
        expression.conflict = start.weekday.and_then(|weekday| conflict(first, weekday));
        Some(expression)
    }

    fn settle(&self, written: &Written) -> Option<(PartialDate, bool)> {
        let month = written.month?;
        let Some(day) = written.day else {
            return Some((PartialDate { year: written.year?, month: Some(month), day: None }, false));
        };
        let year = written.year.or_else(|| self.context.year_of(month, day, written.weekday))?;
        Some((PartialDate::day(year, month, day)?, written.year.is_none()))
    }
}

/// `26 and 27 February` is a range; `5 and 12 May` is two days.
fn follows(start: &Written, end: &Written) -> bool {
    matches!((start.day, end.day), (Some(a), Some(b)) if b == a + 1)
}

fn set_times(expression: &mut Expression, times: &Times) {
    expression.start_time = Some(times.start);
    expression.end_time = times.end;
    expression.timezone.clone_from(&times.zone);
}

/// Says both weekdays where the printed one is not the day's.
fn conflict(date: PartialDate, weekday: i8) -> Option<String> {
    let real = date.weekday()?;
    let printed = Weekday::from_monday_one_offset(weekday).ok()?;
    (real != printed).then(|| format!("the page says {printed:?}, but {date} is a {real:?}"))
}
