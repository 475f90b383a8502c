//! The grammar: one pass over the lexemes; at each that can begin a date or a time it reads the longest phrase. What is printed is read here
//! and nothing is settled: years, orders and zones are the business of `resolve`.

mod bounds;
mod clock;
mod days;
mod forms;
mod han;
mod hour;
mod joins;
mod lead;
mod numeric;
mod periods;
mod reader;
mod year;
mod zone;

pub(in crate::dates) use periods::QUARTER;
use reader::Reader;

use crate::dates::lexer::{Kind, lex};
use crate::dates::printed::{Days, Phrase, Times, Zone};
use crate::dates::words::{Class, Words};
use crate::span::Span;

/// Words that may stand before a date or a time and begin none themselves.
const BEFORE: u64 = reader::SMALL | Class::From.bit() | Class::At.bit();
/// Words that prove nothing without what follows them: `this`, `nine`, `first`.
const OPEN: u64 =
    Class::Next.bit() | Class::This.bit() | Class::Last.bit() | Class::Number.bit() | Class::Ordinal.bit();
/// Words that a date or a time begins with.
const BEGIN: u64 = OPEN
    | Class::Month.bit()
    | Class::Weekday.bit()
    | Class::Season.bit()
    | Class::Quarter.bit()
    | Class::Am.bit()
    | Class::Pm.bit()
    | Class::Noon.bit()
    | Class::Midnight.bit()
    | Class::Lead.bit()
    | Class::Day.bit()
    | Class::Period.bit()
    | Class::WeekOf.bit()
    | Class::Era.bit()
    | Class::Zone.bit();

/// Words that a date or a time without digits begins with, behind [`BEFORE`]; `this` and `first` need another of them.
pub(super) const OPENERS: u64 = BEGIN
    & !(Class::Next.bit() | Class::This.bit() | Class::Last.bit() | Class::Ordinal.bit() | Class::Zone.bit());

/// How much of a long text is read at once, in bytes, so that memory does not grow with it.
const PORTION: usize = 1 << 16;

/// The phrases of a span of a text, in text order; they do not overlap.
pub(super) fn read(text: &str, within: Span, words: &'static Words) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut rest = within;
    while !rest.is_empty() {
        let portion = Span { end: portion_end(text, rest), ..rest };
        let reader = Reader { text, lexemes: lex(text, portion, words), words };
        let mut at = 0;
        while at < reader.lexemes.len() {
            at = reader.phrases(at, &mut found).unwrap_or(at + 1);
        }
        rest.start = portion.end;
    }
    found
}

/// Where a portion of a long text ends: at an empty line, else at a line's end, else anywhere.
fn portion_end(text: &str, rest: Span) -> u32 {
    if rest.len() <= PORTION {
        return rest.end;
    }
    let limit = text.floor_char_boundary(rest.start as usize + PORTION);
    let portion = &text[rest.start as usize..limit];
    let end = portion.rfind("\n\n").or_else(|| portion.rfind('\n')).filter(|end| *end > 0);
    end.map_or(limit, |end| rest.start as usize + end) as u32
}

