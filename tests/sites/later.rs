//! Two more sites, written after the learner was changed for those of [`cms`](super::cms) and before it was tried on these: a calendar with
//! blocks of an editor, and what a word processor saves.

use std::fmt::Write as _;

use super::{Facts, long};

/// A calendar's page: abbreviations with titles, blocks of media and text, a box of the next event with the same classes.
pub(super) fn bramble(facts: &Facts, number: usize) -> String {
    let event = &facts.events[0];
    let mut blocks = String::new();
    for who in &event.speakers {
        let _ = write!(
            blocks,
            "\n<div class=\"wp-block-media-text is-stacked-on-mobile\" style=\"grid-template-columns:20% auto\"><figure class=\"wp-block-media-text__media\"><img src=\"/p.jpg\" alt=\"\" class=\"wp-image-{number} size-full\"/></figure>\
             <div class=\"wp-block-media-text__content\">\n<p><strong>{} {}</strong><br>{}, {}</p>\n<p><em>{}</em></p>\n</div></div>\n",
            who.honorific, who.name, who.post, who.home, who.talk
        );
    }
    let (year, month, day) = event.day;
    let other = long((2024, 12, 3 + number % 9));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head><meta charset=\"UTF-8\" />\n<title>{title} - Bramble Hall</title>\n</head>\n<body class=\"ec_events-template single postid-{number}\">\n<header id=\"masthead\" class=\"site-header\"><p class=\"site-title\"><a href=\"/\">Bramble Hall</a></p></header>\n\
         <main id=\"ec-events\"><div class=\"ec-single\"><p class=\"ec-back\"><a href=\"/events\">All Events</a></p>\n<h1 class=\"ec-single-event-title\">{title}</h1>\n<div class=\"entry-meta\"><span class=\"posted-on\">Posted on <time class=\"entry-date published\" datetime=\"{y}-{m:02}-{d:02}T07:00:00+00:00\">{posted}</time></span> by <span class=\"author vcard\"><a href=\"/author/hall\">hall</a></span></div>\n\
         <div class=\"ec-single-event-description\">\n<p>Bramble Hall invites you to an evening lecture. Tickets are free and can be had at the door.</p>\n<h3 class=\"wp-block-heading\">Speakers</h3>\n{blocks}</div>\n\
         <div class=\"ec-event-meta\"><h2 class=\"ec-meta-title\"> Details </h2><dl><dt class=\"ec-start-date-label\"> Date: </dt><dd><abbr class=\"ec-abbr ec-start-date\" title=\"{year}-{month:02}-{day:02}\"> {date} </abbr></dd>\
         <dt class=\"ec-time-label\"> Time: </dt><dd><div class=\"ec-abbr ec-time\">{hour}:{minute:02}</div></dd></dl></div>\n<div class=\"ec-event-meta\"><h2 class=\"ec-meta-title\"> Venue </h2><dl><dd class=\"ec-venue\"> {venue} </dd></dl></div>\n\
         <div class=\"ec-related\"><h2 class=\"ec-meta-title\">Next</h2><h3><a href=\"/n\">Choir night</a></h3><abbr class=\"ec-abbr ec-start-date\" title=\"2024-12-03\"> {other} </abbr></div></div></main>\n<footer>Bramble Hall</footer></body></html>",
        title = facts.title,
        y = facts.published.0,
        m = facts.published.1,
        d = facts.published.2,
        posted = long(facts.published),
        date = long(event.day),
        hour = event.time.0,
        minute = event.time.1,
        venue = event.venue,
    )
}

/// What a word processor saves: each paragraph the same class, each word in a span, a table of those who speak.
pub(super) fn tallow(facts: &Facts, _: usize) -> String {
    let event = &facts.events[0];
    let span = |text: &str| format!("<span lang=EN-GB style='font-size:11.0pt'>{text}<o:p></o:p></span>");
    let line = |label: &str, text: &str| {
        format!("<p class=MsoNormal><b>{}</b>{}</p>\n", span(&format!("{label}: ")), span(text))
    };
    let cell = |text: &str| format!("<td width=150 valign=top><p class=MsoNormal>{}</p></td>", span(text));
    let mut rows: String = ["Speaker", "Position", "Affiliation", "Title of the talk"].map(cell).concat();
    rows = format!("<tr>{rows}</tr>\n");
    for who in &event.speakers {
        let cells =
            [&*format!("{} {}", who.honorific, who.name), who.post, who.home, &who.talk].map(cell).concat();
        let _ = writeln!(rows, "<tr>{cells}</tr>");
    }
    format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><title>Announcement</title></head><body lang=EN-GB><div class=WordSection1>\n\
         <p class=MsoNormal align=center style='text-align:center'><b><span lang=EN-GB style='font-size:12.0pt'>TALLOW SOCIETY<o:p></o:p></span></b></p>\n\
         <p class=MsoTitle align=center><span lang=EN-GB style='font-size:20.0pt'>{title}<o:p></o:p></span></p>\n\
         <p class=MsoNormal>{lead}</p>\n{date}{time}{venue}<table class=MsoTableGrid border=1 cellspacing=0>{rows}</table>\n{posted}</div></body></html>",
        title = facts.title,
        lead = span("The society holds a workshop for its members and their guests."),
        date = line("Date", &long(event.day)),
        time = line("Time", &format!("{}:{:02}", event.time.0, event.time.1)),
        venue = line("Venue", event.venue),
        posted = line("Posted", &long(facts.published)),
    )
}
