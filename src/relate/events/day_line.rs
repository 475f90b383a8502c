//! `5 May 2024, 6 pm, Harrow Public Library, Leeds`: what stands behind the day and the hour in a line that they begin is where the event takes place,
//! if it begins with a house, or is followed by a town. In tables without borders a room stands between the two: `5/18  MH B12  3:30`.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention, PlaceClass};
use crate::relate::draft::Draft;
use crate::relate::events::near::LINE;
use crate::relate::events::venue::place_in;

/// Takes the place from the line of the day of an event.
pub(super) fn read(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let day = draft.events.list[event].start.as_ref().and_then(|start| start.support.first()?.span);
    let tokens = &draft.annotations.tokens;
    let Some(at) = day.map(|day| tokens.range_of(day).0) else { return };
    let (from, to) = tokens.line(at, at + 1, tokens.blocks[tokens.block_of(at)]);
    let (from, to) = within.map_or((from, to), |(first, last)| (from.max(first), to.min(last)));
    if let Some((from, to)) = between(draft, from, to) {
        return place_in(draft, event, (from, to), "event.day_line", 0.6);
    }
    let Some(behind) = opening(draft, from, to) else { return };
    let mark = |at: &usize| {
        let token = tokens.tokens[*at];
        !token.is_word() && token.shape != Shape::Number
    };
    let start = behind + (behind..to).take_while(mark).count();
    // A comma or a dash parts the house from the hour: `6 pm in Leeds` is a sentence's.
    let parted = (behind..start).any(|at| !tokens.tokens[at].is('.') && !tokens.tokens[at].is('\n'));
    let end = (start..to).find(|&at| tokens.tokens[at].is('.') && at + 1 == to).unwrap_or(to);
    if parted && end > start && end - start <= LINE && is_place(draft, start, end) {
        place_in(draft, event, (start, end), "event.day_line", 0.65);
    }
}

/// The room between the day that begins a line and the hour behind it.
fn between(draft: &Draft<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let mut dates = draft.mentions_in(from, to).filter_map(|(_, mention)| Some((mention, mention.date()?)));
    let (first, date) =
        dates.next().filter(|(first, date)| first.from <= from + LEAD && date.start.is_some())?;
    let (start, end) = match date.parts {
        (Some(day), Some(time)) if day.end < time.start => (tokens.range_of(day).1, tokens.range_of(time).0),
        _ => (first.to, dates.find(|(_, date)| date.start.is_none()).map(|(time, _)| time.from)?),
    };
    is_room(draft, start, end.min(to)).then_some((start, end))
}

/// `MH B12`, `204 MILL`: capitals and a number, as rooms are called in short.
fn is_room(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let shapes = || (from..to).map(|at| tokens.tokens[at].shape);
    let short = |shape: Shape| matches!(shape, Shape::Upper | Shape::Mixed | Shape::Number);
    let told = |mention: &Mention| {
        mention.person().is_some() || mention.date().is_some() || mention.event().is_some()
    };
    let digits = (from..to).any(|at| tokens.str(at).bytes().any(|byte| byte.is_ascii_digit()));
    (2..=ROOM).contains(&(to.saturating_sub(from)))
        && shapes().all(short)
        && digits
        && shapes().any(|shape| shape == Shape::Upper)
        && !(from..to).any(|at| tokens.lists_any(at, &[File::Cues, File::Labels, File::Numbers]))
        && !draft.mentions_in(from, to).any(|(_, mention)| told(mention))
}

/// Most tokens of a room.
const ROOM: usize = 3;

/// One past the last day or hour of a line that begins with one.
fn opening(draft: &Draft<'_>, from: usize, to: usize) -> Option<usize> {
    let mut dates =
        draft.mentions_in(from, to).map(|(_, mention)| mention).filter(|mention| mention.date().is_some());
    let first = dates.next().filter(|first| first.from <= from + LEAD)?;
    Some(dates.fold(first.to, |end, date| end.max(date.to)))
}

/// As many tokens may stand before the day: `On Friday,`.
const LEAD: usize = 3;

/// A house begins the stretch, or capitals before a town; nobody is named there, and nothing is told.
fn is_place(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    if is_room(draft, from, to) {
        return true;
    }
    let told = |mention: &Mention| {
        mention.person().is_some()
            || mention.date().is_some()
            || mention.event().is_some()
            || matches!(mention.kind, Kind::Quote { .. })
    };
    let small = |at: &usize| tokens.tokens[*at].shape == Shape::Lower && !tokens.is_connective(*at);
    if draft.mentions_in(from, to).any(|(_, mention)| told(mention))
        || (from..to).filter(small).count() > SMALL
    {
        return false;
    }
    let article = tokens.word_is(from, File::Institutions, "article");
    let first = from + usize::from(article);
    let house = |mention: &Mention| {
        mention.from <= first && matches!(mention.kind, Kind::Institution(_) | Kind::Venue)
    };
    let town = |mention: &Mention| {
        let city = matches!(mention.kind, Kind::Place { class: PlaceClass::City, .. });
        city && mention.from > first + 1 && tokens.tokens[mention.from - 1].is(',') && mention.to + 2 >= to
    };
    let named =
        tokens.tokens[first].is_capitalised() && !tokens.lists_any(first, &[File::Cues, File::Labels]);
    draft.mentions_in(from, to).any(|(_, mention)| house(mention) || named && town(mention))
}

/// Most words in small letters of a place.
const SMALL: usize = 2;
