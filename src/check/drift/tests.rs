use super::*;
use crate::pipeline::{self, Options};
use crate::source::Page;

fn page(source: &str, html: &str) -> Gist {
    let page = Page { source: source.to_owned(), bytes: html.as_bytes().to_vec(), ..Page::default() };
    Gist::of(&pipeline::extract(page, &Options::default()).unwrap())
}

fn lecture(number: usize, venue: &str) -> Gist {
    let html = format!(
        "<html lang=en><h1>Public lecture on tides {number}</h1><p>Dr. Maria Lopez, Professor of Hydrology at Fenwick University, \
         will give a lecture on {number} May 2024 at 10:00{venue}.</p><p>{}</p></html>",
        "The talk is about water and all that it carries to the towns by the sea. ".repeat(5)
    );
    page(&format!("pages/{number}.html"), &html)
}

fn seen(pages: &[Gist], fresh: bool) -> Vec<Seen<'_>> {
    pages.iter().map(|page| Seen { page, fresh, announced: true }).collect()
}

fn baseline() -> Shares {
    let pages: Vec<Gist> = (1..=8).map(|number| lecture(number, " in Room 204, Fenwick Hall")).collect();
    Shares::of(&pages.iter().collect::<Vec<_>>())
}

#[test]
fn the_same_pages_do_not_drift() {
    let pages: Vec<Gist> = (1..=8).map(|number| lecture(number, " in Room 204, Fenwick Hall")).collect();
    let baseline = baseline();
    assert_eq!((baseline.pages, baseline.fields["events.venue"]), (8, 1.0));
    assert!(judge("source pages", &baseline, &seen(&pages, true)).is_empty());
}

#[test]
fn a_field_that_empties_on_new_pages_is_named_with_them() {
    let mut pages: Vec<Gist> = (1..=8).map(|number| lecture(number, " in Room 204, Fenwick Hall")).collect();
    pages.extend([lecture(9, ""), lecture(10, "")]);
    let pages: Vec<Seen<'_>> =
        pages.iter().enumerate().map(|(at, page)| Seen { page, fresh: at > 7, announced: at < 8 }).collect();
    let found = judge("source pages", &baseline(), &pages);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].what, "events.venue");
    assert_eq!(found[0].pages, ["pages/9.html", "pages/10.html"]);
    assert!(found[0].error().to_string().starts_with(
        "source pages: drift: events.venue gave a value on 100 % of the pages, now on 0 of 2: pages/9.html, pages/10.html"
    ));
}

#[test]
fn one_page_without_a_field_is_no_drift() {
    let pages = [lecture(9, "")];
    assert!(judge("source pages", &baseline(), &seen(&pages, true)).is_empty());
}

#[test]
fn a_login_wall_and_an_error_page_are_told_whatever_their_number() {
    let wall = page(
        "pages/3.html",
        "<html lang=en><title>Log in</title><form>Please log in to read on.</form></html>",
    );
    let long = "Something went wrong on our side, and we are looking into it. ".repeat(20);
    let error = page("pages/4.html", &format!("<html lang=en><title>Sorry</title><p>{long}</p></html>"));
    let found = judge("source pages", &baseline(), &seen(&[wall, error], true));
    let told: Vec<_> = found.iter().map(|drift| (drift.pages[0].as_str(), drift.message.as_str())).collect();
    assert!(told[0].1.starts_with("a page shows"), "{told:?}");
    assert_eq!((told[0].0, told[1]), ("pages/3.html", ("pages/4.html", "a page announces nothing any more")));
    assert_eq!(told.len(), 2);
}

#[test]
fn pages_that_announced_nothing_before_are_no_news() {
    let wall = page("pages/list.html", "<html lang=en><title>Menu</title><p>Soups</p></html>");
    let mut baseline = baseline();
    baseline.silent.insert("pages/list.html".to_owned());
    let page = Seen { page: &wall, fresh: true, announced: false };
    assert!(judge("source pages", &baseline, &[page]).is_empty());
}

#[test]
fn a_baseline_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let groups = [("source https://example.org/\"a\"".to_owned(), baseline())];
    let baseline = Baseline { groups: groups.into() };
    baseline.write(folder.path()).unwrap();
    assert_eq!(Baseline::of(folder.path()).unwrap(), Some(baseline));
    std::fs::write(folder.path().join(BASELINE), "[\"source x\"]\npages = \"many\"\n").unwrap();
    let error = Baseline::of(folder.path()).unwrap_err().to_string();
    assert!(error.contains("baseline.toml:") && error.contains("--accept-baseline"), "{error}");
}
