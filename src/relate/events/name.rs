//! The name and the theme of the event that the page is about: by a label, by a proper name in the text, by the title.

use crate::annotate::token::Shape;
use crate::annotate::{EventMention, File, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold};
use crate::parse::head::{is_ordinal, without_site};
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::headline::called;
use crate::relate::events::kind::{events_in, frequent_kind, title_span};
use crate::relate::events::site_name;
use crate::relate::fields::Field;
use crate::relate::talks::quoted;
use crate::span::Span;

/// The name: by a label, else by the title where it holds an event noun, else a proper name in the text, else the title.
pub(crate) fn name(draft: &mut Draft<'_>, event: usize) {
    if let Some(field) = field(draft, &["event"]).filter(|field| !is_date(draft, field)) {
        let fact = Fact::new(
            collapse(field.text(draft.annotations)),
            Support::text(field.span(draft.annotations), field.rule, 0.85),
        );
        draft.events.list[event].name = Some(fact);
        return;
    }
    if let Some(name) = from_title(draft).filter(|_| opens_with_number(draft)) {
        draft.events.list[event].name = Some(name);
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
    draft.events.list[event].name = site_name::name(draft).or_else(|| from_title(draft)).or_else(|| {
        let (span, _) = numbered?;
        let name = collapse(span.of(draft.text()));
        Some(Fact::new(name, Support::text(span, "event.name_and_number", 0.8)))
    });
}

/// `15. Meerforum`, `4o. Taller`: a title that opens with the number of an edition is its name, whatever noun it has.
fn opens_with_number(draft: &Draft<'_>) -> bool {
    let Some(span) = title_span(draft) else { return false };
    let (from, to) = draft.annotations.tokens.range_of(span);
    let mut words = span.of(draft.text()).split_whitespace();
    let ordinal = words.next().is_some_and(is_ordinal) && words.next().is_some();
    let dated =
        draft.mentions_in(from, to).any(|(_, other)| other.date().is_some() && other.from <= from + 1);
    ordinal && !dated && !is_sentence(draft, span)
}

fn from_title(draft: &Draft<'_>) -> Option<Fact<String>> {
    let title = draft.head.title.clone().filter(|_| !is_mere_call(draft)).or_else(|| stated(draft))?;
    let rule = "event.name_from_title";
    let weaker = |support: Support| Support { rule, confidence: support.confidence * 0.85, ..support };
    let support = title.support.into_iter().map(weaker).collect();
    let name = called(draft, &title.value);
    Some(Fact { value: without_speaker(draft, &name).to_owned(), support })
}

/// `Call for Papers` names what is asked for, and no event.
fn is_mere_call(draft: &Draft<'_>) -> bool {
    let tokens = &draft.annotations.tokens;
    title_span(draft).is_some_and(|span| {
        let (from, to) = tokens.range_of(span);
        tokens.hits(from).iter().any(|hit| {
            let call = |class| hit.sense(File::Cues, class).is_some();
            hit.to == to && (call("call") || call("headline"))
        })
    })
}

/// What the metadata calls the page, where its heading names no event.
fn stated(draft: &Draft<'_>) -> Option<Fact<String>> {
    let value = draft.document.metadata.first("title")?;
    let name = without_site(draft.document, &value.value);
    let call = draft.head.title.as_ref().is_some_and(|title| fold(&title.value) == fold(&name));
    (!name.is_empty() && !call).then(|| {
        Fact::new(name, Support::metadata(value.element, &value.value, "event.name_from_title", 0.6))
    })
}

/// `Colloquium: Maria Lopez` is the colloquium, where the page names her.
fn without_speaker<'t>(draft: &Draft<'_>, title: &'t str) -> &'t str {
    let Some((name, tail)) = title.rsplit_once(": ") else { return title };
    let tail = fold(tail);
    let named =
        |mention: &Mention| mention.person().is_some() && fold(mention.span.of(draft.text())).contains(&tail);
    if draft.annotations.mentions.iter().any(named) { name } else { title }
}

/// `Workshop: 3–5 December 2025` tells the day, not the name.
fn is_date(draft: &Draft<'_>, field: &Field) -> bool {
    draft
        .mentions_in(field.from, field.to)
        .any(|(_, mention)| mention.date().is_some() && mention.from == field.from)
}

/// The proper name that the page gives an event of its kind most often, where the title is not that name already.
fn proper_name(draft: &Draft<'_>) -> Option<Fact<String>> {
    let titled = title_span(draft).filter(|span| !is_sentence(draft, *span)).is_some_and(|span| {
        events_in(draft, span).any(|(_, event)| event.kind != EventKind::Other && !event.plural)
    });
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
    let (text, span, count) = names
        .into_iter()
        .filter(|(text, span, _)| is_proper(draft, *span) || says_more(draft, text))
        .enumerate()
        .max_by_key(|(index, (text, _, count))| {
            (!titled && is_numbered(text), *count, text.split(' ').count().min(6), std::cmp::Reverse(*index))
        })?
        .1;
    let title = draft.head.title.as_ref().map(|title| fold(&title.value)).unwrap_or_default();
    let longer = title.starts_with(&fold(&text)) && title.split(' ').count() <= text.split(' ').count() + 4;
    // `Fenwick Council Open Meeting` is more than `Open Meeting`.
    let more = fold(&text).ends_with(&title) && !title.is_empty()
        || completes(draft, &text)
        || says_more(draft, &text);
    let once = titled && count == 1 && !more;
    (!longer && !once).then(|| Fact::new(text, Support::text(span, "event.proper_name", 0.75)))
}

/// `Fenwick at the Conference of Ports`: the text calls it `Conference of Ports 2025`, which is what the title ends in and more.
fn completes(draft: &Draft<'_>, name: &str) -> bool {
    let Some(title) = title_span(draft) else { return false };
    let names =
        |event: EventMention| event.name.filter(|name| name.start > title.start && name.end == title.end);
    let tail = events_in(draft, title).find_map(|(_, event)| names(event));
    tail.is_some_and(|tail| {
        let tail = fold(tail.of(draft.text()));
        fold(name).strip_prefix(&tail).is_some_and(|more| more.starts_with(' '))
    })
}

/// `Inaugural Lecture of Ann Lee`: the text calls it `Inaugural Maritime Lecture`, which has all words of the title before the person and more.
fn says_more(draft: &Draft<'_>, name: &str) -> bool {
    let Some(title) = title_span(draft) else { return false };
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(title);
    if to - from > LONGEST {
        return false;
    }
    let ends = |mention: &&Mention| mention.person().is_some() && mention.to == to && mention.from > from + 1;
    let Some(person) = draft.mentions_in(from, to).map(|(_, mention)| mention).find(ends) else {
        return false;
    };
    let small = |at: &usize| tokens.is_connective(*at) || tokens.word_is(*at, File::Cues, "by");
    let end = person.from - (from..person.from).rev().take_while(small).count();
    let (short, long) = (fold(tokens.span(from, end.max(from + 1)).of(draft.text())), fold(name));
    let mut words = long.split(' ');
    let kept = short.split(' ').all(|word| words.any(|other| other == word));
    end < person.from && kept && long.len() > short.len() && !fold(title.of(draft.text())).contains(&long)
}

/// `2nd Workshop`: a name with its number is one that no page has by chance.
fn is_numbered(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1].is_ascii_alphabetic())
}

