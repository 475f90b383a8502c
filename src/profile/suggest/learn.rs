//! Learning one column: every place that holds a known value proposes rules, and the rule that gives the most known values on all
//! pages, and the fewest others, is taken.

use std::collections::{BTreeMap, BTreeSet};

use scraper::ElementRef;

use super::form::Form;
use super::{forms, patterns, tree};
use crate::dates::{Context, Expression, PartialDate, Recogniser};
use crate::normalize::fold;
use crate::profile::Rule;
use crate::profile::take::label_of;
use crate::span::Span;

/// Rules that are tried for one column.
const TRIED: usize = 1200;

/// Elements of one page that are looked at.
const CROWD: usize = 8;

/// Part of the known values that a rule must give.
const AGREE: f64 = 0.5;

/// What the texts of a column mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Text,
    Day,
    LastDay,
    Time,
    LastTime,
}

/// A page, or a row of one, and the value that is known of it.
#[derive(Clone, Debug)]
pub(super) struct Instance<'a> {
    pub(super) scope: ElementRef<'a>,
    /// As the records have it; several where each would do.
    pub(super) known: Vec<String>,
    pub(super) language: &'a str,
    pub(super) published: Option<PartialDate>,
}

/// A rule that was learned.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    pub(super) form: Form,
    /// Known values that it gives, and how many are known.
    pub(super) agrees: (usize, usize),
    /// Instances that it gives a value for, and how many there are.
    pub(super) gives: (usize, usize),
}

impl Meaning {
    /// The value that a text is read as.
    pub(super) fn read(self, text: &str, instance: &Instance<'_>) -> Option<String> {
        if self == Self::Text {
            return Some(fold(text)).filter(|text| !text.is_empty());
        }
        let context =
            Context { language: instance.language, published: instance.published, ..Context::default() };
        let found = Recogniser::of(instance.language).find(text, Span::new(0, text.len()), &context);
        found.iter().find_map(|when| self.part(when))
    }

    fn part(self, when: &Expression) -> Option<String> {
        match self {
            Self::Text => None,
            Self::Day => when.start.map(|day| day.to_string()),
            Self::LastDay => when.end.or(when.start).map(|day| day.to_string()),
            Self::Time => when.start_time.map(|time| time.to_string()),
            Self::LastTime => when.end_time.or(when.start_time).map(|time| time.to_string()),
        }
    }
}

