//! What the events of a list are called each where their entries do not say: `Seminar` under `List of Seminars`, `Number Theory Seminar` under
//! that title.

use crate::annotate::token::{Shape, tokenize};
use crate::annotate::{EventMention, File, Hit, Mention, Sense};
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::relate::events::kind::title_span;
use crate::relate::events::{Event, governed};
use crate::span::Span;

/// Most tokens of a line over a list that says what it lists.
const SHORT: usize = 14;

/// The name of each event of a list that its entry does not name: that of the title, else of the heading over the entry, else of the line nearest above
/// the list, else of the window.
pub(crate) fn list_names(draft: &Draft<'_>) -> Vec<Option<Fact<String>>> {
    // `Seminars` says less than `Topology Seminar` over the list.
    let telling = |name: &Fact<String>| name.value.contains(' ');
    let title = in_title(draft);
    let told = title.as_ref().is_some_and(telling);
    let above = || line_above(draft).filter(|name| title.is_none() || telling(name));
    let page =
        title.clone().filter(|_| told).or_else(above).or_else(|| title.clone()).or_else(|| in_window(draft));
    let name = |event: &Event| {
        let entry = event.entry.filter(|_| !told)?;
        let entry = Entry { from: entry.0, to: entry.1, heading: event.heading };
        let (mention, named) = governed::over(draft, &entry)?;
        let name = name_of(draft, mention, named);
        (title.is_none() || name.as_ref().is_some_and(telling)).then_some(name)
    };
    draft.events.list.iter().map(|event| name(event).unwrap_or_else(|| page.clone())).collect()
}

/// `Harbour Board Meeting` of `Harbour Board Meeting Archives`, where the title stands outside of the text: the noun with the capitalised words before
/// it, and behind it nothing but what lists are called.
fn in_window(draft: &Draft<'_>) -> Option<Fact<String>> {
    let title = draft.head.title.as_ref().filter(|_| title_span(draft).is_none())?;
    let tokens = tokenize(&title.value, Span::new(0, title.value.len()));
    let mut hits = Vec::new();
    (0..tokens.len()).for_each(|at| _ = draft.annotations.tokens.vocabulary.read(&tokens, at, &mut hits));
    let real = |sense: Sense| sense.value.parse().is_ok_and(|kind: EventKind| kind != EventKind::Other);
    let noun = hits.iter().rfind(|hit| hit.sense(File::Events, "kind").is_some_and(real))?;
    let files = [File::Common, File::Cues, File::Labels, File::Institutions, File::Numbers];
    let listed = |at: usize| {
        let known =
            |hit: &Hit<'_>| (hit.from..hit.to).contains(&at) && files.iter().any(|f| hit.of(*f).is_some());
        !tokens[at].is_word() || hits.iter().any(known)
    };
    let named = noun.from > 0 && tokens[..noun.to].iter().all(|token| token.is_capitalised());
    if !named || !(noun.to..tokens.len()).all(listed) {
        return None;
    }
    let name = &title.value[..tokens[noun.to - 1].span.end as usize];
    let support = Support { confidence: 0.5, rule: "event.list_name", ..title.support[0].clone() };
    Some(Fact::new(singular(draft, &collapse(name)), support))
}

/// The name that the title in the text gives.
fn in_title(draft: &Draft<'_>) -> Option<Fact<String>> {
    let title = title_span(draft)?;
    let mention = named(draft).find(|mention| title.contains(mention.span))?;
    name_of(draft, mention, mention.event()?)
}

/// The name that the short line nearest above the list gives.
fn line_above(draft: &Draft<'_>) -> Option<Fact<String>> {
    let first = draft.events.list.iter().find_map(|event| event.entry)?.0;
    let above = named(draft).take_while(|mention| mention.from < first);
    let mention = above.filter(|mention| is_short(draft, mention)).last()?;
    name_of(draft, mention, mention.event()?)
}

/// What names an event of some kind.
fn named<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = &'d Mention> {
    let real = |mention: &&Mention| mention.event().is_some_and(|event| event.kind != EventKind::Other);
    draft.annotations.mentions.iter().filter(real)
}

fn name_of(draft: &Draft<'_>, mention: &Mention, event: &EventMention) -> Option<Fact<String>> {
    let span = whole(draft, mention, event)?;
    let printed = collapse(span.of(draft.text()));
    let name = singular(draft, &printed);
    // `Seminari` alone is what the list is of, and no name.
    if event.plural && name == printed && !printed.contains(' ') {
        return None;
    }
    Some(Fact::new(name, Support::inferred(span, "event.list_name", 0.5)))
}

/// The line of a mention says little else.
fn is_short(draft: &Draft<'_>, mention: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.blocks[tokens.block_of(mention.from)];
    to - from <= SHORT
}

/// The proper name of an event, or its noun with the capitalised words before it.
fn whole(draft: &Draft<'_>, mention: &Mention, event: &EventMention) -> Option<Span> {
    let tokens = &draft.annotations.tokens;
    if let Some(name) = event.name {
        // `Geometry Seminar 2022–23`: each is a `Geometry Seminar`.
        let (from, to) = tokens.range_of(name);
        let year = |at: usize| matches!(tokens.tokens[at].shape, Shape::Number | Shape::Mark(_));
        let term = mention.to < to && mention.to > from && (mention.to..to).all(year);
        return Some(if term { tokens.span(from, mention.to) } else { name });
    }
    let block = tokens.blocks[tokens.block_of(mention.from)];
    let named = |at: &usize| {
        tokens.tokens[*at].is_capitalised()
            && !tokens.lists_any(*at, &[File::Common, File::Cues, File::Numbers])
    };
    let from = (block.0..mention.from).rev().take_while(named).last().unwrap_or(mention.from);
    tokens.tokens[from].is_capitalised().then(|| tokens.span(from, mention.to))
}

/// `Seminars` each are a `Seminar`, where the lexicon knows that word.
fn singular(draft: &Draft<'_>, name: &str) -> String {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let one = last.strip_suffix('s').filter(|one| {
        let sense = draft.annotations.tokens.vocabulary.of_word(one, File::Events);
        sense.is_some_and(|sense| sense.class == "kind")
    });
    one.map_or_else(|| name.to_owned(), |_| name[..name.len() - 1].to_owned())
}
