//! Titles of talks without quotation marks: the capitalised words behind `will present`, and the heading over a labelled speaker, which
//! governs what stands under it.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold};
use crate::parse::BlockKind;
use crate::relate::draft::Draft;
use crate::relate::events::called;
use crate::relate::events::when::event_at;
use crate::relate::fields::Field;
use crate::relate::people::roles;
use crate::relate::talks::material::says_nothing;
use crate::relate::talks::perform::give_talk;
use crate::span::Span;

/// Fewest words of a title.
const WORDS: usize = 3;

/// Most words of one.
const MOST: usize = 25;

/// Gives speakers the titles that nothing quotes.
pub(crate) fn read(draft: &mut Draft<'_>) {
    said(draft);
    headed(draft);
}

/// `Ann Lee will present Whales and Their Songs.`
fn said(draft: &mut Draft<'_>) {
    for person in 0..draft.people.list.len() {
        let roles = draft.people.list[person].roles.iter();
        let untitled = roles.filter(|role| roles::speaks(role.role.value) && role.talk.is_none());
        let found: Vec<(Option<usize>, Span)> = untitled
            .flat_map(|role| role.role.support.iter().map(move |support| (role.event, support)))
            .filter(|(_, support)| support.rule == "role.speaker")
            .filter_map(|(event, support)| Some((event, behind(draft, support.span?)?)))
            .collect();
        if let Some((event, span)) = found.first() {
            let title =
                Fact::new(collapse(span.of(draft.text())), Support::text(*span, "talk.capitals", 0.6));
            give_talk(draft, person, *event, title);
        }
    }
}

/// The capitalised words right behind a stretch that ends with a cue of presenting.
fn behind(draft: &Draft<'_>, said: Span) -> Option<Span> {
    let tokens = &draft.annotations.tokens;
    let (_, cue) = tokens.range_of(said);
    let sentence = tokens.sentences.get(tokens.sentence_of(cue.checked_sub(1)?))?;
    let small = |at: &usize| tokens.is_connective(*at) || tokens.longest(*at, File::Cues, "theme").is_some();
    let from = (cue..sentence.to).find(|at| !small(at))?;
    let mut to = title_end(draft, from, sentence.to)?;
    // `Whales at Rest? Songs Reconsidered`: a question mark inside a title.
    let next = tokens.sentences.get(tokens.sentence_of(from) + 1).filter(|next| next.block == sentence.block);
    if to == sentence.to
        && tokens.tokens[to - 1].is('?')
        && let Some(more) = next.and_then(|next| title_end(draft, next.from, next.to))
    {
        to = more;
    }
    let span = tokens.span(from, to);
    Some(span.trim_matches(draft.text(), |c| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':')))
}

/// One past the words of a title that begins at a token: the rest of the sentence, all its long words with a capital.
fn title_end(draft: &Draft<'_>, from: usize, to: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let small = |at: usize| tokens.is_connective(at) || tokens.word_is(at, File::Common, "function");
    let plain = |at: &usize| tokens.tokens[*at].shape == Shape::Lower && !small(*at);
    let words = (from..to).filter(|&at| tokens.tokens[at].is_capitalised()).count();
    let telling = |mention: &Mention| {
        matches!(mention.kind, Kind::Person(_) | Kind::Date(_) | Kind::Event(_) | Kind::Position(_))
    };
    let told = draft.mentions_in(from, to).any(|(_, mention)| telling(mention));
    let begins = tokens.tokens.get(from).is_some_and(|first| first.is_capitalised());
    let fits = begins && (WORDS..=MOST).contains(&words) && !told && !(from..to).any(|at| plain(&at));
    fits.then_some(to)
}

/// `Maps for Beginners` over `Speaker: Ann Lee`: in two sections or more, so that it is how the page is written.
fn headed(draft: &mut Draft<'_>) {
    let fields: Vec<&Field> =
        draft.fields.iter().filter(|field| matches!(field.class, "speaker" | "keynote")).collect();
    let found: Vec<(usize, Option<usize>, Span)> =
        fields.iter().filter_map(|field| under_heading(draft, field)).collect();
    let mut headings: Vec<Span> = found.iter().map(|(_, _, heading)| *heading).collect();
    headings.sort_unstable_by_key(|span| span.start);
    let alone = headings.windows(2).all(|pair| pair[0] != pair[1]);
    if found.len() < 2 || !alone {
        return;
    }
    for (person, event, heading) in found {
        let titled =
            draft.people.list[person].roles.iter().any(|role| role.event == event && role.talk.is_some());
        if !titled {
            let title = called(draft, without_number(heading.of(draft.text())));
            give_talk(
                draft,
                person,
                event,
                Fact::new(title, Support::text(heading, "talk.heading_over", 0.65)),
            );
        }
    }
}

/// The only person of a labelled field, its event and the heading that it stands right under.
fn under_heading(draft: &Draft<'_>, field: &Field) -> Option<(usize, Option<usize>, Span)> {
    let mut people =
        draft.mentions_in(field.from, field.to).filter(|(_, mention)| mention.person().is_some());
    let (person, _) = people.next().filter(|_| people.next().is_none())?;
    let block = &draft.document.blocks[field.block];
    let label = draft.annotations.tokens.range_of(field.label).0;
    let first = draft.annotations.tokens.blocks[field.block].0 == label;
    let over = block.heading.map(|heading| &draft.document.blocks[heading as usize])?;
    let text = fold(over.span.of(draft.text()));
    let page = draft.head.title.as_ref().is_some_and(|title| fold(&title.value) == text);
    let (from, to) = draft.annotations.tokens.range_of(over.span);
    let telling = draft
        .mentions_in(from, to)
        .any(|(_, mention)| matches!(mention.kind, Kind::Person(_) | Kind::Date(_)));
    let labelled = || draft.fields.labelled_in(over.span).any(|other| over.span.contains(other.label));
    let heading = matches!(over.kind, BlockKind::Heading(_)) && !page && !telling && !labelled();
    let long = text.split(' ').count() >= WORDS && !says_nothing(draft, over.span);
    (heading && long && first).then_some((draft.people.of(person)?, event_at(draft, field.from), over.span))
}

/// `Day One: …`, `Session 2 – …`: what counts the parts of an event is no part of a title.
fn without_number(heading: &str) -> &str {
    let Some(at) = heading.find([':', '–', '—']) else { return heading };
    let mark = heading[at..].chars().next().map_or(1, char::len_utf8);
    if heading[..at].split_whitespace().count() <= 2 { heading[at + mark..].trim_start() } else { heading }
}
