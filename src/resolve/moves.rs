//! Rows that are found to be one: which row went into which, and why. [`Moves`] collects it while it is decided.

use std::borrow::Cow;
use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::records::{Id, Origin, Row};
use crate::scratch::{Lists, Map, Scratch};

/// Why a row is the same as another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reason {
    /// Who says so.
    pub origin: Origin,
    /// Id of the rule, or the place of the override.
    pub rule: Cow<'static, str>,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

impl Reason {
    /// A conclusion from what the pages say.
    pub(crate) fn inferred(rule: &'static str, confidence: f32) -> Self {
        Self { origin: Origin::Inferred, rule: Cow::Borrowed(rule), confidence }
    }

    /// Somebody said so.
    pub(crate) fn overridden(place: &str) -> Self {
        Self { origin: Origin::Override, rule: Cow::Owned(place.to_owned()), confidence: 1.0 }
    }
}

/// The rows of one table that went into others.
#[derive(Debug)]
pub(crate) struct Moves {
    pub(super) to: Map,
    /// Rows that others went into.
    pub(super) merged: Map,
    /// By the row that went: the numbers of their reasons, in the order in which they were found, each with its place in `told`.
    reasons: RefCell<Lists>,
    told: Vec<Reason>,
    found: u64,
}

/// Bits of a reason's number that are its place.
const PLACE: u32 = 20;

impl Moves {
    pub(crate) fn new(scratch: &Scratch) -> Self {
        let [to, merged] = [Map::new(scratch), Map::new(scratch)];
        Self { to, merged, reasons: RefCell::new(Lists::new(scratch)), told: Vec::new(), found: 0 }
    }

    /// Says that the row `from` went into `to`.
    pub(crate) fn put(&mut self, from: Id, to: Id, reason: Reason) {
        if from != to {
            self.to.insert(from.key(), to.key());
            self.merged.add(to.key());
            self.note(from, reason);
        }
    }

    /// Says why a row stays what it is, or is what it became.
    pub(crate) fn note(&mut self, row: Id, reason: Reason) {
        // The newest first: overrides come one after the other, the rules are few.
        let place = self.told.iter().rposition(|told| *told == reason).unwrap_or_else(|| {
            self.told.push(reason);
            self.told.len() - 1
        });
        self.reasons.get_mut().push(row.key(), self.found << PLACE | place as u64);
        self.found += 1;
    }

    /// The row that this one went into, or itself.
    pub(crate) fn end(&self, id: Id) -> Id {
        if self.to.is_empty() {
            return id;
        }
        let mut key = id.key();
        while let Some(next) = self.to.get(key) {
            key = next;
        }
        id.same_table(key)
    }

    /// Why a row is what it is or went, with the numbers of the reasons.
    pub(super) fn reasons(&self, row: Id) -> Vec<(u64, &Reason)> {
        let mut reasons = self.reasons.borrow_mut();
        if reasons.is_empty() {
            return Vec::new();
        }
        let reason = |number: &u64| Some((*number, self.told.get((number & ((1 << PLACE) - 1)) as usize)?));
        reasons.with(row.key(), |numbers| numbers.iter().filter_map(reason).collect())
    }
}

/// The id of a row, which is its first column.
pub(crate) fn id<R: Row>(row: &R) -> Option<Id> {
    row.cell(0).text().parse().ok()
}
