//! Relation patterns as data: a line of `relations.tsv` such as `NAME:person , POSTS:posts` becomes a regular expression over the
//! symbols of a sentence, so that matching is linear and a new pattern needs no Rust.
//!
//! The reference of the notation is in `docs/patterns.md`.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexSet, RegexSetBuilder};

use crate::annotate::token::key;
use crate::annotate::{File, Vocabulary};
use crate::lexicon::{LANGUAGES, Language};
use crate::relate::grammar::symbol;

/// Bytes that the automaton of all patterns together may take in a thread; where they do not suffice it is slower by ten times.
const AUTOMATON: usize = 32 << 20;

/// One relation pattern.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its id, shown as evidence.
    pub id: &'static str,
    /// What a match means: `post`, `role:speaker`, `talk` …
    pub relation: &'static str,
    regex: Regex,
}

/// A place where a rule matched: item ranges by label.
#[derive(Debug)]
pub(crate) struct Match {
    /// Index of the rule.
    pub rule: usize,
    /// First item and one past the last.
    pub range: (usize, usize),
    /// Labelled parts, as item ranges.
    pub parts: Vec<(&'static str, (usize, usize))>,
}

impl Match {
    /// The items under a label.
    pub(crate) fn part(&self, label: &str) -> Option<(usize, usize)> {
        self.parts.iter().find(|(name, _)| *name == label).map(|(_, range)| *range)
    }
}

/// The patterns of a language, and how words become symbols for them.
#[derive(Debug)]
pub(crate) struct Patterns {
    pub(crate) rules: Vec<Rule>,
    labels: Vec<Vec<(&'static str, usize)>>,
    set: RegexSet,
    literals: HashMap<u64, u8>,
    nodes: Vec<u8>,
}

impl Patterns {
    /// The patterns for pages of a language.
    pub(crate) fn of(vocabulary: &'static Vocabulary) -> &'static Self {
        static CACHE: OnceLock<Vec<OnceLock<Patterns>>> = OnceLock::new();
        let cells = CACHE.get_or_init(|| LANGUAGES.iter().map(|_| OnceLock::new()).collect());
        let index = LANGUAGES.iter().position(|language| language.code == vocabulary.language).unwrap_or(0);
        cells[index].get_or_init(|| {
            Self::compile(vocabulary, &LANGUAGES[index])
                .unwrap_or_else(|error| unreachable!("embedded pattern: {error}"))
        })
    }

    /// Compiles the rules that hold for every language, then those of the language.
    pub(crate) fn compile(vocabulary: &Vocabulary, language: &Language) -> Result<Self, String> {
        let texts = [crate::lexicon::world::RELATIONS, language.relations()];
        let lines: Vec<[&'static str; 3]> = texts.into_iter().flat_map(rule_lines).collect();
        let mut macros: Vec<(&str, String)> = Vec::new();
        let alphabet = Alphabet::read(vocabulary, &lines);
        let symbols = alphabet.properties.len();
        if symbols > symbol::FREE {
            return Err(format!(
                "the patterns tell {symbols} sets of words apart, {} at most can be",
                symbol::FREE
            ));
        }
        let mut rules = Vec::new();
        let mut labels = Vec::new();
        let mut sources = Vec::new();
        for [id, relation, pattern] in lines {
            let mut names = Vec::new();
            let source =
                alphabet.regex(pattern, &macros, &mut names).map_err(|error| format!("{id}: {error}"))?;
            if let Some(name) = id.strip_prefix('@') {
                macros.push((name, source));
                continue;
            }
            let regex = Regex::new(&format!("(?-u){source}")).map_err(|error| format!("{id}: {error}"))?;
            sources.push(format!("(?-u){source}"));
            labels.push(names.iter().enumerate().map(|(index, name)| (*name, index + 1)).collect());
            rules.push(Rule { id, relation, regex });
        }
        let set = RegexSetBuilder::new(&sources).dfa_size_limit(AUTOMATON).build();
        let set = set.map_err(|error| error.to_string())?;
        let Alphabet { literals, nodes, .. } = alphabet;
        Ok(Self { rules, labels, set, literals, nodes })
    }

    /// The symbol of a phrase of the vocabulary, by its node; 0 where no pattern asks for it.
    pub(crate) fn phrase(&self, node: u32) -> u8 {
        self.nodes.get(node as usize).copied().unwrap_or(0)
    }

    /// The symbol of a single word.
    pub(crate) fn word(&self, key: u64) -> u8 {
        self.literals.get(&key).copied().unwrap_or(symbol::WORD)
    }

    /// All matches of all rules in a sentence.
    pub(crate) fn matches(&self, symbols: &[u8]) -> Vec<Match> {
        let mut found = Vec::new();
        for index in &self.set.matches(symbols) {
            for captures in self.rules[index].regex.captures_iter(symbols) {
                let Some(whole) = captures.get(0) else { continue };
                let parts = self.labels[index]
                    .iter()
                    .filter_map(|(name, group)| {
                        captures.get(*group).map(|part| (*name, (part.start(), part.end())))
                    })
                    .collect();
                found.push(Match { rule: index, range: (whole.start(), whole.end()), parts });
            }
        }
        found
    }
}

/// `id TAB relation TAB pattern TAB example TAB counter-example`.
pub(crate) fn rule_lines(text: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t').map(str::trim);
        [columns.next().unwrap_or(""), columns.next().unwrap_or(""), columns.next().unwrap_or("")]
    })
}

/// The symbols: fixed ones for mentions, and one for each set of properties that a word can have for the patterns.
struct Alphabet {
    literals: HashMap<u64, u8>,
    /// Properties of each set of words, by the number of its symbol.
    properties: Vec<Vec<String>>,
    classes: BTreeMap<Vec<&'static str>, u8>,
    nodes: Vec<u8>,
}

impl Alphabet {
    fn read(vocabulary: &Vocabulary, lines: &[[&'static str; 3]]) -> Self {
        let mut this = Self {
            literals: HashMap::new(),
            properties: Vec::new(),
            classes: BTreeMap::new(),
            nodes: Vec::new(),
        };
        let mut words = Vec::new();
        let mut classes = Vec::new();
        for atom in lines.iter().flat_map(|[_, _, pattern]| pattern.split_whitespace()) {
            let atom = atom.trim_end_matches(['?', '+', '*']);
            if let Some(names) = atom.strip_prefix('{').and_then(|atom| atom.split('}').next()) {
                classes.extend(names.split('|'));
            } else if atom.starts_with(char::is_lowercase) || atom.starts_with(is_plain_mark) {
                words.extend(atom.split('|'));
            }
        }
        words.sort_unstable();
        words.dedup();
        for word in &words {
            let id = this.symbol(vec![(*word).to_owned()]);
            this.literals.insert(key(word), id);
        }
        this.read_phrases(vocabulary, &classes);
        this
    }

    /// Gives every phrase with a class that some pattern names the symbol of its classes.
    fn read_phrases(&mut self, vocabulary: &Vocabulary, wanted: &[&str]) {
        let of_node = |key: &u64| Some((vocabulary.node(*key)?, *key));
        let keys: HashMap<u32, u64> = self.literals.keys().filter_map(of_node).collect();
        for node in 0..vocabulary.len() {
            let mut classes: Vec<&'static str> = vocabulary
                .senses(node)
                .iter()
                .filter(|sense| {
                    matches!(sense.file, File::Cues | File::Numbers)
                        || sense.file == File::Institutions && is_small(sense.class)
                })
                .map(|sense| sense.class)
                .filter(|class| wanted.contains(class))
                .collect();
            classes.sort_unstable();
            classes.dedup();
            let id =
                if classes.is_empty() { 0 } else { self.class_symbol(keys.get(&node).copied(), classes) };
            self.nodes.push(id);
        }
    }

    fn class_symbol(&mut self, key: Option<u64>, classes: Vec<&'static str>) -> u8 {
        let literal = key.and_then(|key| self.literals.get(&key).map(|&id| (key, id)));
        if let Some((key, id)) = literal {
            let mut properties = self.properties[symbol::number(id)].clone();
            properties.extend(classes.iter().map(|class| format!("{{{class}}}")));
            properties.sort_unstable();
            properties.dedup();
            let id = self.symbol(properties);
            self.literals.insert(key, id);
            return id;
        }
        if let Some(&id) = self.classes.get(&classes) {
            return id;
        }
        let id = self.symbol(classes.iter().map(|class| format!("{{{class}}}")).collect());
        self.classes.insert(classes, id);
        id
    }

    fn symbol(&mut self, properties: Vec<String>) -> u8 {
        let index = self.properties.iter().position(|known| *known == properties).unwrap_or_else(|| {
            self.properties.push(properties);
            self.properties.len() - 1
        });
        // Whoever asks for more is told so when all are counted.
        symbol::free(index.min(symbol::FREE - 1))
    }

    /// All symbols that have a property.
    fn having(&self, property: &str) -> Vec<u8> {
        let found = self
            .properties
            .iter()
            .enumerate()
            .filter(|(_, properties)| properties.iter().any(|known| known == property));
        found.map(|(index, _)| symbol::free(index)).collect()
    }

    /// Translates a pattern; labels are appended in the order of their groups.
    fn regex(
        &self,
        pattern: &'static str,
        macros: &[(&str, String)],
        labels: &mut Vec<&'static str>,
    ) -> Result<String, String> {
        let mut out = String::new();
        for atom in pattern.split_whitespace() {
            match atom {
                "[" => out.push_str("(?:"),
                "]" => out.push(')'),
                "]?" => out.push_str(")?"),
                "]*" => out.push_str(")*"),
                "]+" => out.push_str(")+"),
                "/" => out.push('|'),
                _ => self.atom(atom, macros, labels, &mut out)?,
            }
        }
        Ok(out)
    }

    fn atom(
        &self,
        atom: &'static str,
        macros: &[(&str, String)],
        labels: &mut Vec<&'static str>,
        out: &mut String,
    ) -> Result<(), String> {
        if let Some(reach) = atom.strip_prefix("..") {
            let reach: u32 = reach.parse().map_err(|_| format!("`{atom}`: a gap is written ..N"))?;
            // Where patterns ask for `;`, it has a symbol of its own.
            let _ = write!(out, "[^{}{}", symbol::PERSON as char, symbol::STOP as char);
            self.having(";").iter().for_each(|stop| _ = write!(out, "\\x{stop:02x}"));
            let _ = write!(out, "]{{0,{reach}}}?");
            return Ok(());
        }
        let body = atom.trim_end_matches(['?', '+', '*']);
        let repeat = &atom[body.len()..];
        let (body, label) = match body.split_once(':') {
            Some((body, label)) if !body.is_empty() && !label.is_empty() => (body, Some(label)),
            _ => (body, None),
        };
        let inner = self.inner(body, macros)?;
        if let Some(label) = label {
            labels.push(label);
            let _ = write!(out, "({inner}{repeat})");
        } else {
            let _ = write!(out, "(?:{inner}){repeat}");
        }
        Ok(())
    }

    fn inner(&self, body: &str, macros: &[(&str, String)]) -> Result<String, String> {
        let mut symbols = Vec::new();
        if let Some(names) = body.strip_prefix('{') {
            for class in names.trim_end_matches('}').split('|') {
                symbols.extend(self.having(&format!("{{{class}}}")));
            }
        } else if body.starts_with(char::is_uppercase) {
            if let Some((_, source)) = macros.iter().find(|(name, _)| *name == body) {
                return Ok(source.clone());
            }
            for kind in body.split('|') {
                symbols.extend(symbol::kind(kind).ok_or_else(|| format!("`{kind}` is no kind of mention"))?);
            }
        } else {
            body.split('|').for_each(|word| symbols.extend(self.having(word)));
        }
        let mut class = String::from("[");
        symbols.iter().for_each(|symbol| {
            let _ = write!(class, "\\x{symbol:02x}");
        });
        // A class of no symbol never matches: nothing in this language says it.
        Ok(if symbols.is_empty() { "[^\\x00-\\xff]".to_owned() } else { class + "]" })
    }
}

fn is_small(class: &str) -> bool {
    matches!(class, "link" | "article" | "conjunction" | "head" | "unit" | "department")
}

fn is_plain_mark(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '[' | ']' | '{' | '/' | '.')
}
