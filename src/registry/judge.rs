//! What speaks against a name where it stands: a longer name that it is cut from, a place that contradicts, a name that many could have.

use std::ops::Range;

use crate::registry::candidate::{Found, Level, Text};
use crate::registry::index::{Kind, Name};
use crate::registry::key;
use crate::registry::place::{self, Agreement};
use crate::registry::words::{Class, Gap, Word};

/// A common name of more words is as good as any where the country agrees.
const LONG: usize = 3;

impl Text<'_> {
    /// Whether the name may stand for its record here.
    pub(super) fn is_fine(&self, found: &Found, range: &Range<usize>) -> bool {
        let Found { name, level, agreement, campus } = found;
        if *agreement == Agreement::Against || *campus || range.len() == self.words.len() {
            return *agreement != Agreement::Against
                && (!campus || *agreement == Agreement::City)
                && (name.kind <= Kind::Bare || self.is_fine_short(found, range));
        }
        let broken = self.words[range.start + 1..range.end].iter().any(|word| word.gap >= Gap::Break);
        if broken && (*level == Level::Free || name.kind > Kind::Bare)
            || name.kind != Kind::Family && self.goes_on(range)
        {
            return false;
        }
        let local = *agreement < Agreement::Open;
        match name.kind {
            Kind::Short | Kind::Stem | Kind::Family => self.is_fine_short(found, range),
            _ if range.len() == 1 => self.is_fine_alone(found, range),
            _ if name.common => {
                (*agreement == Agreement::City || local && range.len() > LONG) && self.is_whole(range)
            }
            _ if *level == Level::Free => self.is_same_free(name, range) && (local || self.is_whole(range)),
            Kind::Bare => local || self.is_whole(range),
            _ => true,
        }
    }

    /// Names that people have cut are good in their own order only.
    fn is_fine_short(&self, found: &Found, range: &Range<usize>) -> bool {
        let record = self.index.record(found.name.record);
        let elsewhere = || place::is_elsewhere(&self.mentions, range, record);
        found.level < Level::Free
            && match found.name.kind {
                Kind::Short => found.agreement < Agreement::Open && self.is_whole(range) && !elsewhere(),
                Kind::Stem => self.is_whole(range),
                _ => true,
            }
    }

    /// One word alone: not a place, and either all that stands between two marks, or a company before what it does (`X Research`).
    fn is_fine_alone(&self, found: &Found, range: &Range<usize>) -> bool {
        let word = &self.words[range.start];
        let local = found.agreement < Agreement::Open;
        if self.is_place(range.start) {
            return false;
        }
        if self.is_whole(range) {
            return local || found.name.kind == Kind::Label && !found.name.common && !word.capitals;
        }
        let known = self.words.get(range.end).is_some_and(|next| next.class != Class::Plain);
        let company = self.index.record(found.name.record).company;
        company && known && local && !found.name.common && !word.capitals && word.gap >= Gap::Break
    }

    /// In another order the words must be spelled alike, all but `university` and its like.
    fn is_same_free(&self, name: &Name, range: &Range<usize>) -> bool {
        name.spelled_sum == key::spelled_sum(&self.words[range.clone()])
    }

    /// Whether a mark parts the words where the name has none, and neither a place stands behind it nor a plain name before it.
    pub(super) fn is_loose(&self, name: &Name, range: &Range<usize>) -> bool {
        let broken = (range.start + 1..range.end).find(|at| self.words[*at].gap >= Gap::Break);
        let plain = |at: usize| self.words[range.start..at].iter().all(|word| word.class == Class::Plain);
        broken.is_some_and(|at| !name.broken && !self.is_place(at) && !plain(at))
    }

    /// A part of a longer word, or of a name that begins before: `Paris-Sud`, `Paris XI`, `Medical [University of X]`.
    pub(super) fn is_cut(&self, range: &Range<usize>) -> bool {
        let before = range.start.checked_sub(1).map(|at| &self.words[at]);
        let one_of = |word: &Word| word.gap == Gap::Space && word.number && word.end - word.start < 5;
        before.is_some_and(|before| self.begins_before(before, range))
            || self
                .words
                .get(range.end)
                .is_some_and(|next| next.gap == Gap::Joint || one_of(next) && range.len() > 1)
    }

    fn begins_before(&self, before: &Word, range: &Range<usize>) -> bool {
        let first = &self.words[range.start];
        let of = || self.words.get(range.start + 1).is_some_and(|second| second.gap == Gap::Of);
        match first.gap {
            Gap::Joint => !before.capitals,
            Gap::Of => before.class == Class::Head && self.is_place(range.start),
            Gap::Space if first.class == Class::Head => {
                !of() || before.class == Class::Plain || self.is_place(range.start - 1)
            }
            _ => false,
        }
    }

    /// `[X University] of Technology`.
    fn goes_on(&self, range: &Range<usize>) -> bool {
        self.words[range.end - 1].class == Class::Head
            && self.words.get(range.end).is_some_and(|next| {
                next.gap == Gap::Of
                    && matches!(next.class, Class::Plain | Class::Term)
                    && !self.is_place(range.end)
            })
    }

    fn is_place(&self, at: usize) -> bool {
        self.mentions.iter().any(|mention| mention.words.contains(&at))
    }

    /// Whether marks stand on both sides.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        self.words[range.start].gap >= Gap::Break
            && self.words.get(range.end).is_none_or(|word| word.gap >= Gap::Break)
    }
}
