//! Homes in parentheses: `keynotes by Ann Lee (Harrow) and Maria Lopez (Fenwick College)`. Where a page tells of several people so, and one of
//! the parentheses holds an institution, a bare name or a town in another is short for one. In a list of talks most of them are towns: `Ann Lee (Leeds)`.

use crate::annotate::{Kind, Mention, PlaceClass};
use crate::relate::draft::Draft;
use crate::relate::people::entries;

/// As many people with a parenthesis tell what parentheses hold.
const FEW: usize = 2;
/// As many talks, and as many people with a parenthesis, tell that towns are short for institutions.
const MANY: usize = 3;
/// Longest of these parentheses, in tokens.
const LONGEST: usize = 8;

/// A person and the tokens in the parenthesis behind the name.
type Aside = (usize, (usize, usize));

/// Gives people the homes that their parentheses name.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let asides = asides(draft);
    let telling = |(_, slot): &&Aside| holds_institution(draft, *slot);
    let listed = draft.events.list.iter().filter(|event| event.entry.is_some()).count() >= MANY;
    let towns = asides.iter().filter(|(_, slot)| is_town(draft, *slot)).count();
    let of_towns = listed && asides.len() >= MANY && 2 * towns >= asides.len();
    if asides.len() < FEW || !(of_towns || asides.iter().any(|aside| telling(&aside))) {
        return;
    }
    let bare: Vec<Aside> = asides.iter().filter(|aside| !telling(aside)).copied().collect();
    for (person, slot) in bare {
        entries::institution(draft, person, slot, true);
    }
}

/// The people of the page whose names a short parenthesis follows, who belong nowhere yet or just there.
fn asides(draft: &Draft<'_>) -> Vec<Aside> {
    let tokens = &draft.annotations.tokens;
    let mark = |at: usize, marks: [char; 2]| {
        tokens.tokens.get(at).is_some_and(|token| marks.iter().any(|mark| token.is(*mark)))
    };
    let named =
        draft.annotations.mentions.iter().enumerate().filter(|(_, mention)| mention.person().is_some());
    let aside = |(index, mention): (usize, &Mention)| {
        let person = draft.people.of(index).filter(|_| mark(mention.to, ['(', '（']))?;
        let from = mention.to + 1;
        let to = (from..from + LONGEST).find(|&at| mark(at, [')', '）']))?;
        (from < to).then_some((person, (from, to)))
    };
    named.filter_map(aside).collect()
}

fn holds_institution(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    draft.mentions_in(from, to).any(|(_, mention)| matches!(mention.kind, Kind::Institution(_)))
}

/// Nothing but a town.
fn is_town(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let whole = |mention: &Mention| mention.from == from && mention.to == to;
    let town = |mention: &Mention| matches!(mention.kind, Kind::Place { class: PlaceClass::City, .. });
    draft.mentions_in(from, to).any(|(_, mention)| whole(mention) && town(mention))
}
