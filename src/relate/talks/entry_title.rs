//! The title of the talk of an entry: quoted, emphasised, or what is left when day, people and places are taken out.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention};
use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::parse::{BlockKind, MarkKind};
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::relate::events::when;
use crate::relate::fields::Field;
use crate::relate::talks::below_name;
use crate::relate::talks::leftover::{is_button, opening, rest};
use crate::relate::talks::material::{says_nothing, without_material};
use crate::relate::talks::trailing::behind_name;
use crate::span::Span;

/// The first quotation of a stretch that is long enough for a title.
pub(crate) fn quoted(draft: &Draft<'_>, from: usize, to: usize) -> Option<Fact<String>> {
    let tokens = &draft.annotations.tokens;
    // Two words are a title where a line ends with them.
    let ends =
        |at: usize| at >= to || tokens.tokens[at].is('\n') || tokens.block_of(at) > tokens.block_of(at - 1);
    let long = |mention: &Mention| {
        let length = mention.to - mention.from;
        length > 4 || length == 4 && ends(mention.to)
    };
    let inner = draft.mentions_in(from, to).find_map(|(_, mention)| match mention.kind {
        Kind::Quote { inner } if long(mention) => Some(inner),
        _ => None,
    })?;
    Some(Fact::new(collapse(inner.of(draft.text())), Support::text(inner, "talk.entry_quote", 0.85)))
}

/// The title of the talk of an entry: labelled, below its speaker, quoted, marked, or what is left when day, people and places are taken out.
pub(crate) fn title(draft: &Draft<'_>, entry: &Entry) -> Option<Fact<String>> {
    let told = labelled(draft, entry).or_else(|| below(draft, entry));
    let quoted = quoted(draft, entry.from, entry.to);
    if let Some(quoted) = quoted.filter(|quoted| told.is_none_or(|(span, ..)| is_most(quoted, span))) {
        return Some(quoted);
    }
    let (span, rule, confidence) = told
        .or_else(|| headline(draft, entry))
        .or_else(|| below_day(draft, entry))
        .or_else(|| headed(draft, entry))
        .or_else(|| marked(draft, entry))
        .or_else(|| opening(draft, entry))
        .or_else(|| trailing(draft, entry))
        .or_else(|| rest(draft, entry).filter(|_| entry.heading.is_none()))
        .filter(|(span, ..)| !says_nothing(draft, *span))?;
    let span = bare(draft, span);
    Some(Fact::new(collapse(span.of(draft.text())), Support::text(span, rule, confidence)))
}

/// The line below a speaker.
fn below(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let (from, to) = below_name::line(draft, entry)?;
    let span = draft.annotations.tokens.span(from, to);
    let span = span.trim_matches(draft.text(), |c| c.is_whitespace() || matches!(c, '.' | ',' | ';'));
    Some((span, "talk.below_name", 0.8))
}

/// A quotation is most of what a line or a label tells: the rest are its marks.
fn is_most(quoted: &Fact<String>, line: Span) -> bool {
    let inner = quoted.support.first().and_then(|support| support.span);
    inner.is_some_and(|inner| line.contains(inner) && inner.len() + MARKS >= line.len())
}

/// Bytes of the quotation marks around a title and the stop behind it.
const MARKS: usize = 9;

/// What stands behind the only speaker.
fn trailing(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let people = draft.mentions_in(entry.from, entry.to).filter(|(_, mention)| mention.person().is_some());
    let one = entry.heading.is_none() && people.take(2).count() == 1;
    let (_, span) = behind_name(draft, entry.from, entry.to).filter(|_| one)?;
    Some((span, "talk.behind_name", 0.65))
}

/// Without `Keynote:` before it and `25m` behind it.
fn bare(draft: &Draft<'_>, span: Span) -> Span {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(span);
    if from >= to {
        return span;
    }
    let said = |at: usize| {
        ["keynote", "panel_title"].iter().any(|class| tokens.longest(at, File::Cues, class).is_some())
    };
    let colon =
        (from..to.min(from + LEAD)).find(|&at| tokens.tokens[at].is(':') || tokens.tokens[at].is('：'));
    // `Lecture 4: …` counts the talk.
    let counts = |at: usize| {
        tokens.tokens[at].shape == Shape::Number
            || tokens.lists_any(at, &[File::Events, File::Numbers])
            || tokens.longest(at, File::Cues, "talk_noun").is_some()
    };
    let leads = |colon: usize| (from..colon).any(said) || from < colon && (from..colon).all(counts);
    let start = colon.filter(|&colon| colon + 1 < to && leads(colon)).map_or(from, |colon| colon + 1);
    let text = tokens.str(to - 1);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let lasts = (1..=3).contains(&digits) && matches!(&text[digits..], "m" | "min" | "mins" | "'" | "′");
    let end = if lasts && to > start + 2 { to - 1 } else { to };
    let end = without_material(draft, (start, end));
    tokens.span(start, end.max(start + 1))
}

