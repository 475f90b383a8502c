//! Announcements, events and talks as `WebPage` and `Event`: a talk is an event within an event. A day that is known in part stays as it is
//! (ISO 8601, EDTF); an hour has its distance from UTC where the zone is known, else it is local.

use std::collections::HashMap;

use jiff::civil::DateTime;
use serde_json::{Value, json};

use crate::records::{
    Announcement, Appearance, AppearanceRole, Event, EventFormat, EventOrganizer, EventStatus, Id,
    OrganizerRole, Tables, Talk,
};
use crate::write::clock::{Clock, end, moment};
use crate::write::jsonld::{Node, name, reference};

/// The announcements, events and talks of a page.
pub(super) fn nodes(tables: &Tables) -> Vec<Node> {
    let announcements = tables.announcements.iter().map(announcement);
    let mut events: Vec<Node> = tables.events.iter().map(event).collect();
    let at: HashMap<Id, usize> =
        tables.events.iter().enumerate().map(|(at, row)| (row.event_id, at)).collect();
    let node = |id: Option<Id>| id.and_then(|id| at.get(&id)).copied();
    let mut talks: Vec<Node> = tables.talks.iter().map(talk).collect();
    let places: HashMap<Id, usize> =
        tables.talks.iter().enumerate().map(|(at, row)| (row.talk_id, at)).collect();
    for row in &tables.event_organizers {
        node(Some(row.event_id))
            .into_iter()
            .for_each(|at| events[at].add(institution_does(row), row.institution_id));
    }
    for row in &tables.appearances {
        node(row.event_id).into_iter().for_each(|at| events[at].add(person_does(row), row.person_id));
        let talk = row.talk_id.and_then(|id| places.get(&id));
        talk.into_iter().for_each(|at| talks[*at].add(person_does(row), row.person_id));
    }
    for row in &tables.talks {
        node(row.event_id).into_iter().for_each(|at| events[at].add("subEvent", row.talk_id));
    }
    announcements.chain(events).chain(talks).collect()
}

impl Node {
    /// Adds a reference, once.
    fn add(&mut self, property: &str, id: Id) {
        let new = reference(id);
        match &mut self.0[property] {
            Value::Array(there) if there.contains(&new) => {}
            Value::Array(there) => there.push(new),
            there => *there = json!([new]),
        }
    }
}

fn announcement(row: &Announcement) -> Node {
    let mut node = Node::new(row.announcement_id, "WebPage");
    node.text("name", row.title.as_ref());
    node.address("url", row.url.as_ref());
    node.text("datePublished", row.published_on.map(|day| day.to_string()).as_ref());
    node.text("dateModified", row.modified_on.map(|day| day.to_string()).as_ref());
    node.text("inLanguage", row.language.as_ref());
    if let Some(publisher) = &row.publisher {
        node.set("publisher", json!({"@type": "Organization", "name": publisher}));
    }
    node.list("author", row.authors.iter().map(|name| json!({"@type": "Person", "name": name})).collect());
    node
}

fn event(row: &Event) -> Node {
    let mut node = Node::new(row.event_id, "Event");
    node.text("name", row.name.as_ref().or(row.theme.as_ref()));
    node.text("description", row.theme.as_ref().filter(|_| row.name.is_some()));
    node.text("additionalType", row.kind.map(|kind| kind.as_str().to_owned()).as_ref());
    node.text("startDate", start_date(row).as_ref());
    node.text("endDate", end_date(row).as_ref());
    node.text("eventStatus", row.status.map(|status| self::status(status).to_owned()).as_ref());
    node.text("eventAttendanceMode", row.format.map(|format| mode(format).to_owned()).as_ref());
    node.list("location", location(row));
    node.address("url", row.url.as_ref());
    if let Some(series) = &row.series {
        node.set("superEvent", json!({"@type": "EventSeries", "name": series}));
    }
    if row.group_id != row.event_id {
        node.set("sameAs", name(row.group_id));
    }
    node.set("subjectOf", reference(row.announcement_id));
    node
}

