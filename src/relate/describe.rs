//! What an event is: its kind, name, theme, series, place, format and status, read from title, labels and the words around its day.

use crate::annotate::token::Shape;
use crate::annotate::{EventMention, File, Kind, Mention, PlaceClass};
use crate::normalize::{collapse, fold};
use crate::records::{EventFormat, EventKind, EventStatus};
use crate::relate::draft::Draft;
use crate::relate::events::set;
use crate::relate::fact::{Fact, Support};
use crate::relate::fields::Field;
use crate::span::Span;

/// Describes the one event that the page is about.
pub(crate) fn main(draft: &mut Draft<'_>, event: usize) {
    name(draft, event);
    kind(draft, event);
    theme(draft, event);
    place(draft, event, None);
    status(draft, event);
}

/// Fills what every event of the page shares: series, format, status.
pub(crate) fn shared(draft: &mut Draft<'_>) {
    let series = series(draft);
    let online = cue_support(draft, "online", "format.cue");
    for event in 0..draft.events.list.len() {
        if let Some(series) = &series {
            set_fact(&mut draft.events.list[event].series, series.clone());
        }
        format(draft, event, online.clone());
    }
}

fn set_fact<T: PartialEq>(slot: &mut Option<Fact<T>>, fact: Fact<T>) {
    if slot.is_none() {
        *slot = Some(fact);
    }
}

/// The title's span, where the title stands in the text.
fn title_span(draft: &Draft<'_>) -> Option<Span> {
    draft.head.title.as_ref()?.support.iter().find_map(|support| support.span)
}

/// The event nouns of a stretch of text.
fn events_in<'a>(draft: &Draft<'a>, span: Span) -> impl Iterator<Item = (&'a Mention, EventMention)> {
    let mentions: &'a [Mention] = &draft.annotations.mentions;
    mentions
        .iter()
        .filter(move |mention| span.contains(mention.span))
        .filter_map(|mention| mention.event().map(|event| (mention, *event)))
}

/// The kind: by a label, by the title, by the first noun of the text that is said often.
fn kind(draft: &mut Draft<'_>, event: usize) {
    let title = title_span(draft);
    let in_title = title
        .and_then(|span| events_in(draft, span).filter(|(_, event)| event.kind != EventKind::Other).last());
    let chosen = in_title
        .map(|(mention, event)| (event.kind, Support::text(mention.span, "event.kind_in_title", 0.85)));
    let chosen = chosen.or_else(|| title_kind(draft)).or_else(|| frequent_kind(draft));
    if let Some((kind, support)) = chosen {
        set(&mut draft.events.list[event].kind, kind, support);
    }
}

/// The kind that a title outside the text names.
fn title_kind(draft: &Draft<'_>) -> Option<(EventKind, Support)> {
    let title = draft.head.title.as_ref()?;
    let tokens = crate::annotate::token::tokenize(&title.value, Span::new(0, title.value.len()));
    let vocabulary = draft.annotations.tokens.vocabulary;
    let mut kinds = (0..tokens.len()).filter_map(|at| {
        vocabulary
            .at(&tokens, at)
            .filter_map(|hit| hit.of(File::Events))
            .last()
            .and_then(|sense| sense.value.parse::<EventKind>().ok())
    });
    let kind = kinds.rfind(|kind| *kind != EventKind::Other)?;
    Some((kind, Support { confidence: 0.8, rule: "event.kind_in_title", ..title.support[0].clone() }))
}

/// The noun that the text uses most; the first of those that tie.
fn frequent_kind(draft: &Draft<'_>) -> Option<(EventKind, Support)> {
    let mut counts: Vec<(EventKind, usize, Span)> = Vec::new();
    for mention in &draft.annotations.mentions {
        let Some(event) = mention.event().filter(|event| event.kind != EventKind::Other) else { continue };
        match counts.iter_mut().find(|(kind, _, _)| *kind == event.kind) {
            Some(count) => count.1 += 1,
            None => counts.push((event.kind, 1, mention.span)),
        }
    }
    let best =
        counts.iter().enumerate().max_by_key(|(index, (_, count, _))| (*count, std::cmp::Reverse(*index)))?.1;
    Some((best.0, Support::text(best.2, "event.kind_in_text", 0.65)))
}

