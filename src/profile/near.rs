//! Near misses: where a selector finds nothing on a page, the part of it that stopped matching, and what the page has in its place.

use std::collections::BTreeSet;

use scraper::{Html, Selector};

use crate::error::Result;
use crate::parse::decode;
use crate::source::Page;
use crate::suggest::closest;

/// What is so of a selector that finds nothing on a page, in words; `None` where it finds something.
pub fn near(page: &Page, css: &str) -> Result<Option<String>> {
    let html = Html::parse_document(&decode(page)?);
    Ok(explain(&html, css))
}

fn explain(html: &Html, css: &str) -> Option<String> {
    let count = |css: &str| Selector::parse(css).map_or(0, |selector| html.select(&selector).count());
    if count(css) > 0 {
        return None;
    }
    let ends = ends(css);
    let at = ends.iter().position(|end| count(&css[..*end]) == 0)?;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    let part = css[start..ends[at]].trim_start_matches([' ', '>', '+', '~']);
    let before = css[..start].trim();
    let told = if before.is_empty() {
        format!("`{part}` matches nothing")
    } else {
        format!("`{before}` matches {}, but `{part}` is not in it", count(before))
    };
    let joint = &css[start..ends[at] - part.len()];
    let looser = loosened(part).into_iter().map(|looser| format!("{before}{joint}{looser}"));
    let elsewhere = (!before.is_empty()).then(|| part.to_owned());
    let hit = looser.chain(elsewhere).map(|css| (count(&css), css)).find(|(count, _)| *count > 0);
    let hit = hit.map(|(count, css)| format!("`{}` matches {count}", css.trim()));
    let close = close(html, part).map(|close| format!("the page has `{close}`"));
    Some([Some(told), hit, close].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// Where each compound of a selector ends; what is in brackets is of one.
fn ends(css: &str) -> Vec<usize> {
    let (mut ends, mut depth, mut quote) = (Vec::new(), 0usize, None);
    let mut inside = false;
    for (at, c) in css.char_indices() {
        match c {
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' => quote = Some(c),
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let joint = depth == 0 && quote.is_none() && matches!(c, ' ' | '>' | '+' | '~');
        if joint && inside {
            ends.push(at);
        }
        inside = !joint;
    }
    ends.push(css.len());
    ends
}

/// A compound without one of its conditions, and its tag alone.
fn loosened(part: &str) -> Vec<String> {
    let starts: Vec<usize> = part
        .char_indices()
        .filter(|(at, c)| *at > 0 && matches!(c, '.' | '#' | '[' | ':'))
        .map(|(at, _)| at)
        .collect();
    let mut all = Vec::new();
    for (index, start) in starts.iter().enumerate().rev() {
        let end = starts.get(index + 1).copied().unwrap_or(part.len());
        all.push(format!("{}{}", &part[..*start], &part[end..]));
    }
    all.extend(starts.first().map(|first| part[..*first].to_owned()));
    all.retain(|css| !css.is_empty());
    all
}

/// The class or id of the page that is closest to one of the part.
fn close(html: &Html, part: &str) -> Option<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for element in html.root_element().descendent_elements() {
        names.extend(element.value().classes().map(|class| format!(".{class}")));
        names.extend(element.value().id().map(|id| format!("#{id}")));
    }
    let words = part.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'));
    let mut mark = None;
    for word in words {
        let name = word.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'));
        if let Some(mark) = mark {
            let full = format!("{mark}{name}");
            if !name.is_empty() && !names.contains(&full) {
                return closest(&full, names.iter().map(String::as_str)).map(str::to_owned);
            }
        }
        mark = word.chars().next_back().filter(|c| matches!(c, '.' | '#'));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "<div class=box><ul class=talk-list><li class=item><b class=date>1 May</b></li></ul></div>";

    #[test]
    fn the_part_that_stopped_matching_is_named() {
        let html = Html::parse_document(PAGE);
        let told = |css: &str| explain(&html, css);
        assert_eq!(told("div.box li.item"), None);
        assert_eq!(
            told("div.box > ul.talks-list li.item").unwrap(),
            "`div.box` matches 1, but `ul.talks-list` is not in it; `div.box > ul` matches 1; the page has `.talk-list`"
        );
        assert_eq!(told("p.date").unwrap(), "`p.date` matches nothing");
        assert_eq!(
            told("div.box > b.date").unwrap(),
            "`div.box` matches 1, but `b.date` is not in it; `b.date` matches 1"
        );
        assert!(told("a[href=\"x y\"] > b").unwrap().starts_with("`a[href=\"x y\"]` matches nothing"));
    }

    proptest::proptest! {
        #[test]
        fn any_selector_is_explained_or_matches(css in "[a-zé.#\\[\\]()>+~ :\"'=,*-]{0,24}") {
            let _ = explain(&Html::parse_document(PAGE), &css);
        }
    }
}