/// The value under `Title` or `Topic`, in a column or after a label; under `Event`, where the entry is a row of a programme.
fn labelled(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let row = draft.events.at_token(entry.from).is_none();
    let inside = |field: &&Field| {
        let titles = matches!(field.class, "title" | "theme") || row && field.class == "event";
        titles && entry.from <= field.from && field.to <= entry.to
    };
    let field = draft.fields.within(Some((entry.from, entry.to))).find(inside)?;
    let span = field.span(draft.annotations).trim(draft.text());
    (words(draft, span) >= 2).then_some((span, field.rule, 0.85))
}

/// The heading over an entry of a list of talks.
fn headline(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let span = behind_lead(draft, entry.heading?)?;
    let (from, to) = draft.annotations.tokens.range_of(span);
    let told = draft.mentions_in(from, to).any(|(_, mention)| tells(mention));
    let event = when::event_at(draft, entry.from).map(|event| &draft.events.list[event]);
    let kind = event.and_then(|event| event.kind.as_ref()).map(|kind| kind.value);
    let talk = matches!(
        kind,
        Some(EventKind::Seminar | EventKind::Lecture | EventKind::Webinar | EventKind::Defence)
    );
    // `Evening talk: …`
    let first = draft.annotations.tokens.blocks[entry.heading?].0;
    let noun = |at: usize| draft.annotations.tokens.longest(at, File::Cues, "talk_noun").is_some();
    let led = kind.is_none_or(|kind| kind == EventKind::Other) && (first..from).any(noun);
    (!told && (talk || led) && words(draft, span) >= 2).then_some((span, "talk.entry_heading", 0.7))
}

/// The only heading below one that is a day and nothing else, which names nobody.
fn below_day(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let tokens = &draft.annotations.tokens;
    let day = entry.heading.filter(|heading| behind_lead(draft, *heading).is_none())?;
    let below = tokens.blocks.iter().enumerate().skip(day + 1).take_while(|(_, (from, _))| *from < entry.to);
    let kind = |at: usize| draft.document.blocks[at].kind;
    let mut headings = below.filter(|(at, _)| matches!(kind(*at), BlockKind::Heading(_)));
    let (at, &(from, to)) = headings.next().filter(|_| headings.next().is_none())?;
    let told = draft.mentions_in(from, to).any(|(_, mention)| mention.person().is_some());
    (!told && kind(at) == kind(day) && to - from >= 2).then_some((
        tokens.span(from, to),
        "talk.entry_heading",
        0.75,
    ))
}

/// A heading behind its day, behind `Seminar:`, behind the number of a series in brackets (`【第41讲】`) and behind `CANCELLED:`.
pub(crate) fn behind_lead(draft: &Draft<'_>, heading: usize) -> Option<Span> {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.blocks[heading];
    let day = draft.mentions_in(from, from + 2).find(|(_, mention)| mention.date().is_some());
    let start = day.map_or(from, |(_, mention)| mention.to);
    let kind = |colon: &usize| draft.mentions_in(start, *colon).any(|(_, mention)| mention.event().is_some());
    let colon =
        (start..to.min(start + LEAD)).find(|&at| tokens.tokens[at].is(':') || tokens.tokens[at].is('：'));
    let opens = tokens.get(start, to).is_some_and(|token| token.is('【'));
    let bracket = (start..to).find(|&at| opens && tokens.tokens[at].is('】'));
    let start = colon.filter(kind).or(bracket).map_or(start, |mark| mark + 1);
    let start = behind_status(draft, start, to);
    (start < to).then(|| {
        tokens
            .span(start, to)
            .trim_matches(draft.text(), |c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | ':'))
    })
}

/// One past `（取消）`, `CANCELLED:`.
fn behind_status(draft: &Draft<'_>, from: usize, to: usize) -> usize {
    let tokens = &draft.annotations.tokens;
    let mark = |at: usize| at < to && matches!(tokens.tokens[at].shape, Shape::Mark(_));
    let first = if mark(from) { from + 1 } else { from };
    let status = ["cancelled", "postponed"].iter().find_map(|class| tokens.longest(first, File::Cues, class));
    status.map(|(hit, _)| hit.to).filter(|end| mark(*end)).map_or(from, |end| end + 1)
}