/// The name: by a label, else the title where it holds an event noun or the page has nothing better.
fn name(draft: &mut Draft<'_>, event: usize) {
    if let Some(field) = field(draft, &["event"]) {
        let fact = Fact::new(
            collapse(field.text(draft.annotations)),
            Support::text(field.span(draft.annotations), field.rule, 0.85),
        );
        draft.events.list[event].name = Some(fact);
        return;
    }
    if let Some(name) = proper_name(draft) {
        draft.events.list[event].name = Some(name);
        return;
    }
    let numbered = draft.annotations.mentions.iter().find_map(|mention| {
        let event = mention.event().filter(|event| !event.plural)?;
        Some((mention.span, event.ordinal?))
    });
    if let Some((span, number)) = numbered {
        set(&mut draft.events.list[event].ordinal, number, Support::text(span, "event.numbered", 0.75));
    }
    if let (None, Some((span, _))) = (&draft.head.title, numbered) {
        let name = collapse(span.of(draft.text()));
        draft.events.list[event].name =
            Some(Fact::new(name, Support::text(span, "event.name_and_number", 0.8)));
        return;
    }
    if let Some(title) = draft.head.title.clone() {
        let support = title
            .support
            .into_iter()
            .map(|support| Support {
                rule: "event.name_from_title",
                confidence: support.confidence * 0.85,
                ..support
            })
            .collect();
        draft.events.list[event].name = Some(Fact { value: title.value, support });
    }
}

/// The proper name that the page gives an event of its kind most often, where the title is not that name already.
fn proper_name(draft: &Draft<'_>) -> Option<Fact<String>> {
    let kind = title_span(draft)
        .and_then(|span| {
            events_in(draft, span).map(|(_, event)| event.kind).find(|kind| *kind != EventKind::Other)
        })
        .or_else(|| frequent_kind(draft).map(|(kind, _)| kind));
    let mut names: Vec<(String, Span, usize)> = Vec::new();
    for mention in &draft.annotations.mentions {
        let Some(span) =
            mention.event().filter(|event| Some(event.kind) == kind).and_then(|event| event.name)
        else {
            continue;
        };
        let text = collapse(span.of(draft.text()));
        match names.iter_mut().find(|(known, _, _)| fold(known) == fold(&text)) {
            Some(name) => name.2 += 1,
            None => names.push((text, span, 1)),
        }
    }
    let (text, span, _) = names
        .into_iter()
        .enumerate()
        .max_by_key(|(index, (text, _, count))| {
            (*count, text.split(' ').count().min(6), std::cmp::Reverse(*index))
        })?
        .1;
    let title = draft.head.title.as_ref().map(|title| fold(&title.value)).unwrap_or_default();
    let longer = title.starts_with(&fold(&text)) && title.split(' ').count() <= text.split(' ').count() + 4;
    (!longer).then(|| Fact::new(text, Support::text(span, "event.proper_name", 0.75)))
}

fn theme(draft: &mut Draft<'_>, event: usize) {
    if let Some(field) = field(draft, &["theme"]) {
        let fact = Fact::new(
            collapse(field.text(draft.annotations)),
            Support::text(field.span(draft.annotations), field.rule, 0.8),
        );
        set_fact(&mut draft.events.list[event].theme, fact);
    }
}

/// The first field of some classes outside the entries of a list.
pub(crate) fn field<'d>(draft: &'d Draft<'_>, classes: &[&str]) -> Option<&'d Field> {
    draft
        .fields
        .iter()
        .find(|field| classes.contains(&field.class) && draft.events.at_token(field.from).is_none())
}

