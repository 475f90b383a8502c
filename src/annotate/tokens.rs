//! The tokens of a whole document with the vocabulary's hits at each: what every recogniser looks at.

use crate::annotate::quote;
use crate::annotate::token::{Shape, Token, key, tokenize_into};
use crate::annotate::vocabulary::{File, Hit, Sense, Trigger, Vocabulary};
use crate::dates::{Class, Words};
use crate::parse::{BlockKind, Document};
use crate::span::Span;

/// Longest word of which the ends are looked at, in bytes.
const LONGEST_WORD: usize = 64;

/// A line that begins that many columns further in or out is no continuation: lines are centred, or columns.
const CENTRED: usize = 6;

/// Columns of a tab.
const TAB: usize = 8;

/// Most tokens before the last full stop of a title: `Dr. h.c. mult.` has seven.
const LONGEST_ABBREVIATION: usize = 8;

/// Most tokens of a title, and of a second one behind a full stop.
const TITLE: usize = 14;

/// A sentence: tokens of one block. What its words are in sum tells most recognisers that there is nothing for them.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Index of the block.
    pub block: usize,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// The files in which phrases of it are listed and what they set off, a bit each.
    listed: u32,
    traits: u8,
}

/// What a sentence has.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub enum Trait {
    /// A word that begins with a capital.
    Capital = 1,
    /// A word in capitals, or with capitals or digits inside.
    Acronym = 2,
    /// A number, or a word that may hold a digit.
    Digit = 4,
    /// A mark that may open a quotation.
    Quote = 8,
}

impl Trait {
    /// The traits that a token gives its sentence, a bit each.
    fn of(shape: Shape) -> u8 {
        match shape {
            Shape::Title => Self::Capital as u8,
            Shape::Upper | Shape::Mixed => Self::Capital as u8 | Self::Acronym as u8 | Self::Digit as u8,
            Shape::Number => Self::Digit as u8,
            Shape::Mark(mark) if quote::opens(mark) => Self::Quote as u8,
            Shape::Lower | Shape::Ideograph | Shape::Possessive | Shape::Mark(_) => 0,
        }
    }
}

impl Sentence {
    /// Whether a phrase of a file begins in it.
    #[must_use]
    pub fn lists(&self, file: File) -> bool {
        self.listed & file.bit() != 0
    }

    /// Whether one of its phrases sets something off.
    #[must_use]
    pub fn triggers(&self, trigger: Trigger) -> bool {
        self.listed & trigger.bit() != 0
    }

    /// Whether one of its tokens gives it a trait.
    #[must_use]
    pub fn has(&self, of: Trait) -> bool {
        self.traits & of as u8 != 0
    }
}

/// Tokens, hits and sentences of a document.
#[derive(Debug)]
pub struct Tokens<'a> {
    /// The text that spans count in.
    pub text: &'a str,
    /// All tokens, in text order.
    pub tokens: Vec<Token>,
    /// Token range of each block.
    pub blocks: Vec<(usize, usize)>,
    /// Sentences, in text order.
    pub sentences: Vec<Sentence>,
    /// The tokens that are line breaks.
    breaks: Vec<usize>,
    /// The tokens before which inline markup begins or ends, inside of a block.
    seams: Vec<usize>,
    hits: Vec<Hit<'static>>,
    first_hit: Vec<u32>,
    /// For each token, the files that a phrase beginning there is listed in and what it sets off, a bit each: most questions end here.
    listed: Vec<u32>,
    /// The vocabulary that gave the hits.
    pub vocabulary: &'static Vocabulary,
    compounds: bool,
}

impl<'a> Tokens<'a> {
    /// Reads the tokens of a document.
    #[must_use]
    pub fn read(document: &'a Document, language: Option<&str>) -> Self {
        let vocabulary = Vocabulary::of(language);
        let mut this = Self {
            text: &document.text,
            tokens: Vec::with_capacity(document.text.len() / 5),
            blocks: Vec::with_capacity(document.blocks.len()),
            sentences: Vec::new(),
            breaks: Vec::new(),
            seams: Vec::new(),
            hits: Vec::new(),
            first_hit: Vec::new(),
            listed: Vec::new(),
            vocabulary,
            compounds: matches!(vocabulary.language, "de" | "nl"),
        };
        for block in &document.blocks {
            let from = this.tokens.len();
            tokenize_into(&document.text, block.span, &mut this.tokens);
            this.blocks.push((from, this.tokens.len()));
        }
        this.find_seams(document);
        this.breaks = (0..this.tokens.len()).filter(|&at| this.tokens[at].is('\n')).collect();
        this.find_hits();
        for (index, block) in document.blocks.iter().enumerate() {
            this.split(index, matches!(block.kind, BlockKind::Preformatted));
        }
        this
    }

