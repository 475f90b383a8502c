//! Runs: capitalised words, initials, particles and nicknames in a row that may be the parts of one name.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::token::{Shape, Token, is_apostrophe};
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// Longest name, in tokens.
const LONGEST: usize = 12;

/// The end of the run of words that may be parts of one name.
pub(super) fn run(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, titled: bool) -> Option<usize> {
    if !(tokens.get(from, to)?.is_capitalised() || titled && particle(tokens, from)) {
        return None;
    }
    let mut at = from;
    let mut end = from;
    while at < to.min(from + LONGEST)
        && !cover.is(at, Part::Taken)
        && (at == from || !cover.is(at, Part::PostStart))
    {
        let token = tokens.tokens[at];
        let elided = at > from && tokens.str(at - 1).ends_with(is_apostrophe);
        if at > from && (parted(tokens, at) || !token.spaced && !elided && !joined(tokens, at)) {
            break;
        }
        if token.is_capitalised() {
            if at > from && (breaks(tokens, at) || is_set_off(tokens, from, at)) {
                break;
            }
            at += 1;
            end = at;
            let initial = || {
                let short = token.shape != Shape::Title && token.span.len() <= 8;
                // `Md. Rezaul Karim`: a name that is always cut short.
                let cut = token.span.len() <= 4 && tokens.word(at - 1, File::Given).is_some();
                tokens.is_single(at - 1) || cut || short && tokens.str(at - 1).chars().nth(2).is_none()
            };
            if tokens.get(at, to).is_some_and(|dot| dot.is('.') && !dot.spaced) && initial() {
                at += 1;
                end = at;
                at += usize::from(hyphen(tokens, at, to));
            }
        } else if let Some(next) = apostrophe(tokens, at, to).filter(|_| at > from) {
            at = next;
        } else if let Some(next) = particles(tokens, at, to) {
            at = next;
        } else if let Some(next) = nickname(tokens, at, to).filter(|_| at > from) {
            at = next;
        } else {
            break;
        }
    }
    (end > from).then_some(end)
}

/// A column ends before a token: preformatted text sets columns apart by tabs and by more than a few spaces.
fn parted(tokens: &Tokens<'_>, at: usize) -> bool {
    let gap = tokens.span(at - 1, at).end..tokens.tokens[at].span.start;
    gap.len() > 3 || tokens.text[gap.start as usize..gap.end as usize].contains('\t')
}

/// `<b>Maria Lopez</b> <i>Fenwick Fund</i>`: two words or more of markup of their own, and what is set off behind them is no surname.
fn is_set_off(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    let words = (from..at).filter(|&word| tokens.tokens[word].is_capitalised() && !tokens.is_single(word));
    if words.take(2).count() < 2 || !tokens.is_seam(at) || tokens.word(at, File::Family).is_some() {
        return false;
    }
    let more =
        tokens.get(at + 1, tokens.tokens.len()).is_some_and(|next| next.is_capitalised() && next.spaced);
    tokens.is_seam(from) && (from + 1..at).all(|word| !tokens.is_seam(word))
        || more && !tokens.is_seam(at + 1)
}

/// A token goes on without a space: `J.R. Hollis`, but not `CS.EXAMPLE`.
fn joined(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.tokens[at];
    let initial = token.shape != Shape::Upper || token.span.len() == 1;
    let before = tokens.tokens[at - 1];
    token.is('.')
        || before.is('.') && initial
        || before.is('-') && token.span.len() == 1
        || is_mark(before) && token.is_capitalised()
}

/// `H.-J. Hollis`: a hyphen between two initials.
fn hyphen(tokens: &Tokens<'_>, at: usize, to: usize) -> bool {
    let letter = tokens.get(at + 1, to).is_some_and(|next| next.is_capitalised() && next.span.len() == 1);
    letter && tokens.get(at, to).is_some_and(|mark| mark.is('-') && !mark.spaced)
}

/// `Yasser ‘Abd al-Karim`, `Ochieng’ Were`: an apostrophe that is a letter of the name and quotes nothing.
fn apostrophe(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let mark = tokens.get(at, to).filter(|mark| is_mark(*mark))?;
    let next = tokens.get(at + 1, to).filter(|next| next.is_capitalised())?;
    let closes = tokens.get(at + 2, to).is_some_and(|after| is_mark(after) && !after.spaced);
    (mark.spaced != next.spaced && !closes).then_some(at + 1)
}

fn is_mark(token: Token) -> bool {
    matches!(token.shape, Shape::Mark('‘' | '’' | 'ʼ' | '\'' | '`' | 'ʻ'))
}

