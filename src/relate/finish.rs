//! The end of relate: rows are cut from the draft, with ids, and one row of evidence for every value.

use std::collections::HashMap;
use std::fmt::Display;

use crate::normalize::fold;
use crate::parse::ElementId;
use crate::records::{
    Announcement, Appearance, Deadline, Event, EventOrganizer, Evidence, Finding, Id, Institution, PageInfo,
    PageRecord, Person, Position, SCHEMA_VERSION, Table, Tables, Talk,
};
use crate::relate::draft::Draft;
use crate::relate::fact::{Fact, Support};
use crate::relate::findings;
use crate::relate::posts::Post;
use crate::relate::roles::Role;

/// Cuts the rows of a page.
pub(crate) fn finish(draft: &Draft<'_>, min_confidence: f32) -> PageRecord {
    let document = draft.document;
    let page = PageInfo {
        source: document.source.clone(),
        url: document.url.clone(),
        content_sha256: document.content_sha256.clone(),
        language: document.language.clone(),
        profile: None,
    };
    let key = document.url.clone().unwrap_or_else(|| match document.source.as_str() {
        "" | "-" => document.content_sha256.clone(),
        path => path.to_owned(),
    });
    let announcement_id = Id::new(Table::Announcements, &[&key]);
    let mut cut =
        Cut { draft, tables: Tables::default(), announcement_id, locators: HashMap::new(), min_confidence };
    if !findings::is_empty(draft) {
        cut.announcement();
        let ids = cut.institutions();
        let events = cut.events(&ids);
        cut.deadlines(&events);
        let talks = cut.talks(&events);
        cut.people(&ids, &events, &talks);
    }
    cut.findings();
    let rivals = cut.rivals();
    PageRecord { schema_version: SCHEMA_VERSION, page, tables: cut.tables, rivals }
}

/// A value's place in the tables.
#[derive(Clone, Copy)]
struct Place {
    table: Table,
    row: Id,
    field: &'static str,
    item: Option<u32>,
}

struct Cut<'d, 'a> {
    draft: &'d Draft<'a>,
    tables: Tables,
    announcement_id: Id,
    locators: HashMap<ElementId, String>,
    /// Optional values below it are left out; what names a row stays.
    min_confidence: f32,
}

impl Cut<'_, '_> {
    fn evidence<T: Display>(&mut self, place: Place, fact: &Fact<T>) {
        let value = fact.value.to_string();
        for (index, support) in fact.support.iter().take(4).enumerate() {
            let confidence = if index == 0 { fact.confidence() } else { support.confidence };
            let row = self.row(place, value.clone(), support, confidence);
            self.tables.evidence.push(row);
        }
    }

    fn row(&mut self, place: Place, value: String, support: &Support, confidence: f32) -> Evidence {
        let text = &self.draft.document.text;
        let element = support
            .element
            .or_else(|| support.span.and_then(|span| self.draft.document.map.element_at(span.start)));
        Evidence {
            in_table: place.table,
            row_id: place.row,
            field: place.field.to_owned(),
            item: place.item,
            value,
            announcement_id: self.announcement_id,
            origin: support.origin,
            locator: element.map(|element| self.locator(element)),
            start_byte: support.span.map(|span| span.start),
            end_byte: support.span.map(|span| span.end),
            quote: support
                .quote
                .clone()
                .unwrap_or_else(|| support.span.map_or_else(String::new, |span| span.of(text).to_owned())),
            rule: support.rule.to_owned(),
            confidence,
        }
    }

    fn locator(&mut self, element: ElementId) -> String {
        let map = &self.draft.document.map;
        self.locators.entry(element).or_insert_with(|| map.css_path(element)).clone()
    }

    /// The value of an optional fact, with its evidence.
    fn take<T: Clone + Display>(
        &mut self,
        table: Table,
        row: Id,
        field: &'static str,
        fact: Option<&Fact<T>>,
    ) -> Option<T> {
        let names_row = field == "name" && table != Table::Events
            || field == "title" && table == Table::Talks
            || table == Table::Deadlines;
        let fact = fact.filter(|fact| names_row || fact.confidence() >= self.min_confidence)?;
        self.evidence(Place { table, row, field, item: None }, fact);
        Some(fact.value.clone())
    }

