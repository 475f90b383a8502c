//! What reports promise whatever pages say: the same bytes, and no markup but their own.

use crate::pipeline::{self, Options};
use crate::project::About;
use crate::report::{PageText, Start, html, index::Index, tables::sheet_order};
use crate::resolve::{Dataset, resolve};
use crate::source::Page;
use crate::{parse, records::Table};

const HOSTILE: &str = "<title>Talk</title><h1>Talk &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</h1>
    <p>Dr. Maria &lt;!--Lopez, Professor of Law at Fenwick &lt;img src=x onerror=alert(1)&gt; University, will give a talk on
    \"&lt;/script&gt; Law\" on 9 May 2024.</p><a href='javascript:alert(1)'>link</a><p>{{script}} \u{202e}evil</p>";

fn read(source: &str, html: &str) -> (crate::records::PageRecord, PageText) {
    let page = Page { source: source.to_owned(), bytes: html.as_bytes().to_vec(), ..Page::default() };
    let record = pipeline::extract(&page, &Options::default()).unwrap();
    let text = PageText::new(parse::parse(page).unwrap(), &record);
    (record, text)
}

fn dataset(pages: &[(&str, &str)]) -> (Dataset, Vec<PageText>) {
    let (records, texts): (Vec<_>, Vec<_>) = pages.iter().map(|(source, html)| read(source, html)).unzip();
    (resolve(records), texts)
}

fn talk(name: &str, day: u8) -> String {
    format!(
        "<h1>Lecture {day}</h1><p>Dr. {name}, Professor of Law at Fenwick University, will give a talk on \"Law and Water\" on {day} May 2024.</p>"
    )
}

#[test]
fn the_same_pages_give_the_same_bytes_in_any_order() {
    let (one, two) = (talk("Maria Lopez", 9), talk("Amal Haddad", 3));
    let (first, texts) = dataset(&[("a.html", &one), ("b.html", &two)]);
    let (second, others) = dataset(&[("b.html", &two), ("a.html", &one)]);
    let about = About::default();
    let report = html(&first, &about, &texts, Start::Findings).unwrap();
    assert_eq!(report, html(&second, &about, &others, Start::Findings).unwrap());
    assert!(report.len() > 10_000);
}

#[test]
fn what_a_page_says_never_becomes_markup() {
    let calm = dataset(&[("a.html", "<h1>Talk</h1><p>Nothing.</p>")]);
    let wild = dataset(&[("<script>alert(1)</script>.html", HOSTILE)]);
    let about =
        About { title: Some("</title><script>alert(1)</script>{{script}}".into()), ..About::default() };
    let wild = html(&wild.0, &about, &wild.1, Start::Findings).unwrap();
    let calm = html(&calm.0, &About::default(), &calm.1, Start::Findings).unwrap();
    let tags = |report: Vec<u8>| {
        let report = String::from_utf8(report).unwrap();
        let text = report.split("<script type=\"module\">").next().unwrap_or_default().to_owned();
        assert!(!text.contains("alert(1)<"), "a title that is markup");
        (report.matches("<script").count(), text.matches('<').count())
    };
    assert_eq!(tags(wild), tags(calm));
}

#[test]
fn the_policy_lets_in_the_report_s_own_script_and_style_only() {
    let (dataset, texts) = dataset(&[("a.html", HOSTILE)]);
    let report = String::from_utf8(html(&dataset, &About::default(), &texts, Start::Page).unwrap()).unwrap();
    let between = |from: &str, to: &str| report.split(from).nth(1).and_then(|rest| rest.split(to).next());
    let policy = between("Content-Security-Policy\" content=\"", "\">").unwrap();
    let script = between("<script type=\"module\">", "</script>").unwrap();
    let style = between("<style>", "</style>").unwrap();
    assert!(policy.starts_with("default-src 'none'; "));
    assert!(policy.contains(&format!("script-src {};", super::embed::hash_source(script))));
    assert!(policy.contains(&format!("style-src {};", super::embed::hash_source(style))));
    assert!(!policy.contains("unsafe"));
}

#[test]
fn rows_of_the_flat_sheet_know_their_appearances() {
    let (one, two) = (talk("Maria Lopez and Dr. Jan Novak", 9), talk("Amal Haddad", 3));
    let (dataset, texts) = dataset(&[("a.html", &one), ("b.html", &two)]);
    let index = Index::new(&dataset, &texts);
    let order = sheet_order(&dataset.tables, &index);
    let sheet = dataset.who_spoke();
    assert!(sheet.len() >= 2);
    assert_eq!(order.len(), sheet.len());
    for (row, appearance) in sheet.iter().zip(order) {
        let person = &dataset.tables.people[index.row(appearance.person_id).unwrap()];
        assert_eq!((&row.person, row.role), (&person.name, appearance.role));
    }
    assert_eq!(Table::ALL[0], Table::WhoSpoke);
}