    fn find_seams(&mut self, document: &Document) {
        let mut at = 0;
        for (span, _) in document.map.runs(document.text.len() as u32) {
            at += self.tokens[at..].partition_point(|token| token.span.end <= span.start);
            let Some(token) = self.tokens.get(at) else { break };
            if token.span.start >= span.start && self.seams.last() != Some(&at) {
                self.seams.push(at);
            }
        }
    }

    /// Inline markup begins or ends before a token, or a block or a line.
    #[must_use]
    pub fn is_seam(&self, at: usize) -> bool {
        at == 0 || self.tokens[at - 1].is('\n') || self.seams.binary_search(&at).is_ok()
    }

    fn find_hits(&mut self) {
        self.first_hit.reserve(self.tokens.len() + 1);
        self.listed.reserve(self.tokens.len());
        for at in 0..self.tokens.len() {
            self.first_hit.push(self.hits.len() as u32);
            self.listed.push(self.vocabulary.read(&self.tokens, at, &mut self.hits));
        }
        self.first_hit.push(self.hits.len() as u32);
    }

    /// The phrases that begin at a token, shortest first.
    #[must_use]
    pub fn hits(&self, at: usize) -> &[Hit<'static>] {
        match (self.first_hit.get(at), self.first_hit.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Whether a phrase of a file begins at a token.
    #[must_use]
    pub fn lists(&self, at: usize, file: File) -> bool {
        self.listed.get(at).is_some_and(|listed| listed & file.bit() != 0)
    }

    /// Whether a phrase of one of some files begins at a token.
    #[must_use]
    pub fn lists_any(&self, at: usize, files: &[File]) -> bool {
        let bits = files.iter().fold(0, |bits, file| bits | file.bit());
        self.listed.get(at).is_some_and(|listed| listed & bits != 0)
    }

    /// Whether a phrase that begins at a token sets something off.
    #[must_use]
    pub fn triggers(&self, at: usize, trigger: Trigger) -> bool {
        self.listed.get(at).is_some_and(|listed| listed & trigger.bit() != 0)
    }

    /// The longest phrase of a file and class that begins at a token.
    #[must_use]
    pub fn longest(&self, at: usize, file: File, class: &str) -> Option<(Hit<'static>, Sense)> {
        if !self.lists(at, file) {
            return None;
        }
        self.hits(at).iter().rev().find_map(|hit| hit.sense(file, class).map(|sense| (*hit, sense)))
    }

    /// The classes of the cues that begin at a token; none where the longest is a phrase that only looks like one: `due to`.
    pub fn cues(&self, at: usize) -> impl Iterator<Item = &'static str> {
        let classes = |hit: &Hit<'static>| {
            hit.senses.iter().filter(|sense| sense.file == File::Cues).map(|sense| sense.class)
        };
        let hits = if self.lists(at, File::Cues) { self.hits(at) } else { &[] };
        let mut longest = hits.iter().rev().filter_map(move |hit| classes(hit).next());
        let none = longest.next() == Some("none");
        hits.iter().filter(move |_| !none).flat_map(classes)
    }

    /// The meaning of the single word at a token in a file.
    #[must_use]
    pub fn word(&self, at: usize, file: File) -> Option<Sense> {
        if !self.lists(at, file) {
            return None;
        }
        self.hits(at).first().filter(|hit| hit.to == at + 1).and_then(|hit| hit.of(file))
    }

    /// True where the single word at a token has this class in this file.
    #[must_use]
    pub fn word_is(&self, at: usize, file: File, class: &str) -> bool {
        self.lists(at, file)
            && self.hits(at).first().is_some_and(|hit| hit.to == at + 1 && hit.sense(file, class).is_some())
    }

    /// True for the small words that tie names together: `of`, `the`, `and`.
    #[must_use]
    pub fn is_connective(&self, at: usize) -> bool {
        ["link", "article", "conjunction"].iter().any(|class| self.word_is(at, File::Institutions, class))
    }

    /// Whether the language writes compounds as one word.
    #[must_use]
    pub fn has_compounds(&self) -> bool {
        self.compounds
    }

    /// German and Dutch write the head of a compound at its end: the noun of a class in a capitalised `Forschungszentrum`.
    #[must_use]
    pub fn compound_tail(&self, at: usize, file: File, class: &str) -> Option<Sense> {
        self.tokens.get(at).filter(|token| self.has_compounds() && token.is_capitalised())?;
        self.tail(at, |sense| sense.file == file && sense.class == class)
    }

