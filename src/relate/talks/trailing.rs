//! Titles that stand behind a speaker on one line, without quotation marks: `Ann Lee (Fenwick College), Whales at Sea`, `Ann Lee, a poet —
//! Whales at Sea`.

use crate::annotate::token::Shape;
use crate::annotate::{Kind, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::relate::draft::Draft;
use crate::relate::events::when::event_at;
use crate::relate::fields::Field;
use crate::relate::people::roles;
use crate::relate::talks::entry_title::words;
use crate::relate::talks::material::{says_nothing, without_material};
use crate::relate::talks::perform::give_talk;
use crate::span::Span;

/// Gives the speakers of a list the titles behind them, where two items or more are written so.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let speaks = |field: &&Field| {
        matches!(field.class, "speaker" | "keynote") && matches!(field.rule, "field.list" | "field.heading")
    };
    let fields = draft.fields.iter().filter(speaks);
    let found: Vec<(usize, Option<usize>, Span)> = fields
        .flat_map(|field| lines(draft, field))
        .filter_map(|(from, to)| {
            let (person, span) = behind_name(draft, from, to)?;
            Some((draft.people.of(person)?, event_at(draft, from), span))
        })
        .collect();
    if found.len() < 2 {
        return;
    }
    for (person, event, span) in found {
        let roles = &draft.people.list[person].roles;
        let untitled = roles.iter().any(|role| roles::speaks(role.role.value) && role.event == event)
            && roles.iter().all(|role| role.event != event || role.talk.is_none());
        if untitled {
            let title = collapse(span.of(draft.text()));
            give_talk(draft, person, event, Fact::new(title, Support::text(span, "talk.behind_name", 0.7)));
        }
    }
}

/// The lines of a value that begin with a person each; the value itself where fewer than two do.
fn lines(draft: &Draft<'_>, field: &Field) -> Vec<(usize, usize)> {
    let tokens = &draft.annotations.tokens.tokens;
    let breaks = (field.from..field.to).filter(|&at| tokens[at].is('\n')).chain([field.to]);
    let mut start = field.from;
    let mut lines: Vec<(usize, usize)> =
        breaks.map(|end| (std::mem::replace(&mut start, end + 1), end)).collect();
    let named = |mention: &Mention, from: usize| mention.person().is_some() && mention.from <= from + TITLED;
    lines.retain(|&(from, to)| draft.mentions_in(from, to).any(|(_, mention)| named(mention, from)));
    if lines.len() < 2 { vec![(field.from, field.to)] } else { lines }
}

/// As many tokens of titles may stand before a name.
const TITLED: usize = 6;

/// The first person of a stretch, one mention of it, and the title behind: to the end of its line, without a remark in parentheses.
pub(crate) fn behind_name(draft: &Draft<'_>, from: usize, to: usize) -> Option<(usize, Span)> {
    let tokens = &draft.annotations.tokens;
    let (index, person) = draft.mentions_in(from, to).find(|(_, mention)| mention.person().is_some())?;
    let (_, line) = tokens.line(person.from, person.to, (from, to));
    let mark = dash(draft, person.to, line)
        .or_else(|| bracket(draft, person.to, line))
        .or_else(|| comma(draft, person.to, line))
        .or_else(|| stop(draft, person.to, line))?;
    let line = without_material(draft, (mark + 1, line));
    let close = line > mark && tokens.tokens[line - 1].is(')');
    let remark = (mark + 2..line).rev().find(|&at| close && tokens.tokens[at].is('('));
    let end = remark.unwrap_or(line);
    let span = (mark + 1 < end).then(|| tokens.span(mark + 1, end))?;
    let span = span.trim_matches(draft.text(), |c| {
        c.is_whitespace() || matches!(c, ',' | '.' | ';' | '"' | '“' | '”' | '«' | '»' | '„')
    });
    let first = tokens.range_of(span).0;
    let begins = tokens.tokens[first].is_capitalised() || tokens.tokens[first].shape == Shape::Number;
    let fits = begins && (2..=MOST).contains(&words(draft, span)) && !says_nothing(draft, span);
    let sentence = span.of(draft.text()).contains(". ");
    (fits && !sentence && is_free(draft, (first, end))).then_some((index, span))
}

/// Most words of a title.
const MOST: usize = 30;

/// The last dash that is set off, behind a name.
fn dash(draft: &Draft<'_>, from: usize, to: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let dash = |at: &usize| {
        let token = tokens.tokens[*at];
        matches!(token.shape, Shape::Mark('–' | '—' | '-')) && token.spaced
    };
    (from..to).rev().find(dash)
}

/// The comma or colon behind the parenthesis that says where somebody belongs.
fn bracket(draft: &Draft<'_>, from: usize, to: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let opens = tokens.get(from, to).is_some_and(|token| token.is('('));
    let close = (from..to).find(|&at| opens && tokens.tokens[at].is(')'))?;
    (close + 1 < to && matches!(tokens.tokens[close + 1].shape, Shape::Mark(',' | ':' | '.')))
        .then_some(close + 1)
}

/// The comma right behind a name: `Ann Lee, Whales at Sea`.
fn comma(draft: &Draft<'_>, from: usize, to: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let mark = tokens.get(from, to).is_some_and(|token| matches!(token.shape, Shape::Mark(',' | ':')));
    let small = |at: &usize| tokens.tokens[*at].shape == Shape::Lower;
    // `Ann Lee, Fenwick Town Library` says where she belongs: a title has words in small letters.
    (mark && (from + 1..to).any(|at| small(&at)) && to - from > WORDS).then_some(from)
}

/// The full stop right behind a name: `Ann Lee. Whales at Sea`.
fn stop(draft: &Draft<'_>, from: usize, to: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let stop = tokens.get(from, to).is_some_and(|token| token.is('.') && !token.spaced);
    let small = |at: usize| tokens.tokens[at].shape == Shape::Lower;
    (stop && to - from > WORDS && (from + 1..to).any(small)).then_some(from)
}

/// Fewest words of a title behind a bare comma or stop.
const WORDS: usize = 3;

/// Nobody is named in a stretch, and no house opens it.
fn is_free(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let tells = |mention: &Mention| match mention.kind {
        Kind::Person(_) | Kind::Date(_) => true,
        Kind::Position(_) | Kind::Institution(_) | Kind::Unit | Kind::Venue | Kind::Acronym => {
            mention.from <= from + 1
        }
        Kind::Place { .. } => mention.from <= from && mention.to >= to,
        _ => false,
    };
    !draft.mentions_in(from.saturating_sub(REACH), to).any(|(_, mention)| mention.to > from && tells(mention))
}

/// How far before a stretch a mention may begin that lies in it, in tokens.
const REACH: usize = 12;
