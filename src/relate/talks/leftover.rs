//! What is left of an entry when day, people and places are taken out: the rest of the line of its day, or the longest stretch that names
//! nobody.

use crate::annotate::Kind;
use crate::annotate::token::Shape;
use crate::parse::{Mark, MarkKind};
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::relate::fields::Field;
use crate::relate::talks::entry_title::{tells, words};
use crate::span::Span;

/// What stands behind the day on the first line of an entry, or the line below a day that stands alone: it names nobody, and says no more.
pub(crate) fn opening(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let tokens = &draft.annotations.tokens;
    let (_, day) = draft
        .mentions_in(entry.from, entry.from + 8)
        .filter(|(_, mention)| mention.date().is_some())
        .last()?;
    let block = tokens.blocks[tokens.block_of(entry.from)];
    let word = |at: &usize| tokens.tokens[*at].is_word() || tokens.tokens[*at].shape == Shape::Number;
    let line = |from: usize, block: (usize, usize)| {
        let (_, end) = tokens.line(from, from + 1, block);
        (from, end.min(entry.to))
    };
    if entry.heading.is_some() || day.to >= block.1 {
        return None;
    }
    let rest = line(day.to, block);
    let (from, to) =
        if (rest.0..rest.1).any(|at| word(&at)) { rest } else { line((rest.1 + 1).min(block.1), block) };
    let from = (from..to).find(word)?;
    // `online, joint with …` is a remark.
    if tokens.tokens[from].shape == Shape::Lower && tokens.cues(from).next().is_some() {
        return None;
    }
    let told = draft.mentions_in(from, to).any(|(_, mention)| {
        tells(mention) || matches!(mention.kind, Kind::Institution(_) | Kind::Venue) && mention.from == from
    });
    let span = tokens.span(from, to.max(from + 1)).trim_matches(draft.text(), |c| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | ':' | ',' | '"' | '“' | '”')
    });
    let count = words(draft, span);
    let labelled = draft.fields.overlapping(from, to).next().is_some();
    let stops =
        tokens.tokens[to - 1].is('.') || (from..to).any(|at| tokens.tokens[at].is('.') && at + 1 < to);
    let sentence = stops && count > SAID;
    ((2..=MOST).contains(&count) && !told && !labelled && !sentence).then_some((
        span,
        "talk.entry_line",
        0.65,
    ))
}

/// More words than these before a full stop are a sentence.
const SAID: usize = 7;

/// Most words of a title on the line of its day.
const MOST: usize = 25;

/// The longest stretch between marks that names no day, person, post or institution.
pub(crate) fn rest(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let tokens = &draft.annotations.tokens;
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut start = entry.from;
    for at in entry.from..=entry.to {
        let cut = at == entry.to || separates(draft, at) || (at > entry.from && starts_block(draft, at));
        if cut {
            if at > start {
                pieces.push((start, at));
            }
            start = if at < entry.to && separates(draft, at) { at + 1 } else { at };
        }
    }
    // `Suggestions to seminars@…`
    let address = |piece: &(usize, usize)| (piece.0..piece.1).any(|at| tokens.str(at).contains('@'));
    let free = |piece: &(usize, usize)| {
        !is_home(draft, *piece)
            && !address(piece)
            && !draft.mentions_in(piece.0.saturating_sub(12), piece.1).any(|(_, mention)| {
                let telling = mention.person().is_some()
                    || mention.date().is_some()
                    || matches!(mention.kind, Kind::Position(_));
                let whole = matches!(mention.kind, Kind::Institution(_) | Kind::Place { .. } | Kind::Unit)
                    && mention.from <= piece.0
                    && mention.to + 1 >= piece.1;
                mention.to > piece.0 && (telling || whole)
            })
    };
    let labelled = |piece: &(usize, usize)| {
        // A heading such as `Programme` labels the whole list, not a piece of it.
        let other = |field: &&Field| {
            field.class != "title" && field.rule != "field.heading" && !names_nobody(draft, field)
        };
        draft.fields.overlapping(piece.0, piece.1).any(|field| other(&field))
    };
    let best = pieces
        .into_iter()
        .filter(|piece| piece.1 - piece.0 >= 3 && free(piece) && !labelled(piece))
        .filter(|piece| !is_prose(draft, *piece) && !is_button(draft, entry, *piece))
        .max_by_key(|piece| ((piece.1 - piece.0).min(25), std::cmp::Reverse(piece.0)))?;
    let best = (before_dash(draft, entry, best, free), best.1);
    let span = tokens.span(best.0, best.1).trim_matches(draft.text(), |c| {
        c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '-' | '–' | '"' | '“' | '”')
    });
    let long = words(draft, span);
    // `555-0142, access code 817. The board may vote to …`
    let sentences = long > SAID && span.of(draft.text()).contains(". ");
    ((2..=30).contains(&long) && !sentences).then_some((span, "talk.entry_rest", 0.6))
}

