use super::*;
use crate::project::List;

fn selectors(item: &str) -> Selectors {
    let url = Url::parse("https://example.org/news/").unwrap();
    let (item, next) = (item.to_owned(), Some("a[rel=next]".to_owned()));
    let list = List { url, item, next, pages: 1, date: "time, .when".to_owned() };
    Selectors::new(&list, None, jiff::civil::date(2024, 6, 1)).unwrap()
}

fn days(since: &str, until: &str) -> Days {
    Days { since: since.parse().ok(), until: until.parse().ok() }
}

fn read(role: Role, body: &str) -> Result<Links, String> {
    let base = Url::parse("https://example.org/news/").unwrap();
    let selectors = selectors("article");
    Links::read(role, &base, body.as_bytes(), Some(&selectors))
}

fn told(links: &Links) -> Vec<String> {
    let day = |link: &Link| link.day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let pages = links.pages.iter().map(|link| format!("{} {}", link.url.path(), day(link)));
    pages.chain(links.more.iter().map(|link| format!("more {}", link.url))).collect()
}

#[test]
fn feeds_of_all_kinds_name_pages_with_days() {
    let rss = "<rss version='2.0'><channel><title>t</title>\
        <item><title>a</title><link>https://example.org/a?x=1&amp;y=2#top</link><pubDate>Thu, 09 May 2024 08:00:00 GMT</pubDate></item>\
        <item><title>b</title><link>/b</link></item></channel></rss>";
    assert_eq!(told(&read(Role::Feed, rss).unwrap()), ["/a 2024-05-09", "/b -"]);
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id><title>t</title><updated>2024-01-01T00:00:00Z</updated>\
        <entry><id>1</id><title>a</title><updated>2024-05-10T23:00:00Z</updated><link rel='enclosure' href='/s.mp3'/>\
        <link href='https://example.org/c'/></entry></feed>";
    assert_eq!(told(&read(Role::Feed, atom).unwrap()), ["/c 2024-05-10"]);
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [
        {"id": "1", "url": "https://example.org/d", "date_published": "2024-05-11T10:00:00Z", "content_text": "x"}]}"#;
    assert_eq!(told(&read(Role::Feed, json).unwrap()), ["/d 2024-05-11"]);
    assert!(read(Role::Feed, "<html><p>Not here").unwrap_err().starts_with("is no feed"));
}

#[test]
fn sitemaps_name_pages_or_more_sitemaps() {
    let urls = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\
        <url><loc> https://example.org/a?x=1&amp;y=2 </loc><lastmod>2024-05-09T10:00:00Z</lastmod></url>\
        <url><loc><![CDATA[https://example.org/b]]></loc></url></urlset>";
    let links = read(Role::Sitemap, urls).unwrap();
    assert_eq!(told(&links), ["/a 2024-05-09", "/b -"]);
    assert_eq!(links.pages[0].url.query(), Some("x=1&y=2"));
    let index = "<sitemapindex><sitemap><loc>/s1.xml.gz</loc></sitemap></sitemapindex>";
    assert_eq!(told(&read(Role::Sitemap, index).unwrap()), ["more https://example.org/s1.xml.gz"]);
    assert_eq!(told(&read(Role::Sitemap, "https://example.org/x\r\n\r\n").unwrap()), ["/x -"]);
    for other in ["<html><body><url></url></html>", "Sorry", "<urlset><url>"] {
        assert!(read(Role::Sitemap, other).is_err(), "{other}");
    }
}

#[test]
fn lists_have_items_and_a_next_page() {
    let list = "<base href='/sub/'><nav><a href='x'>x</a></nav><article><h2>T</h2><a href='a#c'>a</a></article>\
        <article><a href='mailto:a@example.org'></a></article><article>no link</article><a rel=next href='?p=2'>more</a>";
    let links = read(Role::List, list).unwrap();
    assert_eq!(told(&links), ["/sub/a -", "more https://example.org/sub/?p=2"]);
}

#[test]
fn items_of_lists_tell_their_days_to_programs_or_to_people() {
    let list = "<html lang=de><article><a href=a>a</a><time datetime='2024-05-09T20:00+02:00'>gestern</time></article>\
        <article><a href=b>b</a><p class=when>am 12. Mai 2024 um 10 Uhr</p></article><article><a href=c>c</a><p class=when>3. Juni</p></article>\
        <article><a href=d>d</a><p class=when>bald</p></article><a rel=next href='?p=2'>mehr</a>";
    let links = read(Role::List, list).unwrap();
    let more = "more https://example.org/news/?p=2";
    assert_eq!(
        told(&links),
        ["/news/a 2024-05-09", "/news/b 2024-05-12", "/news/c 2024-06-03", "/news/d -", more]
    );
    assert_eq!(links.more[0].day, None, "they stand in no order");
    let rows = |days: [&str; 3]| {
        days.map(|day| format!("<article><a href={day}>x</a><time>{day}</time></article>")).concat()
    };
    let more =
        |days| read(Role::List, &(rows(days) + "<a rel=next href='?p=2'>more</a>")).unwrap().more.remove(0);
    let falling = more(["2024-05-12", "2024-05-09", "2024-05-09"]);
    assert!(falling.leads_to(days("2024-05-09", "2024-06-30")) && !falling.leads_to(days("2024-05-10", "")));
    assert!(falling.leads_to(days("", "2024-01-01")), "what is behind it may be earlier");
    assert!(
        more(["2024-05-09", "2024-05-09", "2024-05-12"]).leads_to(days("2024-06-01", "")),
        "later ones follow"
    );
    assert!(
        more(["2024-05-09", "2024-05-09", "2024-05-09"]).leads_to(days("2024-06-01", "")),
        "no order is seen"
    );
}

#[test]
fn a_window_keeps_its_days_and_what_has_none() {
    let urls = "<urlset><url><loc>/a</loc><lastmod>2024-05-09</lastmod></url><url><loc>/b</loc><lastmod>2024-05-20</lastmod></url>\
        <url><loc>/c</loc></url></urlset>";
    let links = read(Role::Sitemap, urls).unwrap();
    let within = |days| {
        links.pages.iter().filter(|link| link.is_of(days)).map(|link| link.url.path()).collect::<Vec<_>>()
    };
    assert_eq!(within(days("2024-05-10", "")), ["/b", "/c"]);
    assert_eq!(within(days("2024-05-09", "2024-05-09")), ["/a", "/c"]);
    let index =
        "<sitemapindex><sitemap><loc>/s1.xml</loc><lastmod>2024-05-01</lastmod></sitemap></sitemapindex>";
    let links = read(Role::Sitemap, index).unwrap();
    assert!(!links.more[0].leads_to(days("2024-05-10", "")), "it has not changed since");
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, at: usize, flaw: u8) {
        let base = Url::parse("https://example.org/").unwrap();
        let selectors = selectors("article");
        let feed = "<rss version='2.0'><channel><item><link>/b</link><pubDate>Thu, 09 May 2024</pubDate></item></channel></rss>";
        let map = "<urlset><url><loc>https://example.org/a?x=1&amp;y=2</loc><lastmod>2024-05-09</lastmod></url></urlset>";
        for text in [feed.as_bytes(), map.as_bytes(), &bytes] {
            let mut text = text.to_vec();
            if !text.is_empty() {
                let at = at % text.len();
                text[at] = flaw;
            }
            for role in [Role::Feed, Role::Sitemap, Role::List] {
                let _ = Links::read(role, &base, &text, Some(&selectors));
            }
        }
    }
}
