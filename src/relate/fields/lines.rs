//! Labels that open a line, `Label: value`, several on one line, with a bullet or a picture before them, and values that go on below.

use crate::annotate::token::{Shape, Token};
use crate::annotate::{Annotations, File};
use crate::parse::{BlockKind, Document};
use crate::relate::fields::{Field, label, names_somebody, push};
use crate::span::Span;

/// `Label: value` at the start of a line, and `Label value` where the label is printed bold.
pub(super) fn lines(
    document: &Document,
    annotations: &Annotations<'_>,
    index: usize,
    fields: &mut Vec<Field>,
) {
    let (from, to) = annotations.tokens.blocks[index];
    let tokens = &annotations.tokens;
    let preformatted = document.blocks[index].kind == BlockKind::Preformatted;
    let mut line = from;
    while line < to {
        let end = (line..to).find(|&at| tokens.tokens[at].is('\n')).unwrap_or(to);
        let (picture, start) = picture(annotations, behind_bullet(annotations, line, end), end);
        let whole = picture.is_some() && (start >= end || label(annotations, start, end).is_some());
        let worded = line_label(document, annotations, start, end);
        if worded.is_none() && !preformatted {
            line_below(annotations, (start, end, to), index, fields);
        }
        let mut next = worded.or(picture.filter(|_| !whole).map(|class| (class, start)));
        let mut from = line;
        if next.is_none()
            && let Some((at, class, after)) = run_on(document, annotations, start, end)
        {
            (from, next) = (at, Some((class, after)));
        }
        while let Some((class, after)) = next {
            let more = further_label(document, annotations, after, end);
            let stop = more.map_or_else(
                || if preformatted { continuation(annotations, end, to) } else { end },
                |(at, ..)| at,
            );
            push(annotations, fields, (class, tokens.span(from, after)), (after, stop, index), "field.line");
            next = more.map(|(at, class, after)| {
                from = at;
                (class, after)
            });
        }
        if from == line && worded.is_none() {
            sentences(document, annotations, (start, end), index, fields);
        }
        line = end + 1;
    }
}

/// `The papers are out. Speakers: Ann Lee, Maria Lopez.`: a label of people that opens a sentence inside of a line names those of that sentence.
fn sentences(
    document: &Document,
    annotations: &Annotations<'_>,
    (start, end): (usize, usize),
    index: usize,
    fields: &mut Vec<Field>,
) {
    let tokens = &annotations.tokens;
    let first = tokens.sentences.partition_point(|sentence| sentence.from <= start);
    for sentence in tokens.sentences[first..].iter().take_while(|sentence| sentence.from < end) {
        let to = sentence.to.min(end);
        let found = line_label(document, annotations, sentence.from, to);
        let Some((class, after)) = found.filter(|(class, _)| names_somebody(class)) else { continue };
        if is_colon(tokens.tokens[after - 1]) {
            let label = tokens.span(sentence.from, after);
            push(annotations, fields, (class, label), (after, to, index), "field.line");
        }
    }
}

/// `Organised by`, a line of its own, above the line that says who.
fn line_below(
    annotations: &Annotations<'_>,
    (from, end, to): (usize, usize, usize),
    index: usize,
    fields: &mut Vec<Field>,
) {
    let tokens = &annotations.tokens;
    if end >= to || from >= end {
        return;
    }
    let Some(class) = label(annotations, from, end).filter(|class| names_somebody(class)) else { return };
    let stop = (end + 1..to).find(|&at| tokens.tokens[at].is('\n')).unwrap_or(to);
    let start = annotations.mentions.partition_point(|mention| mention.from <= end);
    let mut inside = annotations.mentions[start..].iter().take_while(|mention| mention.to <= stop);
    if inside.any(|mention| mention.person().is_some() || mention.institution().is_some()) {
        push(
            annotations,
            fields,
            (class, tokens.span(from, end)),
            (end + 1, stop, index),
            "field.line_below",
        );
    }
}

/// One past the bullet that a line begins with: `■ Venue: …`, `- Speaker: …`.
fn behind_bullet(annotations: &Annotations<'_>, line: usize, end: usize) -> usize {
    const BULLETS: [char; 18] =
        ['■', '□', '●', '○', '◆', '◇', '▶', '►', '▪', '▫', '★', '☆', '※', '•', '·', '*', '-', '–'];
    let bullet = |at: &usize| BULLETS.iter().any(|mark| annotations.tokens.tokens[*at].is(*mark));
    line + usize::from((line..end).take(1).any(|at| bullet(&at)))
}

