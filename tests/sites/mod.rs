//! Ten synthetic sites of clearly different markup, written from invented facts. On some, what is read without a profile is wrong on some
//! pages: dates of other events beside the text, names and institutions of words that nobody knows, days written in an order of their own.

mod cms;
mod later;

use std::fmt::Write as _;

/// Who speaks.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    pub(crate) honorific: &'static str,
    pub(crate) name: String,
    pub(crate) post: &'static str,
    pub(crate) home: &'static str,
    pub(crate) talk: String,
}

/// What one event is.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) theme: String,
    /// Year, month, day.
    pub(crate) day: (i16, usize, usize),
    /// Hour and minute.
    pub(crate) time: (usize, usize),
    pub(crate) venue: &'static str,
    pub(crate) speakers: Vec<Speaker>,
}

/// What one page says.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) title: String,
    pub(crate) published: (i16, usize, usize),
    pub(crate) events: Vec<Event>,
}

/// A site: its name, how many events and speakers its pages have, and how it writes them.
pub(crate) struct Site {
    pub(crate) name: &'static str,
    events: usize,
    speakers: &'static [usize],
    write: fn(&Facts, usize) -> String,
}

pub(crate) const SITES: [Site; 10] = [
    Site { name: "harbour", events: 1, speakers: &[2, 3, 1, 2], write: harbour },
    Site { name: "quarry", events: 1, speakers: &[1, 2, 3], write: quarry },
    Site { name: "meadow", events: 3, speakers: &[1], write: meadow },
    Site { name: "lantern", events: 1, speakers: &[1], write: lantern },
    Site { name: "orchard", events: 1, speakers: &[2, 4, 3], write: orchard },
    Site { name: "viaduct", events: 1, speakers: &[2, 1, 3], write: cms::viaduct },
    Site { name: "pewter", events: 1, speakers: &[1, 2, 2, 3], write: cms::pewter },
    Site { name: "saffron", events: 1, speakers: &[3, 1, 2], write: cms::saffron },
    Site { name: "bramble", events: 1, speakers: &[1, 2, 3, 2], write: later::bramble },
    Site { name: "tallow", events: 1, speakers: &[2, 3, 1], write: later::tallow },
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GIVEN: [&str; 13] = [
    "Maria", "Tomasz", "Amina", "Laura", "Daniel", "Ingrid", "Peter", "Chiara", "Joseph", "Helen", "Zyqar",
    "Oriel", "Marek",
];
const FAMILY: [&str; 17] = [
    "Lopez",
    "Nowak",
    "Hassan",
    "Bianchi",
    "Okafor",
    "Lindqvist",
    "Vanterpoole",
    "Hollis",
    "Castellan",
    "Draxmere",
    "Fenwick",
    "Ibarra",
    "Quillfeather",
    "Moreau",
    "Stone",
    "Tarkovnik",
    "Weller",
];
const HONORIFIC: [&str; 4] = ["Dr.", "Prof.", "Dr.", "Mr."];
const POST: [&str; 9] = [
    "Director",
    "Professor of Hydrology",
    "Head of Archives",
    "Senior Lecturer",
    "Keeper of Instruments",
    "Research Fellow",
    "Curator",
    "Programme Officer",
    "Weaver in Residence",
];
const HOME: [&str; 9] = [
    "Fenwick College",
    "Harrow Institute of Fisheries",
    "University of Skerry",
    "Marsh Foundation",
    "Orrery Works",
    "Museum of Coastal Light",
    "Volta Polytechnic",
    "Tidewater Loom House",
    "Norland Academy",
];
const VENUE: [&str; 7] = [
    "Room 204",
    "The Glass Barn",
    "Fenwick Hall",
    "Lecture Hall 3",
    "Old Rope Walk",
    "Seminar Room 12",
    "Upper Boathouse",
];
const NOUN: [&str; 11] =
    ["Tides", "Salt", "Letters", "Looms", "Lenses", "Furrows", "Bells", "Maps", "Ropes", "Keels", "Seeds"];
const OF: [&str; 7] = [
    "and the Towns They Made",
    "Under the Floor",
    "That Came Back",
    "in a Dry Century",
    "and What They Remember",
    "Before the Railway",
    "for Small Harbours",
];

/// What the page of a number says, on a site.
pub(crate) fn facts(site: &Site, page: usize) -> Facts {
    let seed = site.name.len() * 7 + site.name.as_bytes()[0] as usize;
    let events = (0..site.events).map(|at| event(site, seed + page * 3, page, at)).collect::<Vec<_>>();
    let first = &events[0];
    let title =
        if site.events > 1 { format!("{} Seminars", MONTHS[first.day.1 - 1]) } else { first.theme.clone() };
    let month = if first.day.1 == 1 { 1 } else { first.day.1 - 1 };
    Facts { title, published: (2024, month, 1 + (page * 5 + seed) % 12), events }
}

fn event(site: &Site, seed: usize, page: usize, at: usize) -> Event {
    let pick = |list: &[&'static str], by: usize| list[by % list.len()];
    let many = site.speakers[page % site.speakers.len()];
    let speaker = |number: usize| {
        let by = seed * 5 + at * 11 + number * 7;
        Speaker {
            honorific: pick(&HONORIFIC, by),
            name: format!("{} {}", pick(&GIVEN, by + number), pick(&FAMILY, by * 3 + at)),
            post: pick(&POST, by + page),
            home: pick(&HOME, by * 2 + 1),
            talk: format!("{} {}", pick(&NOUN, by * 2 + number), pick(&OF, by + 3)),
        }
    };
    Event {
        theme: format!("{} {}", pick(&NOUN, seed + at * 4 + 1), pick(&OF, seed * 2 + at)),
        day: (2024, 2 + page % 10, 13 + (page * 2 + at * 6) % 15),
        time: (9 + (page + at) % 9, [0, 15, 30, 45][(page + at) % 4]),
        venue: pick(&VENUE, seed + at * 2),
        speakers: (0..many).map(speaker).collect(),
    }
}

/// The page of a number.
pub(crate) fn page(site: &Site, number: usize) -> String {
    (site.write)(&facts(site, number), number)
}

fn long((year, month, day): (i16, usize, usize)) -> String {
    format!("{day} {} {year}", MONTHS[month - 1])
}

/// Classes everywhere, a definition list, speakers as items; a box beside the text tells of another event.
fn harbour(facts: &Facts, number: usize) -> String {
    let event = &facts.events[0];
    let mut list = String::new();
    for who in &event.speakers {
        let _ = write!(
            list,
            "<li class=\"spk\"><span class=\"spk-name\">{} {}</span>, <span class=\"spk-post\">{}</span>, <span class=\"spk-home\">{}</span><div class=\"spk-talk\">“{}”</div></li>",
            who.honorific, who.name, who.post, who.home, who.talk
        );
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{title} | Harbour House</title></head><body><header class=\"site\"><a href=\"/\">Harbour House</a></header>\
         <main><div class=\"meta\"><span class=\"posted\">{posted}</span></div><h1 class=\"ev-title\">{title}</h1>\
         <dl class=\"facts\"><dt>Date</dt><dd>{day}</dd><dt>Time</dt><dd>{hour}:{minute:02}</dd><dt>Place</dt><dd>{venue}</dd></dl>\
         <p class=\"lead\">A public lecture in our yearly programme. All are welcome, and tea is served.</p><h2>Speakers</h2><ul class=\"spks\">{list}</ul></main>\
         <aside class=\"next\"><h3>Coming up</h3><p>Winter lecture on {other}, 18:00</p><p>with Dr. Ann Elsewhere</p></aside>\
         <footer>Harbour House, 1 Quay Street</footer></body></html>",
        title = facts.title,
        posted = long(facts.published),
        day = long(event.day),
        hour = event.time.0,
        minute = event.time.1,
        venue = event.venue,
        other = long((2024, 12, 1 + number % 20)),
    )
}

/// Tables without classes; who speaks is a row; days as `2024/05/09`.
fn quarry(facts: &Facts, _: usize) -> String {
    let event = &facts.events[0];
    let mut rows = String::new();
    for who in &event.speakers {
        let _ = write!(
            rows,
            "<tr><td>{} {}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            who.honorific, who.name, who.post, who.home, who.talk
        );
    }
    let (year, month, day) = event.day;
    format!(
        "<html lang=\"en\"><head><title>Quarry Society: {title}</title><meta name=\"date\" content=\"{y}-{m:02}-{d:02}\"></head><body><table id=\"frame\"><tr><td id=\"menu\"><a href=\"a\">Home</a> <a href=\"b\">Talks</a></td>\
         <td id=\"body\"><h2>{title}</h2><p>The Quarry Society holds a workshop in its yearly series, open to members and to guests of members.</p>\
         <table id=\"when\"><tr><th>Day</th><td>{year}/{month:02}/{day:02}</td></tr><tr><th>Begins</th><td>{hour:02}.{minute:02} h</td></tr><tr><th>Room</th><td>{venue}</td></tr></table>\
         <table id=\"who\"><tr><th>Speaker</th><th>Position</th><th>Institution</th><th>Talk</th></tr>{rows}</table></td></tr></table></body></html>",
        title = facts.title,
        y = facts.published.0,
        m = facts.published.1,
        d = facts.published.2,
        hour = event.time.0,
        minute = event.time.1,
        venue = event.venue,
    )
}

/// A month's seminars, one below the other, each with its speaker.
fn meadow(facts: &Facts, _: usize) -> String {
    let mut items = String::new();
    for event in &facts.events {
        let who = &event.speakers[0];
        let _ = write!(
            items,
            "<article class=\"seminar\"><h3><a href=\"/s\">{}</a></h3><div class=\"d\"><time>{}</time>, <b>{}:{:02}</b>, <span class=\"loc\">{}</span></div>\
             <div class=\"by\">Speaker: <span>{} {}</span>, <i>{}</i>, <u>{}</u></div></article>",
            event.theme,
            long(event.day),
            event.time.0,
            event.time.1,
            event.venue,
            who.honorific,
            who.name,
            who.post,
            who.home
        );
    }
    format!(
        "<html lang=\"en\"><head><title>{title} - Meadow Institute</title></head><body><div id=\"top\">Meadow Institute</div><div id=\"content\"><h1>{title}</h1>\
         <p class=\"upd\">Published {posted}</p><p>The institute's seminars are open to all.</p>{items}</div></body></html>",
        title = facts.title,
        posted = long(facts.published),
    )
}

/// No classes at all: what something is tells its place, and a label in the same line.
fn lantern(facts: &Facts, number: usize) -> String {
    let event = &facts.events[0];
    let who = &event.speakers[0];
    format!(
        "<html lang=\"en\"><head><title>{title}</title></head><body><div><div>Lantern Trust</div><div><a href=\"x\">News</a></div></div>\
         <div><div><h1>{title}</h1><p>No. {number}, published {posted}</p></div><div><p>When: {date} at {hour}:{minute:02}</p><p>Where: {venue}</p>\
         <p>Speaker: {honorific} {name}</p><p>{post} | {home}</p><p>The trust invites to an evening lecture by lamp light. Doors open half an hour before.</p></div></div>\
         <div><p>Last year's lecture took place on {old}.</p></div></body></html>",
        title = facts.title,
        posted = long(facts.published),
        date = long(event.day),
        hour = event.time.0,
        minute = event.time.1,
        venue = event.venue,
        honorific = who.honorific,
        name = who.name,
        post = who.post,
        home = who.home,
        old = long((2023, event.day.1, event.day.2)),
    )
}

/// Machine-made: values in attributes, panels in sections, everything in one line of divs.
fn orchard(facts: &Facts, number: usize) -> String {
    let event = &facts.events[0];
    let mut cards = String::new();
    for who in &event.speakers {
        let _ = write!(
            cards,
            "<section class=\"card card--person\"><header><h4>{} {}</h4></header><p class=\"card__line\">{}, {}</p><blockquote>“{}”</blockquote></section>",
            who.honorific, who.name, who.post, who.home, who.talk
        );
    }
    let (year, month, day) = event.day;
    format!(
        "<html lang=\"en\"><head><title>Orchard Forum</title><meta property=\"og:title\" content=\"{title}\"><meta property=\"article:published_time\" content=\"{y}-{m:02}-{d:02}T08:00:00Z\"></head>\
         <body data-page=\"{number}\"><div class=\"hero\"><div class=\"hero__kicker\">Conference</div><div class=\"hero__title\">{title}</div>\
         <div class=\"hero__when\" data-start=\"{year}-{month:02}-{day:02}\">{date}, {hour}:{minute:02}</div><div class=\"hero__where\">{venue}</div></div>\
         <div class=\"text\"><p>The forum brings growers and historians together for a conference on old things that still work.</p></div><h3>Speakers</h3><div class=\"cards\">{cards}</div>\
         <div class=\"related\"><h5>Related</h5><a href=\"/p\">Prof. Otto Gestern spoke on {other} about grafting</a></div></body></html>",
        title = facts.title,
        y = facts.published.0,
        m = facts.published.1,
        d = facts.published.2,
        hour = event.time.0,
        minute = event.time.1,
        date = long(event.day),
        venue = event.venue,
        other = long((2024, 1, 2 + number % 9)),
    )
}
