//! Places on lines below: `14–16 June 1999` over `Fenwick College, Leeds`, `Room 204` over `Mill Hall`.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention};
use crate::relate::draft::Draft;
use crate::relate::events::near::LINE;
use crate::relate::events::venue::place_in;

/// `Room 204` over `Mill Hall`: one past the house on the line below a room that has a line of its own.
pub(super) fn house(draft: &Draft<'_>, room: (usize, usize)) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let block = tokens.blocks[tokens.block_of(room.0)];
    let bare = (room.0..room.1).all(|at| {
        tokens.tokens[at].shape == Shape::Number || tokens.longest(at, File::Labels, "venue").is_some()
    });
    let (from, end) = tokens.line(room.0, room.1, block);
    let (below, to) = tokens.line(end + 1, end + 2, block);
    let alone = bare && (from, end) == room && below == end + 1 && to <= block.1;
    let house = |mention: &Mention| {
        matches!(mention.kind, Kind::Venue | Kind::Institution(_))
            && mention.from == below
            && mention.to == to
    };
    (alone && draft.mentions_in(below, to).any(|(_, mention)| house(mention))).then_some(to)
}

/// `14–16 June 1999` over `Fenwick College, Leeds`: the line below that of the day, where it begins with an institution and is no sentence.
pub(super) fn read(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let tokens = &draft.annotations.tokens;
    let day = draft.events.list[event].start.as_ref().and_then(|start| start.support.first()?.span);
    // A day and the hours below it are told together.
    let last = day.map(|day| tokens.range_of(day)).filter(|(from, to)| from < to);
    let Some(at) = last.map(|(_, to)| to - 1) else { return };
    let block = tokens.blocks[tokens.block_of(at)];
    let (from, end) = tokens.line(at, at + 1, block);
    let short = end - from <= LINE;
    let (from, to) = tokens.line(end + 1, end + 2, block);
    let inside =
        to <= block.1 && from > end && within.is_none_or(|(first, last)| first <= from && to <= last);
    if !short || !inside || to - from > LINE || tokens.tokens[to - 1].is('.') {
        return;
    }
    let house = |mention: &Mention| {
        matches!(mention.kind, Kind::Institution(_) | Kind::Venue) && mention.from <= from + 1
    };
    let small = |at: &usize| tokens.tokens[*at].shape == Shape::Lower && !tokens.is_connective(*at);
    let told = (from..to).filter(small).count() > SMALL
        || draft
            .mentions_in(from, to)
            .any(|(_, mention)| mention.person().is_some() || mention.date().is_some());
    // `Fenwick College, sponsored by …` says who, not where.
    let gives = |at: usize| tokens.cues(at).any(|class| matches!(class, "sponsor" | "partner" | "organize"));
    let told = told || (from..to).any(gives);
    if !told && draft.mentions_in(from, to).any(|(_, mention)| house(mention)) {
        let to = self::house(draft, (from, to)).unwrap_or(to);
        place_in(draft, event, (from, to), "event.line_below", 0.65);
    }
}

/// Most words in small letters of a line that is no sentence.
const SMALL: usize = 3;
