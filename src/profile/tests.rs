use super::*;
use crate::pipeline::{self, Options};
use crate::records::{Origin, PageRecord, Table};
use crate::source::Page;

const PAGE: &str = r#"<html lang="en"><head><title>Autumn talks at the Harbour School</title></head><body>
<nav><a href="/">Home</a></nav>
<main><h1>Autumn talks at the Harbour School</h1>
<div class="stamp" data-day="2024-09-02">Second of September</div>
<ul class="talks">
 <li class="talk"><h2>Tides and Towns</h2><p class="when">on 03.10.2024, 17:30 h</p><p class="where">Blue Hall</p>
  <p class="who"><span class="name">Dr. Maria Lopez</span>, <span class="job">Director</span>, <span class="home">Fenwick College</span></p></li>
 <li class="talk"><h2>Salt and Silver</h2><p class="when">on 10.10.2024, 18:00 h</p><p class="where">Red Room</p>
  <p class="who"><span class="name">Zyq Vanterpoole</span>, <span class="job">Keeper</span>, <span class="home">Harrow Institute of Fisheries</span></p></li>
</ul>
<p>For questions ask Dr. Ann Hollis, ann@example.org.</p></main>
<footer>Harbour School</footer></body></html>"#;

const PROFILE: &str = r#"
urls = ["https://example.org/talks/*", "pages/*.html"]
[announcements]
published_on = { css = ".stamp", attr = "data-day" }
publisher = "footer"
[[events]]
each = "li.talk"
theme = "h2"
kind = { value = "lecture" }
starts_on = { css = ".when", regex = 'on (\S+),', date = "%d.%m.%Y" }
start_time = ".when"
venue = ".where"
[[events.people]]
each = ".who"
name = ".name"
positions.title = ".job"
positions.institution = ".home"
"#;

fn read(profile: &str, page: &str) -> PageRecord {
    let mut profiles = Profiles::default();
    profiles.add(Profile::parse("harbour", profile, "profiles/harbour.toml").unwrap());
    let options = Options { profiles: Arc::new(profiles), ..Options::default() };
    let bytes = page.as_bytes().to_vec();
    pipeline::extract(Page { source: "pages/a.html".into(), bytes, ..Page::default() }, &options).unwrap()
}

fn error(profile: &str) -> String {
    Profile::parse("x", profile, "profiles/x.toml").unwrap_err().to_string()
}