/// `Rotterdam to host third conference`: a headline in small letters says something, and is no name.
fn is_sentence(draft: &Draft<'_>, span: Span) -> bool {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(span);
    let said = |at: &usize| {
        tokens.tokens[*at].shape == Shape::Lower
            && !tokens.is_connective(*at)
            && !tokens.lists_any(*at, &[File::Events, File::Numbers])
    };
    let remark = (from..to).find(|&at| tokens.tokens[at].is('(')).unwrap_or(to);
    (from..remark).filter(said).count() >= SAID
}

/// As many words in small letters make a sentence of a headline.
const SAID: usize = 4;

/// Names longer than this are names whatever their words.
const SHORT: usize = 3;

/// `Workshop Organisation`, `Opening Remarks`: nouns that every page has name nothing.
fn is_proper(draft: &Draft<'_>, span: Span) -> bool {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(span);
    let files = [File::Common, File::Cues, File::Labels, File::Events, File::Positions, File::Institutions];
    // `Vortrag von Prof` ends in the middle of a person, `Lecture of Ann Lee` with one.
    let person =
        draft.mentions_in(from + 1, to).any(|(_, mention)| mention.person().is_some() && mention.to == to);
    if person || tokens.longest(to - 1, File::Honorifics, "before").is_some() || is_torn(draft, from, to) {
        return false;
    }
    to - from > SHORT
        || (from..to).any(|at| {
            let token = tokens.tokens[at];
            token.shape == Shape::Number || token.is_capitalised() && !tokens.lists_any(at, &files)
        })
}

