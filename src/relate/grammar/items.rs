//! The items of a sentence: mentions that do not overlap, cues, words and marks, each with the symbol that patterns see.

use crate::annotate::token::Shape;
use crate::annotate::{Annotations, File, Hit, Mention, Sentence, Tokens};
use crate::records::EventKind;
use crate::relate::grammar::pattern::{Match, Patterns};
use crate::relate::grammar::symbol;

/// One item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    /// Its symbol.
    pub symbol: u8,
    /// The mention, where it is one.
    pub mention: Option<usize>,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
}

/// A sentence with its items and what the patterns found in it.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The block it stands in.
    pub block: usize,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// Its items.
    pub items: Vec<Item>,
    /// Matches, longest first for each rule.
    pub matches: Vec<Match>,
}

impl Reading {
    /// The mentions in a range of items that satisfy a test.
    pub(crate) fn mentions(&self, range: (usize, usize), symbols: &[u8]) -> Vec<usize> {
        self.items[range.0..range.1]
            .iter()
            .filter(|item| symbols.contains(&item.symbol))
            .filter_map(|item| item.mention)
            .collect()
    }

    /// How many items are none of these symbols, and no mark, connective or `at` between them.
    pub(crate) fn others(&self, tokens: &Tokens<'_>, symbols: &[u8]) -> usize {
        // `Syndicat` of an institution that has no other sign is no word of a sentence either.
        let between = |at: usize| {
            matches!(tokens.tokens[at].shape, Shape::Mark(_))
                || tokens.is_connective(at)
                || tokens.word_is(at, File::Institutions, "locative")
                || tokens.tokens[at].is_capitalised() && tokens.word_is(at, File::Institutions, "head")
        };
        self.items.iter().filter(|item| !symbols.contains(&item.symbol) && !between(item.from)).count()
    }

    /// The first mention with one of these symbols in a range.
    pub(crate) fn mention(&self, range: (usize, usize), symbols: &[u8]) -> Option<usize> {
        self.mentions(range, symbols).first().copied()
    }
}

/// Reads every sentence of a document.
pub(crate) fn read(annotations: &Annotations<'_>, patterns: &Patterns) -> Vec<Reading> {
    let mut next = 0;
    annotations
        .tokens
        .sentences
        .iter()
        .map(|sentence| {
            let items = items(annotations, patterns, sentence, &mut next);
            let symbols: Vec<u8> = items.iter().map(|item| item.symbol).collect();
            let matches = patterns.matches(&symbols);
            Reading { block: sentence.block, from: sentence.from, to: sentence.to, items, matches }
        })
        .collect()
}

/// Walks a sentence from left to right; `next` is the first mention that has not been passed.
fn items(
    annotations: &Annotations<'_>,
    patterns: &Patterns,
    sentence: &Sentence,
    next: &mut usize,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = sentence.from;
    while at < sentence.to {
        // A line break inside a sentence is where a mail wraps.
        if annotations.tokens.tokens[at].is('\n') {
            at += 1;
            continue;
        }
        let item = mention(annotations, patterns, at, sentence.to, next)
            .or_else(|| phrase(annotations, patterns, at, sentence.to))
            .unwrap_or_else(|| single(annotations, patterns, at));
        at = item.to.max(at + 1);
        items.push(item);
    }
    items
}

fn mention(
    annotations: &Annotations<'_>,
    patterns: &Patterns,
    at: usize,
    to: usize,
    next: &mut usize,
) -> Option<Item> {
    let mentions = &annotations.mentions;
    while mentions.get(*next).is_some_and(|mention| mention.from < at) {
        *next += 1;
    }
    let here = mentions[*next..].iter().take_while(|mention| mention.from == at).enumerate();
    let here = here
        .filter_map(|(offset, mention)| Some((offset, mention, symbol::of(mention)?)))
        // A day and the hour on the line below are one date, which begins in the sentence that it is an item of.
        .filter(|(_, mention, _)| mention.to <= to || mention.date().is_some())
        .filter(|(_, mention, _)| !hides_cue(annotations, patterns, mention));
    let (offset, best, symbol) = here.max_by_key(|(offset, mention, _)| {
        (mention.to - mention.from, symbol::rank(mention), std::cmp::Reverse(*offset))
    })?;
    Some(Item { symbol, mention: Some(*next + offset), from: best.from, to: best.to })
}

/// `the final wrap-up session` is a cue before it is an event.
fn hides_cue(annotations: &Annotations<'_>, patterns: &Patterns, mention: &Mention) -> bool {
    let vague = mention.event().is_some_and(|event| event.kind == EventKind::Other);
    vague
        && (mention.from..mention.to)
            .flat_map(|at| annotations.tokens.hits(at))
            .any(|hit| hit.to > hit.from + 1 && patterns.phrase(hit.node) != 0)
}

/// The longest phrase that some pattern asks for.
fn phrase(annotations: &Annotations<'_>, patterns: &Patterns, at: usize, to: usize) -> Option<Item> {
    let hits = annotations.tokens.hits(at);
    let found = hits.iter().rev().filter(|hit| hit.to <= to).find_map(|hit| {
        let symbol = patterns.phrase(hit.node);
        (symbol != 0).then_some(Item { symbol, mention: None, from: at, to: hit.to })
    });
    // `She received her doctorate` tells of the past, and of no prize.
    let past = |hit: &&Hit<'_>| hit.sense(File::Cues, "past").is_some();
    let longer = |item: &Item| hits.iter().filter(past).any(|hit| hit.to > item.to && hit.to <= to);
    found.filter(|item| !longer(item))
}

fn single(annotations: &Annotations<'_>, patterns: &Patterns, at: usize) -> Item {
    let token = annotations.tokens.tokens[at];
    let known = patterns.word(token.key);
    let symbol = match token.shape {
        _ if known != symbol::WORD => known,
        Shape::Mark(';' | '；') => symbol::STOP,
        Shape::Mark(_) => symbol::MARK,
        _ => symbol::WORD,
    };
    Item { symbol, mention: None, from: at, to: at + 1 }
}

/// True where a cue of one of these classes begins at an item.
pub(crate) fn is_cue(annotations: &Annotations<'_>, item: &Item, classes: &[&str]) -> bool {
    annotations.tokens.cues(item.from).any(|class| classes.contains(&class))
}