/// `the webinars of the Northern Skills Initiative 2023`: the series that the title or the text names.
fn series(draft: &Draft<'_>) -> Option<Fact<String>> {
    if let Some(field) = draft.fields.iter().find(|field| field.class == "series") {
        return Some(Fact::new(
            collapse(field.text(draft.annotations)),
            Support::text(field.span(draft.annotations), field.rule, 0.85),
        ));
    }
    let tokens = &draft.annotations.tokens;
    let found = (0..tokens.tokens.len()).filter(|&at| {
        tokens.longest(at, File::Cues, "series_head").is_some() && tokens.tokens[at].is_capitalised()
    });
    let spans = found.filter_map(|at| series_span(draft, at));
    let best = spans.fold(Vec::<(String, Span, usize)>::new(), |mut counts, span| {
        let text = collapse(span.of(draft.text()));
        match counts.iter_mut().find(|(known, _, _)| *known == text) {
            Some(count) => count.2 += 1,
            None => counts.push((text, span, 1)),
        }
        counts
    });
    let (text, span, count) = best
        .into_iter()
        .enumerate()
        .max_by_key(|(index, (_, _, count))| (*count, std::cmp::Reverse(*index)))?
        .1;
    (count >= 2 || draft.events.numbered).then(|| Fact::new(text, Support::text(span, "event.series", 0.7)))
}

/// The capitalised words before a noun such as `Initiative` or `Series`, and the year after it.
fn series_span(draft: &Draft<'_>, head: usize) -> Option<Span> {
    let tokens = &draft.annotations.tokens;
    let sentence = tokens.sentences.get(tokens.sentence_of(head))?;
    let mut from = head;
    while from > sentence.from
        && (tokens.tokens[from - 1].is_capitalised() && !tokens.word_is(from - 1, File::Common, "function"))
    {
        from -= 1;
    }
    let year = tokens
        .get(head + 1, sentence.to)
        .filter(|token| token.shape == Shape::Number && token.span.len() == 4);
    let to = if year.is_some() { head + 2 } else { head + 1 };
    (to - from >= 2 && from < head).then(|| tokens.span(from, to))
}

/// Venue, city and country: by a label, else from the words after the day.
pub(crate) fn place(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let inside = |at: usize| within.is_none_or(|(from, to)| from <= at && at < to);
    let field = draft.fields.iter().find(|field| field.class == "venue" && inside(field.from)).cloned();
    match field {
        Some(field) => venue_field(draft, event, &field),
        None => venue_near(draft, event, within),
    }
    let city = draft.fields.iter().find(|field| field.class == "city" && inside(field.from)).cloned();
    if let Some(city) = city {
        let support = Support::text(city.span(draft.annotations), city.rule, 0.85);
        let text = collapse(city.text(draft.annotations));
        set(&mut draft.events.list[event].city, text, support);
    }
}

/// `Venue: Foresight Hall, Leeds, UK`: towns and countries at the end are cut off.
fn venue_field(draft: &mut Draft<'_>, event: usize, field: &Field) {
    let tokens = &draft.annotations.tokens;
    let end = (field.from..field.to)
        .find(|&at| tokens.tokens[at].is('\n') || tokens.tokens[at].is(';'))
        .unwrap_or(field.to);
    place_in(draft, event, field.from, end, field.rule, 0.85);
    if online(draft, field.from, field.to) {
        set(
            &mut draft.events.list[event].format,
            EventFormat::Online,
            Support::text(field.span(draft.annotations), "format.venue", 0.85),
        );
    }
}

fn online(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| draft.annotations.tokens.longest(at, File::Cues, "online").is_some())
}

