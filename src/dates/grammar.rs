//! The grammar: from a token on, it reads the longest date, then the time that belongs to it. One pass over the tokens; a token that can
//! begin neither costs one look-up.

use jiff::civil::Weekday;

use crate::annotate::token::{Shape, Token, tokenize};
use crate::dates::clock::{self, Times};
use crate::dates::forms::Written;
use crate::dates::vocabulary::Words;
use crate::dates::{Context, Expression, PartialDate};
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
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    /// The words of the language.
    pub words: &'static Words,
    /// What the page tells.
    pub context: &'t Context<'t>,
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

    pub(super) fn value(&self, at: usize, class: &str) -> Option<i8> {
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
    pub(super) fn begin(&self, at: usize) -> usize {
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
