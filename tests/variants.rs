//! The same report with other names, posts, institutions, numbers, order and wording: what is read must not depend on any of them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use annals::pipeline::{Options, extract};
use annals::records::{PageRecord, Tables};
use annals::source::Page;

/// Title, name as printed, name without the title.
const PEOPLE: [(&str, &str); 14] = [
    ("Dr.", "Maria Lopez"),
    ("Prof.", "Kwame Asante"),
    ("Ms.", "Yuki TANAKA"),
    ("Assoc. Prof. Dr.", "Elif Kaya"),
    ("Mr.", "Arjun Mehta"),
    ("Dr.", "Ingrid van der Velde"),
    ("Prof. Dr.", "Thomas Keller"),
    ("Ms.", "Linh NGUYEN"),
    ("Dr.", "Fatima al-Mansouri"),
    ("Mrs.", "Grace Okafor"),
    ("Dr.", "Pedro Álvarez Ruiz"),
    ("Mr.", "SOK Dara"),
    ("Prof.", "Anna-Lena Berg"),
    ("Dr.", "Sean O'Brien"),
];

const POSTS: [&str; 8] = [
    "Director of Research",
    "Head of Training",
    "Senior Lecturer",
    "Professor of Marine Biology",
    "Deputy Director",
    "Programme Manager",
    "Dean",
    "Chief Executive Officer",
];

/// Name and the country printed behind it.
const INSTITUTIONS: [(&str, &str, &str); 9] = [
    ("Fenwick University", "Ghana", "GH"),
    ("Institute of Coastal Studies", "Vietnam", "VN"),
    ("National Centre for Vocational Training", "Peru", "PE"),
    ("Marlow Polytechnic", "Malaysia", "MY"),
    ("University of Northmere", "Canada", "CA"),
    ("Ministry of Fisheries", "Norway", "NO"),
    ("Royal College of Surveyors", "Jordan", "JO"),
    ("Lakeside Technical Institute", "Kenya", "KE"),
    ("Foundation for Skills", "Thailand", "TH"),
];

const TALKS: [&str; 8] = [
    "Nets that Let Go",
    "Learning on the Quay",
    "Who Counts the Catch?",
    "Skills for a Smaller Fleet",
    "From Harbour to Classroom",
    "A Licence to Repair",
    "Tides and Timetables",
    "What Apprentices Teach Us",
];

const THEMES: [&str; 5] =
    ["Training at Sea", "Green Ports", "Women in Fisheries", "Digital Logbooks", "Safety on Small Boats"];

const DAYS: [(&str, &str); 5] = [
    ("4 March 2022", "2022-03-04"),
    ("18 May 2022", "2022-05-18"),
    ("June 30, 2022", "2022-06-30"),
    ("7 September 2022", "2022-09-07"),
    ("22 November 2022", "2022-11-22"),
];

/// A small generator (Knuth's MMIX constants), so that a seed names a page for ever.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// Some of a list, in any order.
    fn pick<T: Copy>(&mut self, list: &[T], count: usize) -> Vec<T> {
        let mut rest = list.to_vec();
        (0..count).map(|_| rest.swap_remove(self.below(rest.len()))).collect()
    }
}

