//! What stands beside a run of capitalised words and speaks for a name: a post, an institution, a label, a cue.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// What stands around a run and speaks for a name.
pub(super) fn context(
    tokens: &Tokens<'_>,
    begin: usize,
    end: usize,
    from: usize,
    to: usize,
    cover: &Cover,
) -> i32 {
    let mut points = 0;
    let next = tokens.get(end, to);
    let separated = next.is_some_and(|token| {
        matches!(token.shape, Shape::Mark(',' | '(' | '–' | '-' | '—' | ':' | '|' | '\n'))
    });
    let after = if separated { end + 1 } else { end };
    // `<b>Maria Lopez</b> <i>Fenwick University</i>`
    let separated = separated || after < to && tokens.is_seam(after);
    if after < to
        && (cover.is(after, Part::PostStart) || cover.is(after, Part::InstitutionStart))
        && separated
    {
        points += 3;
    }
    if separated && (after..to.min(after + 2)).any(|at| tokens.longest(at, File::Positions, "head").is_some())
    {
        points += 2;
    }
    if after < to
        && cue(tokens, after, &["present", "quote", "represent", "appoint", "moderate", "open", "close"])
    {
        points += 2;
    }
    let is = if separated && next.is_some_and(|token| token.is(',')) { end + 1 } else { end };
    if is < to
        && cue(tokens, is, &["is", "relative"])
        && (is + 1..to.min(is + 6)).any(|at| cover.is(at, Part::PostStart))
    {
        points += 3;
    }
    if begin > from && cover.is(begin - 1, Part::PostEnd) {
        points += 3;
    }
    let before = (from..begin)
        .rev()
        .find(|&at| !matches!(tokens.tokens[at].shape, Shape::Mark(':' | '：' | ',' | '\n')));
    if let Some(before) = before {
        let window = before.saturating_sub(3).max(from);
        let speaks = (window..=before).any(|at| {
            tokens.hits(at).iter().any(|hit| {
                hit.to == before + 1
                    && hit.senses.iter().any(|sense| match sense.file {
                        File::Cues => matches!(
                            sense.class,
                            "present"
                                | "speaker_noun"
                                | "host"
                                | "moderate"
                                | "chair"
                                | "keynote"
                                | "author"
                                | "contact"
                                | "appoint"
                                | "organize"
                                | "succeed"
                                | "by"
                        ),
                        File::Labels => matches!(
                            sense.class,
                            "speaker"
                                | "host"
                                | "moderator"
                                | "chair"
                                | "contact"
                                | "keynote"
                                | "panelist"
                                | "author"
                                | "organizer"
                                | "convener"
                                | "honoree"
                                | "appointee"
                                | "participants"
                                | "pictured"
                        ),
                        _ => false,
                    })
            })
        });
        // `sponsored by`: institutions give money, not people.
        let gives = (window..before).any(|at| {
            tokens
                .hits(at)
                .iter()
                .any(|hit| hit.to == before + 1 && hit.sense(File::Cues, "sponsor").is_some())
        });
        points += if speaks && !gives { 3 } else { 0 };
    }
    points
}

fn cue(tokens: &Tokens<'_>, at: usize, classes: &[&str]) -> bool {
    tokens
        .hits(at)
        .iter()
        .any(|hit| hit.senses.iter().any(|sense| sense.file == File::Cues && classes.contains(&sense.class)))
}
