//! The institutions of a page: names, abbreviations and short forms joined to one. Only those that something relates to a person, an
//! event or the announcement become records; the rest are names in passing.

pub(crate) mod bind;

use std::collections::{BTreeMap, HashMap};

use crate::annotate::{Annotations, InstitutionMention, KNOWN, Kind, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::{fold, name_text};
use crate::records::InstitutionKind;
use crate::span::Span;

/// An institution of the page.
#[derive(Debug)]
pub(crate) struct Institution {
    /// Its name, or the abbreviation where no name is given.
    pub name: Fact<String>,
    /// Its abbreviation.
    pub abbreviation: Option<Fact<String>>,
    /// What it is.
    pub kind: Option<Fact<InstitutionKind>>,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: Option<Fact<String>>,
    /// The institution it is a part of.
    pub parent: Option<(usize, Support)>,
    /// Whether something relates to it.
    pub related: bool,
}

/// All institutions of a page.
#[derive(Debug, Default)]
pub(crate) struct Institutions {
    /// In order of first mention.
    pub list: Vec<Institution>,
    by_name: HashMap<String, usize>,
    by_abbreviation: HashMap<String, usize>,
    of_mention: HashMap<usize, usize>,
    /// First words of every name, to find short forms; one that fits two means the first.
    openings: BTreeMap<String, usize>,
}

impl Institutions {
    /// Reads all full names and abbreviations of a page, then the capitals that stand for them.
    pub(crate) fn read(annotations: &Annotations<'_>) -> Self {
        let mut this = Self::default();
        let mentions = || annotations.mentions.iter().enumerate();
        for (index, mention) in mentions() {
            if let Some(institution) = mention.institution().filter(|_| mention.rule != KNOWN) {
                this.add_named(annotations, index, mention, institution);
            }
        }
        for (index, mention) in mentions() {
            if matches!(mention.kind, Kind::Acronym | Kind::Proper) || mention.rule == KNOWN {
                this.add_short(annotations, index, mention);
            }
        }
        // A known name that stands for none of the page's names is one by itself.
        for (index, mention) in mentions().filter(|(_, mention)| mention.rule == KNOWN) {
            if let Some(institution) = mention.institution().filter(|_| this.of(index).is_none()) {
                this.add_named(annotations, index, mention, institution);
            }
        }
        this
    }

    /// The institution of a mention, if it has one already.
    pub(crate) fn of(&self, mention: usize) -> Option<usize> {
        self.of_mention.get(&mention).copied()
    }

    /// The institution of a mention that something relates to; capitals and proper names become one by that.
    pub(crate) fn relate(
        &mut self,
        annotations: &Annotations<'_>,
        mention: usize,
        rule: &'static str,
    ) -> usize {
        let index = self.of(mention).unwrap_or_else(|| {
            let found = &annotations.mentions[mention];
            let text = clean(found.span.of(annotations.tokens.text));
            let confidence = if matches!(found.kind, Kind::Acronym) { 0.75 } else { 0.6 };
            let known = self.by_name.get(&fold(&text)).copied();
            let index =
                known.unwrap_or_else(|| self.create(&text, Support::text(found.span, rule, confidence)));
            self.of_mention.insert(mention, index);
            index
        });
        self.list[index].related = true;
        index
    }

    /// The institution that a span of text names, though no mention does.
    pub(crate) fn relate_name(
        &mut self,
        annotations: &Annotations<'_>,
        span: Span,
        rule: &'static str,
    ) -> usize {
        let name = clean(span.of(annotations.tokens.text));
        let known = self.by_name.get(&fold(&name)).or_else(|| self.by_abbreviation.get(&name)).copied();
        let id = known.unwrap_or_else(|| self.create(&name, Support::text(span, rule, 0.6)));
        self.list[id].related = true;
        id
    }

    /// The institution that a text names, all of which `annotations` read: as the page knows it, else new.
    pub(crate) fn adopt(&mut self, annotations: &Annotations<'_>, name: &Fact<String>) -> usize {
        let text = annotations.tokens.text;
        let found = annotations.mentions.iter().find_map(Mention::institution);
        let short = found.and_then(|found| found.abbreviation).map(|span| span.of(text));
        let printed = match (found, short) {
            (Some(found), Some(_)) => clean(found.name.of(text)),
            _ => clean(&name.value),
        };
        let support = &name.support[0];
        let known = self.by_name.get(&fold(&printed)).or_else(|| self.by_abbreviation.get(&printed)).copied();
        let id = known.unwrap_or_else(|| self.create(&printed, support.clone()));
        if let Some(short) = short {
            self.abbreviate(id, short, support.clone());
        }
        let institution = &mut self.list[id];
        institution.related = true;
        if fold(&institution.name.value) == fold(&printed) {
            institution.name.support.insert(0, support.clone());
        }
        if let (None, Some(found)) = (&institution.kind, found) {
            institution.kind = Some(Fact::new(found.kind, support.clone()));
        }
        id
    }

    fn add_named(
        &mut self,
        annotations: &Annotations<'_>,
        index: usize,
        mention: &Mention,
        found: &InstitutionMention,
    ) {
        let text = annotations.tokens.text;
        let name = clean(found.name.of(text));
        let support = Support::text(found.name, mention.rule, mention.confidence);
        let folded = fold(&name);
        let opening = || self.opening(&folded).filter(|_| mention.rule != KNOWN);
        let known = self.by_name.get(&folded).copied().or_else(opening);
        let id = match known {
            Some(id) => {
                if fold(&self.list[id].name.value) == folded {
                    self.list[id].name.support.push(support);
                }
                id
            }
            None => self.create(&name, support),
        };
        self.of_mention.insert(index, id);
        if self.list[id].kind.is_none() {
            self.list[id].kind =
                Some(Fact::new(found.kind, Support::text(found.name, "institution.head", 0.85)));
        }
        if let Some(span) = found.abbreviation.filter(|span| abbreviates(span.of(text), &name)) {
            self.abbreviate(id, span.of(text), Support::text(span, "institution.abbreviation", 0.95));
            self.list[id].related |= !is_past(annotations, mention);
        }
    }

    fn add_short(&mut self, annotations: &Annotations<'_>, index: usize, mention: &Mention) {
        let short = clean(mention.span.of(annotations.tokens.text));
        // `Nestlé` is known by itself, and no short form of `Nestlé Institute`.
        let opening = || self.opening(&fold(&short)).filter(|_| mention.rule != KNOWN);
        let id = self.by_abbreviation.get(&short).copied().or_else(opening);
        if let Some(id) = id {
            self.of_mention.insert(index, id);
            if self.list[id].abbreviation.is_none() && matches!(mention.kind, Kind::Acronym) {
                self.abbreviate(id, &short, Support::text(mention.span, "institution.short_form", 0.7));
            }
        }
    }

    fn create(&mut self, name: &str, support: Support) -> usize {
        let id = self.list.len();
        let fact = Fact::new(name.to_owned(), support);
        self.list.push(Institution {
            name: fact,
            abbreviation: None,
            kind: None,
            country: None,
            parent: None,
            related: false,
        });
        let folded = fold(name);
        let mut end = 0;
        while let Some(space) = folded[end..].find(' ') {
            self.openings.entry(folded[..end + space].to_owned()).or_insert(id);
            end += space + 1;
        }
        // `Fenwick` stands for `University of Fenwick`.
        if let Some(place) = folded.strip_prefix("university of ").filter(|place| !place.contains(' ')) {
            self.openings.entry(place.to_owned()).or_insert(id);
        }
        self.by_name.insert(folded, id);
        id
    }

    /// The one institution whose name begins with these words.
    fn opening(&self, folded: &str) -> Option<usize> {
        self.openings.get(folded).copied()
    }

    fn abbreviate(&mut self, id: usize, short: &str, support: Support) {
        self.by_abbreviation.entry(short.to_owned()).or_insert(id);
        match &mut self.list[id].abbreviation {
            Some(known) if known.value == short => known.support.push(support),
            Some(_) => {}
            none => *none = Some(Fact::new(short.to_owned(), support)),
        }
    }

    /// Says that an institution lies in a country; the first word stands.
    pub(crate) fn locate(&mut self, id: usize, country: &str, support: Support) {
        match &mut self.list[id].country {
            Some(known) if known.value == country => known.support.push(support),
            Some(_) => {}
            none => *none = Some(Fact::new(country.to_owned(), support)),
        }
    }

    /// Says that one is a part of another; never in a circle.
    pub(crate) fn contain(&mut self, part: usize, whole: usize, span: Span, rule: &'static str) {
        let mut at = Some(whole);
        let mut steps = 0;
        while let Some(id) = at.filter(|_| steps < 8) {
            if id == part {
                return;
            }
            at = self.list[id].parent.as_ref().map(|(id, _)| *id);
            steps += 1;
        }
        if self.list[part].parent.is_none() {
            self.list[part].parent = Some((whole, Support::text(span, rule, 0.8)));
        }
    }

    /// A part lies where its whole lies, if the page says nothing else.
    pub(crate) fn inherit_countries(&mut self) {
        for id in 0..self.list.len() {
            let Some((whole, support)) = self.list[id].parent.clone() else { continue };
            if self.list[id].country.is_none()
                && let Some(country) = self.list[whole].country.clone()
                && let Some(span) = support.span
            {
                self.list[id].country =
                    Some(Fact::new(country.value, Support::inferred(span, "country.of_parent", 0.7)));
            }
        }
    }
}

/// As far before a name its sentence is read for what was, in tokens.
const PAST: usize = 60;

/// Before it the sentence tells of studies or of what was: `received her PhD from Fenwick College (FC)`.
fn is_past(annotations: &Annotations<'_>, mention: &Mention) -> bool {
    let tokens = &annotations.tokens;
    let sentence = tokens.sentences[tokens.sentence_of(mention.from)];
    let from = sentence.from.max(mention.from.saturating_sub(PAST));
    (from..mention.from).any(|at| tokens.cues(at).any(|class| class == "past"))
}

/// The name without an article before it and marks around it.
fn clean(text: &str) -> String {
    let name = name_text(text);
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–'));
    let bare = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
    bare.to_owned()
}

/// Whether capitals stand, in order, in the letters of a name, beginning with its first: `NRIF` in `Norland Research Institute of Fisheries`.
pub(crate) fn abbreviates(short: &str, name: &str) -> bool {
    let folded = fold(name);
    let mut letters = folded.chars().filter(|c| c.is_alphanumeric());
    let wanted = fold(short);
    let total = wanted.chars().filter(|c| c.is_alphanumeric()).count();
    let found = wanted
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take_while(|c| letters.any(|letter| letter == *c))
        .count();
    // One letter may come from a name in another language: `IRD` for `Research Institute for Development`.
    total >= 2 && found + 1 >= total || folded.chars().any(crate::annotate::token::is_ideograph)
}
