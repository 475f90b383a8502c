//! A [`Tally`] is what came of matching the answers of a page with its gold: hits, what was missed and what was made up.
//! Matching is greedy and one to one, in the order of the gold.

use std::ops::AddAssign;

use crate::check::score::fields::{Answer, Field};

/// Counts of one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answers of the gold that were found.
    pub hits: usize,
    /// Answers of the gold that were not found.
    pub missed: usize,
    /// Answers that the gold does not have.
    pub spurious: usize,
}

impl Tally {
    /// Answers in the gold.
    #[must_use]
    pub fn gold(self) -> usize {
        self.hits + self.missed
    }

    /// Answers given.
    #[must_use]
    pub fn predicted(self) -> usize {
        self.hits + self.spurious
    }

    /// The share of the given answers that is right; giving none is right where there is none to give.
    #[must_use]
    pub fn precision(self) -> f64 {
        match (self.predicted(), self.missed) {
            (0, 0) => 1.0,
            (0, _) => 0.0,
            (predicted, _) => self.hits as f64 / predicted as f64,
        }
    }

    /// The share of the gold that was found.
    #[must_use]
    pub fn recall(self) -> f64 {
        if self.gold() == 0 { 1.0 } else { self.hits as f64 / self.gold() as f64 }
    }

    /// The harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.missed += other.missed;
        self.spurious += other.spurious;
    }
}

/// What matching leaves over.
#[derive(Debug, Default)]
pub(super) struct Matched<'a> {
    pub(super) tally: Tally,
    pub(super) hits: Vec<&'a Answer>,
    pub(super) missed: Vec<&'a Answer>,
    pub(super) spurious: Vec<&'a Answer>,
}

/// Gives each answer of the gold the first prediction that is the same and still free.
pub(super) fn match_answers<'a>(field: &Field, gold: &'a [Answer], predicted: &'a [Answer]) -> Matched<'a> {
    let mut left: Vec<&Answer> = predicted.iter().collect();
    let (mut hits, mut missed) = (Vec::new(), Vec::new());
    for answer in gold {
        match left.iter().position(|other| field.same(answer, other)) {
            Some(at) => hits.push(left.remove(at)),
            None => missed.push(answer),
        }
    }
    let tally = Tally { hits: hits.len(), missed: missed.len(), spurious: left.len() };
    Matched { tally, hits, missed, spurious: left }
}
