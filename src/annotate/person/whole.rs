//! A text that is known to be a person's name, whatever its words are: titles before it, letters behind it, and the name between.

use crate::annotate::cover::Cover;
use crate::annotate::mention::PersonMention;
use crate::annotate::person::titles::{letters, titles};
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// The person that all tokens name; `None` where titles leave no name.
pub(crate) fn whole(tokens: &Tokens<'_>) -> Option<PersonMention> {
    let to = tokens.tokens.len();
    let (before, from) = titles(tokens, 0, to, &Cover::of(to));
    let behind = |at: &usize| tokens.longest(*at, File::Honorifics, "after").is_some();
    let comma = |at: usize| tokens.tokens[at].is(',');
    // Letters stand at the end, and the first of them behind a comma where there is one.
    let end = (from + 1..to).filter(behind).find(|at| letters(tokens, *at, to).1 == to).unwrap_or(to);
    let (after, _) = if end < to { letters(tokens, end, to) } else { (Vec::new(), to) };
    let end = if end > from && end < to && comma(end - 1) { end - 1 } else { end };
    // Marks alone name nobody, and no name begins with a comma.
    let from = (from..end).find(|at| !comma(*at))?;
    if !(from..end).any(|at| tokens.tokens[at].is_word()) {
        return None;
    }
    let surname = (from + 1..end - 1).find(|at| comma(*at)).map(|at| tokens.span(from, at));
    Some(PersonMention { name: tokens.span(from, end), surname, before, after })
}
