//! Scores of documents against gold files: precision, recall and F1 a field, micro-averaged over pages, and their macro average.
//! Facts are compared by name, folded, so that ids, offsets and typography do not count.

mod fields;
mod fold;
mod gold;
mod json;
mod matching;
mod prediction;
mod repr;
mod sure;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::confidence::ColumnName;

pub use fields::{Answer, Answers, FIELDS, Field};
pub use fold::{Text, fold};
pub use gold::gold_answers;
pub use matching::Tally;
pub use prediction::document_answers;

/// The score of a set of pages.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Counts by field.
    pub fields: BTreeMap<&'static str, Tally>,
    /// Counts by page over all fields, in the order added.
    pub pages: Vec<(String, Tally)>,
    /// Pages for which there is no document.
    pub absent: usize,
    /// What was missed and what was made up, in the order found.
    pub errors: Vec<Miss>,
    /// Answers with the confidence of their evidence, in the order found.
    pub judged: Vec<Judged>,
}

/// An answer of a document that says how sure it is, and what gold says.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The page.
    pub page: String,
    /// The field.
    pub field: &'static str,
    /// The cells it was read from, with the confidence of each.
    pub cells: Vec<(ColumnName, f32)>,
    /// Whether gold has it.
    pub right: bool,
}

impl Judged {
    /// How sure the document is of it: as sure as of the least sure of its cells.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.cells.iter().map(|(_, confidence)| *confidence).fold(1.0, f32::min)
    }
}

/// One answer that does not match.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// The page.
    pub page: String,
    /// The field.
    pub field: &'static str,
    /// Whether the gold has it and the document does not; else it is the other way round.
    pub missed: bool,
    /// The answer.
    pub answer: Answer,
}

impl Score {
    /// Adds a page: its gold and its document, where there is one.
    pub fn add(&mut self, page: &str, gold: &Value, document: Option<&Value>) {
        self.absent += usize::from(document.is_none());
        let gold = gold_answers(gold);
        let mut predicted = document_answers(document.unwrap_or(&Value::Null));
        keep_certain(&gold, &mut predicted);
        let mut total = Tally::default();
        for field in FIELDS {
            if let Some(answers) = gold.get(field.name) {
                total += self.add_field(page, field, answers, &predicted[field.name]);
            }
        }
        self.pages.push((page.to_owned(), total));
    }

    fn add_field(
        &mut self,
        page: &str,
        field: &'static Field,
        gold: &[Answer],
        predicted: &[Answer],
    ) -> Tally {
        let matched = matching::match_answers(field, gold, predicted);
        *self.fields.entry(field.name).or_default() += matched.tally;
        let miss = |missed| {
            move |answer: &&Answer| Miss {
                page: page.to_owned(),
                field: field.name,
                missed,
                answer: (*answer).clone(),
            }
        };
        let judge = |right| {
            move |answer: &&Answer| {
                let cells = answer.cells.clone();
                (!cells.is_empty()).then(|| Judged { page: page.to_owned(), field: field.name, cells, right })
            }
        };
        self.judged.extend(matched.hits.iter().filter_map(judge(true)));
        self.judged.extend(matched.spurious.iter().filter_map(judge(false)));
        self.errors.extend(matched.missed.iter().map(miss(true)));
        self.errors.extend(matched.spurious.iter().map(miss(false)));
        matched.tally
    }

    /// The counts of a field; none where no page scores it.
    #[must_use]
    pub fn field(&self, name: &str) -> Tally {
        self.fields.get(name).copied().unwrap_or_default()
    }

    /// The mean F1 of the fields that have gold or an answer.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        let scored = FIELDS.iter().map(|field| self.field(field.name));
        let scores: Vec<f64> =
            scored.filter(|tally| tally.gold() + tally.predicted() > 0).map(Tally::f1).collect();
        if scores.is_empty() { 0.0 } else { scores.iter().sum::<f64>() / scores.len() as f64 }
    }

    /// The F1 of the field, or of `macro`, to three decimals as it is printed; `None` for a name that is neither.
    #[must_use]
    pub fn f1(&self, name: &str) -> Option<f64> {
        let known = FIELDS.iter().any(|field| field.name == name);
        let exact =
            if name == "macro" { Some(self.macro_f1()) } else { known.then(|| self.field(name).f1()) };
        exact.map(|f1| (f1 * 1000.0).round() / 1000.0)
    }
}

/// Gold lists only the family names that are certain: those of other people are not held against a document.
fn keep_certain(gold: &Answers, predicted: &mut Answers) {
    let (Some(certain), Some(families)) = (gold.get("family_names"), predicted.get_mut("family_names"))
    else {
        return;
    };
    families.retain(|answer| certain.iter().any(|other| answer.subject[0].is_same_name(&other.subject[0])));
}
