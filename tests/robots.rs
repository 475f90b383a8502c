//! What `robots.txt` files allow, case by case, beside another reader of them. Where the two differ, the difference is named
//! here with the words of RFC 9309 that decide it; one that goes away fails too.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use annals::fetch::robots::{LIMIT, LONGEST_DELAY, Robots};

/// Whether the other reader says the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Peer {
    Agrees,
    Differs,
}

use Peer::{Agrees, Differs};

/// A file, and paths with what it says of them.
type Case = (&'static str, &'static [(&'static str, bool, Peer)]);

const CASES: &[Case] = &[
    // No rules at all.
    ("", &[("/", true, Agrees), ("/a", true, Agrees)]),
    ("Sorry, <b>nothing</b> here", &[("/a", true, Agrees)]),
    // Rules belong to a group (2.1); these are nobody's.
    ("Disallow: /", &[("/a", true, Differs)]),
    ("Sitemap: https://example.org/s.xml", &[("/a", true, Agrees)]),
    // Everything and nothing.
    (
        "User-agent: *\nDisallow: /",
        &[("/", false, Agrees), ("/a?b=c", false, Agrees), ("/robots.txt", true, Agrees)],
    ),
    ("User-agent: *\nDisallow:", &[("/", true, Agrees), ("/a", true, Agrees)]),
    ("User-agent: *\nAllow: /", &[("/a", true, Agrees)]),
    ("User-agent: *\nDisallow: /\nAllow: /", &[("/a", true, Agrees)]),
    // Which group is ours (section 2.2.1).
    (
        "User-agent: annals\nDisallow: /a\n\nUser-agent: *\nDisallow: /b",
        &[("/a", false, Agrees), ("/b", true, Agrees)],
    ),
    (
        "User-agent: *\nDisallow: /b\n\nUser-agent: annals\nDisallow: /a",
        &[("/a", false, Agrees), ("/b", true, Agrees)],
    ),
    ("User-agent: ANNALS\nDisallow: /a", &[("/a", false, Agrees), ("/b", true, Agrees)]),
    ("User-agent: other\nDisallow: /", &[("/a", true, Agrees)]),
    ("User-agent: annals-news\nDisallow: /", &[("/a", true, Agrees)]),
    ("User-agent: ann\nDisallow: /", &[("/a", true, Agrees)]),
    ("User-agent: annals/1.0\nDisallow: /", &[("/a", false, Differs)]),
    ("User-agent: annals\n\nUser-agent: *\nDisallow: /", &[("/a", false, Agrees)]),
    ("User-agent: annals\nDisallow:\n\nUser-agent: *\nDisallow: /", &[("/a", true, Agrees)]),
    ("User-agent: a\nUser-agent: annals\nDisallow: /a", &[("/a", false, Agrees), ("/b", true, Agrees)]),
    (
        "User-agent: annals\nDisallow: /a\nUser-agent: b\nDisallow: /b",
        &[("/a", false, Agrees), ("/b", true, Agrees)],
    ),
    (
        "User-agent: annals\nDisallow: /a\n\nUser-agent: annals\nDisallow: /b",
        &[("/a", false, Agrees), ("/b", false, Agrees), ("/c", true, Agrees)],
    ),
    (
        "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b",
        &[("/a", false, Agrees), ("/b", false, Agrees)],
    ),
    ("User-agent: annals\n\n\nDisallow: /a", &[("/a", false, Agrees)]),
    ("User-agent: x\nSitemap: /s\nUser-agent: annals\nDisallow: /a", &[("/a", false, Agrees)]),
    // How lines are read.
    ("USER-AGENT: *\nDISALLOW: /a", &[("/a", false, Agrees)]),
    ("user-agent:*\ndisallow:/a", &[("/a", false, Agrees)]),
    ("  User-agent :  *  \n\tDisallow\t: \t/a\t", &[("/a", false, Agrees)]),
    ("User-agent: *\r\nDisallow: /a\r\nDisallow: /b", &[("/a", false, Agrees), ("/b", false, Agrees)]),
    ("User-agent: *\rDisallow: /a\rDisallow: /b", &[("/a", false, Agrees), ("/b", false, Agrees)]),
    ("\u{feff}User-agent: *\nDisallow: /a", &[("/a", false, Agrees)]),
    (
        "# first\nUser-agent: * # all\n# second\nDisallow: /a # no\n",
        &[("/a", false, Agrees), ("/b", true, Agrees)],
    ),
    ("User-agent: *\nDisallow: /a#b", &[("/a", false, Agrees), ("/ab", false, Agrees)]),
    ("User-agent: *\nDisallow /a", &[("/a", true, Differs)]),
    ("User-agent: *\nNoindex: /a\nHost: b\nDisallow: /c", &[("/a", true, Agrees), ("/c", false, Agrees)]),
    ("User-agent: *\nDisallow: /a\n\n\u{fffd}\u{0}\n\nDisallow: /b", &[("/b", false, Agrees)]),
    // Paths begin at the beginning, and case matters (section 2.2.2).
    (
        "User-agent: *\nDisallow: /fish",
        &[
            ("/fish", false, Agrees),
            ("/fish.html", false, Agrees),
            ("/fish/salmon", false, Agrees),
            ("/fishheads", false, Agrees),
            ("/fish.php?id=any", false, Agrees),
            ("/Fish.asp", true, Agrees),
            ("/catfish", true, Agrees),
            ("/?id=fish", true, Agrees),
        ],
    ),
    (
        "User-agent: *\nDisallow: /fish/",
        &[
            ("/fish/", false, Agrees),
            ("/fish/a?b", false, Agrees),
            ("/fish", true, Agrees),
            ("/fish.html", true, Agrees),
        ],
    ),
    (
        "User-agent: *\nDisallow: /a?b=",
        &[("/a?b=c", false, Agrees), ("/a", true, Agrees), ("/a?c", true, Agrees)],
    ),
    // The longest wins, and allow where both are as long.
    ("User-agent: *\nAllow: /p\nDisallow: /", &[("/page", true, Agrees), ("/q", false, Agrees)]),
    ("User-agent: *\nDisallow: /\nAllow: /p", &[("/page", true, Agrees)]),
    ("User-agent: *\nAllow: /folder\nDisallow: /folder", &[("/folder/page", true, Agrees)]),
    (
        "User-agent: *\nAllow: /page\nDisallow: /*.htm",
        &[("/page.htm", false, Agrees), ("/page.h", true, Agrees)],
    ),
    ("User-agent: *\nAllow: /page\nDisallow: /*.ph", &[("/page.php5", true, Agrees)]),
    ("User-agent: *\nAllow: /$\nDisallow: /", &[("/", true, Agrees), ("/page.htm", false, Agrees)]),
    (
        "User-agent: *\nDisallow: /a/\nAllow: /a/b/\nDisallow: /a/b/c/",
        &[("/a/x", false, Agrees), ("/a/b/x", true, Agrees), ("/a/b/c/x", false, Agrees)],
    ),
    // Stars and ends (section 2.2.3).
    (
        "User-agent: *\nDisallow: /*.gif$",
        &[
            ("/a.gif", false, Agrees),
            ("/a/b.gif", false, Agrees),
            ("/a.gif?x", true, Agrees),
            ("/a.gifs", true, Agrees),
            ("/a.gif.gif", false, Agrees),
        ],
    ),
    (
        "User-agent: *\nDisallow: /fish*",
        &[("/fish", false, Agrees), ("/fishheads/a", false, Agrees), ("/Fish", true, Agrees)],
    ),
    (
        "User-agent: *\nDisallow: /*.php",
        &[
            ("/index.php", false, Agrees),
            ("/f/a.php?b", false, Agrees),
            ("/", true, Agrees),
            ("/windows.PHP", true, Agrees),
        ],
    ),
    (
        "User-agent: *\nDisallow: /fish*.php",
        &[
            ("/fish.php", false, Agrees),
            ("/fishheads/catfish.php?p", false, Agrees),
            ("/Fish.PHP", true, Agrees),
            ("/a/fish.php", true, Agrees),
        ],
    ),
    (
        "User-agent: *\nDisallow: /a*b*c",
        &[
            ("/abc", false, Agrees),
            ("/aXbYc/d", false, Agrees),
            ("/acb", true, Agrees),
            ("/ab", true, Agrees),
        ],
    ),
    (
        "User-agent: *\nDisallow: /a*b$",
        &[("/ab", false, Agrees), ("/a-b-b", false, Agrees), ("/a-b-c", true, Agrees)],
    ),
    ("User-agent: *\nDisallow: /**a", &[("/xa", false, Agrees), ("/x", true, Agrees)]),
    ("User-agent: *\nDisallow: *", &[("/a", false, Agrees)]),
    ("User-agent: *\nDisallow: *.pdf", &[("/a/b.pdf", false, Agrees), ("/a", true, Agrees)]),
    ("User-agent: *\nDisallow: /a$b", &[("/a$b", false, Differs), ("/a", true, Agrees)]),
    (
        "User-agent: *\nDisallow: /*/end$",
        &[("/x/end", false, Agrees), ("/end", true, Agrees), ("/x/end/", true, Agrees)],
    ),
    // Both sides are written alike (section 2.2.2, the table of examples).
    ("User-agent: *\nDisallow: /foo/bar?baz=quz", &[("/foo/bar?baz=quz", false, Agrees)]),
    (
        "User-agent: *\nDisallow: /foo/bar?baz=http://foo.bar",
        &[("/foo/bar?baz=http://foo.bar", false, Agrees)],
    ),
    (
        "User-agent: *\nDisallow: /foo/bar/\u{30c4}",
        &[("/foo/bar/%E3%83%84", false, Agrees), ("/foo/bar/\u{30c4}", false, Agrees)],
    ),
    (
        "User-agent: *\nDisallow: /foo/bar/%E3%83%84",
        &[("/foo/bar/%e3%83%84", false, Differs), ("/foo/bar/\u{30c4}", false, Agrees)],
    ),
    ("User-agent: *\nDisallow: /foo/bar/%62%61%7A", &[("/foo/bar/baz", false, Differs)]),
    ("User-agent: *\nDisallow: /foo/bar/baz", &[("/foo/bar/%62%61%7a", false, Differs)]),
    ("User-agent: *\nDisallow: /a%2fb", &[("/a%2Fb", false, Differs), ("/a/b", true, Agrees)]),
    (
        "User-agent: *\nDisallow: /path/file-with-a-%2A.html",
        &[("/path/file-with-a-*.html", false, Differs), ("/path/file-with-a-x.html", true, Agrees)],
    ),
    (
        "User-agent: *\nDisallow: /path/foo-%24",
        &[("/path/foo-$", false, Differs), ("/path/foo-", true, Agrees)],
    ),
    ("User-agent: *\nDisallow: /a%", &[("/a%", false, Agrees), ("/a", true, Agrees)]),
];

#[test]
fn every_case_is_read_as_the_standard_has_it() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (file, paths) in CASES {
        let ours = Robots::parse(file.as_bytes(), "annals");
        let theirs = texting_robots::Robot::new("annals", file.as_bytes());
        for (path, allowed, peer) in *paths {
            count += 1;
            if ours.allows(path) != *allowed {
                wrong.push(format!("{file:?} {path}: ours is {}", !allowed));
            }
            let agrees = theirs
                .as_ref()
                .is_ok_and(|robot| robot.allowed(&format!("https://example.org{path}")) == *allowed);
            if agrees != (*peer == Agrees) {
                wrong.push(format!("{file:?} {path}: the other reader agrees: {agrees}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 80, "{count} cases");
}

#[test]
fn hosts_without_a_file_allow_all_and_hosts_in_trouble_nothing() {
    for (status, allowed) in
        [(404, true), (401, true), (403, true), (410, true), (429, false), (500, false), (503, false)]
    {
        assert_eq!(Robots::without_file(status).allows("/a"), allowed, "{status}");
    }
    assert!(!Robots::unreachable().allows("/a"));
}

#[test]
fn a_wish_for_distance_is_respected_up_to_a_bound() {
    let delay = |text: &str| {
        Robots::parse(format!("User-agent: *\nCrawl-delay: {text}").as_bytes(), "annals").delay()
    };
    assert_eq!(delay("2"), Some(Duration::from_secs(2)));
    assert_eq!(delay("0.5"), Some(Duration::from_millis(500)));
    assert_eq!(delay("86400"), Some(LONGEST_DELAY));
    assert_eq!([delay("soon"), delay("-1"), delay("NaN"), delay("")], [None; 4]);
    let of_others = "User-agent: a\nCrawl-delay: 9\nDisallow:\n\nUser-agent: annals\nDisallow: /x";
    assert_eq!(Robots::parse(of_others.as_bytes(), "annals").delay(), None);
}

#[test]
fn half_a_megabyte_is_read_and_no_more() {
    let fill = "#".repeat(LIMIT - 60);
    let file = format!("User-agent: *\nDisallow: /a\n{fill}\nDisallow: /b\n{fill}\nDisallow: /c\n");
    let robots = Robots::parse(file.as_bytes(), "annals");
    assert!(!robots.allows("/a") && !robots.allows("/b") && robots.allows("/c"));
}

#[test]
fn no_pattern_is_slow() {
    let file = format!("User-agent: *\nDisallow: /{}$", "*a".repeat(1000));
    let robots = Robots::parse(file.as_bytes(), "annals");
    let begun = std::time::Instant::now();
    assert!(robots.allows(&format!("/{}b", "a".repeat(100_000))));
    assert!(begun.elapsed() < Duration::from_secs(2));
}
