//! The rows of people, their positions and their appearances.

use std::collections::HashMap;

use crate::fact::Fact;
use crate::normalize::fold;
use crate::records::{Appearance, Id, NameOrder, Person, Position, Table};
use crate::relate::people::roles::Role;
use crate::relate::people::{self, posts::Post};
use crate::relate::rows::{Cut, Place, any_kept};

impl Cut<'_, '_> {
    pub(super) fn people(
        &mut self,
        institutions: &[Option<Id>],
        events: &[Option<Id>],
        talks: &[Option<Id>],
    ) {
        let announcement = self.announcement_id.to_string();
        let mut sequences: HashMap<(Option<usize>, u32), u32> = HashMap::new();
        let mut order: Vec<(Option<usize>, u32)> = self
            .draft
            .people
            .list
            .iter()
            .flat_map(|person| &person.roles)
            .map(|role| (role.event, role.at))
            .collect();
        order.sort_unstable();
        order.dedup();
        let mut counts: HashMap<Option<usize>, u32> = HashMap::new();
        for (event, at) in order {
            let count = counts.entry(event).or_default();
            *count += 1;
            sequences.insert((event, at), *count);
        }
        for person in &self.draft.people.list {
            if !person.relevant || !self.keeps(Table::People, "name", &person.name) {
                continue;
            }
            let id = Id::new(Table::People, &[&fold(&person.name.value), &announcement]);
            if self.is_new(id) {
                self.person(id, person);
            }
            let positions: Vec<Id> =
                person.posts.iter().filter_map(|post| self.position(id, post, institutions)).collect();
            for role in &person.roles {
                let sequence = sequences.get(&(role.event, role.at)).copied();
                self.appearance(id, role, (events, talks), positions.first().copied(), sequence);
            }
        }
    }

    fn person(&mut self, id: Id, person: &people::Person) {
        let table = Table::People;
        let mut row = Person {
            person_id: id,
            name: self.take(table, id, "name", Some(&person.name)).unwrap_or_default(),
            given_name: self.take(table, id, "given_name", person.given.as_ref()),
            family_name: self.take(table, id, "family_name", person.family.as_ref()),
            name_order: NameOrder::Unknown,
            honorifics: self.list(table, id, "honorifics", &person.honorifics),
            aliases: self.list(table, id, "aliases", &person.aliases),
        };
        let order = self.word((table, id, "name_order"), Some(&person.order), NameOrder::as_str);
        row.name_order = order.unwrap_or(NameOrder::Unknown);
        self.tables.people.push(row);
    }

    pub(super) fn position(&mut self, person: Id, post: &Post, institutions: &[Option<Id>]) -> Option<Id> {
        if !self.keeps_post(post) {
            return None;
        }
        let home = post.institution.as_ref();
        let institution_id = home.and_then(|home| institutions[home.value]);
        let title = post.title.as_ref().map(|title| fold(&title.value)).unwrap_or_default();
        let institution = institution_id.map(|id| id.to_string()).unwrap_or_default();
        let key = [
            self.announcement_id.to_string(),
            person.to_string(),
            institution,
            title,
            post.change.as_str().to_owned(),
        ];
        let id = Id::new(Table::Positions, &key.each_ref().map(String::as_str));
        if !self.is_new(id) {
            return Some(id);
        }
        let table = Table::Positions;
        let row = Position {
            position_id: id,
            announcement_id: self.announcement_id,
            person_id: person,
            title: self.take(table, id, "title", post.title.as_ref()),
            unit: self.take(table, id, "unit", post.unit.as_ref()),
            institution_id: home.filter(|home| self.keeps(table, "institution_id", home)).and(institution_id),
            change: post.change,
            effective_on: self.take(table, id, "effective_on", post.effective.as_ref()),
        };
        if let Some(institution) = home.filter(|home| self.keeps(table, "institution_id", home)) {
            let name = self.draft.institutions.list[institution.value].name.value.clone();
            let fact = Fact { value: name, support: institution.support.clone() };
            self.evidence(Place { table, row: id, field: "institution_id", item: None }, &fact);
        }
        let support = post
            .title
            .as_ref()
            .map(|title| &title.support)
            .or(post.institution.as_ref().map(|institution| &institution.support))
            .or(post.unit.as_ref().map(|unit| &unit.support));
        if let Some(support) = support.cloned() {
            self.evidence(
                Place { table, row: id, field: "change", item: None },
                &Fact { value: post.change.as_str(), support },
            );
        }
        self.tables.positions.push(row);
        Some(id)
    }

    /// A post is nothing without its title, its unit and its institution, where it has them.
    fn keeps_post(&self, post: &Post) -> bool {
        any_kept([
            post.title.as_ref().map(|fact| self.keeps(Table::Positions, "title", fact)),
            post.unit.as_ref().map(|fact| self.keeps(Table::Positions, "unit", fact)),
            post.institution.as_ref().map(|fact| self.keeps(Table::Positions, "institution_id", fact)),
        ])
    }

    pub(super) fn appearance(
        &mut self,
        person: Id,
        role: &Role,
        ids: (&[Option<Id>], &[Option<Id>]),
        position: Option<Id>,
        sequence: Option<u32>,
    ) {
        if !self.keeps(Table::Appearances, "role", &role.role) {
            return;
        }
        let (events, talks) = ids;
        let event_id = role.event.and_then(|event| events.get(event).copied().flatten());
        let talk_id = role.talk.and_then(|talk| talks.get(talk).copied().flatten());
        let shown = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
        let key = [
            self.announcement_id.to_string(),
            shown(event_id),
            person.to_string(),
            role.role.value.as_str().to_owned(),
            shown(talk_id),
        ];
        let id = Id::new(Table::Appearances, &key.each_ref().map(String::as_str));
        if !self.is_new(id) {
            return;
        }
        let fact = Fact { value: role.role.value.as_str(), support: role.role.support.clone() };
        self.evidence(Place { table: Table::Appearances, row: id, field: "role", item: None }, &fact);
        self.tables.appearances.push(Appearance {
            appearance_id: id,
            announcement_id: self.announcement_id,
            event_id,
            person_id: person,
            role: role.role.value,
            talk_id,
            position_id: position,
            sequence: role.sequence.or(sequence.filter(|_| event_id.is_some())),
        });
    }
}
