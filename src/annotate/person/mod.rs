//! People: runs of capitalised words that titles, known names or their company make a name. A title proves one; without it two kinds of
//! evidence must agree, so that `Best Wishes` and `Open Access` stay words.

mod chain;
mod columns;
mod context;
mod han;
mod inverted;
mod judge;
mod lines;
mod namesake;
mod run;
mod siblings;
mod titles;
mod whole;

pub(crate) use columns::find_columns;
pub(crate) use han::find_han;
pub(crate) use lines::promote_lines;
pub(in crate::annotate) use namesake::is_lab;
pub(crate) use siblings::promote_siblings;
pub(crate) use whole::whole;

use crate::annotate::cover::{Cover, Part};
use crate::annotate::mention::{Kind, Mention, PersonMention};
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;
use crate::span::Span;
use judge::{has_name, may_name, name};
use run::run;
use titles::{generation, letters, titles};

/// Finds the people of a sentence.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, mentions: &mut Vec<Mention>) {
    if inverted::find(tokens, from, to, mentions) {
        return;
    }
    let first = mentions.len();
    let mut at = from;
    while at < to {
        if !(tokens.tokens[at].is_capitalised() || tokens.lists(at, File::Honorifics)) {
            at += 1;
            continue;
        }
        let (titles, start) = titles(tokens, at, to, cover);
        let Some(end) = run(tokens, start, to, cover, !titles.is_empty()) else {
            at = start.max(at + 1);
            continue;
        };
        // One word names nobody without a title.
        let word = titles.is_empty() && end == start + 1;
        let found = if word {
            None
        } else {
            name(tokens, start, end, from, to, &titles, cover)
                .or_else(|| name(tokens, behind_cue(tokens, start, end, &titles)?, end, from, to, &[], cover))
        };
        at = if let Some((begin, name_end, rule, confidence)) = found {
            let name_end = generation(tokens, name_end, to);
            let (after, next) = letters(tokens, name_end, to);
            let titles = if titles.is_empty() { titles_before(tokens, start, begin, cover) } else { titles };
            let first = titles.first().map_or(begin, |title| tokens.range_of(*title).0);
            mentions.push(Mention {
                span: tokens.span(first, next),
                from: first,
                to: next,
                kind: Kind::Person(PersonMention {
                    name: tokens.span(begin, name_end),
                    surname: None,
                    before: titles,
                    after,
                }),
                rule,
                confidence,
            });
            next
        } else {
            if titles.is_empty() && end - start <= 5 {
                propose(tokens, start, end, cover, mentions);
            }
            end
        };
    }
    chain::complete(tokens, &mut mentions[first..]);
}

/// `Rector Professor Maria Lopez`: the titles between what was cut off a run and the name.
fn titles_before(tokens: &Tokens<'_>, from: usize, begin: usize, cover: &Cover) -> Vec<Span> {
    let whole = |at: usize| Some(titles(tokens, at, begin, cover)).filter(|(_, end)| *end == begin);
    (from..begin).find_map(whole).map(|(spans, _)| spans).unwrap_or_default()
}

/// `Session Organizers Maria Lopez`: where two words or more stand behind a cue inside a run, in which a name may begin.
fn behind_cue(tokens: &Tokens<'_>, from: usize, to: usize, titles: &[Span]) -> Option<usize> {
    let cue = |at: &usize| tokens.lists_any(*at, &[File::Cues, File::Labels]);
    let last = (from..to).rev().find(cue).filter(|at| titles.is_empty() && at + 3 <= to)?;
    has_name(tokens, last + 1, to).then_some(last + 1)
}

/// Capitalised words that nothing explains yet.
fn propose(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, mentions: &mut Vec<Mention>) {
    let mut from = from;
    let initial = |at: usize| tokens.get(at + 1, to).is_some_and(|dot| dot.is('.') && !dot.spaced);
    let word = |at: usize| tokens.word(at, File::Common).is_some() || tokens.word(at, File::Cues).is_some();
    while from < to && word(from) && !initial(from) {
        from += 1;
    }
    // `diretora do Instituto`: a noun of institutions alone points to one and names none.
    let noun = from + 1 == to
        && ["head", "unit", "department"].iter().any(|class| tokens.word_is(from, File::Institutions, class));
    // `Frau Ellerbrock, Tel. 0123`
    let reach = from + 1 == to
        && ["phone", "email"].iter().any(|class| tokens.longest(from, File::Labels, class).is_some());
    if from >= to || noun || reach || (from..to).any(|at| cover.is(at, Part::Taken)) {
        return;
    }
    let kind = Kind::Proper;
    mentions.push(Mention {
        span: tokens.span(from, to),
        from,
        to,
        kind,
        rule: "proper.capitals",
        confidence: 0.3,
    });
}

/// How sure a name is that its neighbours prove.
const PROMOTED: f32 = 0.8;

/// Makes a person of capitalised words, if they may name one.
fn promote(tokens: &Tokens<'_>, mention: &mut Mention, rule: &'static str) {
    if may_name(tokens, mention.from, mention.to) {
        make_person(mention, rule);
    }
}

fn make_person(mention: &mut Mention, rule: &'static str) {
    mention.kind = Kind::Person(PersonMention { name: mention.span, ..PersonMention::default() });
    (mention.rule, mention.confidence) = (rule, PROMOTED);
}