/// What a page says of one speaker.
struct Speaker {
    event: usize,
    title: &'static str,
    name: &'static str,
    post: &'static str,
    institution: (&'static str, &'static str, &'static str),
    talk: &'static str,
}

/// A page and what it says.
struct Variant {
    html: String,
    events: Vec<(&'static str, &'static str)>,
    speakers: Vec<Speaker>,
}

fn variant(seed: u64) -> Variant {
    let mut dice = Dice(seed);
    let count = 2 + dice.below(3);
    let themes = dice.pick(&THEMES, count);
    let events: Vec<_> = themes.into_iter().zip(DAYS).map(|(theme, (_, day))| (theme, day)).collect();
    let people = dice.pick(&PEOPLE, count * 2);
    let posts = dice.pick(&POSTS, count * 2);
    let institutions = dice.pick(&INSTITUTIONS, count * 2);
    let talks = dice.pick(&TALKS, count * 2);
    let speakers: Vec<Speaker> = (0..count * 2)
        .map(|at| Speaker {
            event: at / 2,
            title: people[at].0,
            name: people[at].1,
            post: posts[at],
            institution: institutions[at],
            talk: talks[at],
        })
        .collect();
    let paragraphs: String =
        events.iter().enumerate().map(|(at, event)| paragraph(&mut dice, at, *event, &speakers)).collect();
    let html = format!(
        "<html lang=en><head><title>Webinars on fisheries training | Harbour Network</title></head><body><nav>Home News</nav>\
         <main><h1>Webinars on fisheries training</h1><p>Posted on 12 December 2022</p>{paragraphs}</main></body></html>"
    );
    Variant { html, events, speakers }
}

fn paragraph(dice: &mut Dice, at: usize, event: (&str, &str), speakers: &[Speaker]) -> String {
    let day = DAYS.iter().find(|(_, day)| *day == event.1).unwrap().0;
    let number = at + 1;
    let ordinal = ["first", "second", "third", "fourth"][at];
    let opening = match dice.below(5) {
        0 => format!("Webinar {number}, themed ‘{}’, took place on {day}.", event.0),
        1 => format!("The {ordinal} webinar, entitled “{}”, was held on {day}.", event.0),
        2 => format!("On {day}, the {ordinal} webinar explored the theme ‘{}’.", event.0),
        3 => format!("On {day}, the network held Webinar {number} with the theme “{}”.", event.0),
        _ => format!("Webinar {number} was held on {day} under the theme \"{}\".", event.0),
    };
    let mut say = |speaker: &Speaker| {
        let Speaker { title, name, post, institution: (institution, country, _), talk, .. } = speaker;
        match dice.below(5) {
            0 => format!(" {title} {name}, {post} at {institution}, {country}, presented ‘{talk}’."),
            1 => format!(
                " {title} {name}, who is {post} at {institution} in {country}, gave a presentation titled “{talk}”."
            ),
            2 => format!(" {title} {name} ({post}, {institution}, {country}) gave a talk entitled ‘{talk}’."),
            3 => format!(" {title} {name}, {post}, {institution} ({country}), spoke on “{talk}”."),
            _ => format!(
                " A talk on “{talk}” was given by {title} {name}, {post} of {institution}, {country}."
            ),
        }
    };
    let said: String = speakers.iter().filter(|speaker| speaker.event == at).map(&mut say).collect();
    format!("<p>{opening}{said}</p>\n")
}

fn read(variant: &Variant) -> PageRecord {
    let page =
        Page { source: "report.html".into(), bytes: variant.html.clone().into_bytes(), ..Page::default() };
    extract(&page, &Options::default()).unwrap()
}

/// `person · post · institution`, as the tables join them.
fn posts(tables: &Tables) -> BTreeSet<String> {
    let name = |id| tables.people.iter().find(|row| row.person_id == id).unwrap().name.clone();
    let institution =
        |id| tables.institutions.iter().find(|row| row.institution_id == id).unwrap().name.clone();
    tables
        .positions
        .iter()
        .map(|row| {
            let home = row.institution_id.map(institution).unwrap_or_default();
            format!("{} · {} · {home}", name(row.person_id), row.title.clone().unwrap_or_default())
        })
        .collect()
}

/// `person · talk · day`, as the tables join them.
fn talks(tables: &Tables) -> BTreeSet<String> {
    let name = |id| tables.people.iter().find(|row| row.person_id == id).unwrap().name.clone();
    let talk = |id| tables.talks.iter().find(|row| Some(row.talk_id) == id).map(|row| row.title.clone());
    let day = |id| {
        let event = tables.events.iter().find(|row| Some(row.event_id) == id);
        event.and_then(|event| event.starts_on).map(|day| day.to_string())
    };
    tables
        .appearances
        .iter()
        .filter_map(|row| {
            Some(format!("{} · {} · {}", name(row.person_id), talk(row.talk_id)?, day(row.event_id)?))
        })
        .collect()
}

fn failures(seed: u64) -> Vec<String> {
    let variant = variant(seed);
    let tables = read(&variant).tables;
    let mut wrong = Vec::new();
    let mut compare = |what: &str, wanted: BTreeSet<String>, found: BTreeSet<String>| {
        wrong.extend(wanted.difference(&found).map(|value| format!("{seed}: {what} missed: {value}")));
        wrong.extend(found.difference(&wanted).map(|value| format!("{seed}: {what} made up: {value}")));
    };
    let each =
        |value: &dyn Fn(&Speaker) -> String| variant.speakers.iter().map(value).collect::<BTreeSet<_>>();
    compare(
        "people",
        each(&|speaker| speaker.name.to_owned()),
        tables.people.iter().map(|row| row.name.clone()).collect(),
    );
    compare(
        "institutions",
        each(&|speaker| format!("{} {}", speaker.institution.0, speaker.institution.2)),
        tables
            .institutions
            .iter()
            .map(|row| format!("{} {}", row.name, row.country.clone().unwrap_or_default()))
            .collect(),
    );
    compare(
        "posts",
        each(&|speaker| format!("{} · {} · {}", speaker.name, speaker.post, speaker.institution.0)),
        posts(&tables),
    );
    compare(
        "talks",
        each(&|speaker| format!("{} · {} · {}", speaker.name, speaker.talk, variant.events[speaker.event].1)),
        talks(&tables),
    );
    compare(
        "events",
        variant.events.iter().map(|(theme, day)| format!("{theme} {day}")).collect(),
        tables
            .events
            .iter()
            .map(|row| {
                format!(
                    "{} {}",
                    row.theme.clone().unwrap_or_default(),
                    row.starts_on.map(|day| day.to_string()).unwrap_or_default()
                )
            })
            .collect(),
    );
    let honorifics =
        |name: &str| tables.people.iter().find(|row| row.name == name).map(|row| row.honorifics.join(" "));
    for speaker in &variant.speakers {
        let found = honorifics(speaker.name).unwrap_or_default();
        if found != speaker.title {
            wrong.push(format!("{seed}: {} has {found:?}, not {:?}", speaker.name, speaker.title));
        }
    }
    wrong
}

#[test]
fn the_same_report_with_other_facts_is_read_as_well() {
    let wrong: Vec<String> = (0..200).flat_map(failures).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong values, among them:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(60)].join("\n")
    );
}
