//! Three sites in the manner of real systems, written before the learner was tried on them: fields in wrappers in views, tables and fonts
//! of 2003, and classes that say how a thing looks and not what it is.

use std::fmt::Write as _;

use super::{Facts, Speaker, long};

fn rows(speakers: &[Speaker], row: impl Fn(&Speaker) -> String) -> String {
    speakers.iter().map(row).collect()
}

/// `Thu, 05/09/2024 - 14:00`, as a content system of America writes it.
fn stamped((year, month, day): (i16, usize, usize), (hour, minute): (usize, usize)) -> String {
    let date = jiff::civil::date(year, month as i8, day as i8);
    format!("{} - {hour:02}:{minute:02}", date.strftime("%a, %m/%d/%Y"))
}

/// A node with fields in wrappers, and views: one of the speakers, and one of other events with the same classes in it.
pub(super) fn viaduct(facts: &Facts, number: usize) -> String {
    let event = &facts.events[0];
    let field = |name: &str, kind: &str, label: &str, item: &str| {
        format!(
            "\n  <div class=\"field field--name-field-{name} field--type-{kind} field--label-inline clearfix\">\n    <div class=\"field__label\">{label}</div>\n    \
             <div class=\"field__item\">{item}</div>\n  </div>\n"
        )
    };
    let view = |name: &str, text: &str| {
        format!(
            "<div class=\"views-field views-field-{name}\"><div class=\"field-content\">{text}</div></div>"
        )
    };
    let list = rows(&event.speakers, |who| {
        let name = format!(
            "<a href=\"/people/{}\" hreflang=\"en\">{} {}</a>",
            who.name.len(),
            who.honorific,
            who.name
        );
        let cells = [
            ("title", name.as_str()),
            ("field-job-title", who.post),
            ("field-organisation", who.home),
            ("field-talk", who.talk.as_str()),
        ];
        let cells: String = cells.iter().map(|(name, text)| view(name, text)).collect();
        format!("    <div class=\"views-row\">{cells}</div>\n")
    });
    let (year, month, day) = event.day;
    let (hour, minute) = event.time;
    let when = format!(
        "<time datetime=\"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z\" class=\"datetime\">{}</time>",
        stamped(event.day, event.time)
    );
    let other = stamped((2024, 12, 2 + number % 9), (18, 0));
    let mut page = String::new();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\" prefix=\"og: https://ogp.me/ns#\">\n<head>\n<meta charset=\"utf-8\" />\n<title>{title} | Viaduct Centre</title>\n\
         <meta name=\"Generator\" content=\"A system\" />\n</head>\n<body class=\"path-node page-node-type-event\">\n<div class=\"dialog-off-canvas-main-canvas\">\n\
         <header role=\"banner\"><div class=\"region region-header\"><div class=\"site-branding__name\"><a href=\"/\" rel=\"home\">Viaduct Centre</a></div></div></header>\n\
         <main role=\"main\"><div class=\"layout-content\"><div class=\"region region-content\"><h1 class=\"page-header\"><span class=\"field field--name-title field--type-string field--label-hidden\">{title}</span>\n</h1>\n\
         <article role=\"article\" class=\"node node--type-event node--view-mode-full\">\n<footer class=\"node__meta\"><div class=\"node__submitted\">Submitted by <span class=\"field field--name-uid\"><span lang=\"\">webteam</span></span> on <span class=\"field field--name-created\">{posted}</span></div></footer>\n\
         <div class=\"node__content clearfix\">",
        title = facts.title,
        posted = stamped(facts.published, (9, 12)),
    );
    page.push_str(&field("event-date", "datetime", "Date", &when));
    page.push_str(&field("location", "string", "Location", event.venue));
    let _ = write!(
        page,
        "  <div class=\"clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item\"><p>Join us for a public lecture in the centre's programme. Admission is free.</p></div>\n\
         <div class=\"views-element-container block\"><h2 class=\"block-title\">Speakers</h2><div class=\"view view-speakers view-display-id-block_1\"><div class=\"view-content\">\n{list}</div></div></div>\n</div></article></div></div>\n\
         <aside class=\"layout-sidebar-second\" role=\"complementary\"><div class=\"view view-events\"><h2>Upcoming events</h2><div class=\"view-content\"><div class=\"views-row\">{}{}</div></div></div></aside></main></div></body></html>",
        view("title", "<a href=\"/node/9\">Open evening with Dr. Otto Gestern</a>"),
        view("field-event-date", &other),
    );
    page
}

