//! Fetching from real servers on this machine, well-behaved and broken ones.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod web;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use annals::archive::{Archive, News};
use annals::fetch::{Report, fetch};
use annals::project::Config;
use tempfile::TempDir;
use web::{Hit, Reply, Site, announcement};

/// `[fetch]` for servers of our own.
const OWN: &str =
    "[fetch]\ncontact = \"web@example.org\"\nallow_private = true\nrate = 0\nretries = 1\ntimeout = 1\n";

fn config(sources: &str, more: &str) -> Config {
    Config::parse(&format!("{sources}\n{OWN}{more}"), "annals.toml").unwrap()
}

fn urls(urls: &[String]) -> String {
    format!("[[source]]\nurls = {urls:?}\n")
}

fn run(config: &Config, folder: &TempDir) -> Report {
    fetch(config, folder.path(), |_| {}).unwrap()
}

fn archive(folder: &TempDir) -> Archive {
    Archive::read(&folder.path().join("archive")).unwrap()
}

/// The failures by path, each with its message.
fn failures(report: &Report) -> BTreeMap<String, String> {
    let path = |input: &str| format!("/{}", input.splitn(4, '/').nth(3).unwrap_or(""));
    report.failures.iter().map(|error| (path(error.input()), error.to_string())).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_page_is_kept_as_it_was_sent_and_not_sent_again() {
    let body = gzip(announcement(1).as_bytes());
    let sent = body.clone();
    let site = Site::serve(move |hit| Reply::page(sent.clone()).with("content-encoding", "gzip").tagged(hit));
    let folder = tempfile::tempdir().unwrap();
    let config = config(&urls(&[site.url(1, "/a")]), "");
    assert_eq!(run(&config, &folder).count(News::New), 1);
    let first = site.asked();
    assert!(first[0].agent.starts_with("annals/") && first[0].agent.ends_with(" (+web@example.org)"));
    let file = std::fs::read(folder.path().join("archive/run-00001.warc.gz")).unwrap();
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&*file), &mut plain).unwrap();
    assert!(memchr::memmem::find(&plain, &body).is_some(), "the body is kept byte by byte");
    assert_eq!(run(&config, &folder).count(News::Same), 1);
    assert!(site.asked().iter().all(|hit| hit.condition.is_some()));
    let archive = archive(&folder);
    let page = archive.page(&site.url(1, "/a")).unwrap();
    assert_eq!(page.archived.load(1 << 20).unwrap().1, announcement(1).as_bytes());
}

#[test]
fn a_server_that_knows_no_conditions_is_kept_once_too() {
    let site = Site::serve(|_| Reply::page(announcement(1)));
    let folder = tempfile::tempdir().unwrap();
    let config = config(&urls(&[site.url(1, "/a")]), "");
    assert_eq!(run(&config, &folder).count(News::New), 1);
    assert_eq!(run(&config, &folder).count(News::Same), 1);
    let second = folder.path().join("archive/run-00002.warc.gz").metadata().unwrap().len();
    assert!(second < folder.path().join("archive/run-00001.warc.gz").metadata().unwrap().len() + 400);
}

