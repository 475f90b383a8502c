//! A match of a pattern in its sentence, and the person it is about.

use crate::annotate::token::Shape;
use crate::fact::Support;
use crate::relate::draft::Draft;
use crate::relate::grammar::coordination;
use crate::relate::grammar::items::Reading;
use crate::relate::grammar::pattern::Match;

/// A match in its sentence.
#[derive(Clone, Copy)]
pub(crate) struct Found<'r> {
    /// The sentence.
    pub reading: &'r Reading,
    /// The match.
    pub found: &'r Match,
    /// Id of the rule.
    pub rule: &'static str,
}

impl Found<'_> {
    pub(crate) fn person(&self, draft: &Draft<'_>, label: &str) -> Option<usize> {
        let mention = self.reading.mention(self.found.part(label)?, b"N")?;
        draft.people.of(mention)
    }

    /// The person a match is about: named, or the one that a pronoun points back to.
    pub(crate) fn subject(&self, draft: &Draft<'_>) -> Option<usize> {
        self.person(draft, "person").or_else(|| {
            let (at, _) = self.found.part("he")?;
            antecedent(draft, self.reading, self.reading.items[at].from)
        })
    }

    /// The people a match is about: `A, a poet, and B` are two. A pattern names the last of them, or those who are joined to whom it names are of them.
    pub(crate) fn subjects(&self, draft: &Draft<'_>) -> Vec<usize> {
        let Some((from, to)) = self.found.part("person") else {
            return self.subject(draft).into_iter().collect();
        };
        let tokens = &draft.annotations.tokens;
        let row = match self.found.part("more") {
            Some((_, last)) => (from, last),
            None if self.found.range.0 == from && !self.ends_inside(draft, to) => {
                (coordination::before(tokens, self.reading, from), to)
            }
            None if self.found.range.1 == to => (from, coordination::behind(tokens, self.reading, from)),
            None => (from, to),
        };
        let named = self.reading.mentions(row, b"N");
        named.into_iter().filter_map(|mention| draft.people.of(mention)).collect()
    }

    /// `Ann Lee, Harrow. Moderator: Maria Lopez`: the cue behind a person is the label of what follows it.
    pub(crate) fn is_label(&self, draft: &Draft<'_>) -> bool {
        let (from, to) = self.found.range;
        let opens = self.found.part("person").is_some_and(|(person, _)| person == from);
        let last = self.reading.items[to - 1];
        let tokens = &draft.annotations.tokens;
        let behind = self.reading.items.get(to).map(|item| tokens.tokens[item.from]);
        // `Ann Lee says: …`, `李明表示：…`
        let verb = matches!(tokens.tokens[last.from].shape, Shape::Lower | Shape::Ideograph);
        opens && last.mention.is_none() && !verb && behind.is_some_and(|mark| mark.is(':') || mark.is('：'))
    }

    /// `Ann Lee and Maria Lopez (moderator)`: what stands in a parenthesis is said of the last one alone.
    fn ends_inside(&self, draft: &Draft<'_>, person: usize) -> bool {
        let behind = &self.reading.items[person..self.found.range.1.max(person)];
        let count = |mark: char| {
            behind.iter().filter(|item| draft.annotations.tokens.tokens[item.from].is(mark)).count()
        };
        count('(') > count(')')
    }

    pub(crate) fn span_support(&self, draft: &Draft<'_>, confidence: f32) -> Support {
        let items = &self.reading.items[self.found.range.0..self.found.range.1];
        let (from, to) = (items[0].from, items[items.len() - 1].to);
        draft.support(from, to, self.rule, confidence)
    }
}

/// The subject of the last sentence before a token that names people, in this block or the one before.
pub(crate) fn antecedent(draft: &Draft<'_>, reading: &Reading, token: usize) -> Option<usize> {
    let mentions = &draft.annotations.mentions;
    let end = mentions.partition_point(|mention| mention.from < token);
    let last = mentions[..end].iter().rev().take(60).find(|mention| mention.person().is_some())?;
    let tokens = &draft.annotations.tokens;
    let sentence = tokens.sentences.get(tokens.sentence_of(last.from))?;
    if sentence.block + 1 < reading.block {
        return None;
    }
    let start = mentions.partition_point(|mention| mention.from < sentence.from);
    (start..end).find(|&index| mentions[index].person().is_some()).and_then(|index| draft.people.of(index))
}