impl Reader<'_> {
    /// Reads the phrases that begin at a lexeme; gives the lexeme after them.
    fn phrases(&self, at: usize, found: &mut Vec<Phrase>) -> Option<usize> {
        if !self.may_begin(at) {
            return None;
        }
        let first = found.len();
        let zone = self.zone_before(at);
        let from = zone.map_or(at, |(_, to)| to);
        let to = self.dated(from, found).or_else(|| self.timed(at, found))?;
        for phrase in &mut found[first..] {
            phrase.zone = phrase.zone.or(phrase.times.and(zone).map(|(zone, _)| zone));
        }
        Some(to)
    }

    /// A quick look that spares most words the grammar: behind the small words stands a number, or a word that begins something.
    fn may_begin(&self, at: usize) -> bool {
        let Some(lexeme) = self.get(at) else { return false };
        let unknown = lexeme.kind == Kind::Word && lexeme.word == 0;
        if unknown || matches!(lexeme.kind, Kind::Mark(_)) || self.number(at).is_some() && self.is_part(at) {
            return false;
        }
        let head = (at..at + 6).find(|&at| !self.any(at, BEFORE) || self.any(at, BEGIN)).unwrap_or(at + 6);
        if self.number(head).is_some() {
            return self.goes_on_behind(head);
        }
        let classes = self.classes(head) & (BEGIN | Class::None.bit());
        let open = classes & !OPEN == 0 && self.is_unknown(head + 1);
        classes != 0 && classes & Class::None.bit() == 0 && !open
    }

    /// A number alone, or before a word that says nothing, begins nothing.
    fn goes_on_behind(&self, number: usize) -> bool {
        const MARKS: [char; 12] = ['-', '–', '~', '.', '/', ':', ',', '\'', 'º', 'ª', '°', '&'];
        match self.get(number + 1).map(|next| next.kind) {
            Some(Kind::Word) => !self.is_unknown(number + 1) || self.is_iso_mark(number + 1),
            Some(Kind::Mark(mark)) => MARKS.contains(&mark),
            Some(Kind::Number { .. }) => true,
            None => false,
        }
    }

    /// Days, then the times that belong to them.
    fn dated(&self, at: usize, found: &mut Vec<Phrase>) -> Option<usize> {
        let mut list = self.days(at)?;
        let mut times = self.times_behind(list.last()?.to);
        if let (Some(first), Some(days)) = (times.as_mut(), list.last_mut()) {
            self.second_moment(days, first);
        }
        let last = list.last()?;
        if list.iter().any(|days| self.is_doubtful(days, times.as_ref())) {
            return None;
        }
        let alone =
            self.zone_behind(last.to).filter(|(zone, _)| times.is_none() && matches!(zone, Zone::Named(..)));
        let to = times.as_ref().map_or(alone.map_or(last.to, |(_, to)| to), |times| times.to);
        let zone = times.map_or(alone.map(|(zone, _)| zone), |times| times.zone);
        for (index, days) in list.iter().enumerate() {
            let end = if index + 1 == list.len() { to } else { days.to };
            found.push(Phrase { zone, listed: index > 0, ..self.phrase(days.from, end, Some(*days), times) });
        }
        Some(to)
    }

    /// A phrase from one lexeme to before another, with the zone of its times.
    fn phrase(&self, from: usize, to: usize, days: Option<Days>, times: Option<Times>) -> Phrase {
        let parts = (
            days.map(|days| self.span(days.from, days.to)),
            times.map(|times| self.span(times.from, times.to)),
        );
        let zone = times.and_then(|times| times.zone);
        Phrase { span: self.span(from, to), parts, days, times, zone, listed: false }
    }

    /// `3 June, 9 am to 5 June, 5 pm`: a day and a time at either end.
    fn second_moment(&self, days: &mut Days, times: &mut Times) {
        let Some((joins::Join::To, next)) =
            self.join(times.to).filter(|_| times.end.is_none() && days.last.is_none())
        else {
            return;
        };
        let Some((last, _, to)) = self.date(next) else { return };
        if let Some(second) = self.times_behind(to).filter(|second| second.end.is_none()) {
            days.last = Some(last);
            (times.end, times.to) = (Some(second.start), second.to);
            times.zone = second.zone.or(times.zone);
        }
    }

    /// Times, then the days that belong to them.
    fn timed(&self, at: usize, found: &mut Vec<Phrase>) -> Option<usize> {
        let times = self.times(at)?;
        if times.bare && self.days(times.from).is_some() {
            return None;
        }
        let lonely = times.bare && times.end.is_none() && !self.any(at, Class::At.bit());
        let list = if lonely { None } else { self.days_behind(times.to) };
        let Some(list) = list else {
            let lonely = times.weak || self.is_counted(times.to) || self.is_code(times.from);
            found.extend((!lonely).then(|| self.phrase(times.from, times.to, None, Some(times))));
            return (!lonely).then_some(times.to);
        };
        for (index, days) in list.iter().enumerate() {
            let from = if index == 0 { times.from } else { days.from };
            let phrase = self.phrase(from, days.to, Some(*days), Some(times));
            found.push(Phrase { listed: index > 0, ..phrase });
        }
        list.last().map(|days| days.to)
    }

    /// The times after days, over the marks and labels that stand between them.
    fn times_behind(&self, to: usize) -> Option<Times> {
        for at in to..to + 6 {
            if let Some(times) = self.times(at) {
                let bare = times.bare && !self.any(at, Class::At.bit() | Class::From.bit());
                let counted = self.is_counted(times.to) || times.bare && self.is_unknown(times.to);
                return (!(bare || times.weak && counted)).then_some(times);
            }
            if !self.is_between(at) && !self.is_iso_mark(at) {
                return None;
            }
        }
        None
    }

    /// What may stand between a day and its time.
    fn is_between(&self, at: usize) -> bool {
        const MARKS: [char; 14] = [',', '|', '\n', '(', ')', '·', '•', ';', '-', '–', '@', ':', '.', '/'];
        const WORDS: u64 = reader::SMALL | Class::Weekday.bit() | Class::And.bit() | Class::Label.bit();
        self.is_any(at, &MARKS) || self.any(at, WORDS)
    }

    /// The `T` of ISO 8601.
    pub(super) fn is_iso_mark(&self, at: usize) -> bool {
        let t = self.get(at).is_some_and(|lexeme| !lexeme.spaced && lexeme.span.of(self.text) == "T");
        t && self.glued(at + 1) && self.number(at + 1).is_some()
    }

    /// The days after times: `6pm on Tuesday 22 May 2007`.
    fn days_behind(&self, to: usize) -> Option<Vec<Days>> {
        let mut at = to;
        while at < to + 4
            && (self.is_any(at, &[',', '|', '\n', '(', ':']) || self.value(at, Class::Label) == Some(1))
        {
            at += 1;
        }
        let list = self.days(at)?;
        let whole = |days: &Days| days.first.day.is_some() || days.first.relative.is_some();
        let told = |days: &Days| whole(days) && (!days.first.weak || self.is_told(days));
        list.iter().all(told).then_some(list)
    }
}
