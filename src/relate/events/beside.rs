//! The words that say what a date is: those before it on its line, or after it where the line begins with it; else its row, the line above,
//! or the rest of its sentence. Another day parts its own words from them.

use crate::annotate::Mention;
use crate::annotate::token::{Shape, Token};
use crate::parse::BlockKind;
use crate::relate::draft::Draft;
use crate::relate::events::groups::is_day;
use crate::relate::events::superseded::is_superseded;

/// A stretch of tokens beside a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// It stands there as a label, not as part of a sentence.
    pub label: bool,
}

/// Words that far from a date say something else.
pub(crate) const REACH: usize = 25;

/// Longest label of a date, in tokens.
const LONGEST: usize = 20;

/// How far above a date on a line of its own its label stands, in lines; one of them may be blank.
const ABOVE: usize = 2;

/// The nearest stretch that tells something.
pub(crate) fn beside(
    draft: &Draft<'_>,
    mention: &Mention,
    tells: impl Fn(&Stretch) -> bool,
) -> Option<Stretch> {
    let place = Place::of(draft, mention);
    let [before, after] = place.around(place.line);
    let opens = place.opens(place.line);
    let line = if opens { [after, before] } else { [before, after] };
    let [row_before, row_after] = place.around(place.unit);
    let row = if place.opens(place.unit) { [row_after, row_before] } else { [row_before, row_after] };
    let rows = row.into_iter().filter(|_| place.row);
    let above = place.above().into_iter();
    let sentence = place.around(place.sentence).into_iter().chain([place.so_far()]);
    let further = above.chain(sentence).filter(|_| !place.is_labelled());
    line.into_iter().chain(rows).chain(further).find(tells)
}

/// The day that stands next on the line of a date, with the tokens up to it.
pub(crate) fn next_on_line(draft: &Draft<'_>, mention: &Mention) -> Option<(usize, usize)> {
    let place = Place::of(draft, mention);
    let next = draft.mentions_in(mention.to, place.line.1).find(|(_, mention)| is_day(mention));
    next.map(|(_, day)| (mention.to, day.from))
}

/// The line of a date, where it is a label and the date: no other line says what the date is.
pub(crate) fn own_line(draft: &Draft<'_>, mention: &Mention) -> Option<(usize, usize)> {
    let place = Place::of(draft, mention);
    place.stands_alone().then_some(place.line)
}

/// Where a date stands.
struct Place<'a, 'd> {
    draft: &'a Draft<'d>,
    mention: &'a Mention,
    /// The tokens of its day.
    day: (usize, usize),
    /// Its line.
    line: (usize, usize),
    /// Its sentence.
    sentence: (usize, usize),
    /// Its row, its term and definition, or its block.
    unit: (usize, usize),
    /// The unit is more than one block.
    row: bool,
}

impl<'a, 'd> Place<'a, 'd> {
    fn of(draft: &'a Draft<'d>, mention: &'a Mention) -> Self {
        let tokens = &draft.annotations.tokens;
        let sentence = tokens.sentences.get(tokens.sentence_of(mention.from));
        let own = sentence.map(|sentence| sentence.block);
        let block = own.map_or((mention.from, mention.to), |block| tokens.blocks[block]);
        let unit = own.map_or(block, |block| unit(draft, block));
        let (from, to) = tokens.line(mention.from, mention.to, block);
        let sentence =
            sentence.map_or(block, |sentence| (sentence.from.min(mention.from), sentence.to.max(mention.to)));
        let line = (from.max(sentence.0), to.min(sentence.1));
        let span = mention.date().and_then(|date| date.parts.0).unwrap_or(mention.span);
        Place { draft, mention, day: tokens.range_of(span), line, sentence, unit, row: unit != block }
    }

    /// What stands before the date in a range and what after it, up to other days. Days out of reach part nothing that is read.
    fn around(&self, (from, to): (usize, usize)) -> [Stretch; 2] {
        let days = |from, to| {
            self.draft.mentions_in(from, to).filter(|(_, day)| {
                is_day(day) && day.span != self.mention.span && !is_superseded(self.draft, day)
            })
        };
        let near = (from.max(self.mention.from.saturating_sub(REACH)), to.min(self.day.1 + REACH));
        let start = days(near.0, self.day.0).last().map_or(from, |(_, day)| day.to);
        let end = days(self.day.1, near.1).next().map_or(to, |(_, day)| day.from);
        [self.stretch(start, self.day.0), self.stretch(self.day.1, end)]
    }