/// Reads a venue with the town and the country behind it.
fn place_in(
    draft: &mut Draft<'_>,
    event: usize,
    from: usize,
    to: usize,
    rule: &'static str,
    confidence: f32,
) {
    let mut end = to;
    let annotations = draft.annotations;
    let found: Vec<&Mention> = draft
        .mentions_in(from, to)
        .map(|(_, mention)| mention)
        .filter(|mention| matches!(mention.kind, Kind::Place { .. }))
        .collect();
    for mention in found.iter().rev() {
        let Kind::Place { country, class } = mention.kind else { continue };
        let support = || Support::text(mention.span, rule, confidence);
        match class {
            PlaceClass::Country => set(&mut draft.events.list[event].country, country.to_owned(), support()),
            PlaceClass::City => {
                set(
                    &mut draft.events.list[event].city,
                    collapse(mention.span.of(&draft.document.text)),
                    support(),
                );
                let inferred = Support::inferred(mention.span, "country.of_city", 0.7);
                set(&mut draft.events.list[event].country, country.to_owned(), inferred);
            }
            PlaceClass::State => set(
                &mut draft.events.list[event].country,
                country.to_owned(),
                Support::inferred(mention.span, "country.of_state", 0.7),
            ),
            PlaceClass::Adjective => continue,
        }
        if mention.to == end && mention.from > from && annotations.tokens.tokens[mention.from - 1].is(',') {
            end = mention.from - 1;
        }
    }
    let whole = found.iter().any(|mention| {
        mention.from == from && mention.to >= end && matches!(mention.kind, Kind::Place { .. })
    });
    if end > from && !whole {
        let span = annotations.tokens.span(from, end).trim_matches(&draft.document.text, |c| {
            c.is_whitespace() || matches!(c, ',' | '.' | ';' | '(' | '-' | '–')
        });
        if span.len() > 2 {
            set(
                &mut draft.events.list[event].venue,
                collapse(span.of(&draft.document.text)),
                Support::text(span, rule, confidence),
            );
        }
    }
}

/// `at the Hunter Hall, Leeds` in the sentence of the day, or the line below it.
fn venue_near(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let tokens = &draft.annotations.tokens;
    let span = draft.events.list[event]
        .start
        .as_ref()
        .and_then(|start| start.support.first())
        .and_then(|support| support.span);
    let Some(span) = span else { return };
    let (at, _) = tokens.range_of(span);
    let here = tokens.sentence_of(at);
    let first = here.saturating_sub(2);
    let last = (here + 4).min(tokens.sentences.len());
    let order = std::iter::once(here).chain(here + 1..last).chain((first..here).rev());
    for index in order {
        let Some(sentence) = tokens.sentences.get(index) else { continue };
        if within.is_some_and(|(from, to)| sentence.from < from || sentence.from >= to) {
            continue;
        }
        if let Some((from, to)) = venue_span(draft, sentence.from, sentence.to) {
            place_in(draft, event, from, to, "event.venue", 0.7);
            return;
        }
        if index == here && towns(draft, event, sentence.from, sentence.to) {
            return;
        }
    }
}

/// A town or a country after the day, where no building is named.
fn towns(draft: &mut Draft<'_>, event: usize, from: usize, to: usize) -> bool {
    let place = draft.mentions_in(from, to).find_map(|(_, mention)| match mention.kind {
        Kind::Place { class: PlaceClass::City, .. } => Some((mention.from, mention.to)),
        _ => None,
    });
    if let Some((start, end)) = place {
        let country = draft
            .mentions_in(end, to.min(end + 3))
            .find(|(_, mention)| matches!(mention.kind, Kind::Place { class: PlaceClass::Country, .. }))
            .map_or(end, |(_, mention)| mention.to);
        place_in(draft, event, start, country, "event.city", 0.65);
    }
    place.is_some()
}