#[test]
fn rows_come_from_the_profile_and_the_rest_stays() {
    let record = read(PROFILE, PAGE);
    let tables = &record.tables;
    let announcement = &tables.announcements[0];
    assert_eq!(announcement.profile.as_deref(), Some("harbour"));
    assert_eq!(announcement.published_on.unwrap().to_string(), "2024-09-02");
    assert_eq!(announcement.publisher.as_deref(), Some("Harbour School"));
    assert_eq!(announcement.title.as_deref(), Some("Autumn talks at the Harbour School"), "found without it");
    let events: Vec<_> = tables
        .events
        .iter()
        .map(|event| {
            let day = event.starts_on.unwrap().to_string();
            (
                event.theme.as_deref().unwrap(),
                day,
                event.start_time.unwrap().to_string(),
                event.venue.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        events,
        [
            ("Tides and Towns", "2024-10-03".to_owned(), "17:30".to_owned(), Some("Blue Hall")),
            ("Salt and Silver", "2024-10-10".to_owned(), "18:00".to_owned(), Some("Red Room")),
        ]
    );
    let person = |name: &str| tables.people.iter().find(|person| person.name == name).unwrap();
    assert_eq!(person("Maria Lopez").honorifics, ["Dr."]);
    let keeper = person("Zyq Vanterpoole").person_id;
    let post = tables.positions.iter().find(|post| post.person_id == keeper).unwrap();
    assert_eq!(post.title.as_deref(), Some("Keeper"));
    let home =
        tables.institutions.iter().find(|home| Some(home.institution_id) == post.institution_id).unwrap();
    assert_eq!(home.name, "Harrow Institute of Fisheries");
    let role = tables.appearances.iter().find(|role| role.person_id == keeper).unwrap();
    assert_eq!((role.event_id, role.role.as_str()), (Some(tables.events[1].event_id), "speaker"));
}

#[test]
fn values_say_which_selector_gave_them_and_where() {
    let record = read(PROFILE, PAGE);
    let of = |table: Table, field: &str| {
        let mut rows = record.tables.evidence.iter();
        rows.find(|row| row.in_table == table && row.field == field && row.origin == Origin::Profile).unwrap()
    };
    let venue = of(Table::Events, "venue");
    assert_eq!(venue.rule, "harbour: li.talk >> .where");
    assert_eq!(venue.quote, "Blue Hall");
    assert!(venue.start_byte.is_some());
    assert_eq!(
        venue.locator.as_deref(),
        Some("html > body > main:nth-of-type(1) > ul:nth-of-type(1) > li:nth-of-type(1) > p:nth-of-type(2)")
    );
    let day = of(Table::Events, "starts_on");
    assert_eq!((day.value.as_str(), day.quote.as_str()), ("2024-10-03", "03.10.2024"));
    let stamp = of(Table::Announcements, "published_on");
    assert_eq!((stamp.quote.as_str(), stamp.start_byte), ("2024-09-02", None));
    assert_eq!(stamp.rule, "harbour: .stamp @data-day");
}

#[test]
fn one_field_leaves_everything_else_as_it_was() {
    let profile = "urls = \"pages/*\"\n[announcements]\ntitle = \"h2\"\n";
    let (with, without) = (read(profile, PAGE), read("urls = \"other/*\"\n", PAGE));
    assert_eq!(with.tables.announcements[0].title.as_deref(), Some("Tides and Towns"));
    assert_eq!(with.tables.people, without.tables.people);
    assert_eq!(with.tables.events, without.tables.events);
    assert_eq!(without.page.profile, None);
}

#[test]
fn who_else_was_found_in_such_a_role_has_it_no_more() {
    let page =
        PAGE.replace("</ul>", "</ul><p>Our speakers in spring were Dr. Old Hand and Prof. Peter Gone.</p>");
    let record = read(PROFILE, &page);
    let speakers: Vec<_> = record
        .tables
        .appearances
        .iter()
        .filter(|role| role.role.as_str() == "speaker")
        .map(|role| {
            record
                .tables
                .people
                .iter()
                .find(|person| person.person_id == role.person_id)
                .unwrap()
                .name
                .as_str()
        })
        .collect();
    assert_eq!(speakers, ["Maria Lopez", "Zyq Vanterpoole"]);
}

#[test]
fn a_selector_that_matches_nothing_is_a_finding() {
    let record = read(&PROFILE.replace("\".where\"", "\".room\""), PAGE);
    let finding =
        record.tables.findings.iter().find(|finding| finding.code == "selector_matched_nothing").unwrap();
    assert!(finding.message.contains("`.room` of events.venue matches nothing"), "{}", finding.message);
    let optional = PROFILE.replace("\".where\"", "{ css = \".room\", optional = true }");
    let codes: Vec<_> =
        read(&optional, PAGE).tables.findings.into_iter().map(|finding| finding.code).collect();
    assert!(!codes.contains(&"selector_matched_nothing".to_owned()), "{codes:?}");
}

#[test]
fn labels_words_and_patterns_choose_among_elements() {
    let page = "<html lang=en><h1>Public lecture</h1><dl><dt>Where</dt><dd>Room 4</dd><dt>When:</dt><dd>9 May 2024, 10:00–11:30</dd>\
        <dt>How</dt><dd>On site</dd></dl><p class=x>Role: Main</p><p class=y>Maria Lopez</p></html>";
    let profile = r#"urls = "pages/*"
[events]
venue = { css = "dd", label = "Where" }
starts_on = { css = "dd", label = "When" }
start_time = { css = "dd", label = "When" }
end_time = { css = "dd", label = "When" }
format = { css = "dd", label = "How", words = { "On site" = "in_person" } }
[people]
name = ".y"
appearances.role = { css = ".x", regex = "Role: (.+)", words = { Main = "keynote" } }
"#;
    let record = read(profile, page);
    let event = &record.tables.events[0];
    assert_eq!(event.venue.as_deref(), Some("Room 4"));
    assert_eq!(event.starts_on.unwrap().to_string(), "2024-05-09");
    assert_eq!(
        (event.start_time.unwrap().to_string(), event.end_time.unwrap().to_string()),
        ("10:00".into(), "11:30".into())
    );
    assert_eq!(event.format.unwrap().as_str(), "in_person");
    assert_eq!(record.tables.appearances[0].role.as_str(), "keynote");
}

#[test]
fn errors_name_the_line_and_what_to_do() {
    assert_eq!(
        error("urls = \"a\"\n[events]\nvenu = \".x\"\n"),
        "profiles/x.toml:3:1: venu is no key here (did you mean `venue`?)"
    );
    assert!(
        error("[events]\nvenue = \"..\"\n").starts_with("profiles/x.toml:2:9: \"..\" is no CSS selector")
    );
    assert!(error("[events]\nvenue = { regex = \"(\" }\n").contains("is no regular expression"));
    assert!(error("[events]\nkind = { value = \"party\" }\n").contains("known are webinar"));
    assert!(error("[people.events]\nname = \"b\"\n").contains("events is no key here"));
    assert!(error("[events]\nevent_id = \"b\"\n").contains("event_id is no key here"));
    assert!(error("[events]\nstarts_on = { date = \"%Q\" }\n").contains("is no date format"));
    assert!(error("[events]\nstarts_on = { date = \"d.m.y\" }\n").contains("formats look like %d.%m.%Y"));
    assert!(error("urls = 3\n").contains("is no text"));
    assert!(error("events = 3\n").contains("is no table"));
}

#[test]
fn broken_pages_and_odd_profiles_never_panic() {
    let pages = [
        "<p>",
        "<ul><li class=talk><h2>",
        "<table><li class=talk><p class=who>",
        "<div class=who><span class=name>,",
    ];
    for page in pages {
        read(PROFILE, page);
    }
    let deep = "<div>".repeat(3000) + "<p class=where>x";
    let profile = "urls = \"pages/*\"\n[events]\nvenue = \"div div .where\"\nname = { regex = \"\" }\n";
    let record = read(profile, &deep);
    assert!(record.tables.findings.iter().any(|finding| finding.code == "profile_not_applied"));
    read(profile, "<p class=where>x");
}

#[test]
fn two_rows_are_two_people_even_where_one_name_is_in_the_other() {
    let page = "<html lang=en><h1>Seminar on tides, 9 May 2024</h1><ul><li>Dr. Maria Lopez<li>Maria Lopez Quillfeather<li>Zyq d'Orr, PhD</ul></html>";
    let profile =
        "urls = \"pages/*\"\n[events]\nname = \"h1\"\n[[events.people]]\neach = \"li\"\nname = {}\n";
    let people: Vec<_> =
        read(profile, page).tables.people.into_iter().map(|row| (row.name, row.honorifics)).collect();
    let titled = |name: &str, title: &str| (name.to_owned(), vec![title.to_owned()]);
    let expected = [
        titled("Maria Lopez", "Dr."),
        ("Maria Lopez Quillfeather".to_owned(), vec![]),
        titled("Zyq d'Orr", "PhD"),
    ];
    assert_eq!(people, expected);
}

proptest::proptest! {
    #[test]
    fn any_page_is_read_with_any_selector(
        pieces in proptest::collection::vec("<(li|div|p|b|td|table|svg|template|noscript|time datetime=2024)( class=(who|name|talk))?>|</(li|div|p|b)>|[A-Z][a-z]{1,6} |[0-9]{1,2} May 2024 |, |[éの“”\u{ad}]", 0..40),
        css in "(\\.who|\\.name|li|div|p > b|:not\\(b\\)|\\*|td:nth-of-type\\(2\\))",
    ) {
        let profile = format!("urls = \"pages/*\"\n[announcements]\ntitle = {css:?}\npublished_on = {css:?}\n[[events]]\neach = {css:?}\nname = {css:?}\nstarts_on = {css:?}\nvenue = {{}}\n[[events.people]]\nname = {css:?}\npositions.institution = {css:?}\ntalks.title = {{ css = {css:?}, regex = \"^(.*?)[,0-9]\" }}\n[[deadlines]]\neach = {css:?}\ndue_on = {{}}\n");
        let page = format!("<html lang=en><p>x{}", pieces.concat());
        let record = read(&profile, &page);
        let text = crate::parse::parse(Page { source: "pages/a.html".into(), bytes: page.into_bytes(), ..Page::default() }).unwrap().text;
        for row in &record.tables.evidence {
            if let (Some(start), Some(end)) = (row.start_byte, row.end_byte) {
                proptest::prop_assert_eq!(&text[start as usize..end as usize], row.quote.as_str());
            }
        }
        proptest::prop_assert_eq!(read(&profile, &format!("<html lang=en><p>x{}", pieces.concat())), record);
    }
}

#[test]
fn time_grows_with_the_page_and_no_faster() {
    let page = |rows: usize| {
        let row = |number: usize| {
            format!(
                "<li class=talk><h2>Tides {number}</h2><p class=when>on 03.10.2024, 17:30 h</p><p class=where>Hall {number}</p><p class=who><span class=name>Maria Lopez{number}</span> <span class=job>Director</span> <span class=home>Fenwick College</span></p></li>"
            )
        };
        format!("<html lang=en><h1>Talks</h1><ul>{}</ul></html>", (0..rows).map(row).collect::<String>())
    };
    let time = |rows: usize| {
        let page = page(rows);
        let best = (0..3).map(|_| {
            let start = std::time::Instant::now();
            assert_eq!(read(PROFILE, &page).tables.events.len(), rows);
            start.elapsed()
        });
        best.min().unwrap().as_secs_f64()
    };
    let (small, large) = (time(200), time(1600));
    assert!(large < small * 8.0 * 3.0, "eight times the rows took {:.1} times as long", large / small);
}