#[test]
fn what_is_wrong_is_named_and_keeps_nothing() {
    let bomb = gzip(&vec![b' '; 4 << 20]);
    let site = Site::serve(move |hit| match hit.path.as_str() {
        "/500" => Reply::status(500),
        "/404" => Reply::status(404),
        "/slow" => Reply::page("late").after(Duration::from_secs(3)),
        "/cut" => Reply::page(announcement(1)).cut(),
        "/torn" => Reply::page(&gzip(announcement(1).as_bytes())[..60]).with("content-encoding", "gzip"),
        "/pdf" => Reply::new(200, "application/pdf", "%PDF"),
        "/bomb" => Reply::page(bomb.clone()).with("content-encoding", "gzip"),
        "/large" => Reply::page(vec![b'x'; 2 << 20]),
        "/empty" => Reply::page(" \n"),
        "/circle" => Reply::redirect("/circle2"),
        "/circle2" => Reply::redirect("/circle"),
        "/long" => Reply::redirect("/long?1"),
        path if path.starts_with("/long?") => Reply::redirect(&format!("{path}1")),
        "/nowhere" => Reply::status(302),
        "/mail" => Reply::redirect("mailto:web@example.org"),
        "/304" => Reply::status(304),
        "/later" => Reply::status(503).with("retry-after", "3600"),
        "/secret" => Reply::status(403),
        "/rare" => Reply::page("x").with("content-encoding", "lzma"),
        "/robots.txt" => Reply::new(200, "text/plain", "User-agent: *\nDisallow: /private"),
        _ => Reply::page(announcement(2)),
    });
    let expected = [
        ("/500", "answers 500"),
        ("/404", "answers 404"),
        ("/slow", "does not answer in time"),
        ("/cut", "ends before it is whole"),
        ("/torn", "is broken"),
        ("/pdf", "is application/pdf, not an HTML page"),
        ("/bomb", "unpacks to more than 1048576 bytes"),
        ("/large", "is larger than 1048576 bytes"),
        ("/empty", "answers with nothing"),
        ("/circle", "redirects in a circle"),
        ("/long", "redirects more than 10 times"),
        ("/nowhere", "redirects to nowhere"),
        ("/mail", "is no web address"),
        ("/304", "answers 304"),
        ("/later", "asks to come back in 3600 seconds"),
        ("/secret", "answers 403"),
        ("/rare", "is packed in a way that is not known"),
        ("/private/a", "is forbidden by the host's robots.txt"),
    ];
    let named: Vec<String> =
        expected.iter().map(|(path, _)| *path).chain(["/good"]).map(|path| site.url(1, path)).collect();
    let folder = tempfile::tempdir().unwrap();
    let report = run(&config(&urls(&named), "max_bytes = 1048576\nconcurrency = 32\n"), &folder);
    let failures = failures(&report);
    for (path, message) in expected {
        let told = failures.get(path).unwrap_or_else(|| panic!("{path} is not named: {failures:#?}"));
        assert!(told.contains(message) && told.contains(" ("), "{told}");
    }
    assert_eq!(failures.len(), expected.len());
    let archive = archive(&folder);
    assert!(expected.iter().all(|(path, _)| archive.page(&site.url(1, path)).is_none()));
    assert!(archive.page(&site.url(1, "/good")).is_some());
}

#[test]
fn what_may_pass_is_tried_again_when_the_server_says() {
    let site = Site::serve(|hit| match (hit.path.as_str(), hit.before) {
        ("/429", 0) => Reply::status(429).with("retry-after", "1"),
        ("/503", 0) => Reply::status(503).with(
            "retry-after",
            &httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(2)),
        ),
        ("/500" | "/cut", 0) => Reply::page(announcement(1)).cut(),
        _ => Reply::page(announcement(1)),
    });
    let folder = tempfile::tempdir().unwrap();
    let named: Vec<String> =
        (1..=4).zip(["/429", "/503", "/500", "/cut"]).map(|(host, path)| site.url(host, path)).collect();
    let begun = Instant::now();
    let report = run(&config(&urls(&named), ""), &folder);
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    assert_eq!(report.count(News::New), 4);
    let hits = site.asked();
    let of = |path: &str| hits.iter().filter(|hit| hit.path == path).map(|hit| hit.at).collect::<Vec<_>>();
    assert!(of("/429")[1] - of("/429")[0] >= Duration::from_millis(950));
    assert!(of("/503")[1] - of("/503")[0] >= Duration::from_millis(900));
    assert!(begun.elapsed() < Duration::from_secs(8));
}

#[test]
fn private_addresses_are_refused_also_behind_a_redirect() {
    let site = Site::serve(|_| Reply::page(announcement(1)));
    let sources = urls(&[site.url(1, "/a"), format!("http://localhost:{}/b", site.port)]);
    let config =
        Config::parse(&format!("{sources}[fetch]\ncontact = \"web@example.org\"\nretries = 0\n"), "x")
            .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let report = run(&config, &folder);
    assert_eq!(report.failures.len(), 2);
    for error in &report.failures {
        assert!(error.to_string().contains("leads to a private address (set allow_private"), "{error}");
    }
    assert!(site.asked().is_empty(), "nobody was asked");
}