    /// A word of a vocabulary, with its evidence.
    fn word<T: Copy>(
        &mut self,
        place: (Table, Id, &'static str),
        fact: Option<&Fact<T>>,
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let fact = fact?;
        let (table, row, field) = place;
        let shown = Fact { value: word(fact.value), support: fact.support.clone() };
        self.evidence(Place { table, row, field, item: None }, &shown);
        Some(fact.value)
    }

    fn list(&mut self, table: Table, row: Id, field: &'static str, facts: &[Fact<String>]) -> Vec<String> {
        for (index, fact) in facts.iter().enumerate() {
            self.evidence(Place { table, row, field, item: Some(index as u32) }, fact);
        }
        facts.iter().map(|fact| fact.value.clone()).collect()
    }

    fn announcement(&mut self) {
        let (table, id) = (Table::Announcements, self.announcement_id);
        let head = &self.draft.head;
        let document = self.draft.document;
        let row = Announcement {
            announcement_id: id,
            source: document.source.clone(),
            url: document.url.clone(),
            title: self.take(table, id, "title", head.title.as_ref()),
            published_on: self.take(table, id, "published_on", head.published.as_ref()),
            modified_on: self.take(table, id, "modified_on", head.modified.as_ref()),
            language: document.language.clone(),
            publisher: self.take(table, id, "publisher", head.publisher.as_ref()),
            authors: self.list(table, id, "authors", &head.authors),
            kind: self.word(
                (table, id, "kind"),
                head.kind.as_ref(),
                crate::records::AnnouncementKind::as_str,
            ),
            profile: None,
            content_sha256: document.content_sha256.clone(),
            gone: false,
        };
        if let Some(language) = &row.language {
            let span = document.blocks.first().map(|block| block.span).unwrap_or_default();
            let fact = Fact::new(language.clone(), Support::inferred(span, "language.detected", 0.9));
            self.evidence(Place { table, row: id, field: "language", item: None }, &fact);
        }
        if let (Some(url), Some(canonical)) =
            (&row.url, document.metadata.first("canonical").or_else(|| document.metadata.first("og:url")))
        {
            let fact = Fact::new(
                url.clone(),
                Support::metadata(canonical.element, &canonical.value, "canonical", 0.95),
            );
            self.evidence(Place { table, row: id, field: "url", item: None }, &fact);
        }
        self.tables.announcements.push(row);
    }

    /// Rows of the institutions that something relates to, and of those they are parts of.
    fn institutions(&mut self) -> Vec<Option<Id>> {
        let list = &self.draft.institutions.list;
        let mut wanted: Vec<bool> = list.iter().map(|institution| institution.related).collect();
        for index in 0..list.len() {
            if let Some((whole, _)) = list[index].parent.as_ref().filter(|_| wanted[index]) {
                wanted[*whole] = true;
            }
        }
        let announcement = self.announcement_id.to_string();
        let ids: Vec<Option<Id>> = list
            .iter()
            .zip(&wanted)
            .map(|(institution, wanted)| {
                wanted.then(|| Id::new(Table::Institutions, &[&fold(&institution.name.value), &announcement]))
            })
            .collect();
        for (institution, id) in list.iter().zip(&ids) {
            let Some(id) = *id else { continue };
            let table = Table::Institutions;
            let parent_id = institution.parent.as_ref().and_then(|(whole, support)| {
                let parent = ids[*whole]?;
                let fact = Fact::new(list[*whole].name.value.clone(), support.clone());
                self.evidence(Place { table, row: id, field: "parent_id", item: None }, &fact);
                Some(parent)
            });
            let row = Institution {
                institution_id: id,
                name: self.take(table, id, "name", Some(&institution.name)).unwrap_or_default(),
                abbreviation: self.take(table, id, "abbreviation", institution.abbreviation.as_ref()),
                kind: self.word(
                    (table, id, "kind"),
                    institution.kind.as_ref(),
                    crate::records::InstitutionKind::as_str,
                ),
                country: self.take(table, id, "country", institution.country.as_ref()),
                parent_id,
                ror_id: None,
                registry_name: None,
                registry_country: None,
            };
            self.tables.institutions.push(row);
        }
        ids
    }

    fn events(&mut self, institutions: &[Option<Id>]) -> Vec<Id> {
        let announcement = self.announcement_id.to_string();
        let mut ids = Vec::new();
        for (index, event) in self.draft.events.list.iter().enumerate() {
            let ordinal = event.ordinal.as_ref().map(|ordinal| ordinal.value.to_string());
            let label = event.name.as_ref().or(event.theme.as_ref()).map(|fact| fold(&fact.value));
            let mut key = ordinal.or(label).unwrap_or_else(|| index.to_string());
            if ids.contains(&Id::new(Table::Events, &[&announcement, &key])) {
                key = format!("{key}#{index}");
            }
            let id = Id::new(Table::Events, &[&announcement, &key]);
            ids.push(id);
            let table = Table::Events;
            let row = Event {
                event_id: id,
                announcement_id: self.announcement_id,
                group_id: id,
                kind: self.word((table, id, "kind"), event.kind.as_ref(), crate::records::EventKind::as_str),
                series: self.take(table, id, "series", event.series.as_ref()),
                ordinal: self.take(table, id, "ordinal", event.ordinal.as_ref()),
                name: self.take(table, id, "name", event.name.as_ref()),
                theme: self.take(table, id, "theme", event.theme.as_ref()),
                starts_on: self.take(table, id, "starts_on", event.start.as_ref()),
                ends_on: self.take(table, id, "ends_on", event.end.as_ref()),
                start_time: self.take(table, id, "start_time", event.start_time.as_ref()),
                end_time: self.take(table, id, "end_time", event.end_time.as_ref()),
                timezone: self.take(table, id, "timezone", event.timezone.as_ref()),
                format: self.word(
                    (table, id, "format"),
                    event.format.as_ref(),
                    crate::records::EventFormat::as_str,
                ),
                venue: self.take(table, id, "venue", event.venue.as_ref()),
                city: self.take(table, id, "city", event.city.as_ref()),
                country: self.take(table, id, "country", event.country.as_ref()),
                url: self.take(table, id, "url", event.url.as_ref()),
                status: self.word(
                    (table, id, "status"),
                    event.status.as_ref(),
                    crate::records::EventStatus::as_str,
                ),
            };
            self.tables.events.push(row);
            for (institution, role, support) in &event.organizers {
                let Some(institution_id) = institutions[*institution] else { continue };
                let key = [id.to_string(), institution_id.to_string(), role.as_str().to_owned()];
                let row = Id::new(Table::EventOrganizers, &[&key[0], &key[1], &key[2]]);
                let fact = Fact::new(role.as_str(), support.clone());
                self.evidence(Place { table: Table::EventOrganizers, row, field: "role", item: None }, &fact);
                self.tables.event_organizers.push(EventOrganizer {
                    event_organizer_id: row,
                    announcement_id: self.announcement_id,
                    event_id: id,
                    institution_id,
                    role: *role,
                });
            }
        }
        ids
    }

    fn deadlines(&mut self, events: &[Id]) {
        let announcement = self.announcement_id.to_string();
        let event_id = if let [only] = events { Some(*only) } else { None };
        for deadline in &self.draft.deadlines {
            let (kind, due) = (deadline.kind.value.as_str(), deadline.due.value.to_string());
            let event = event_id.map(|id| id.to_string()).unwrap_or_default();
            let id = Id::new(Table::Deadlines, &[&announcement, &event, kind, &due]);
            let table = Table::Deadlines;
            let row = Deadline {
                deadline_id: id,
                announcement_id: self.announcement_id,
                event_id,
                kind: deadline.kind.value,
                due_on: deadline.due.value,
                due_time: self.take(table, id, "due_time", deadline.time.as_ref()),
                timezone: self.take(table, id, "timezone", deadline.timezone.as_ref()),
            };
            self.word((table, id, "kind"), Some(&deadline.kind), crate::records::DeadlineKind::as_str);
            self.take(table, id, "due_on", Some(&deadline.due));
            self.tables.deadlines.push(row);
        }
    }

    fn talks(&mut self, events: &[Id]) -> Vec<Id> {
        let announcement = self.announcement_id.to_string();
        let mut ids = Vec::new();
        let order = self.talk_order();
        for (index, talk) in self.draft.talks.iter().enumerate() {
            let event_id = talk.event.and_then(|event| events.get(event).copied());
            let event = event_id.map(|id| id.to_string()).unwrap_or_default();
            let id = Id::new(Table::Talks, &[&announcement, &event, &fold(&talk.title.value)]);
            ids.push(id);
            let table = Table::Talks;
            let row = Talk {
                talk_id: id,
                announcement_id: self.announcement_id,
                event_id,
                sequence: order[index],
                title: self.take(table, id, "title", Some(&talk.title)).unwrap_or_default(),
                kind: talk.kind,
                r#abstract: self.take(table, id, "abstract", talk.summary.as_ref()),
            };
            let kind = Fact { value: talk.kind.as_str(), support: talk.title.support.clone() };
            self.evidence(Place { table, row: id, field: "kind", item: None }, &kind);
            self.tables.talks.push(row);
        }
        ids
    }

    /// The place of every talk in its event, by where it stands on the page.
    fn talk_order(&self) -> Vec<Option<u32>> {
        let talks = &self.draft.talks;
        let place = |index: usize| {
            talks[index]
                .title
                .support
                .iter()
                .filter_map(|support| support.span)
                .map(|span| span.start)
                .min()
                .unwrap_or(u32::MAX)
        };
        let mut sorted: Vec<usize> = (0..talks.len()).collect();
        sorted.sort_by_key(|&index| place(index));
        let mut counts: HashMap<Option<usize>, u32> = HashMap::new();
        let mut order = vec![None; talks.len()];
        for index in sorted {
            let count = counts.entry(talks[index].event).or_insert(0);
            *count += 1;
            order[index] = Some(*count);
        }
        order
    }

    fn people(&mut self, institutions: &[Option<Id>], events: &[Id], talks: &[Id]) {
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
        for (event, at) in order {
            let next = sequences.keys().filter(|(known, _)| *known == event).count() as u32 + 1;
            sequences.insert((event, at), next);
        }
        for person in &self.draft.people.list {
            if !person.relevant {
                continue;
            }
            let table = Table::People;
            let id = Id::new(table, &[&fold(&person.name.value), &announcement]);
            let order = person.order.value;
            let row = Person {
                person_id: id,
                name: self.take(table, id, "name", Some(&person.name)).unwrap_or_default(),
                given_name: self.take(table, id, "given_name", person.given.as_ref()),
                family_name: self.take(table, id, "family_name", person.family.as_ref()),
                name_order: order,
                honorifics: self.list(table, id, "honorifics", &person.honorifics),
                aliases: self.list(table, id, "aliases", &person.aliases),
            };
            self.word((table, id, "name_order"), Some(&person.order), crate::records::NameOrder::as_str);
            self.tables.people.push(row);
            let positions: Vec<Id> =
                person.posts.iter().map(|post| self.position(id, post, institutions)).collect();
            for role in &person.roles {
                let sequence = sequences.get(&(role.event, role.at)).copied();
                self.appearance(id, role, (events, talks), positions.first().copied(), sequence);
            }
        }
    }

    fn position(&mut self, person: Id, post: &Post, institutions: &[Option<Id>]) -> Id {
        let institution_id =
            post.institution.as_ref().and_then(|institution| institutions[institution.value]);
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
        let table = Table::Positions;
        let row = Position {
            position_id: id,
            announcement_id: self.announcement_id,
            person_id: person,
            title: self.take(table, id, "title", post.title.as_ref()),
            unit: self.take(table, id, "unit", post.unit.as_ref()),
            institution_id,
            change: post.change,
            effective_on: self.take(table, id, "effective_on", post.effective.as_ref()),
        };
        if let Some(institution) = &post.institution {
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
        id
    }

    fn appearance(
        &mut self,
        person: Id,
        role: &Role,
        ids: (&[Id], &[Id]),
        position: Option<Id>,
        sequence: Option<u32>,
    ) {
        let (events, talks) = ids;
        let event_id = role.event.and_then(|event| events.get(event).copied());
        let talk_id = role.talk.and_then(|talk| talks.get(talk).copied());
        let shown = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
        let key = [
            self.announcement_id.to_string(),
            shown(event_id),
            person.to_string(),
            role.role.value.as_str().to_owned(),
            shown(talk_id),
        ];
        let id = Id::new(Table::Appearances, &key.each_ref().map(String::as_str));
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

    fn findings(&mut self) {
        let announced = !self.tables.announcements.is_empty();
        let announcement = self.announcement_id.to_string();
        for note in &self.draft.notes {
            let locator = note
                .span
                .and_then(|span| self.draft.document.map.element_at(span.start))
                .map(|element| self.locator(element));
            let place = note.span.map(|span| span.start.to_string()).unwrap_or_default();
            self.tables.findings.push(Finding {
                finding_id: Id::new(Table::Findings, &[&announcement, note.code, &note.message, &place]),
                announcement_id: announced.then_some(self.announcement_id),
                severity: note.severity,
                code: note.code.to_owned(),
                message: note.message.clone(),
                in_table: None,
                row_id: None,
                field: None,
                locator,
            });
        }
    }

    /// Readings that lost: other days of publication.
    fn rivals(&mut self) -> Vec<Evidence> {
        let place = Place {
            table: Table::Announcements,
            row: self.announcement_id,
            field: "published_on",
            item: None,
        };
        let rivals = self.draft.head.rival_dates.clone();
        rivals
            .iter()
            .map(|fact| self.row(place, fact.value.to_string(), &fact.support[0], fact.confidence()))
            .collect()
    }
}
