//! People that a profile names: joined to those the page names, or added to them.

use crate::annotate::{Annotations, PersonMention};
use crate::fact::{Fact, Support};
use crate::records::NameOrder;
use crate::relate::people::{People, Person, honorifics, printed, words};

impl People {
    /// The person that a reading names, all of whose tokens are the name. Values of `support` replace those found otherwise; `named`
    /// are those whom the profile names already.
    pub(crate) fn adopt(
        &mut self,
        name: &Annotations<'_>,
        mention: &PersonMention,
        support: &Support,
        named: impl Fn(usize) -> bool,
    ) -> usize {
        let tokens = &name.tokens;
        let words = words(tokens, mention.name);
        // Two rows of a profile are two people, unless they print the same name.
        let apart = |index: &usize| named(*index) && self.list[*index].words != words;
        let alike = |index: &usize| self.list[*index].is_named(&words, mention) && !apart(index);
        let known = self.candidates(&words).filter(alike).min();
        let fresh = Person::named(name, mention, words.clone(), support);
        if let Some(index) = known {
            self.list[index].take(fresh);
            return index;
        }
        let index = self.list.len();
        words.into_iter().for_each(|word| self.by_word.entry(word).or_default().push(index));
        self.list.push(fresh);
        index
    }

    /// Puts the people in the order in which the page names them. Nobody is looked up by a mention or a word after that.
    pub(crate) fn arrange(&mut self, annotations: &Annotations<'_>) {
        let place = |person: &Person| {
            let mentions = person.mentions.iter().map(|mention| annotations.mentions[*mention].span);
            let said = person.name.support.iter().filter_map(|support| support.span);
            mentions.chain(said).map(|span| span.start).min().unwrap_or(u32::MAX)
        };
        self.list.sort_by_cached_key(place);
        self.of_mention.clear();
        self.by_word.clear();
        self.mononyms.clear();
    }
}

impl Person {
    fn named(name: &Annotations<'_>, mention: &PersonMention, words: Vec<String>, support: &Support) -> Self {
        let tokens = &name.tokens;
        let mut person = Self {
            name: Fact::new(printed(tokens, mention), support.clone()),
            given: None,
            family: None,
            order: Fact::new(NameOrder::Unknown, support.clone()),
            honorifics: honorifics(tokens, mention),
            aliases: Vec::new(),
            posts: Vec::new(),
            roles: Vec::new(),
            relevant: true,
            mentions: Vec::new(),
            words,
        };
        person.split(tokens, mention);
        // Spans of the name alone mean nothing on the page.
        let texts = person.given.iter_mut().chain(&mut person.family).chain(&mut person.honorifics);
        texts.for_each(|fact| fact.support = vec![support.clone()]);
        person.order.support = vec![support.clone()];
        person
    }

    /// Takes the name of another reading of the same person; what that does not tell stays.
    fn take(&mut self, other: Self) {
        let same = self.name.value == other.name.value;
        let longer = other.words.len() < self.words.len() && other.honorifics.is_empty();
        self.relevant = true;
        if same {
            self.name.support.splice(0..0, other.name.support);
        } else if !longer {
            (self.name, self.words) = (other.name, other.words);
            self.aliases.retain(|alias| alias.value != self.name.value);
        }
        if other.family.is_some() {
            (self.given, self.family, self.order) = (other.given, other.family, other.order);
        } else if !same && !longer {
            (self.given, self.family, self.order) = (None, None, other.order);
        }
        if !other.honorifics.is_empty() {
            self.honorifics = other.honorifics;
        }
    }
}