#[test]
fn secrets_go_to_their_host_only_and_into_no_file() {
    let site = Site::serve(|hit| match hit.host.as_str() {
        "127.0.0.1" => Reply::redirect(&format!("http://127.0.0.2:{}/b", hit.path.trim_start_matches('/')))
            .with("set-cookie", "session=sesame"),
        _ => Reply::page(announcement(1)),
    });
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "{}{OWN}headers_env = {{ \"127.0.0.1\" = \"ANNALS_TEST_HEADERS\" }}\n",
        urls(&[site.url(1, &format!("/{}", site.port))])
    );
    std::fs::write(folder.path().join("annals.toml"), text).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["fetch", "-vv", "--project"])
        .arg(folder.path())
        .env("ANNALS_TEST_HEADERS", "Authorization: Bearer open-sesame")
        .output()
        .unwrap();
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{told}");
    let sent: Vec<_> = site.asked().into_iter().map(|hit| hit.authorization).collect();
    assert_eq!(sent, [Some("Bearer open-sesame".to_owned()), None]);
    assert!(!told.contains("sesame"), "{told}");
    for file in walkdir::WalkDir::new(folder.path())
        .into_iter()
        .map(Result::unwrap)
        .filter(|file| file.file_type().is_file())
    {
        assert!(
            !String::from_utf8_lossy(&plain(file.path())).contains("sesame"),
            "{}",
            file.path().display()
        );
    }
}

/// The bytes of a file, unpacked where it is gzipped.
fn plain(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    let mut inner = Vec::new();
    match std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&*bytes), &mut inner) {
        Ok(_) => inner,
        Err(_) => bytes,
    }
}

#[test]
fn feeds_sitemaps_and_lists_lead_to_pages() {
    let site = Site::serve(|hit| {
        match hit.path.as_str() {
            "/feed" => Reply::new(200, "application/rss+xml", "<rss version='2.0'><channel><item><link>/f1</link><pubDate>Thu, 09 May 2024 08:00:00 GMT</pubDate></item>\
                <item><link>/f2</link><pubDate>Mon, 09 May 2022 08:00:00 GMT</pubDate></item></channel></rss>").tagged(hit),
            "/sitemap.xml" => Reply::new(200, "text/xml", "<sitemapindex><sitemap><loc>/inner.xml</loc></sitemap></sitemapindex>").tagged(hit),
            "/inner.xml" => Reply::new(200, "text/xml", "<urlset><url><loc>/s1</loc></url><url><loc>/s2</loc></url><url><loc>/s3</loc></url></urlset>").tagged(hit),
            "/list" => Reply::page("<article><a href=/l1>1</a></article><a rel=next href='?p=2'>next</a>").tagged(hit),
            "/list?p=2" => Reply::page("<article><a href=/l2>2</a></article><a rel=next href='/list'>next</a>").tagged(hit),
            "/robots.txt" => Reply::status(404),
            _ => Reply::page(announcement(1)).tagged(hit),
        }
    });
    let sources = format!(
        "[[source]]\nfeed = \"{}\"\nsince = \"2024-01-01\"\n[[source]]\nsitemap = \"{}\"\nlimit = 2\n\
         [[source]]\nlist = {{ url = \"{}\", item = \"article\", next = \"[rel=next]\" }}\n",
        site.url(1, "/feed"),
        site.url(1, "/sitemap.xml"),
        site.url(1, "/list"),
    );
    let (config, folder) = (config(&sources, ""), tempfile::tempdir().unwrap());
    let report = run(&config, &folder);
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    let mut asked: Vec<String> = site.asked().into_iter().map(|hit| hit.path).collect();
    asked.sort();
    let all =
        ["/f1", "/feed", "/inner.xml", "/l1", "/l2", "/list", "/list?p=2", "/s1", "/s2", "/sitemap.xml"];
    assert_eq!(asked, all);
    let kept: Vec<usize> = config
        .sources
        .iter()
        .map(|source| source.web.as_ref().unwrap().pages(&archive(&folder)).pages.len())
        .collect();
    assert_eq!(kept, [1, 2, 2]);
    let again = run(&config, &folder);
    assert_eq!(
        (again.count(News::Same), again.failures.len()),
        (all.len(), 0),
        "what has not changed is read from the archive"
    );
}