/// Words that cannot stand inside a name.
fn breaks(tokens: &Tokens<'_>, at: usize) -> bool {
    let short = tokens.str(at).len() < 3 && tokens.tokens[at].shape != Shape::Title;
    // `Shahnaz Begum Chowdhury`: a long title without a stop may be a name inside one.
    let inner = |value: &str| matches!(value, "courtesy" | "clergy" | "noble") && tokens.str(at).len() > 3;
    let stopped = tokens.tokens.get(at + 1).is_some_and(|dot| dot.is('.') && !dot.spaced);
    let title = tokens.longest(at, File::Honorifics, "before");
    // `Ravi Sen, …`: a title leads to a name.
    let leads = |end: usize| {
        tokens
            .tokens
            .get(end + usize::from(stopped))
            .is_some_and(|next| next.is_capitalised() || next.shape == Shape::Lower)
    };
    let title = title.is_some_and(|(hit, sense)| !short && leads(hit.to) && (stopped || !inner(sense.value)));
    let letters =
        tokens.longest(at, File::Honorifics, "after").is_some() && tokens.tokens[at].shape != Shape::Title;
    title || letters || tokens.longest(at, File::Honorifics, "generation").is_some()
}

/// One past the particles that lead to another word of the name: `van der`, `van ’t`.
fn particles(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let small = tokens.get(at, to).is_some_and(|token| token.shape == Shape::Lower);
    let classes = ["particle", "patronymic"].iter();
    let (hit, sense) = classes
        .filter_map(|class| tokens.longest(at, File::Particles, class))
        .max_by_key(|(hit, _)| hit.to)
        .filter(|_| small)?;
    // `Satz des Pythagoras`: in German `des` is an article, in French a particle.
    let own = sense.value.split(' ').any(|culture| culture == tokens.vocabulary.language);
    let article = hit.to == at + 1 && tokens.word_is(at, File::Institutions, "article") && !own;
    let next = tokens.get(hit.to, to)?;
    // `Ortega y Gasset` is one, `Pierre Lavigne et Luc Morel` are two.
    let another = tokens.word_is(at, File::Institutions, "conjunction")
        && tokens.get(hit.to + 1, to).is_some_and(Token::is_capitalised);
    // `Luc Morel de l’EHM`: an elided article before capitals leads to where somebody is from.
    let capitals = next.shape == Shape::Upper && next.span.len() > 2;
    let elided = capitals && tokens.str(hit.to - 1).ends_with(is_apostrophe);
    if another || article || elided {
        return None;
    }
    if next.is_capitalised() { Some(hit.to) } else { particles(tokens, hit.to, to) }
}

fn particle(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
        && tokens.word(at, File::Particles).is_some()
}

/// `‘Sunny’` between given and family name.
fn nickname(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let open = tokens
        .get(at, to)
        .filter(|token| matches!(token.shape, Shape::Mark('‘' | '“' | '"' | '\'' | '’' | '(')))?;
    let close = tokens
        .get(at + 2, to)
        .filter(|token| matches!(token.shape, Shape::Mark('’' | '”' | '"' | '\'' | ')')))?;
    let inner = tokens.get(at + 1, to).filter(|token| token.is_capitalised() && !token.spaced)?;
    let next = tokens.get(at + 3, to)?;
    (open.spaced && !close.spaced && inner.is_word() && next.is_capitalised() && next.spaced)
        .then_some(at + 3)
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::source::Page;

    /// The people and the institutions of a page, `|` between them.
    fn names(body: &str) -> String {
        let bytes = format!("<html lang=en><body>{body}</body></html>").into_bytes();
        let document =
            crate::parse::parse(&Page { source: "example".into(), bytes, ..Page::default() }).unwrap();
        let annotations = annotate(&document, None);
        let spans = annotations.mentions.iter().filter_map(|mention| {
            mention.person().map(|person| person.name).or_else(|| Some(mention.institution()?.name))
        });
        spans.map(|span| span.of(&document.text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn markup_parts_a_name_from_an_institution() {
        for body in [
            "<ul><li>1 May 2024 <b>Carla Pinelli</b> <i>Harrow University</i>",
            "<ul><li><a href=/x>Carla Pinelli</a> Harrow University",
            "<ul><li>Carla <a href=/x>Pinelli</a> <span>Harrow University</span> <span>Opening Day</span>",
            "<div><span>Carla Pinelli</span><span>Harrow University</span></div>",
        ] {
            assert_eq!(names(body), "Carla Pinelli|Harrow University", "{body}");
        }
        assert_eq!(
            names("<p><b>Carla</b> <b>Pinelli</b>, Harrow University"),
            "Carla Pinelli|Harrow University"
        );
        assert_eq!(names("<p>of the <b>World Health Organization</b>"), "World Health Organization");
    }

    #[test]
    fn rows_of_people_name_whom_no_list_knows() {
        let row =
            |name: &str| format!("<div><span>2024-05-01</span> <b>{name}</b> <i>A talk on tides</i></div>");
        let known = ["Maria Lopez", "Anna Schmidt", "John Walker"].map(row).concat();
        assert!(names(&format!("{known}{}", row("Xoqtli Varrbon"))).ends_with("Xoqtli Varrbon"));
    }
}