fn talk(row: &Talk) -> Node {
    let mut node = Node::new(row.talk_id, "Event");
    node.text("name", Some(&row.title));
    node.text("description", row.r#abstract.as_ref());
    node.text("additionalType", Some(&row.kind.as_str().to_owned()));
    row.event_id.into_iter().for_each(|event| node.set("superEvent", reference(event)));
    node.set("subjectOf", reference(row.announcement_id));
    node
}

fn start_date(row: &Event) -> Option<String> {
    let day = row.starts_on?;
    let moment = day.civil().zip(row.start_time).map(|(day, time)| moment(day, time));
    Some(moment.map_or_else(|| day.to_string(), |at| printed(row, at)))
}

fn end_date(row: &Event) -> Option<String> {
    let end = row.starts_on.and_then(crate::dates::PartialDate::civil).and_then(|first| end(row, first));
    end.map(|at| printed(row, at)).or_else(|| Some(row.ends_on?.to_string()))
}

/// `2024-05-09T09:30:00+02:00`, or without the last where no zone is known.
fn printed(row: &Event, at: DateTime) -> String {
    let clock = Clock::of(row.timezone.as_deref());
    let local = at.strftime("%Y-%m-%dT%H:%M:%S");
    let Some(offset) = clock.offset(at) else { return local.to_string() };
    let (sign, minutes) = (if offset.is_negative() { '-' } else { '+' }, offset.seconds().abs() / 60);
    format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Cancelled => "EventCancelled",
        EventStatus::Postponed => "EventPostponed",
        EventStatus::Held => "EventScheduled",
    }
}

fn mode(format: EventFormat) -> &'static str {
    match format {
        EventFormat::Online => "OnlineEventAttendanceMode",
        EventFormat::InPerson => "OfflineEventAttendanceMode",
        EventFormat::Hybrid => "MixedEventAttendanceMode",
    }
}

/// The place, and where people join from elsewhere.
fn location(row: &Event) -> Vec<Value> {
    let is_elsewhere = row.format == Some(EventFormat::Online);
    let mut places = Vec::new();
    let mut address = Node(json!({"@type": "PostalAddress"}));
    address.text("addressLocality", row.city.as_ref());
    address.text("addressCountry", row.country.as_ref());
    let is_somewhere = row.city.is_some() || row.country.is_some();
    if !is_elsewhere && (row.venue.is_some() || is_somewhere) {
        let mut place = Node(json!({"@type": "Place"}));
        place.text("name", row.venue.as_ref());
        if is_somewhere {
            place.set("address", address.0);
        }
        places.push(place.0);
    }
    if matches!(row.format, Some(EventFormat::Online | EventFormat::Hybrid)) {
        let mut place = Node(json!({"@type": "VirtualLocation"}));
        place.text("name", row.venue.as_ref().filter(|_| is_elsewhere));
        place.address("url", row.url.as_ref());
        places.push(place.0);
    }
    places
}

fn institution_does(row: &EventOrganizer) -> &'static str {
    match row.role {
        OrganizerRole::Organizer | OrganizerRole::Host | OrganizerRole::CoOrganizer => "organizer",
        OrganizerRole::Sponsor => "sponsor",
        OrganizerRole::Partner => "contributor",
        OrganizerRole::Participant => "attendee",
    }
}

fn person_does(row: &Appearance) -> &'static str {
    match row.role {
        AppearanceRole::Organizer | AppearanceRole::Host => "organizer",
        AppearanceRole::Participant => "attendee",
        AppearanceRole::Contact | AppearanceRole::Author | AppearanceRole::Quoted => "contributor",
        AppearanceRole::Appointee | AppearanceRole::Predecessor | AppearanceRole::Honoree => "about",
        _ => "performer",
    }
}
