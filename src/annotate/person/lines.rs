//! Lines: `ANN HOLLIS` over `FENWICK UNIVERSITY`. Where everything is in capitals they prove nothing, but a line of its own that begins with a
//! given name, over one that begins with an institution, names who is from there.

use crate::annotate::mention::{Kind, Mention};
use crate::annotate::person::judge::{is_given, may_name_in_capitals};
use crate::annotate::person::make_person;
use crate::annotate::tokens::{Sentence, Tokens};

/// Makes people of such lines.
pub(crate) fn promote_lines(tokens: &Tokens<'_>, mentions: &mut [Mention]) {
    let mut next = 0;
    for pair in tokens.sentences.windows(2) {
        next += mentions[next..].iter().take_while(|mention| mention.from < pair[0].from).count();
        let whole =
            |mention: &Mention| matches!(mention.kind, Kind::Proper) && is_whole(tokens, &pair[0], mention);
        let here = mentions[next..].iter().take_while(|mention| mention.from < pair[0].to);
        let Some(at) = here.enumerate().find(|(_, mention)| whole(mention)).map(|(at, _)| next + at) else {
            continue;
        };
        let (from, to) = (mentions[at].from, mentions[at].to);
        let home = |mention: &Mention| {
            matches!(mention.kind, Kind::Institution(_) | Kind::Unit) && mention.from == pair[1].from
        };
        let below = mentions[at..].iter().take_while(|mention| mention.from < pair[1].to);
        if below.into_iter().any(home) && is_given(tokens, from) && may_name_in_capitals(tokens, from, to) {
            make_person(&mut mentions[at], "person.line");
        }
    }
}

/// The mention is all that the line says.
fn is_whole(tokens: &Tokens<'_>, line: &Sentence, mention: &Mention) -> bool {
    let rest = (line.from..mention.from).chain(mention.to..line.to);
    rest.into_iter().all(|at| !tokens.tokens[at].is_word())
}
