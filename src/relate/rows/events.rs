//! The rows of events, their organisers, their deadlines and their talks.

use std::collections::HashMap;

use crate::fact::Fact;
use crate::normalize::fold;
use crate::records::{Deadline, Event, EventOrganizer, Id, Table, Talk};
use crate::relate::events;
use crate::relate::rows::{Cut, Place, any_kept};

impl Cut<'_, '_> {
    pub(super) fn events(&mut self, institutions: &[Option<Id>]) -> Vec<Option<Id>> {
        let announcement = self.announcement_id.to_string();
        let mut ids = Vec::new();
        for (index, event) in self.draft.events.list.iter().enumerate() {
            let ordinal = event.ordinal.as_ref().map(|ordinal| ordinal.value.to_string());
            let label = event.name.as_ref().or(event.theme.as_ref()).map(|fact| fold(&fact.value));
            let mut key = ordinal.or(label).unwrap_or_else(|| index.to_string());
            if ids.contains(&Some(Id::new(Table::Events, &[&announcement, &key]))) {
                key = format!("{key}#{index}");
            }
            let id = Id::new(Table::Events, &[&announcement, &key]);
            let is_kept = self.keeps_event(event);
            ids.push(is_kept.then_some(id));
            if !is_kept {
                continue;
            }
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
                if !self.keeps(Table::EventOrganizers, "role", &fact) || !self.is_new(row) {
                    continue;
                }
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

    /// An event is nothing without its day, its name and its theme, where it has them.
    fn keeps_event(&self, event: &events::Event) -> bool {
        any_kept([
            event.start.as_ref().map(|fact| self.keeps(Table::Events, "starts_on", fact)),
            event.name.as_ref().map(|fact| self.keeps(Table::Events, "name", fact)),
            event.theme.as_ref().map(|fact| self.keeps(Table::Events, "theme", fact)),
        ])
    }

    pub(super) fn deadlines(&mut self, events: &[Option<Id>]) {
        let announcement = self.announcement_id.to_string();
        let event_id = if let [only] = events { *only } else { None };
        for deadline in &self.draft.deadlines.list {
            let kept = self.keeps(Table::Deadlines, "kind", &deadline.kind)
                && self.keeps(Table::Deadlines, "due_on", &deadline.due);
            if !kept {
                continue;
            }
            let (kind, due) = (deadline.kind.value.as_str(), deadline.due.value.to_string());
            let event = event_id.map(|id| id.to_string()).unwrap_or_default();
            let id = Id::new(Table::Deadlines, &[&announcement, &event, kind, &due]);
            if !self.is_new(id) {
                continue;
            }
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

    pub(super) fn talks(&mut self, events: &[Option<Id>]) -> Vec<Option<Id>> {
        let announcement = self.announcement_id.to_string();
        let mut ids = Vec::new();
        let order = self.talk_order();
        for (index, talk) in self.draft.talks.iter().enumerate() {
            let event_id = talk.event.and_then(|event| events.get(event).copied().flatten());
            let event = event_id.map(|id| id.to_string()).unwrap_or_default();
            let id = Id::new(Table::Talks, &[&announcement, &event, &fold(&talk.title.value)]);
            let table = Table::Talks;
            let is_kept = self.keeps(table, "title", &talk.title);
            ids.push(is_kept.then_some(id));
            if !is_kept || !self.is_new(id) {
                continue;
            }
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
    pub(super) fn talk_order(&self) -> Vec<Option<u32>> {
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
}