/// The best rule for a column, if any agrees with enough of what is known.
pub(super) fn learn(instances: &[Instance<'_>], meaning: Meaning) -> Option<Learned> {
    let known = instances.iter().filter(|instance| !instance.known.is_empty()).count();
    // What most pages lack, or what is told of one page, is no rule of the site.
    if known * 3 < instances.len() || known < 2 && instances.len() > 1 {
        return None;
    }
    let mut best: Option<(f64, Learned)> = None;
    for form in proposed(instances, meaning) {
        let Some(rule) = form.rule() else { continue };
        let trial = Trial::of(&rule, instances, meaning);
        let score = trial.score(&form, meaning, instances.len());
        if trial.is_rule(known) && best.as_ref().is_none_or(|(best, _)| score > *best) {
            let (agrees, gives) = ((trial.agrees, known), (trial.gives, instances.len()));
            best = Some((score, Learned { form, agrees, gives }));
        }
    }
    best.map(|(_, learned)| learned)
}

/// What a rule gives on all instances.
#[derive(Debug, Default)]
struct Trial {
    /// Known values among those that it gives.
    agrees: usize,
    gives: usize,
    /// Texts that mean nothing in the column.
    unread: usize,
    /// Further elements that it would take on the same pages.
    crowd: usize,
    /// The lengths of its texts, and how deep its elements are, in sum.
    length: usize,
    depth: usize,
}

impl Trial {
    fn of(rule: &Rule, instances: &[Instance<'_>], meaning: Meaning) -> Self {
        let mut trial = Self::default();
        for instance in instances {
            let found = rule.elements(instance.scope);
            let mut taken = found.iter().filter_map(|element| rule.take(*element)).take(CROWD);
            let Some(first) = taken.next() else { continue };
            trial.crowd += taken.count();
            trial.depth += found.first().map_or(0, |element| element.ancestors().count());
            trial.length += first.text().len();
            match meaning.read(first.text(), instance) {
                Some(value) => {
                    trial.gives += 1;
                    trial.agrees += usize::from(instance.known.contains(&value));
                }
                None => trial.unread += 1,
            }
        }
        trial
    }

    /// Whether it agrees with enough; two that agree by chance are no rule where there could be more.
    fn is_rule(&self, known: usize) -> bool {
        let many = self.agrees >= known.min(3) && self.agrees as f64 >= AGREE * known as f64;
        many && (self.unread == 0 || self.unread * 4 < self.gives)
    }

    /// Agreement first, then silence, then what makes a rule brittle. Of elements with the same text it is the innermost; a day stands in
    /// an element of its own rather than in one that holds it with others.
    fn score(&self, form: &Form, meaning: Meaning, instances: usize) -> f64 {
        let total = instances as f64;
        let each = |sum: usize| sum as f64 / self.gives.max(1) as f64;
        let loose = if meaning == Meaning::Text { 0.0 } else { each(self.length) / 50.0 };
        let silent = total - self.gives as f64 + 2.0 * self.unread as f64;
        let brittle = self.crowd as f64 / total * 0.15 + form.cost() + loose - each(self.depth) / 500.0;
        self.agrees as f64 * 3.0 - silent - brittle
    }
}

/// The rules that elements with a known value propose, by how often.
fn proposed(instances: &[Instance<'_>], meaning: Meaning) -> Vec<Form> {
    let mut counts: BTreeMap<Form, usize> = BTreeMap::new();
    for instance in instances.iter().filter(|instance| !instance.known.is_empty()) {
        let mut own = BTreeSet::new();
        for (element, text) in tree::lines(instance.scope) {
            propose(element, &text, instance, meaning, &mut own);
        }
        for element in instance.scope.descendent_elements().skip(1) {
            attributes(element, instance, meaning, &mut own);
        }
        own.into_iter().for_each(|form| *counts.entry(form).or_default() += 1);
    }
    let mut all: Vec<(Form, usize)> = counts.into_iter().collect();
    all.sort_by(|a, b| {
        b.1.cmp(&a.1).then_with(|| a.0.cost().total_cmp(&b.0.cost())).then_with(|| a.0.cmp(&b.0))
    });
    all.into_iter().take(TRIED).map(|(form, _)| form).collect()
}

/// The rules of an element the text of which is, or holds, the value.
fn propose(
    element: ElementRef<'_>,
    text: &str,
    instance: &Instance<'_>,
    meaning: Meaning,
    forms: &mut BTreeSet<Form>,
) {
    let holds = meaning.read(text, instance).is_some_and(|value| instance.known.contains(&value));
    let patterns = match meaning {
        _ if holds => Vec::new(),
        Meaning::Text => instance.known.iter().flat_map(|known| patterns::of(text, known)).collect(),
        _ => return,
    };
    if !holds && patterns.is_empty() {
        return;
    }
    let label = label_of(element)
        .filter(|_| is_labelled(element))
        .filter(|label| is_label(label))
        .map(|label| fold(&label));
    let heading =
        text.split_once(": ").filter(|(before, _)| holds && meaning != Meaning::Text && is_label(before));
    let heading = heading.map(|(before, _)| format!("^{}: (.+)$", regex::escape(before)));
    for css in forms::of(element, instance.scope) {
        let form = Form { css, attr: None, label: None, regex: None };
        if let (true, Some(label)) = (holds, &label) {
            forms.insert(Form { label: Some(label.clone()), ..form.clone() });
        }
        for regex in patterns.iter().chain(&heading) {
            forms.insert(Form { regex: Some(regex.clone()), ..form.clone() });
        }
        if holds {
            forms.insert(form);
        }
    }
}

/// The rules of an element with an attribute that holds the value.
fn attributes(
    element: ElementRef<'_>,
    instance: &Instance<'_>,
    meaning: Meaning,
    forms: &mut BTreeSet<Form>,
) {
    for (name, value) in element.value().attrs() {
        let telling = matches!(name, "datetime" | "content" | "title" | "value") || name.starts_with("data-");
        if !telling
            || value.len() > 300
            || !meaning.read(value, instance).is_some_and(|value| instance.known.contains(&value))
        {
            continue;
        }
        for css in forms::of(element, instance.scope) {
            forms.insert(Form { css, attr: Some(name.to_owned()), label: None, regex: None });
        }
    }
}

fn is_label(text: &str) -> bool {
    (2..=40).contains(&text.len()) && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// What stands right behind a label: a definition, a cell, a piece of a line.
fn is_labelled(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "dd" | "td" | "span" | "em" | "i" | "b" | "strong" | "time" | "a" | "output"
    )
}