/// Days move on: what fell out of them is asked no more while the list still names it, and stays in the dataset.
#[test]
fn only_what_is_of_the_days_is_asked_and_what_was_found_stays() {
    let day = |ago: i64| {
        let now = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date();
        now.saturating_sub(jiff::Span::new().days(ago))
    };
    let row = move |path: &str, ago: i64| {
        format!("<article><a href=/{path}>x</a><p class=on>{}</p></article>", day(ago).strftime("%-d %B %Y"))
    };
    let site = Site::serve(move |hit| match hit.path.as_str() {
        "/list" => Reply::page(
            row("new", 2)
                + &row("old", 40)
                + "<article><a href=/any>x</a></article><a rel=next href='?2'>n</a>",
        ),
        "/list?2" => Reply::page(row("older", 50) + &row("oldest", 60) + "<a rel=next href='?3'>n</a>"),
        "/robots.txt" => Reply::status(404),
        _ => Reply::page(announcement(1)),
    });
    let source = |since: &str| {
        let list = site.url(1, "/list");
        config(
            &format!(
                "[[source]]\nlist = {{ url = \"{list}\", item = \"article\", next = \"[rel=next]\", date = \".on\" }}\nsince = \"{since}\"\n"
            ),
            "",
        )
    };
    let (wide, narrow) = (source("45 days"), source("5 weeks"));
    let folder = tempfile::tempdir().unwrap();
    let asked = || {
        let mut asked: Vec<String> = site.asked().into_iter().map(|hit| hit.path).collect();
        asked.sort();
        asked
    };
    let mut last = BTreeMap::new();
    let report =
        fetch(&wide, folder.path(), |step| _ = last.insert(step.progress.source, step.progress)).unwrap();
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    assert_eq!(
        asked(),
        ["/any", "/list", "/list?2", "/new", "/old"],
        "behind the second page all is earlier"
    );
    assert_eq!((last[&0].asked, last[&0].waiting), (5, 0), "a bar comes to its end");
    let index = folder.path().join("archive/index.jsonl");
    let text = std::fs::read_to_string(&index).unwrap();
    std::fs::write(&index, text.replace("\"at\":\"20", "\"at\":\"19")).unwrap();
    run(&narrow, &folder);
    assert_eq!(asked(), ["/any", "/list", "/list?2", "/new"]);
    let pages = narrow.sources[0].web.as_ref().unwrap().pages(&archive(&folder)).pages;
    assert_eq!(pages.len(), 3, "what was found stays");
}

/// A hundred pages on each of twenty hosts: of a hundred, five answer 500 and five 429, three come too late, two are cut, one each
/// redirects in a circle, is of the wrong type, and is a bomb.
#[test]
fn many_hosts_in_trouble_are_each_asked_at_their_pace() {
    const HOSTS: u8 = 20;
    const RATE: usize = 50;
    let site = Site::serve(troubled);
    let pages = (0..100).flat_map(|page| (1..=HOSTS).map(move |host| (host, page)));
    let named: Vec<(usize, String)> =
        pages.map(|(host, page)| (page, site.url(host, &format!("/{page}")))).collect();
    let sources = urls(&named.iter().map(|(_, url)| url.clone()).collect::<Vec<_>>());
    let folder = tempfile::tempdir().unwrap();
    let config = config(&sources, "concurrency = 4\nmax_bytes = 1048576\n");
    let fetch = annals::project::Fetch { rate: RATE as f64, ..config.fetch };
    let config = Config { fetch, ..config };
    let report = run(&config, &folder);
    keeps_pace(&site.asked(), RATE);
    let failed = named.iter().filter(|(page, _)| is_lost(*page)).count();
    assert_eq!((report.failures.len(), report.count(News::New)), (failed, named.len() - failed));
    let archive = archive(&folder);
    for (page, url) in &named {
        assert_eq!(archive.page(url).is_some(), !is_lost(*page), "{url}");
    }
    let second = run(&config, &folder);
    let hits = site.asked();
    keeps_pace(&hits, RATE);
    let conditional = hits.iter().filter(|hit| hit.condition.is_some()).count();
    assert_eq!(second.count(News::Same), named.len() - failed);
    assert_eq!(conditional, named.len() - failed, "nothing that is kept is asked without a condition");
}