/// `May 13: Workshop`, `11:30 Workshop`, `Fenwick) : Workshop`: what begins with a day, or closes what it does not open, is a piece of a line.
fn is_torn(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let dated = draft.mentions_in(from, from + 1).any(|(_, mention)| mention.date().is_some());
    let inside = |mark: char| (from..to).filter(|&at| tokens.tokens[at].is(mark)).count();
    dated || inside(')') > inside('(')
}

pub(crate) fn theme(draft: &mut Draft<'_>, event: usize) {
    if let Some(field) = field(draft, &["theme"]) {
        let fact = Fact::new(
            collapse(field.text(draft.annotations)),
            Support::text(field.span(draft.annotations), field.rule, 0.8),
        );
        draft.events.list[event].theme.get_or_insert(fact);
    } else if let Some(fact) = titled_theme(draft).or_else(|| quoted_theme(draft)) {
        draft.events.list[event].theme.get_or_insert(fact);
    }
}

/// `Workshop „Ports and Finance“`: what the title quotes beside its event noun.
fn quoted_theme(draft: &Draft<'_>) -> Option<Fact<String>> {
    let span = title_span(draft)?;
    events_in(draft, span).next()?;
    let (from, to) = draft.annotations.tokens.range_of(span);
    quoted(draft, from, to).map(|theme| {
        let rule = "event.theme_in_title";
        let support = theme.support.into_iter().map(|support| Support { rule, ..support }).collect();
        Fact { value: theme.value, support }
    })
}

/// `Conference: Ports and Finance (12 May, Leeds)`: what follows the kind in the title, without the day in parentheses.
fn titled_theme(draft: &Draft<'_>) -> Option<Fact<String>> {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(title_span(draft)?);
    // `Conference:`, and no more, is about nothing.
    let colon = (from..to)
        .find(|&at| tokens.tokens[at].is(':') || tokens.tokens[at].is('：'))
        .filter(|&colon| colon + 1 < to)?;
    let real = |span| events_in(draft, span).any(|(_, event)| event.kind != EventKind::Other);
    if !real(tokens.span(from, colon.max(from + 1))) || real(tokens.span(colon, to)) {
        return None;
    }
    let dated = |at: usize| draft.mentions_in(at, to).any(|(_, mention)| mention.date().is_some());
    let end = (colon + 1..to).find(|&at| tokens.tokens[at].is('(') && dated(at)).unwrap_or(to);
    // `Public defence: Ann Lee`
    let whose =
        |mention: &Mention| mention.person().is_some() && mention.from <= colon + 2 && mention.to + 1 >= end;
    let text = tokens.span(colon + 1, end.max(colon + 2)).of(draft.text()).trim();
    let named =
        |mention: &Mention| mention.person().is_some_and(|person| person.name.of(draft.text()) == text);
    if draft.mentions_in(colon + 1, end).any(|(_, mention)| whose(mention))
        || draft.annotations.mentions.iter().any(named)
    {
        return None;
    }
    let inner = (end > colon + 2).then(|| tokens.span(colon + 1, end))?;
    let span = inner.trim_matches(draft.text(), |c| c.is_whitespace() || "\"“”„«»".contains(c));
    (span.start > tokens.tokens[colon].span.start).then(|| {
        Fact::new(collapse(span.of(draft.text())), Support::text(span, "event.theme_in_title", 0.75))
    })
}

/// Longest labelled name or theme, in tokens: what is longer is prose about it.
const LONGEST: usize = 30;

/// The first short field of some classes outside the entries of a list. What stands under a heading or in a column counts where it is all
/// that does: a list of topics is no theme.
fn field<'d>(draft: &'d Draft<'_>, classes: &[&str]) -> Option<&'d Field> {
    let alone = |field: &Field| {
        !matches!(field.rule, "field.heading" | "field.column")
            || draft.fields.iter().filter(|other| other.label == field.label).count() == 1
    };
    let short = |field: &Field| {
        let last = draft.annotations.tokens.tokens[field.to - 1];
        field.to - field.from <= LONGEST && !last.is(':') && !last.is('：')
    };
    draft.fields.iter().find(|field| {
        classes.contains(&field.class)
            && short(field)
            && alone(field)
            && draft.events.at_token(field.from).is_none()
    })
}
