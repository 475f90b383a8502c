//! Home: the institution whose page it is. It calls its own people by their posts alone, `the Vice-Chancellor`, and a reader knows where.

use rustc_hash::FxHashMap;

use crate::annotate::{File, pointed, points_home};
use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::records::{Change, OrganizerRole};
use crate::relate::draft::Draft;
use crate::relate::people::posts::Post;
use crate::relate::people::{Person, roles};

/// So often named, or named by the page's head or the event, an institution is at home.
const AT_HOME: usize = 3;

/// On a page about a post that changes hands, that is often enough.
const NAMED_AGAIN: usize = 2;

/// What it counts to publish the page, in mentions.
const PUBLISHES: usize = 5;

/// Gives posts that are printed without an institution the one that a noun points to, else that of the page.
pub(crate) fn read(draft: &mut Draft<'_>) {
    point(draft);
    let changes =
        draft.people.list.iter().flat_map(|person| &person.posts).any(|post| post.change != Change::Holds);
    let Some(home) = home(draft, if changes { NAMED_AGAIN } else { AT_HOME }) else { return };
    // Capitals alone may abbreviate what the page is about: only a name in full, three times, is whose page it is.
    let proper = draft.annotations.mentions.iter().enumerate().any(|(index, mention)| {
        mention.institution().is_some_and(|named| !named.part_like)
            && draft.institutions.of(index) == Some(home)
    });
    draft.institutions.list[home].related |=
        proper && draft.institutions.list[home].name.support.len() >= AT_HOME;
    let mut people = std::mem::take(&mut draft.people.list);
    // Who speaks at an event comes from elsewhere as often as not.
    let guest = |person: &Person| !changes && person.roles.iter().any(|role| roles::speaks(role.role.value));
    for post in people.iter_mut().filter(|person| !guest(person)).flat_map(|person| &mut person.posts) {
        let span = post.title.as_ref().and_then(|title| title.support[0].span);
        if let Some(span) = span.filter(|_| is_office(draft, post, changes)) {
            let support = Support::inferred(span, "post.page_institution", 0.6);
            post.institution = Some(Fact::new(home, support));
            draft.institutions.list[home].related = true;
        }
    }
    draft.people.list = people;
}

/// `the rector of the university`: the university that is named before, else the one that is named at all.
fn point(draft: &mut Draft<'_>) {
    let tokens = &draft.annotations.tokens;
    let noun = |post: &Post| {
        let span = post.title.as_ref().filter(|_| post.institution.is_none() && post.unit.is_none())?.support
            [0]
        .span?;
        pointed(tokens, tokens.range_of(span).1, tokens.tokens.len())
    };
    let posts = draft.people.list.iter().enumerate().flat_map(|(person, known)| {
        known.posts.iter().enumerate().filter_map(move |(post, said)| Some((person, post, noun(said)?)))
    });
    let posts: Vec<(usize, usize, (usize, usize))> = posts.collect();
    if posts.is_empty() {
        return;
    }
    let named = Named::of(draft);
    for (person, post, (from, to)) in posts {
        let span = draft.annotations.tokens.span(from, to);
        if let Some(id) = named.at(&fold(span.of(draft.text())), from) {
            let support = Support::inferred(span, "post.named_before", 0.7);
            draft.people.list[person].posts[post].institution = Some(Fact::new(id, support));
            draft.institutions.list[id].related = true;
        }
    }
}

/// Where the page names institutions, by each word of their names.
struct Named(FxHashMap<String, Vec<(usize, usize)>>);

impl Named {
    fn of(draft: &Draft<'_>) -> Self {
        let mut words: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
        for (index, mention) in draft.annotations.mentions.iter().enumerate() {
            let Some(id) = draft.institutions.of(index) else { continue };
            for word in fold(&draft.institutions.list[id].name.value).split(' ') {
                words.entry(word.to_owned()).or_default().push((mention.from, id));
            }
        }
        Self(words)
    }

    /// The institution with that word in its name that is named last before a token; behind it only where there is no other.
    fn at(&self, noun: &str, token: usize) -> Option<usize> {
        let places = self.0.get(noun).or_else(|| self.0.get(noun.strip_suffix('s')?))?;
        let before = places.partition_point(|(at, _)| *at < token);
        let only = places.iter().all(|(_, id)| *id == places[0].1);
        before.checked_sub(1).map(|last| places[last].1).or_else(|| only.then_some(places[0].1))
    }
}

/// The institution that publishes the page or holds the event, or that it names most; none where two are as good.
fn home(draft: &Draft<'_>, least: usize) -> Option<usize> {
    let mut scores = vec![0; draft.institutions.list.len()];
    for (index, _) in draft.annotations.mentions.iter().enumerate() {
        if let Some(id) = draft.institutions.of(index) {
            scores[id] += 1;
        }
    }
    let publisher = draft.head.publisher.as_ref().map(|publisher| fold(&publisher.value));
    for (id, institution) in draft.institutions.list.iter().enumerate() {
        let names = [Some(&institution.name), institution.abbreviation.as_ref()];
        let publishes = names.into_iter().flatten().any(|name| Some(fold(&name.value)) == publisher);
        let holds = draft.events.list.iter().flat_map(|event| &event.organizers).any(|(known, role, _)| {
            *known == id && matches!(role, OrganizerRole::Organizer | OrganizerRole::Host)
        });
        scores[id] += if publishes { PUBLISHES } else { 0 } + if holds { AT_HOME } else { 0 };
    }
    let best = (0..scores.len()).max_by_key(|&id| (scores[id], std::cmp::Reverse(id)))?;
    let rivals = scores.iter().filter(|score| **score == scores[best]).count();
    (scores[best] >= least && rivals == 1).then_some(best)
}

/// A post that somebody gives: not `poet`, and in small letters only where the page is about posts.
fn is_office(draft: &Draft<'_>, post: &Post, changes: bool) -> bool {
    let Some(span) = post.title.as_ref().and_then(|title| title.support[0].span) else { return false };
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(span);
    let occupation = |at: usize| {
        tokens.longest(at, File::Positions, "head").is_some_and(|(_, sense)| sense.value == "occupation")
    };
    let pointed = points_home(tokens, to, tokens.tokens.len());
    let written = changes || pointed || tokens.tokens[from].is_capitalised();
    post.institution.is_none() && written && !(from..to).any(occupation)
}