/// `Keynote: Ice and Timetables`: the label says whose talk it is, not who.
fn names_nobody(draft: &Draft<'_>, field: &Field) -> bool {
    let tells = |mention: &crate::annotate::Mention| {
        mention.person().is_some() || matches!(mention.kind, Kind::Institution(_) | Kind::Unit)
    };
    field.class == "keynote" && !draft.mentions_in(field.from, field.to).any(|(_, mention)| tells(mention))
}

/// `Ladoga Institute, Russia`: every word belongs to an institution, a unit or a place.
fn is_home(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let tokens = &draft.annotations.tokens;
    let mut end = from;
    let mut house = false;
    for (_, mention) in draft.mentions_in(from, to) {
        let home = matches!(mention.kind, Kind::Institution(_) | Kind::Unit | Kind::Acronym);
        if home || matches!(mention.kind, Kind::Place { .. }) {
            if (end..mention.from).any(|at| tokens.tokens[at].is_word() && !tokens.is_connective(at)) {
                return false;
            }
            house |= home;
            end = end.max(mention.to);
        }
    }
    house && (end..to).all(|at| !tokens.tokens[at].is_word())
}

/// `Working with robots — a view from the shop floor`: where the line of a title begins, if nothing before its dash is told of anybody or any place.
fn before_dash(
    draft: &Draft<'_>,
    entry: &Entry,
    (from, to): (usize, usize),
    free: impl Fn(&(usize, usize)) -> bool,
) -> usize {
    let tokens = &draft.annotations.tokens;
    let line = tokens.line(from, to, tokens.blocks[tokens.block_of(from)]).0.max(entry.from);
    let dash = from > line && matches!(tokens.tokens[from - 1].shape, Shape::Mark('–' | '—'));
    let placed = |mention: &crate::annotate::Mention| {
        matches!(
            mention.kind,
            Kind::Institution(_) | Kind::Place { .. } | Kind::Unit | Kind::Venue | Kind::Acronym
        )
    };
    let bare =
        !draft.mentions_in(line, from).any(|(_, mention)| placed(mention) || mention.event().is_some());
    let marks = (line..from).filter(|&at| separates(draft, at)).count();
    let whole = dash && marks == 1 && bare && from - line > 2 && free(&(line, from));
    if whole { line } else { from }
}

/// `Save my seat`: a few words that are a link as a whole, far down an entry, are what one is asked to do.
pub(crate) fn is_button(draft: &Draft<'_>, entry: &Entry, (from, to): (usize, usize)) -> bool {
    let tokens = &draft.annotations.tokens;
    let span = tokens.span(from, to).trim(draft.text());
    let below = tokens.block_of(from) > tokens.block_of(entry.from) + 1;
    let link = |mark: &Mark| mark.kind == MarkKind::Link && mark.span.contains(span);
    let block = draft.document.blocks[tokens.block_of(from)].span;
    below && words(draft, span) <= FEW && draft.document.marks_in(block).iter().any(link)
}

/// Most words of a button.
const FEW: usize = 4;

/// A piece of a block with several sentences, which does not stand at its beginning.
fn is_prose(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let tokens = &draft.annotations.tokens;
    let (start, end) = tokens.blocks[tokens.block_of(from)];
    let stops = (start..end).filter(|&at| tokens.tokens[at].is('.') && at + 1 < end).count();
    let line = from == start || tokens.tokens[from - 1].is('\n');
    end - start > SENTENCES && stops >= 2 && !(line && to - from <= TITLE)
}

/// Blocks with fewer tokens than these are no prose, whatever their marks.
const SENTENCES: usize = 40;

/// Most tokens of a title at the beginning of prose.
const TITLE: usize = 25;

fn separates(draft: &Draft<'_>, at: usize) -> bool {
    let token = draft.annotations.tokens.tokens[at];
    match token.shape {
        // A line that ends with `of`, or that a small word begins, goes on.
        Shape::Mark('\n') => !goes_on(draft, at),
        Shape::Mark('|' | '•' | '·' | ';' | '(' | ')') => true,
        Shape::Mark('–' | '—' | '-') => token.spaced,
        Shape::Mark('\t') => true,
        _ => false,
    }
}

fn goes_on(draft: &Draft<'_>, line_break: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let small = |at: usize| {
        at < tokens.tokens.len() && tokens.tokens[at].shape == Shape::Lower && tokens.is_connective(at)
    };
    line_break > 0 && (small(line_break - 1) || small(line_break + 1))
}

fn starts_block(draft: &Draft<'_>, at: usize) -> bool {
    draft.annotations.tokens.blocks.binary_search_by_key(&at, |(from, _)| *from).is_ok()
}