    fn stretch(&self, from: usize, to: usize) -> Stretch {
        let tokens = &self.draft.annotations.tokens.tokens;
        let from = from.min(to);
        let parted = if from >= self.day.1 {
            // `5 March, 12 p.m. – camera-ready papers`: the time belongs to the date.
            tokens[from.max(self.mention.to).min(to)..to].first().copied().is_some_and(sets_apart)
        } else {
            tokens[from..to].last().copied().is_some_and(sets_apart)
        };
        Stretch { from, to, label: self.stands_alone() || self.row || parted && to - from <= LONGEST }
    }

    /// The sentence up to the date, whatever days it tells before.
    fn so_far(&self) -> Stretch {
        let from = self.sentence.0.max(self.mention.from.saturating_sub(REACH)).min(self.day.0);
        Stretch { from, to: self.day.0, label: false }
    }

    /// The line is a label and the date.
    fn stands_alone(&self) -> bool {
        self.line.1 - self.line.0 <= LONGEST && !self.is_prose()
    }

    /// The line is a label and the date, so that no other line need say what the date is.
    fn is_labelled(&self) -> bool {
        let tokens = &self.draft.annotations.tokens.tokens;
        let mut rest = (self.line.0..self.day.0).chain(self.day.1..self.line.1);
        self.stands_alone() && rest.any(|at| tokens[at].is_word())
    }

    /// The line ends, or begins, in the middle of a sentence, or is one.
    fn is_prose(&self) -> bool {
        let tokens = &self.draft.annotations.tokens;
        let (from, to) = self.line;
        let first = (from..to).find(|&at| says(tokens.tokens[at]));
        let goes_on = first.is_some_and(|at| tokens.tokens[at].shape == Shape::Lower);
        let wraps = self.sentence.1 > to + 1;
        let full_stop = to > from && tokens.tokens[to - 1].is('.');
        let parted = self.day.0 > from && sets_apart(tokens.tokens[self.day.0 - 1]);
        goes_on || wraps || full_stop && !parted
    }

    /// A range begins with the date, or with another: labels follow their days.
    fn opens(&self, (from, to): (usize, usize)) -> bool {
        let tokens = &self.draft.annotations.tokens.tokens;
        let first = (from..to).find(|&at| says(tokens[at])).unwrap_or(from);
        let mut begun = self.draft.mentions_in(from, to.min(first + 1));
        begun.any(|(_, day)| is_day(day) && (day.from..day.to).contains(&first))
    }

    /// The line above a date that is alone on its line.
    fn above(&self) -> Option<Stretch> {
        let tokens = &self.draft.annotations.tokens;
        let alone = (self.line.0..self.day.0).all(|at| !tokens.tokens[at].is_word());
        let breaks = |at: &usize| tokens.tokens[*at].is('\n');
        let mut end = self.line.0;
        for _ in 0..ABOVE {
            end = end.checked_sub(1).filter(|end| *end > self.unit.0)?;
            let start = (self.unit.0..end).rev().find(breaks).map_or(self.unit.0, |at| at + 1);
            let dated = self.draft.mentions_in(start, end).any(|(_, mention)| is_day(mention));
            if start < end {
                let label = tokens.tokens[end - 1].is(':');
                return (alone && !dated).then_some(Stretch { from: start, to: end, label });
            }
            end = start;
        }
        None
    }
}

/// What parts a label from its value.
fn sets_apart(token: Token) -> bool {
    matches!(token.shape, Shape::Mark(':' | '：' | '-' | '–' | '—' | '=' | '>'))
}

/// A word or a number, not the mark of a list.
fn says(token: Token) -> bool {
    token.is_word() || token.shape == Shape::Number
}

/// The row, the term and its definitions, or the block itself.
fn unit(draft: &Draft<'_>, block: usize) -> (usize, usize) {
    let blocks = &draft.document.blocks;
    let ranges = &draft.annotations.tokens.blocks;
    let (first, last) = match blocks[block].kind {
        BlockKind::Cell(cell) => {
            let same = |index: &usize| matches!(blocks[*index].kind, BlockKind::Cell(other) if other.table == cell.table && other.row == cell.row);
            let first = (0..block).rev().take_while(same).last();
            (first, (block..blocks.len()).take_while(same).last())
        }
        BlockKind::Term => {
            let defines = |index: &usize| blocks[*index].kind == BlockKind::Definition;
            (None, (block + 1..blocks.len()).take_while(defines).last())
        }
        BlockKind::Definition => {
            let term =
                (block.saturating_sub(3)..block).rev().find(|&index| blocks[index].kind == BlockKind::Term);
            (term, None)
        }
        _ => (None, None),
    };
    (ranges[first.unwrap_or(block)].0, ranges[last.unwrap_or(block)].1)
}
