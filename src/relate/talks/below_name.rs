//! The title on the line below a speaker who has a line of their own: in a slot of a programme it may quote, and it may name those of whom it tells.

use crate::annotate::token::Shape;
use crate::annotate::{Kind, Mention};
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::relate::talks::entry_title::words;

/// As many lines may stand between the two, which say where the speaker belongs.
const HOME: usize = 2;

/// Most words of a title.
const MOST: usize = 30;

/// The line of the title below the first speaker of an entry who has one, in tokens.
pub(super) fn line(draft: &Draft<'_>, entry: &Entry) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let first = tokens.block_of(entry.from);
    let blocks = tokens.blocks[first..].iter().take_while(|(from, _)| *from < entry.to);
    let mut inside = blocks.map(|&(from, to)| (from.max(entry.from), to.min(entry.to)));
    inside.find_map(|block| line_of(draft, block))
}

/// The same, in one block: across blocks a line below a speaker may be anything.
fn line_of(draft: &Draft<'_>, (from, to): (usize, usize)) -> Option<(usize, usize)> {
    let mut start = from;
    let lines = draft.annotations.tokens.tokens[from..to].split(|token| token.is('\n')).map(|line| {
        let first = start;
        start += line.len() + 1;
        (first, first + line.len())
    });
    let mut rest = lines.filter(|(from, to)| from < to).skip_while(|line| !is_name(draft, *line)).skip(1);
    let below = rest.by_ref().take(HOME + 1).find(|line| !is_home(draft, *line))?;
    is_title(draft, below).then_some(below)
}

/// One person, and where that person belongs perhaps, and no word more.
fn is_name(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let person = draft.mentions_in(from, to).find(|(_, mention)| mention.person().is_some());
    let Some((_, person)) = person.filter(|(_, person)| person.from == from && person.to <= to) else {
        return false;
    };
    is_covered(draft, (person.to, to), is_of_home)
}

fn is_home(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let first = |mention: &Mention| is_of_home(mention) && (mention.from <= from + 1 || mention.to == to);
    draft.mentions_in(from, to).any(|(_, mention)| first(mention))
}

fn is_of_home(mention: &Mention) -> bool {
    matches!(
        mention.kind,
        Kind::Institution(_)
            | Kind::Unit
            | Kind::Acronym
            | Kind::Position(_)
            | Kind::Place { .. }
            | Kind::Venue
    )
}

/// Every word of a stretch belongs to a mention of some kind, or joins two of them.
fn is_covered(draft: &Draft<'_>, (from, to): (usize, usize), of: fn(&Mention) -> bool) -> bool {
    let tokens = &draft.annotations.tokens;
    let mentions: Vec<&Mention> = draft.mentions_in(from, to).map(|(_, mention)| mention).collect();
    let covered = |at| mentions.iter().any(|mention| of(mention) && mention.from <= at && at < mention.to);
    (from..to).all(|at| !tokens.tokens[at].is_word() || tokens.is_connective(at) || covered(at))
}

/// Words that begin like a title, have neither label nor day, and are nobody's name.
fn is_title(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let tokens = &draft.annotations.tokens;
    let token = tokens.tokens[from];
    let begins =
        token.is_capitalised() || matches!(token.shape, Shape::Number | Shape::Mark(_)) || !token.is_word();
    let dated =
        draft.mentions_in(from, to).any(|(_, mention)| mention.date().is_some() && mention.from == from);
    let count = words(draft, tokens.span(from, to));
    let person = |mention: &Mention| mention.person().is_some();
    begins
        && !dated
        && (2..=MOST).contains(&count)
        && !is_covered(draft, (from, to), person)
        && !is_name(draft, (from, to))
        && draft.fields.overlapping(from, to).all(|field| field.rule == "field.heading")
        && !tokens.span(from, to).of(draft.text()).contains(". ")
}
