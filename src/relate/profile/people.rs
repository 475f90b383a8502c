//! The people that a profile gives, with their posts, talks and roles. It names everybody who has one of the roles of its rows: who else
//! was found in such a role has it no more.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::annotate::whole_person;
use crate::fact::Fact;
use crate::normalize::{fold, name_text};
use crate::profile::Row;
use crate::records::{AppearanceRole, Change, Table};
use crate::relate::draft::Draft;
use crate::relate::people::posts::Post;
use crate::relate::people::roles::{self, Role, Talk};
use crate::relate::profile::{replace, talks, value};

/// Marks behind which something else than a name may stand.
const MARKS: [char; 8] = [',', '(', ';', ':', '|', '–', '—', '/'];

/// Whom and what the profile named so far.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Each with the events of the rows.
    people: BTreeMap<usize, BTreeSet<Option<usize>>>,
    /// The talks, in the order of the rows.
    talks: Vec<usize>,
    said: BTreeSet<usize>,
    /// Talks by their folded titles, those that were found among them.
    titles: FxHashMap<String, usize>,
    /// Roles of rows with a selector of their own.
    roles: BTreeSet<AppearanceRole>,
    repeated: bool,
}

impl Named {
    /// The talk of a folded title, as found or new.
    pub(super) fn titled(&mut self, title: &str, talks: &mut Vec<Talk>, new: impl FnOnce() -> Talk) -> usize {
        if self.titles.is_empty() {
            for (index, talk) in talks.iter().enumerate() {
                self.titles.entry(fold(&talk.title.value)).or_insert(index);
            }
        }
        let index = *self.titles.entry(title.to_owned()).or_insert_with(|| {
            talks.push(new());
            talks.len() - 1
        });
        if self.said.insert(index) {
            self.talks.push(index);
        }
        index
    }

    /// Takes from the draft who and what the profile does not name.
    pub(super) fn settle(self, draft: &mut Draft<'_>) {
        if !self.talks.is_empty() {
            talks::keep(draft, &self.talks);
        }
        for (index, person) in draft.people.list.iter_mut().enumerate().filter(|_| self.repeated) {
            let named = self.people.get(&index);
            person.roles.retain(|role| {
                let claimed = self.roles.contains(&role.role.value);
                // Whose event no row tells keeps that which was found.
                !claimed || named.is_some_and(|events| events.contains(&role.event) || events.contains(&None))
            });
            person.relevant &= named.is_some() || !person.roles.is_empty();
        }
        draft.people.arrange(draft.annotations);
    }
}

/// Puts the person of a row into the draft.
pub(super) fn person(
    draft: &mut Draft<'_>,
    row: &Row<'_>,
    event: Option<usize>,
    talk: Option<usize>,
    named: &mut Named,
) {
    let Some(index) = find(draft, row, named) else { return };
    let first = !named.people.contains_key(&index);
    named.people.entry(index).or_default().insert(event);
    draft.people.list[index].relevant = true;
    let posts: Vec<&Row<'_>> = row.below(Table::Positions).collect();
    if !posts.is_empty() {
        let known = if first { std::mem::take(&mut draft.people.list[index].posts) } else { Vec::new() };
        let read = positions(draft, &posts, known);
        draft.people.list[index].posts.extend(read);
    }
    let given: Vec<usize> =
        row.below(Table::Talks).filter_map(|row| talks::talk(draft, row, event, named)).collect();
    let talk = talk.or(given.first().copied());
    appear(draft, row, index, (event, talk), named);
    for talk in given.into_iter().skip(1) {
        let more = draft.people.list[index].roles.iter().find(|role| role.event == event).cloned();
        draft.people.list[index].roles.extend(more.map(|role| Role { talk: Some(talk), ..role }));
    }
}

/// The person that a row names.
fn find(draft: &mut Draft<'_>, row: &Row<'_>, named: &Named) -> Option<usize> {
    let read = row.all("name").next()?;
    let text = value::Text::new(draft, &name_text(&read.text));
    let people = &mut draft.people;
    let index = text.read(|annotations| {
        // The recogniser knows where a name ends; where nothing else can be in the text, or it sees none, all of it is one.
        let whole = (!read.text.contains(MARKS)).then(|| whole_person(&annotations.tokens)).flatten();
        let seen = annotations
            .mentions
            .iter()
            .find(|mention| mention.from == 0)
            .and_then(|mention| mention.person());
        let mention = whole.or_else(|| seen.cloned()).or_else(|| whole_person(&annotations.tokens))?;
        Some(people.adopt(annotations, &mention, &read.support, |index| named.people.contains_key(&index)))
    })?;
    let person = &mut draft.people.list[index];
    replace(&mut person.given, value::text(row, "given_name"));
    replace(&mut person.family, value::text(row, "family_name"));
    for (known, column) in [(&mut person.honorifics, "honorifics"), (&mut person.aliases, "aliases")] {
        let said = value::list(row, column);
        if !said.is_empty() {
            *known = said;
        }
    }
    Some(index)
}

