//! Who publishes: metadata, structured data, the title's suffix, the masthead, the copyright line.

use crate::fact::{Fact, Support};
use crate::normalize::{fold, is_year};
use crate::parse::document::{Document, Item};
use crate::parse::head::plausible;
use crate::parse::head::site::SEPARATORS;
use crate::parse::head::{top, words};

/// The publisher: named by metadata, by structured data, by the title's suffix, by the masthead.
pub(super) fn publisher(document: &Document, title: Option<&Fact<String>>) -> Option<Fact<String>> {
    let named = |key: &'static str, confidence: f32| {
        let publishes = |name: &str| plausible(name) && !is_edition(name);
        document.metadata.first(key).filter(|value| publishes(&value.value)).map(|value| {
            Fact::new(value.value.clone(), Support::metadata(value.element, &value.value, key, confidence))
        })
    };
    let structured = || {
        document.metadata.items.iter().find_map(|item: &Item| {
            let name = item.text("publisher").filter(|name| plausible(name) && !name.starts_with("http"))?;
            Some(Fact::new(name.to_owned(), Support::metadata(item.element, name, "publisher", 0.9)))
        })
    };
    let site = || named("og:site_name", 0.85);
    // `Harrow Society e. V. (HS)` calls itself `Harrow Society` on its site.
    let legal = |name: &Fact<String>| {
        let short = |site: Fact<String>| fold(&name.value).contains(&fold(&site.value));
        name.value.contains(['(', '.']) && site().is_some_and(short)
    };
    structured()
        .filter(|name| !legal(name))
        .or_else(site)
        .or_else(|| named("dc.publisher", 0.8))
        .or_else(|| named("citation_publisher", 0.8))
        .or_else(|| suffix(document, title))
        .or_else(|| window(document, title))
        .or_else(|| named("site", 0.6))
        .or_else(|| copyright(document))
}

/// `Text2Tide 2019`, `IV Encuentro`, `3rd Workshop`: what takes place in a year, or for the fourth time, publishes nothing.
pub(crate) fn is_edition(name: &str) -> bool {
    let name = name.strip_prefix("The ").unwrap_or(name);
    let first = name.split_whitespace().next().unwrap_or_default();
    let more = name.contains(char::is_whitespace);
    let roman = first.len() > 1 && first.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    // `TICE-7`: capitals with the number of a meeting.
    let numbered = name.rsplit_once('-').is_some_and(|(before, number)| {
        number.len() <= 2
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !number.is_empty()
            && before.chars().all(char::is_uppercase)
    });
    more && (roman || is_ordinal(first)) || numbered || has_year(name)
}

/// `3rd`, `15.`, `4o.`
pub(crate) fn is_ordinal(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let ends = ["st", "nd", "rd", "th", "º", "ª", "º.", "ª.", "o.", "a.", ".º", ".ª", "ème", "e", "er", "."];
    (1..=3).contains(&digits) && ends.contains(&&word[digits..])
}

fn has_year(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// What the page's `<title>` has more than its heading.
fn suffix(document: &Document, title: Option<&Fact<String>>) -> Option<Fact<String>> {
    let value = document.metadata.first("title")?;
    let full = value.value.as_str();
    let at = SEPARATORS
        .iter()
        .filter_map(|separator| full.rfind(separator).map(|at| at + separator.len()))
        .max()?;
    let name = full[at..].trim();
    let own = title.is_some_and(|title| fold(&title.value).contains(&fold(name)));
    // `Winter Term 2024/25`, `Meeting 08/17/2023` say what the page is about.
    let dated =
        name.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4) || name.contains("/20");
    let generic = ["generic", "page"].iter().any(|class| words::of(class).contains(&&*fold(name)));
    (plausible(name) && !own && !dated && !generic && !is_edition(name))
        .then(|| Fact::new(name.to_owned(), Support::metadata(value.element, full, "title.suffix", 0.6)))
}

/// What the whole `<title>` says, where the bread crumb says what the page is called.
fn window(document: &Document, title: Option<&Fact<String>>) -> Option<Fact<String>> {
    let crumb = title?.support.iter().any(|support| support.rule == top::CRUMB);
    let value = document.metadata.first("title").filter(|_| crumb)?;
    let name = value.value.trim();
    let whole = plausible(name) && !is_edition(name) && !SEPARATORS.iter().any(|mark| name.contains(mark));
    let own = title.is_some_and(|title| fold(&title.value) == fold(name));
    let generic = words::of("generic").contains(&&*fold(name));
    (whole && !own && !generic)
        .then(|| Fact::new(name.to_owned(), Support::metadata(value.element, name, "title.window", 0.6)))
}

/// `© 2024 Network News. All rights reserved.`, `Copyright (c) 2024 Network News`
fn copyright(document: &Document) -> Option<Fact<String>> {
    let value = document.metadata.first("copyright")?;
    let (before, after) = ["©", "(C)", "(c)"].iter().find_map(|sign| value.value.split_once(sign))?;
    let lower = after.to_lowercase();
    let reserved = words::of("reserved").iter().filter_map(|words| lower.find(*words)).min();
    let after = reserved.and_then(|at| after.get(..at)).unwrap_or(after);
    let before = before.trim_end_matches(char::is_whitespace).trim_end_matches("Copyright");
    let bare = |part: &'_ str| -> String {
        let part = part.trim();
        let part = part.strip_prefix("Copyright").unwrap_or(part);
        part.trim_matches(|c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '-' | '–' | ','))
            .to_owned()
    };
    let marks = ['.', '|', '·', '•', '｜'];
    let mut parts = after.split(marks).map(bare);
    let first = [parts.next()?, bare(before.rsplit(marks).next()?)].into_iter().find(|part| !part.is_empty());
    // `© 2024 · Network News`; `© 2024 | Privacy` names nobody.
    let name = first.or_else(|| parts.next().filter(|part| !part.contains([':', '：'])))?;
    // `Harrow Futures, 14 Mill Street, Leeds`
    let address = name.match_indices(',').find(|(at, _)| {
        let part = name[at + 1..].split(',').next().unwrap_or_default();
        part.contains(|c: char| c.is_ascii_digit())
    });
    let name = address.map_or(name.as_str(), |(at, _)| &name[..at]);
    (plausible(name) && !words::of("generic").contains(&&*fold(name)))
        .then(|| Fact::new(name.to_owned(), Support::metadata(value.element, &value.value, "copyright", 0.5)))
}