/// No second on the server has more requests to a host than its rate, and what a busy machine delivers at once.
fn keeps_pace(hits: &[Hit], rate: usize) {
    let mut hosts: BTreeMap<&str, Vec<Instant>> = BTreeMap::new();
    for hit in hits {
        hosts.entry(&hit.host).or_default().push(hit.at);
    }
    for (host, times) in hosts {
        for (at, begun) in times.iter().enumerate() {
            let within =
                times[at..].iter().take_while(|time| **time - *begun < Duration::from_secs(1)).count();
            assert!(within <= rate + rate / 10, "{host} was asked {within} times in a second");
        }
    }
}

fn is_lost(page: usize) -> bool {
    matches!(page, 7 | 13 | 17 | 23 | 31 | 37)
}

fn troubled(hit: &Hit) -> Reply {
    let Ok(page) = hit.path.trim_start_matches('/').parse::<usize>() else { return Reply::status(404) };
    let good = Reply::page(announcement(page));
    if hit.condition.is_some() {
        return good.tagged(hit);
    }
    match (page, hit.before) {
        (7, _) | (20 | 40 | 60 | 80, 0) => Reply::status(500),
        (5 | 25 | 45 | 65 | 85, 0) => Reply::status(429).with("retry-after", "1"),
        (31, _) | (51 | 71, 0) => good.after(Duration::from_secs(5)),
        (13, _) | (33, 0) => good.cut(),
        (17, _) => Reply::redirect(&hit.path),
        (23, _) => Reply::new(200, "image/png", "png"),
        (37, _) => Reply::page(gzip(&vec![b' '; 2 << 20])).with("content-encoding", "gzip"),
        _ => good.tagged(hit),
    }
}

#[test]
fn who_fetches_says_so() {
    let config = Config::parse(&urls(&["https://example.org/".to_owned()]), "annals.toml").unwrap();
    let error = fetch(&config, tempfile::tempdir().unwrap().path(), |_| {}).unwrap_err();
    assert_eq!(error.kind(), annals::ErrorKind::Config);
    assert!(error.to_string().contains("does not say who fetches (add `contact`"), "{error}");
}

#[test]
fn a_proxy_of_the_environment_is_asked_though_it_is_private() {
    let site = Site::serve(|hit| match hit.path.as_str() {
        "http://pages.example.org/robots.txt" | "/robots.txt" => Reply::status(404),
        _ => Reply::page(announcement(1)),
    });
    let folder = tempfile::tempdir().unwrap();
    let text = "[[source]]\nurl = \"http://pages.example.org/a\"\n[fetch]\ncontact = \"web@example.org\"\nrate = 0\n";
    std::fs::write(folder.path().join("annals.toml"), text).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["fetch", "--project"])
        .arg(folder.path())
        .env("http_proxy", format!("http://localhost:{}", site.port))
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert_eq!(site.asked().len(), 1);
    assert!(archive(&folder).page("http://pages.example.org/a").is_some());
}

