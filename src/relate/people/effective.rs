//! When a post changes hands: `with effect from 1 May`, `she will take office on`, `he retires on`. Such a day belongs to the person last named before
//! it whose post changes in that way.

use crate::annotate::Mention;
use crate::fact::{Fact, Support};
use crate::records::{AppearanceRole, Change};
use crate::relate::draft::Draft;
use crate::relate::grammar::found::Found;
use crate::relate::people::{posts::Post, roles};

/// Most mentions between a person and the day.
const NEAR: usize = 60;

/// Gives the day of a match to the post that it is about.
pub(crate) fn read(draft: &mut Draft<'_>, found: Found<'_>, relation: &str) {
    let Some(mention) = found.found.part("date").and_then(|range| found.reading.mention(range, b"D")) else {
        return;
    };
    let mention = &draft.annotations.mentions[mention];
    let Some(day) = mention.date().and_then(|date| date.start) else { return };
    let fits = |change: Change| match relation {
        "effective.office" => matches!(change, Change::Appointed | Change::Promoted | Change::Elected),
        "effective.leaves" => matches!(change, Change::Retired | Change::Resigned | Change::Died),
        _ => change != Change::Holds,
    };
    if let Some((person, post)) = changing(draft, found, mention.from, fits) {
        let support = Support::text(mention.span, found.rule, 0.75);
        draft.people.list[person].posts[post].effective = Some(Fact::new(day, support));
    }
}

/// The nearest person before a token, in its block or the one before, or behind it in its sentence, with a post that changes so and has no day.
fn changing(
    draft: &Draft<'_>,
    found: Found<'_>,
    token: usize,
    fits: impl Fn(Change) -> bool,
) -> Option<(usize, usize)> {
    let first = found.reading.block.saturating_sub(1);
    let (start, _) = draft.annotations.tokens.blocks[first];
    let post = |(index, _): (usize, &Mention)| {
        let person = draft.people.of(index)?;
        let open = |post: &Post| fits(post.change) && post.effective.is_none();
        Some((person, draft.people.list[person].posts.iter().position(open)?))
    };
    let mentions = &draft.annotations.mentions;
    let end = mentions.partition_point(|mention| mention.from < token);
    let before = mentions[..end].iter().enumerate().rev().take_while(|(_, mention)| mention.from >= start);
    let behind = draft.mentions_in(token, found.reading.to).take(NEAR);
    before.take(NEAR).find_map(post).or_else(|| behind.into_iter().find_map(post))
}

/// `Ann Lee, Director of the College, retires in May`: the only post that a page gives somebody who leaves is the one that is left, where
/// posts change hands on it (`handed`).
pub(crate) fn leave(draft: &mut Draft<'_>, found: Found<'_>, change: Change, handed: bool) {
    let Some(person) = found.subject(draft) else { return };
    let support = found.span_support(draft, 0.8);
    let person = &mut draft.people.list[person];
    let settled = person.posts.iter().any(|post| post.change != Change::Holds);
    if settled || !handed && change != Change::Died {
        return;
    }
    let mut titled = person.posts.iter_mut().filter(|post| post.title.is_some());
    if let (Some(post), None) = (titled.next(), titled.next()) {
        post.change = change;
    }
    if change == Change::Retired {
        roles::add(&mut person.roles, AppearanceRole::Predecessor, None, support);
    }
}
