//! Made-up records of pages: each has an event and five people in every two pages, with posts at institutions.

use annals::dates::PartialDate;
use annals::records::{
    Announcement, Appearance, AppearanceRole, Change, Event, Evidence, Id, Institution, NameOrder, Origin,
    PageInfo, PageRecord, Person, Position, SCHEMA_VERSION, Table, Tables,
};

/// How many names, institutions and days there are.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) given: usize,
    pub(crate) family: usize,
    pub(crate) institutions: usize,
    pub(crate) days: usize,
}

/// A number that looks like chance, and is the same in every run.
fn chance(seed: usize, below: usize) -> usize {
    let mixed = (seed as u64).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 33) as usize % below
}

/// A word of syllables.
fn word(mut number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "do", "fen", "gri", "hal", "jo", "ka", "lin", "mo", "ner", "o", "pra", "qui", "ro", "sa",
        "tel", "u", "ver", "wi", "zo",
    ];
    let mut word = String::from(if number.is_multiple_of(2) { "Tar" } else { "Mel" });
    loop {
        word.push_str(SYLLABLES[number % 20]);
        number /= 20;
        if number == 0 {
            return word;
        }
    }
}

/// What a page says.
pub(crate) fn record(kind: &Kind, page: usize) -> PageRecord {
    let source = format!("pages/{page}.html");
    let announcement_id = Id::new(Table::Announcements, &[&source]);
    let day = PartialDate::day(
        2000 + (chance(page, kind.days) / 336) as i16,
        1 + (chance(page, kind.days) / 28 % 12) as i8,
        1 + (chance(page, kind.days) % 28) as i8,
    );
    let event = event(announcement_id, page, day);
    let mut tables =
        Tables { announcements: vec![announcement(announcement_id, &source, day)], ..Tables::default() };
    for person in 0..2 + page % 2 {
        add(&mut tables, kind, page * 3 + person, event.event_id);
    }
    tables.events.push(event);
    let page = PageInfo { source, ..PageInfo::default() };
    PageRecord { schema_version: SCHEMA_VERSION, page, tables, rivals: Vec::new(), text_bytes: 0 }
}

fn announcement(announcement_id: Id, source: &str, published_on: Option<PartialDate>) -> Announcement {
    Announcement {
        announcement_id,
        source: source.to_owned(),
        url: None,
        title: None,
        published_on,
        modified_on: None,
        language: None,
        publisher: None,
        authors: Vec::new(),
        kind: None,
        profile: None,
        content_sha256: String::new(),
        gone: false,
    }
}

fn event(announcement_id: Id, page: usize, starts_on: Option<PartialDate>) -> Event {
    let name = format!(
        "Workshop on {} {} {}",
        word(chance(page, 900)),
        word(chance(page + 1, 700)),
        word(page % 50)
    );
    let event_id = Id::new(Table::Events, &[&announcement_id.to_string(), &name]);
    Event {
        event_id,
        announcement_id,
        group_id: event_id,
        kind: None,
        series: None,
        ordinal: None,
        name: Some(name),
        theme: None,
        starts_on,
        ends_on: starts_on,
        start_time: None,
        end_time: None,
        timezone: None,
        format: None,
        venue: None,
        city: None,
        country: None,
        url: None,
        status: None,
    }
}

/// A person with a post and a part in the event; some are printed with an initial.
fn add(tables: &mut Tables, kind: &Kind, seed: usize, event: Id) {
    let announcement_id = tables.announcements[0].announcement_id;
    let key = announcement_id.to_string();
    let (given, family) = (word(chance(seed, kind.given)), word(chance(seed + 7, kind.family)));
    let given = if seed.is_multiple_of(9) { format!("{}.", &given[..1]) } else { given };
    let (name, home) =
        (format!("{given} {family}"), format!("{} College", word(chance(seed, kind.institutions))));
    let institution_id = Id::new(Table::Institutions, &[&home, &key]);
    let person_id = Id::new(Table::People, &[&name, &key]);
    let position_id = Id::new(Table::Positions, &[&key, &name]);
    tables.evidence.push(evidence(Table::People, person_id, &name, announcement_id));
    tables.evidence.push(evidence(Table::Institutions, institution_id, &home, announcement_id));
    tables.people.push(Person {
        person_id,
        name: name.clone(),
        given_name: None,
        family_name: None,
        name_order: NameOrder::Unknown,
        honorifics: vec!["Dr.".to_owned()],
        aliases: Vec::new(),
    });
    tables.institutions.push(Institution {
        institution_id,
        name: home,
        abbreviation: None,
        kind: None,
        country: None,
        parent_id: None,
        ror_id: None,
        registry_name: None,
        registry_country: None,
    });
    tables.positions.push(Position {
        position_id,
        announcement_id,
        person_id,
        title: Some("Professor".to_owned()),
        unit: None,
        institution_id: Some(institution_id),
        change: Change::Holds,
        effective_on: None,
    });
    tables.appearances.push(Appearance {
        appearance_id: Id::new(Table::Appearances, &[&key, &name]),
        announcement_id,
        event_id: Some(event),
        person_id,
        role: AppearanceRole::Speaker,
        talk_id: None,
        position_id: Some(position_id),
        sequence: None,
    });
}

fn evidence(in_table: Table, row_id: Id, name: &str, announcement_id: Id) -> Evidence {
    Evidence {
        in_table,
        row_id,
        field: "name".to_owned(),
        item: None,
        value: name.to_owned(),
        announcement_id,
        origin: Origin::Text,
        locator: None,
        start_byte: None,
        end_byte: None,
        quote: name.to_owned(),
        rule: "person.title".to_owned(),
        confidence: 0.9,
    }
}