    /// The longest end of a long word that has some meaning; what is longer than words are has none, for each end is read to its own.
    #[must_use]
    pub fn tail(&self, at: usize, is: impl Fn(&Sense) -> bool) -> Option<Sense> {
        let token = self.tokens.get(at)?;
        if !token.is_word() || !(9..=LONGEST_WORD).contains(&token.span.len()) {
            return None;
        }
        let word = self.str(at);
        word.char_indices().skip(3).filter(|(at, _)| word.len() - at >= 4).find_map(|(at, _)| {
            let senses = self.vocabulary.word(key(&word[at..]));
            senses.iter().copied().find(|sense| is(sense))
        })
    }

    /// The span of some tokens.
    #[must_use]
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.tokens[from].span.start, end: self.tokens[to - 1].span.end }
    }

    /// The text of a token.
    #[must_use]
    pub fn str(&self, at: usize) -> &'a str {
        self.tokens[at].span.of(self.text)
    }

    /// Whether a token is one character.
    #[must_use]
    pub fn is_single(&self, at: usize) -> bool {
        let bytes = self.tokens[at].span.len();
        bytes == 1 || bytes <= 4 && self.str(at).chars().nth(1).is_none()
    }

    /// The token at `at`, if it is inside `to`.
    #[must_use]
    pub fn get(&self, at: usize, to: usize) -> Option<Token> {
        if at < to { self.tokens.get(at).copied() } else { None }
    }

    /// The tokens that a span covers.
    #[must_use]
    pub fn range_of(&self, span: Span) -> (usize, usize) {
        let from = self.tokens.partition_point(|token| token.span.end <= span.start);
        let to = self.tokens.partition_point(|token| token.span.start < span.end);
        (from, to)
    }

    /// The line that holds some tokens, without its breaks, and not beyond a range.
    #[must_use]
    pub fn line(&self, from: usize, to: usize, (start, end): (usize, usize)) -> (usize, usize) {
        let before = self.breaks[..self.breaks.partition_point(|&at| at < from)].last();
        let after = self.breaks.get(self.breaks.partition_point(|&at| at < to));
        let from = before.map_or(start, |&at| start.max(at + 1));
        (from, after.map_or(end, |&at| end.min(at)))
    }

    /// The block that holds a token.
    #[must_use]
    pub fn block_of(&self, at: usize) -> usize {
        self.blocks.partition_point(|(_, to)| *to <= at)
    }

    /// The sentence that holds a token.
    #[must_use]
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.to <= at)
    }

    /// Cuts a block into sentences.
    fn split(&mut self, block: usize, preformatted: bool) {
        let (from, to) = self.blocks[block];
        let mut start = from;
        let mut line = from;
        let mut quote = None;
        for at in from..to {
            let token = self.tokens[at];
            let ends = match token.shape {
                Shape::Mark('.') => self.full_stop_ends(at, to) && !self.is_in_title(quote, at, to),
                Shape::Mark('„' | '«') => {
                    quote = Some(at);
                    false
                }
                // Opens in English, and closes in German.
                Shape::Mark('“') => {
                    quote = if quote.is_some() { None } else { Some(at) };
                    false
                }
                Shape::Mark('”' | '»') => {
                    quote = None;
                    false
                }
                Shape::Mark('!' | '?') => {
                    self.get(at + 1, to).is_none_or(|next| next.spaced && !matches!(next.shape, Shape::Lower))
                }
                Shape::Mark('。' | '！' | '？') => true,
                Shape::Mark('\n') => {
                    let ends = !preformatted || self.line_ends(line, at, to);
                    line = at + 1;
                    ends
                }
                _ => false,
            };
            if ends {
                let end = if self.get(at + 1, to).is_some_and(closes) { at + 2 } else { at + 1 };
                self.push_sentence(block, start, end.min(to));
                start = end;
            }
        }
        self.push_sentence(block, start, to);
    }

    /// `“Living by the Dyke. Risk and Attachment”`: the only stop of a short quotation parts a title and a second one.
    fn is_in_title(&self, quote: Option<usize>, at: usize, to: usize) -> bool {
        let opened = |from: usize| {
            let words = (from + 1..at).len();
            (1..=TITLE).contains(&words) && !(from + 1..at).any(|at| self.tokens[at].is('.'))
        };
        let stops = |at: &usize| {
            matches!(self.tokens[*at].shape, Shape::Mark('.' | '!' | '?' | '\n' | '“' | '”' | '»'))
        };
        let end = (at + 1..to.min(at + 1 + TITLE)).find(stops);
        let closed = |at: usize| matches!(self.tokens[at].shape, Shape::Mark('“' | '”' | '»'));
        quote.is_some_and(opened) && end.is_some_and(|end| end > at + 1 && closed(end))
    }

    fn push_sentence(&mut self, block: usize, from: usize, to: usize) {
        if from < to {
            let listed = self.listed[from..to].iter().fold(0, |listed, more| listed | more);
            let traits =
                self.tokens[from..to].iter().fold(0, |traits, token| traits | Trait::of(token.shape));
            self.sentences.push(Sentence { block, from, to, listed, traits });
        }
    }

    /// A full stop ends a sentence unless it closes an abbreviation, an initial or a number.
    fn full_stop_ends(&self, at: usize, to: usize) -> bool {
        let Some(mut next) = self.get(at + 1, to) else { return true };
        if closes(next) {
            match self.get(at + 2, to) {
                Some(after) => next = after,
                None => return true,
            }
        }
        if !next.spaced || matches!(next.shape, Shape::Lower | Shape::Mark(',' | ';' | ':' | ')')) {
            return false;
        }
        let Some(before) = at.checked_sub(1).map(|before| self.tokens[before]) else { return true };
        let single = before.is_word()
            && before.span.of(self.text).chars().nth(1).is_none()
            && before.shape != Shape::Ideograph;
        let abbreviation = (at.saturating_sub(LONGEST_ABBREVIATION)..at)
            .any(|from| self.hits(from).iter().any(|hit| hit.to > at && hit.of(File::Honorifics).is_some()));
        !(single || abbreviation || self.is_bare_abbreviation(at) || self.is_in_date(before, next))
    }

    /// `26. Februar`, `26. 2. 2015`, `Oct. 20`: the stop belongs to a date.
    fn is_in_date(&self, before: Token, next: Token) -> bool {
        let number = |token: Token| token.shape == Shape::Number;
        let words = Words::of(self.vocabulary.language);
        let month = |token: Token| words.is(token.span.of(self.text), &[Class::Month]);
        let short = number(before) && before.span.len() <= 2;
        short && (number(next) || month(next)) || number(next) && month(before)
    }

    /// `Prof`, `Inst` listed with a full stop match without it; the stop after them belongs to them.
    fn is_bare_abbreviation(&self, at: usize) -> bool {
        let title = |at: usize| self.word(at, File::Honorifics).is_some_and(|sense| sense.class == "before");
        let short = |at: usize| self.word_is(at, File::Institutions, "short");
        at.checked_sub(1).is_some_and(|at| self.tokens[at].is_capitalised() && (title(at) || short(at)))
    }

    /// In preformatted text a line break ends a sentence where the next line is blank or begins a field, or the line is short.
    fn line_ends(&self, line: usize, at: usize, to: usize) -> bool {
        let Some(next) = self.get(at + 1, to) else { return true };
        if next.is('\n') || line == at {
            return true;
        }
        let width = self.tokens[at].span.start.saturating_sub(self.tokens[line].span.start);
        let goes_on = self.tokens[at - 1].is(',');
        let moved = !goes_on && self.indent(line).abs_diff(self.indent(at + 1)) >= CENTRED;
        // `The Oak Room, 40th floor, of` goes on, however short it is.
        let hangs = self.tokens[at - 1].shape == Shape::Lower && self.is_connective(at - 1);
        width < 45 && !hangs || moved || self.begins_field(at + 1, to) || self.begins_field(line, at)
    }

    /// Columns before the first token of a line of preformatted text.
    fn indent(&self, line: usize) -> usize {
        let start = line.checked_sub(1).map_or(0, |at| self.tokens[at].span.end as usize);
        let blank = &self.text[start..self.tokens[line].span.start as usize];
        blank.bytes().map(|byte| if byte == b'\t' { TAB } else { 1 }).sum()
    }

    /// `Speaker:` at the start of a line.
    #[must_use]
    pub fn begins_field(&self, at: usize, to: usize) -> bool {
        (at..to.min(at + 5)).find(|&at| self.tokens[at].is(':') || self.tokens[at].is('：')).is_some_and(
            |colon| {
                colon > at
                    && self.get(colon + 1, to).is_none_or(|next| next.spaced || self.tokens[colon].is('：'))
            },
        )
    }
}

fn closes(token: Token) -> bool {
    !token.spaced
        && matches!(token.shape, Shape::Mark('"' | '\'' | '”' | '’' | '»' | '“' | ')' | '」' | '』'))
}
