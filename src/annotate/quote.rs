//! Quoted text: talk titles and themes stand in quotation marks of many kinds, and an apostrophe is not one of them.

use crate::annotate::mention::{Kind, Mention};
use crate::annotate::token::{Shape, Token};
use crate::annotate::tokens::Tokens;

/// Longest quotation, in tokens; what is longer is an unclosed mark.
const LONGEST: usize = 60;

/// Finds the quotations of a block.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, mentions: &mut Vec<Mention>) {
    let mut at = from;
    while at < to {
        if let Some(closing) = opening(tokens, at, to)
            && let Some(end) = close(tokens, at, to, closing)
        {
            push(tokens, at, end, mentions);
            at = end + 1;
        } else {
            at += 1;
        }
    }
}

/// Whether a mark may open a quotation.
pub(super) fn opens(mark: char) -> bool {
    matches!(mark, '“' | '„' | '«' | '»' | '‘' | '‚' | '"' | '\'' | '’' | '「' | '『' | '《' | '`')
}

/// The marks that can close the quotation that this token opens.
fn opening(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<&'static [char]> {
    let token = tokens.tokens[at];
    let Shape::Mark(mark) = token.shape else { return None };
    let next = tokens.get(at + 1, to)?;
    let french = mark == '«';
    if next.spaced && !french || next.is('\n') {
        return None;
    }
    let fresh =
        token.spaced || at == 0 || matches!(tokens.tokens[at - 1].shape, Shape::Mark(_) | Shape::Ideograph);
    match mark {
        '“' => Some(&['”', '"', '“']),
        '„' => Some(&['“', '”', '"']),
        '«' => Some(&['»']),
        '»' if fresh => Some(&['«']),
        '‘' if fresh => Some(&['’', '\'']),
        '‚' => Some(&['‘', '’']),
        '"' if fresh => Some(&['"', '”']),
        '\'' if fresh => Some(&['\'', '’']),
        '’' if token.spaced => Some(&['’']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        '《' => Some(&['》']),
        '`' if fresh => Some(&['\'', '`', '’']),
        _ => None,
    }
}

/// The token that closes it: not followed by a letter, inside the same paragraph.
fn close(tokens: &Tokens<'_>, open: usize, to: usize, marks: &[char]) -> Option<usize> {
    for at in open + 2..to.min(open + LONGEST) {
        let token = tokens.tokens[at];
        if token.is('\n') && tokens.get(at + 1, to).is_some_and(|next| next.is('\n')) {
            return None;
        }
        let closes = matches!(token.shape, Shape::Mark(mark) if marks.contains(&mark));
        let free = |next: Token| next.spaced || !next.is_word() || next.shape == Shape::Ideograph;
        if closes && !(token.spaced && marks[0] == '\'') && tokens.get(at + 1, to).is_none_or(free) {
            return Some(at);
        }
    }
    None
}

fn push(tokens: &Tokens<'_>, open: usize, close: usize, mentions: &mut Vec<Mention>) {
    let inner = tokens.span(open + 1, close).trim_matches(tokens.text, |c| {
        c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '，' | '。' | '"' | '“' | '”')
    });
    if inner.is_empty() || inner.len() < 3 {
        return;
    }
    mentions.push(Mention {
        span: tokens.span(open, close + 1),
        from: open,
        to: close + 1,
        kind: Kind::Quote { inner },
        rule: "quote.marks",
        confidence: 0.9,
    });
}
