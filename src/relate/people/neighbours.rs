//! Neighbours: a line that holds nothing but a person, and the line or cell beside it that holds nothing but a post or an institution.
//! Cards, captions, programmes and speaker lists say it so, without a verb or a comma.

use crate::annotate::File;
use crate::annotate::token::Shape;
use crate::fact::{Fact, Support};
use crate::parse::BlockKind;
use crate::relate::draft::Draft;
use crate::relate::events::when::event_at;
use crate::relate::fields::names_somebody;
use crate::relate::grammar::items::{Item, Reading};
use crate::relate::people::{self, posts, roles};

/// Binds lines of posts and institutions to the person on the line before.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let readings = std::mem::take(&mut draft.readings);
    for index in 0..readings.len() {
        let Some(person) = lone_person(draft, &readings[index]) else { continue };
        role_below(draft, &readings, index, person);
        let known = draft.people.list[person].posts.len();
        for next in readings[index + 1..].iter().take(3) {
            if !is_home(draft, next) || next.block > readings[index].block + 2 {
                break;
            }
            bind(draft, next, person, known);
        }
    }
    draft.readings = readings;
}

/// `Ann Lee`, and below it `Organizer`: a label whole, of one person.
fn role_below(draft: &mut Draft<'_>, readings: &[Reading], index: usize, person: usize) {
    let Some(next) = readings.get(index + 1).filter(|next| next.block <= readings[index].block + 1) else {
        return;
    };
    let tokens = &draft.annotations.tokens;
    let marks = (next.from..next.to).rev().take_while(|&at| !tokens.tokens[at].is_word()).count();
    let mut whole = tokens.hits(next.from).iter().filter(|hit| hit.to + marks == next.to);
    let role = whole
        .find_map(|hit| hit.of(File::Labels))
        .filter(|sense| names_somebody(sense.class))
        .and_then(|sense| roles::labelled(sense.class));
    let plural = readings.get(index + 2).is_some_and(|after| lone_person(draft, after).is_some())
        && index.checked_sub(1).is_none_or(|before| lone_person(draft, &readings[before]).is_none());
    let Some(role) = role.filter(|_| !plural) else { return };
    let support = Support::text(tokens.span(next.from, next.to - marks), "role.line_below", 0.75);
    let event = event_at(draft, next.from);
    roles::add(&mut draft.people.list[person].roles, role, event, support);
}

/// The person of a line that names nobody and nothing else.
fn lone_person(draft: &Draft<'_>, reading: &Reading) -> Option<usize> {
    let people = reading.mentions((0, reading.items.len()), b"N");
    let [mention] = people[..] else { return None };
    let others = reading.items.iter().filter(|item| item.symbol != b'N').all(|item| {
        let token = draft.annotations.tokens.tokens[item.from];
        matches!(token.shape, Shape::Mark(_))
            || draft.annotations.tokens.longest(item.from, File::Labels, "speaker").is_some()
    });
    others.then(|| draft.people.of(mention)).flatten()
}

/// A line of posts, units, institutions and places with the small words between them.
fn is_home(draft: &Draft<'_>, reading: &Reading) -> bool {
    let telling = reading.items.iter().any(|item| matches!(item.symbol, b'P' | b'I' | b'U'));
    telling && reading.others(&draft.annotations.tokens, b"PIUACJYSX") == 0
}

/// Gives a person what a line says; a home below a post without one is the home of that post. The posts from `known` on are of these lines.
fn bind(draft: &mut Draft<'_>, reading: &Reading, person: usize, known: usize) {
    let range = (0, reading.items.len());
    let has_post = reading.items.iter().any(|item| item.symbol == b'P');
    let list = if has_post {
        let mut list =
            posts::read(draft.annotations, reading, range, "post.line_below", &mut draft.institutions);
        list.retain(|post| !post.past);
        if let Some(house) = house(draft, reading) {
            for post in list.iter_mut().filter(|post| post.institution.is_none()) {
                post.institution = Some(house.clone());
            }
        }
        list
    } else {
        posts::affiliations(draft.annotations, reading, range, "home.line_below", &mut draft.institutions)
    };
    let posts = &mut draft.people.list[person].posts;
    for post in list {
        let homeless =
            posts.iter_mut().skip(known).find(|above| above.title.is_some() && above.institution.is_none());
        match homeless.filter(|_| post.title.is_none() && post.institution.is_some()) {
            Some(above) => {
                above.institution = post.institution;
                above.unit = above.unit.take().or(post.unit);
            }
            None => people::add(posts, post),
        }
    }
}

/// `VP of Product, Frostline Sensors`: capitals of two words or more that end a line of posts, behind a comma, say where.
fn house(draft: &mut Draft<'_>, reading: &Reading) -> Option<Fact<usize>> {
    let tokens = &draft.annotations.tokens;
    let mark = |item: &Item| !tokens.tokens[item.from].is_word();
    let last = reading.items.iter().rposition(|item| !mark(item))?;
    let (item, before) = (&reading.items[last], reading.items.get(last.checked_sub(1)?)?);
    let named = item.symbol == b'X' && item.to > item.from + 1 && tokens.tokens[before.from].is(',');
    let mention = item.mention.filter(|_| named)?;
    let id = draft.institutions.relate(draft.annotations, mention, "post.line_below");
    let span = draft.annotations.mentions[mention].span;
    Some(Fact::new(id, Support::text(span, "post.line_below", 0.65)))
}

/// True for a person named in a line, a cell or an item that holds nobody and nothing else.
pub(crate) fn stands_alone(draft: &Draft<'_>, mention: usize) -> bool {
    let token = draft.annotations.mentions[mention].from;
    let index = draft.readings.partition_point(|reading| reading.to <= token);
    let kind = |block: usize| {
        matches!(
            draft.document.blocks[block].kind,
            BlockKind::ListItem { .. }
                | BlockKind::Cell(_)
                | BlockKind::Heading(_)
                | BlockKind::Definition
                | BlockKind::Preformatted
                | BlockKind::Paragraph
        )
    };
    draft
        .readings
        .get(index)
        .is_some_and(|reading| kind(reading.block) && lone_person(draft, reading).is_some())
}