/// The posts of rows; each takes what was found of the post it is.
fn positions(draft: &mut Draft<'_>, rows: &[&Row<'_>], mut known: Vec<Post>) -> Vec<Post> {
    let mut posts = Vec::new();
    for row in rows {
        let said = Post {
            title: value::text(row, "title"),
            institution: institution(draft, row),
            unit: value::text(row, "unit"),
            effective: value::day(draft, row, "effective_on"),
            ..none()
        };
        if said.title.is_none() && said.institution.is_none() && said.unit.is_none() {
            continue;
        }
        let partial = said.title.is_none() || said.institution.is_none();
        let alike = known.iter().position(|post| is_same(post, &said));
        let at = alike.or_else(|| (partial && known.len() == 1).then_some(0));
        let mut post = merge(at.map_or_else(none, |at| known.remove(at)), said);
        post.change = value::word(draft, row, "change").map_or(post.change, |change| change.value);
        posts.push(post);
    }
    posts
}

/// One title, one institution, or both where both are told.
fn is_same(post: &Post, said: &Post) -> bool {
    let titled = post.title.as_ref().zip(said.title.as_ref()).map(|(a, b)| fold(&a.value) == fold(&b.value));
    let housed = post.institution.as_ref().zip(said.institution.as_ref()).map(|(a, b)| a.value == b.value);
    titled.or(housed).is_some() && titled.unwrap_or(true) && housed.unwrap_or(true)
}

fn merge(mut post: Post, said: Post) -> Post {
    post.head = said.title.as_ref().map_or(post.head, |title| fold(&title.value));
    replace(&mut post.title, said.title);
    replace(&mut post.unit, said.unit);
    replace(&mut post.institution, said.institution);
    replace(&mut post.effective, said.effective);
    post
}

fn none() -> Post {
    Post {
        title: None,
        head: String::new(),
        unit: None,
        institution: None,
        change: Change::Holds,
        effective: None,
        past: false,
    }
}

/// The institution that a post is at.
fn institution(draft: &mut Draft<'_>, row: &Row<'_>) -> Option<Fact<usize>> {
    let name = value::text(row, "institution")?;
    let support = name.support[0].clone();
    let text = value::Text::new(draft, &name.value);
    let institutions = &mut draft.institutions;
    let id = text.read(|annotations| Some(institutions.adopt(annotations, &name)))?;
    if let Some(country) = value::country(draft, row) {
        draft.institutions.list[id].country = Some(country);
    }
    Some(Fact::new(id, support))
}

/// The role of the person: as a row below says, else as found, else who is named at an event speaks there.
fn appear(
    draft: &mut Draft<'_>,
    row: &Row<'_>,
    index: usize,
    at: (Option<usize>, Option<usize>),
    named: &mut Named,
) {
    let (event, talk) = at;
    let Some(support) = value::support(row) else { return };
    let place = support.span.map_or(u32::MAX / 2 + named.people.len() as u32, |span| span.start);
    let said: Vec<Fact<AppearanceRole>> =
        row.below(Table::Appearances).filter_map(|row| value::word(draft, row, "role")).collect();
    let list = &mut draft.people.list[index].roles;
    if !said.is_empty() {
        list.retain(|role| role.event != event || named.roles.contains(&role.role.value));
    }
    let known = list.iter().any(|role| role.event == event);
    let speaks = event.is_some() || talk.is_some();
    if said.is_empty() && !known && speaks {
        roles::add(list, AppearanceRole::Speaker, event, support);
    }
    for role in said {
        let support = role.support[0].clone();
        roles::add(list, role.value, event, support);
    }
    for role in list.iter_mut().filter(|role| role.event == event) {
        role.talk = talk.or(role.talk);
        role.at = place;
        if row.repeated {
            named.roles.insert(role.role.value);
        }
    }
    named.repeated |= row.repeated;
}