/// What the picture at the start of a line stands for, as `📅` before a day, and the first token behind it.
pub(super) fn picture(
    annotations: &Annotations<'_>,
    from: usize,
    to: usize,
) -> (Option<&'static str>, usize) {
    let tokens = &annotations.tokens;
    let drawn =
        tokens.get(from, to).is_some_and(|token| matches!(token.shape, Shape::Mark(c) if !c.is_ascii()));
    let hit = tokens.hits(from).last().filter(|hit| drawn && hit.to <= to);
    let Some((sense, end)) = hit.and_then(|hit| Some((hit.of(File::Labels)?, hit.to))) else {
        return (None, from);
    };
    let varies = |at: &usize| tokens.tokens[*at].is('\u{fe0f}');
    (Some(sense.class), end + (end..to).take_while(varies).count())
}

/// `Time: 15:00 Place: Hall 5`: the next label of a line that begins with one, its class and the token after its colon.
fn further_label(
    document: &Document,
    annotations: &Annotations<'_>,
    from: usize,
    end: usize,
) -> Option<(usize, &'static str, usize)> {
    let tokens = &annotations.tokens;
    let begins = |at: &usize| {
        let token = tokens.tokens[*at];
        token.spaced
            && (token.is_capitalised() || token.shape == Shape::Ideograph)
            && tokens.lists(*at, File::Labels)
    };
    (from + 1..end).filter(begins).find_map(|at| {
        let (class, after) = line_label(document, annotations, at, end)?;
        is_colon(tokens.tokens[after - 1]).then_some((at, class, after))
    })
}

/// `We meet again. Date: 4 May Time: 12:00 Speaker: Ann Lee`: the first label of a form whose lines were run together behind prose; three labels make one.
fn run_on(
    document: &Document,
    annotations: &Annotations<'_>,
    from: usize,
    end: usize,
) -> Option<(usize, &'static str, usize)> {
    let first = further_label(document, annotations, from, end)?;
    let second = further_label(document, annotations, first.2, end)?;
    further_label(document, annotations, second.2, end).map(|_| first)
}

/// The label that opens a line and the token after its colon.
fn line_label(
    document: &Document,
    annotations: &Annotations<'_>,
    line: usize,
    end: usize,
) -> Option<(&'static str, usize)> {
    let tokens = &annotations.tokens;
    let colon = |at| tokens.get(at, end).is_some_and(is_colon);
    if colon(line + 1)
        && let Some(sense) = tokens.vocabulary.compound(tokens.str(line), File::Labels)
    {
        return Some((sense.class, line + 2));
    }
    tokens.hits(line).iter().rev().filter(|hit| hit.to <= end).find_map(|hit| {
        let sense = hit.of(File::Labels)?;
        let after = second_name(annotations, hit.to, end);
        if colon(after) {
            return Some((sense.class, after + 1));
        }
        let span = tokens.span(line, hit.to);
        // A mark that is hardly longer begins at most two bytes before.
        let near = Span { start: span.start.saturating_sub(2), end: span.start + 1 };
        let bold = document.marks_in(near).iter().any(|mark| {
            mark.kind == crate::parse::MarkKind::Strong
                && mark.span.start <= span.start
                && mark.span.end >= span.end
                && mark.span.len() <= span.len() + 2
        });
        (bold && tokens.get(hit.to, end).is_some()).then_some((sense.class, hit.to))
    })
}

fn is_colon(token: Token) -> bool {
    token.is(':') || token.is('：')
}

/// `Venue/room:` is a label with a second name.
fn second_name(annotations: &Annotations<'_>, at: usize, end: usize) -> usize {
    let tokens = &annotations.tokens;
    let slash = tokens.get(at, end).is_some_and(|token| token.is('/'));
    let word = tokens.get(at + 1, end).is_some_and(Token::is_word);
    if slash && word { at + 2 } else { at }
}

/// In preformatted text a value goes on over indented lines.
fn continuation(annotations: &Annotations<'_>, end: usize, to: usize) -> usize {
    let tokens = &annotations.tokens;
    let mut stop = end;
    while let (Some(first), Some(break_at)) = (tokens.get(stop + 1, to), tokens.get(stop, to)) {
        let indent = first.span.start.saturating_sub(break_at.span.end);
        if first.is('\n') || indent < 3 || tokens.begins_field(stop + 1, to) {
            break;
        }
        stop = (stop + 1..to).find(|&at| tokens.tokens[at].is('\n')).unwrap_or(to);
    }
    stop
}