/// Most tokens before the colon of a headline.
const LEAD: usize = 10;

/// The only heading inside of an item, which names neither a day nor a person.
pub(crate) fn headed(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    let blocks = &draft.document.blocks;
    let item = |at: Option<usize>| match at.and_then(|at| blocks.get(at)).map(|block| block.kind) {
        Some(BlockKind::ListItem { list, index }) => Some((list, index)),
        _ => None,
    };
    let ranges = &draft.annotations.tokens.blocks;
    let first = ranges.partition_point(|(from, _)| *from <= entry.from);
    let ranges = ranges.iter().enumerate().skip(first).take_while(|(_, (from, _))| *from <= entry.to);
    let inside = ranges.filter(|(at, (_, to))| {
        let of_item = item(at.checked_sub(1)).is_some_and(|before| item(Some(at + 1)) == Some(before));
        matches!(blocks[*at].kind, BlockKind::Heading(_)) && of_item && *to <= entry.to
    });
    let mut headings = inside.map(|(_, range)| *range);
    let (from, to) = headings.next().filter(|_| headings.next().is_none())?;
    let told = draft
        .mentions_in(from, to)
        .any(|(_, mention)| mention.person().is_some() || mention.date().is_some());
    let span = draft.annotations.tokens.span(from, to);
    (!told && words(draft, span) >= 2).then_some((span, "talk.entry_heading", 0.8))
}

/// Emphasised words that hold neither a date nor a person.
fn marked(draft: &Draft<'_>, entry: &Entry) -> Option<(Span, &'static str, f32)> {
    // In the slots of a programme names and labels are in bold.
    let slot = draft.events.at_token(entry.from).is_none();
    let kinds: &[MarkKind] = if entry.heading.is_some() || slot {
        &[MarkKind::Emphasis]
    } else {
        &[MarkKind::Emphasis, MarkKind::Strong, MarkKind::Link]
    };
    let span = draft.annotations.tokens.span(entry.from, entry.to);
    let marks = draft.document.marks_in(span).iter();
    let marks = marks.filter(|mark| kinds.contains(&mark.kind) && span.contains(mark.span));
    let tokens = &draft.annotations.tokens;
    let free = |kind: MarkKind, mark: Span| {
        let (from, to) = tokens.range_of(mark);
        let told = |mention: &Mention| {
            // In italics a word may be a post too: `The surveyor under oath`.
            mark.overlaps(mention.span)
                && tells(mention)
                && (kind != MarkKind::Emphasis || !matches!(mention.kind, Kind::Position(_)))
        };
        let house = |mention: &Mention| {
            matches!(mention.kind, Kind::Institution(_) | Kind::Unit)
                && mention.from <= from
                && to <= mention.to
        };
        words(draft, mark) >= 3
            && !draft.mentions_in(from, to).any(|(_, mention)| house(mention))
            && !is_repeated(draft, mark)
            && (kind != MarkKind::Link || !is_button(draft, entry, (from, to)))
            && !draft.mentions_in(from.saturating_sub(REACH), to).any(|(_, mention)| told(mention))
    };
    marks
        .map(|mark| (mark.kind, mark.span.trim(draft.text())))
        .find(|(kind, mark)| free(*kind, *mark))
        .map(|(_, span)| (span, "talk.entry_emphasis", 0.75))
}

/// Who, when, and as what.
pub(crate) fn tells(mention: &Mention) -> bool {
    mention.person().is_some() || mention.date().is_some() || matches!(mention.kind, Kind::Position(_))
}

/// `Save my seat`, the same in every entry, is what one is asked to do.
fn is_repeated(draft: &Draft<'_>, mark: Span) -> bool {
    let text = mark.of(draft.text());
    let marks = &draft.document.marks;
    let at = marks.partition_point(|other| other.span.start < mark.start);
    let near = &marks[at.saturating_sub(AROUND)..marks.len().min(at + AROUND)];
    near.iter().any(|other| other.span.of(draft.text()).trim() == text && !other.span.overlaps(mark))
}

/// How far a mention that overlaps a stretch may begin before it, in tokens.
const REACH: usize = 40;

/// As many marks around one are looked at: those of the entries beside it.
const AROUND: usize = 50;

pub(crate) fn words(draft: &Draft<'_>, span: Span) -> usize {
    let text = span.of(draft.text());
    text.split_whitespace().count()
        + text.chars().filter(|c| crate::annotate::token::is_ideograph(*c)).count() / 2
}