#[test]
fn the_rules_of_a_host_are_asked_once_and_kept() {
    let site = Site::serve(|hit| match (hit.host.as_str(), hit.path.as_str()) {
        ("127.0.0.1", "/robots.txt") => Reply::redirect("/rules"),
        ("127.0.0.1", "/rules") => {
            Reply::new(200, "text/plain", "User-agent: annals\nDisallow: /no\nCrawl-delay: 0.3")
        }
        ("127.0.0.2", "/robots.txt") => Reply::status(500),
        ("127.0.0.3", "/robots.txt") => Reply::status(403),
        ("127.0.0.4", "/robots.txt") => Reply::redirect("/robots.txt?again"),
        ("127.0.0.4", path) if path.starts_with("/robots.txt") => Reply::redirect("/robots.txt"),
        _ => Reply::page(announcement(1)),
    });
    let named: Vec<String> = (1..=4)
        .flat_map(|host| [(host, "/no"), (host, "/yes"), (host, "/more")])
        .map(|(host, path)| site.url(host, path))
        .collect();
    let report = run(&config(&urls(&named), ""), &tempfile::tempdir().unwrap());
    let failed: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
    assert_eq!(failed.len(), 4, "{failed:#?}");
    assert!(failed[0].starts_with(&format!("{}: is forbidden", site.url(1, "/no"))), "{failed:#?}");
    assert!(failed[1..].iter().all(|told| told.contains("its host's robots.txt answers 500")), "{failed:#?}");
    let hits = site.asked();
    let of = |host: &str| hits.iter().filter(|hit| hit.host == host).map(|hit| hit.at).collect::<Vec<_>>();
    let paced = of("127.0.0.1");
    assert_eq!(paced.len(), 3, "the rules and two pages");
    assert!(paced[2] - paced[1] >= Duration::from_millis(280));
    assert_eq!((of("127.0.0.2").len(), of("127.0.0.3").len()), (0, 3));
}

#[test]
fn a_page_that_is_named_no_more_is_asked_again_after_a_week() {
    use std::sync::atomic::{AtomicBool, Ordering};
    static LATER: AtomicBool = AtomicBool::new(false);
    let site = Site::serve(|hit| match (hit.path.as_str(), LATER.load(Ordering::Relaxed)) {
        ("/feed", false) => Reply::new(
            200,
            "text/xml",
            "<rss version='2.0'><channel><item><link>/a</link></item></channel></rss>",
        ),
        ("/feed", true) => Reply::new(
            200,
            "text/xml",
            "<rss version='2.0'><channel><item><link>/b</link></item></channel></rss>",
        ),
        ("/a", true) => Reply::status(410),
        ("/a" | "/b", _) => Reply::page(announcement(1)),
        _ => Reply::status(404),
    });
    let (folder, config) = (
        tempfile::tempdir().unwrap(),
        config(&format!("[[source]]\nfeed = \"{}\"\n", site.url(1, "/feed")), ""),
    );
    run(&config, &folder);
    LATER.store(true, Ordering::Relaxed);
    assert_eq!(run(&config, &folder).count(News::Gone), 0, "it was asked a moment ago");
    let index = folder.path().join("archive/index.jsonl");
    let text = std::fs::read_to_string(&index).unwrap();
    std::fs::write(&index, text.replace("\"at\":\"20", "\"at\":\"19")).unwrap();
    let report = run(&config, &folder);
    assert_eq!((report.count(News::Gone), report.failures.len()), (1, 0));
    let pages = config.sources[0].web.as_ref().unwrap().pages(&archive(&folder)).pages;
    assert_eq!(pages.iter().map(|page| page.gone).collect::<Vec<_>>(), [true, false], "its rows are kept");
}

/// Whichever feed answers first, the page is a page of both, and the first source of the project describes it.
#[test]
fn a_page_of_two_feeds_belongs_to_both() {
    for slow in ["/one", "/two"] {
        let site = Site::serve(move |hit| match hit.path.as_str() {
            "/one" | "/two" => {
                let wait = if hit.path == slow { Duration::from_millis(100) } else { Duration::ZERO };
                let feed = "<rss version='2.0'><channel><item><link>/a</link></item></channel></rss>";
                Reply::new(200, "text/xml", feed).after(wait)
            }
            "/a" => Reply::page(announcement(1)),
            _ => Reply::status(404),
        });
        let feed = |path: &str| format!("[[source]]\nfeed = \"{}\"\n", site.url(1, path));
        let (folder, config) = (tempfile::tempdir().unwrap(), config(&(feed("/one") + &feed("/two")), ""));
        run(&config, &folder);
        let pages = || {
            let archive = archive(&folder);
            config
                .sources
                .iter()
                .map(|source| source.web.as_ref().unwrap().pages(&archive).pages.len())
                .collect::<Vec<_>>()
        };
        assert_eq!(pages(), [1, 1]);
        std::fs::remove_file(folder.path().join("archive/index.jsonl")).unwrap();
        assert_eq!(pages(), [1, 1], "the files alone tell it");
    }
}