/// Tables in tables, fonts, breaks; no class and no id.
pub(super) fn pewter(facts: &Facts, number: usize) -> String {
    let event = &facts.events[0];
    let list = rows(&event.speakers, |who| {
        format!(
            "<TR><TD VALIGN=\"top\"><FONT SIZE=\"2\" FACE=\"Arial\"><B>{} {}</B><BR><I>{}, {}</I></FONT></TD><TD VALIGN=\"top\"><FONT SIZE=\"2\" FACE=\"Arial\">{}</FONT></TD></TR>\n",
            who.honorific, who.name, who.post, who.home, who.talk
        )
    });
    format!(
        "<HTML>\n<HEAD>\n<TITLE>The Pewter Guild - Lectures</TITLE>\n</HEAD>\n<BODY BGCOLOR=\"#FFFFEE\" TEXT=\"#000000\">\n<TABLE WIDTH=\"760\" BORDER=\"0\" CELLPADDING=\"6\" CELLSPACING=\"0\" ALIGN=\"center\">\n\
         <TR><TD COLSPAN=\"2\" BGCOLOR=\"#336699\"><FONT COLOR=\"#FFFFFF\" SIZE=\"5\"><B>The Pewter Guild</B></FONT></TD></TR>\n\
         <TR><TD WIDTH=\"150\" VALIGN=\"top\" BGCOLOR=\"#EEEEEE\"><FONT SIZE=\"2\"><A HREF=\"index.htm\">Home</A><BR><A HREF=\"lect.htm\">Lectures</A><BR><A HREF=\"join.htm\">Join</A></FONT><P><FONT SIZE=\"2\"><B>Next outing</B><BR>{other}<BR>Meet at the gate</FONT></P></TD>\n\
         <TD VALIGN=\"top\"><CENTER><FONT SIZE=\"5\" COLOR=\"#993300\"><B>{title}</B></FONT></CENTER><HR NOSHADE>\n\
         <P><FONT SIZE=\"2\" FACE=\"Arial\"><B>Date:</B> {date}<BR><B>Time:</B> {hour}:{minute:02}<BR><B>Venue:</B> {venue}</FONT></P>\n\
         <P><FONT SIZE=\"2\" FACE=\"Arial\">This lecture is part of the guild's winter series. Guests are welcome to attend.</FONT></P>\n\
         <TABLE BORDER=\"1\" CELLPADDING=\"3\" WIDTH=\"100%\"><TR BGCOLOR=\"#CCCCCC\"><TD><FONT SIZE=\"2\"><B>Speaker</B></FONT></TD><TD><FONT SIZE=\"2\"><B>Topic</B></FONT></TD></TR>\n{list}</TABLE>\n\
         <HR NOSHADE><FONT SIZE=\"1\">Posted: {posted}</FONT></TD></TR></TABLE>\n</BODY>\n</HTML>",
        title = facts.title,
        date = long(event.day),
        hour = event.time.0,
        minute = event.time.1,
        venue = event.venue,
        posted = long(facts.published),
        other = long((2024, 11, 1 + number % 20)),
    )
}

/// Classes of looks: what two things share is that they are grey.
pub(super) fn saffron(facts: &Facts, number: usize) -> String {
    let event = &facts.events[0];
    let fact = |text: &str| {
        format!(
            "<div class=\"mt-2 flex items-center gap-x-2 text-gray-600\"><svg class=\"h-5 w-5 flex-none\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"M5 4h10v12H5z\"/></svg><span class=\"text-sm leading-6\">{text}</span></div>"
        )
    };
    let card = |head: &str, lines: &[&str]| {
        let line = |line: &&str| format!("<p class=\"text-sm leading-6 text-gray-600\">{line}</p>");
        let lines = lines.iter().map(line).collect::<Vec<_>>().concat();
        format!(
            "<li class=\"flex gap-x-4 rounded-xl border p-4 shadow-sm md:p-6\"><div class=\"h-12 w-12 rounded-full bg-gray-50\"></div><div class=\"min-w-0 flex-auto\"><p class=\"text-base font-semibold leading-7 text-gray-900\">{head}</p>{lines}</div></li>"
        )
    };
    let list = rows(&event.speakers, |who| {
        let talk = format!("“{}”", who.talk);
        card(&format!("{} {}", who.honorific, who.name), &[who.post, who.home, &talk])
    });
    let (year, month, day) = event.day;
    let weekday = jiff::civil::date(year, month as i8, day as i8).strftime("%A").to_string();
    let grid = "<ul role=\"list\" class=\"mt-6 grid grid-cols-1 gap-6 sm:grid-cols-2 lg:gap-8\">";
    format!(
        "<!DOCTYPE html><html lang=\"en\" class=\"h-full scroll-smooth antialiased\"><head><meta charset=\"utf-8\"/><title>{title} – Saffron Lab</title></head><body class=\"flex min-h-full flex-col bg-white\">\
         <div class=\"border-b px-4 py-3\"><a class=\"text-lg font-bold\" href=\"/\">Saffron Lab</a></div><div class=\"mx-auto max-w-7xl px-4 sm:px-6 lg:px-8\">\
         <p class=\"text-sm leading-6 text-gray-500\">{posted}</p><p class=\"mt-2 text-3xl font-bold tracking-tight text-gray-900 sm:text-4xl\">{title}</p>\
         <p class=\"mt-4 text-lg leading-8 text-gray-600\">A seminar of the lab. Everybody may come; coffee is at the door.</p>{date}{time}{place}\
         <h2 class=\"mt-10 text-xl font-semibold\">Speakers</h2>{grid}{list}</ul><h2 class=\"mt-10 text-xl font-semibold\">More events</h2>{grid}{more}</ul></div></body></html>",
        title = facts.title,
        posted = long(facts.published),
        date = fact(&format!("{weekday}, {}", long(event.day))),
        time = fact(&format!("{}:{:02}", event.time.0, event.time.1)),
        place = fact(event.venue),
        more = card("Open house", &[&long((2024, 12, 1 + number % 20)), "The Conservatory"]),
    )
}