/// The stretch that names a building or a room: capitalised words with a venue noun among them.
fn venue_span(draft: &Draft<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let noun = (from..to).find(|&at| {
        tokens.longest(at, File::Institutions, "venue").is_some() && tokens.tokens[at].is_capitalised()
    })?;
    let mut start = noun;
    while start > from && part_of_place(draft, start - 1) {
        start -= 1;
    }
    while start < noun
        && (matches!(tokens.tokens[start].shape, Shape::Mark(_))
            || tokens.word_is(start, File::Common, "function")
            || tokens.word_is(start, File::Institutions, "link"))
    {
        start += 1;
    }
    let mut end = noun + 1;
    while end < to && (part_of_place(draft, end) || tokens.tokens[end].shape == Shape::Number) {
        end += 1;
    }
    while end > noun + 1
        && (matches!(tokens.tokens[end - 1].shape, Shape::Mark(',' | '-' | '–'))
            || tokens.word_is(end - 1, File::Institutions, "link"))
    {
        end -= 1;
    }
    (end - start >= 2).then_some((start, end))
}

fn part_of_place(draft: &Draft<'_>, at: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let token = tokens.tokens[at];
    let date = draft
        .annotations
        .mentions
        .iter()
        .any(|mention| mention.from <= at && at < mention.to && mention.date().is_some());
    let person = tokens.longest(at, File::Honorifics, "before").is_some();
    !date
        && !person
        && (token.is_capitalised() && !tokens.word_is(at, File::Common, "function")
            || token.is(',')
            || tokens.word_is(at, File::Institutions, "link")
            || tokens.word_is(at, File::Institutions, "article"))
}

/// The first place where a cue of a class stands.
fn cue_support(draft: &Draft<'_>, class: &str, rule: &'static str) -> Option<Support> {
    let tokens = &draft.annotations.tokens;
    let hits =
        (0..tokens.tokens.len()).filter_map(|at| tokens.longest(at, File::Cues, class).map(|(hit, _)| hit));
    let mut hits = hits;
    let found = hits.find(|hit| hit.to > hit.from + 1 || about_event(draft, hit.from))?;
    Some(draft.support(found.from, found.to, rule, 0.75))
}

/// A single word such as `hybrid` counts in a label's value, or beside a day or an event; `hybrid learning` elsewhere does not.
fn about_event(draft: &Draft<'_>, at: usize) -> bool {
    let labelled = draft.fields.iter().any(|field| {
        field.from <= at
            && at < field.to
            && matches!(field.class, "format" | "venue" | "date" | "time" | "datetime" | "status")
    });
    let tokens = &draft.annotations.tokens;
    let Some(sentence) = tokens.sentences.get(tokens.sentence_of(at)) else { return labelled };
    labelled
        || draft
            .mentions_in(sentence.from, sentence.to)
            .any(|(_, mention)| mention.date().is_some() || mention.event().is_some())
}

fn format(draft: &mut Draft<'_>, event: usize, online: Option<Support>) {
    if let Some(support) = cue_support(draft, "hybrid", "format.cue") {
        set(&mut draft.events.list[event].format, EventFormat::Hybrid, support);
        return;
    }
    let webinar = draft.events.list[event]
        .kind
        .as_ref()
        .filter(|kind| kind.value == EventKind::Webinar)
        .and_then(|kind| kind.support[0].span);
    let venue = draft.events.list[event].venue.is_some();
    if let Some(span) = webinar {
        set(
            &mut draft.events.list[event].format,
            EventFormat::Online,
            Support::inferred(span, "format.webinar", 0.85),
        );
    } else if let (Some(support), false) = (online, venue) {
        set(&mut draft.events.list[event].format, EventFormat::Online, support);
    } else if venue && let Some(support) = cue_support(draft, "in_person", "format.cue") {
        set(&mut draft.events.list[event].format, EventFormat::InPerson, support);
    }
}

/// Cancelled and postponed, where the page says so of the event.
fn status(draft: &mut Draft<'_>, event: usize) {
    for (class, status) in [("cancelled", EventStatus::Cancelled), ("postponed", EventStatus::Postponed)] {
        if let Some(support) = cue_support(draft, class, "status.cue") {
            set(&mut draft.events.list[event].status, status, support);
            return;
        }
    }
}
