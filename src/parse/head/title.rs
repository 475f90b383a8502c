//! The title: the main heading where it is the page's own, weighed against what the metadata calls the page, without the site's name.

use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold, is_year};
use crate::parse::document::{BlockKind, Document, MetaValue};
use crate::parse::head::site::{self, last_part, without_site};
use crate::parse::head::{top, words};

/// Least score of a heading that is the title.
const ENOUGH: f32 = 0.45;
/// Least share of the words of a heading whose name says title that the metadata has as well; it has to have all of any other.
const AKIN: f32 = 0.4;
/// How many blocks tell what a page is about.
const FIRST: usize = 4;
/// A heading with as many words tells what the page is about.
const TELLING: usize = 5;
/// How many main headings are looked at.
const HEADINGS: usize = 12;

/// The title.
pub(crate) fn title(document: &Document) -> Option<Fact<String>> {
    let claims = Claims::of(document);
    let heading = claims.main_heading();
    if let Some((score, fact)) = heading
        && score >= ENOUGH
    {
        return Some(fact);
    }
    if let Some(fact) = claims.lower_heading() {
        return Some(fact);
    }
    let stated = claims.stated(0.8);
    let over = || {
        let named = stated.as_ref().and_then(|fact| top::edition(document, &fact.value));
        named.or_else(|| top::crumb(document))
    };
    if let Some(fact) = over() {
        return Some(fact);
    }
    if stated.as_ref().is_some_and(|fact| is(&fact.value, "home"))
        && let Some(site) = claims.site()
    {
        return Some(site);
    }
    stated
        .filter(|fact| !is_generic(&fact.value))
        .or_else(|| claims.any_heading())
        .or_else(|| claims.stated(0.5))
}

/// What the metadata calls the page.
struct Claims<'d> {
    document: &'d Document,
    values: Vec<&'d MetaValue>,
    /// The claims and the headlines of structured data, folded.
    folded: Vec<String>,
    /// Beginnings of the words in them.
    stems: Vec<String>,
}

impl<'d> Claims<'d> {
    fn of(document: &'d Document) -> Self {
        let values: Vec<&MetaValue> =
            ["front.title", "og:title", "twitter:title", "citation_title", "dc.title", "title"]
                .iter()
                .filter_map(|key| document.metadata.first(key))
                .filter(|value| !without_site(document, &value.value).is_empty())
                .collect();
        let headlines = document.metadata.items.iter().filter_map(|item| item.text("headline")).take(4);
        let folded: Vec<String> =
            values.iter().map(|value| &*value.value).chain(headlines).map(fold).collect();
        let stems = folded.iter().flat_map(|claim| stems(claim)).collect();
        Self { document, values, folded, stems }
    }

    /// The main heading, wherever it stands, that is most like what the metadata says.
    fn main_heading(&self) -> Option<(f32, Fact<String>)> {
        let values = || self.document.metadata.values.iter().filter(|value| value.key.starts_with("h1"));
        let only = values().take(2).count() == 1;
        let mut best: Option<(f32, Fact<String>)> = None;
        for (index, value) in values().take(HEADINGS).enumerate() {
            let text = trimmed(&value.value);
            let folded = fold(text);
            if folded.is_empty() {
                continue;
            }
            let block = self.block(&folded);
            let score = self.score(&folded, &value.key, text.ends_with('.'))
                + f32::from(u8::from(block.is_some())) * 0.3
                // The one main heading of the content names the page, whatever its metadata says of the site.
                + f32::from(u8::from(only && block.is_some() && self.is_of_site(&folded))) * 1.2
                - 0.1 * index as f32;
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                let confidence = if self.repeats(&folded) { 0.95 } else { 0.75 };
                let support = match block {
                    Some(span) => Support::text(span, "title.heading", confidence),
                    None => Support::metadata(value.element, &value.value, "title.heading", confidence),
                };
                best = Some((score, Fact::new(text.to_owned(), support)));
            }
        }
        best
    }

    /// Less than half of the words that the metadata calls the page by stand in its heading and its first blocks, none where the heading is short:
    /// it is the site's name.
    fn is_of_site(&self, heading: &str) -> bool {
        let blocks = self.document.blocks.iter().take(FIRST);
        let words = blocks.map(|block| fold(self.document.slice(block.span)));
        let said: Vec<String> = words.flat_map(|text| stems(&text).collect::<Vec<_>>()).collect();
        let is_said = |stem: &&String| said.contains(stem) || stems(heading).any(|word| word == **stem);
        let claimed = || self.stems.iter().filter(|stem| stem.len() > 3);
        let said = claimed().filter(is_said).count();
        said == 0 || heading.split(' ').count() >= TELLING && 2 * said < claimed().count()
    }

    /// The heading in the content with this text.
    fn block(&self, folded: &str) -> Option<crate::span::Span> {
        let block = self.document.blocks.iter().find(|block| {
            matches!(block.kind, BlockKind::Heading(1)) && fold(self.document.slice(block.span)) == folded
        });
        block.map(|block| block.span)
    }

    /// How much a heading looks like the title: the share of its words that the metadata has, unless it names the site or nothing.
    fn score(&self, folded: &str, key: &str, sentence: bool) -> f32 {
        let own: Vec<String> = stems(folded).collect();
        let shared = own.iter().filter(|word| self.stems.contains(word)).count();
        let share = if !sentence && self.says_more(folded)
            || self.folded.iter().any(|claim| claim.contains(folded))
        {
            1.0
        } else {
            shared as f32 / own.len().max(1) as f32
        };
        // A slogan above a page that its metadata names.
        let least = if key == "h1.title" { AKIN } else { 1.0 };
        let strange = share < least && self.values.iter().any(|value| !is_generic(&value.value));
        let named = match key {
            "h1.title" => 0.3,
            "h1.site" => -0.8,
            _ => 0.0,
        };
        let only = self.folded.iter().any(|claim| claim == folded);
        let behind = |value: &&MetaValue| {
            last_part(&value.value)
                .is_some_and(|(before, tail, _)| before.len() > tail.len() && fold(tail) == folded)
        };
        let site = !only
            && (site::names(self.document).any(|name| fold(name) == folded)
                || self.values.iter().any(behind));
        share * share + named
            - f32::from(u8::from(strange))
            - f32::from(u8::from(is_generic(folded))) * 0.8
            - f32::from(u8::from(site))
    }

    /// `Mill Seminar, Spring 2011` where the metadata says `Mill Seminar`: just what it says, and a part that a mark sets off or that has a year. A single
    /// word is what menus say: `Keynotes`, and `Keynote speakers` over the page.
    fn says_more(&self, folded: &str) -> bool {
        self.values.iter().any(|value| {
            let claim = fold(&without_site(self.document, &value.value));
            let claim = top::without_page(&claim);
            if claim.is_empty() || is_generic(claim) {
                return false;
            }
            let around = folded.split_once(claim);
            around.is_some_and(|(before, after)| is_part(before) && is_part(after))
                || !claim.contains(' ') && stems(claim).all(|word| stems(folded).any(|own| own == word))
        })
    }

    fn repeats(&self, folded: &str) -> bool {
        let words = folded.split(' ').count();
        (words > 1 || folded.len() > 5) && self.folded.iter().any(|claim| claim.contains(folded))
    }

    /// A heading of the second or third level that the metadata repeats.
    fn lower_heading(&self) -> Option<Fact<String>> {
        let mut best: Option<(f32, Fact<String>)> = None;
        for (index, (level, span)) in self.headings().take(6).enumerate() {
            let text = trimmed(&collapse(self.document.slice(span))).to_owned();
            let folded = fold(&text);
            let longest =
                self.values.first().map_or(0, |claim| without_site(self.document, &claim.value).len());
            if !(2..=3).contains(&level) || !self.repeats(&folded) || folded.len() * 3 < longest {
                continue;
            }
            let words = folded.split(' ').count();
            let score = words.min(20) as f32 * 0.1 - f32::from(level) * 0.3 - index as f32 * 0.2;
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, Fact::new(text, Support::text(span, "title.heading", 0.9))));
            }
        }
        best.map(|(_, fact)| fact)
    }

    fn headings(&self) -> impl Iterator<Item = (u8, crate::span::Span)> {
        self.document.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Heading(level) => Some((level, block.span)),
            _ => None,
        })
    }

    /// The first heading, where nothing else names the page.
    fn any_heading(&self) -> Option<Fact<String>> {
        let (_, span) = self.headings().find(|(level, _)| *level <= 3)?;
        Some(Fact::new(collapse(self.document.slice(span)), Support::text(span, "title.heading", 0.5)))
    }

    /// The site's name, which is the title of its first page.
    fn site(&self) -> Option<Fact<String>> {
        let value = self.document.metadata.first("og:site_name")?;
        let support = Support::metadata(value.element, &value.value, "og:site_name", 0.6);
        Some(Fact::new(value.value.clone(), support))
    }

    /// What the metadata says, without the site's name.
    fn stated(&self, confidence: f32) -> Option<Fact<String>> {
        let (value, text) = self
            .values
            .iter()
            .map(|value| (value, without_site(self.document, &value.value)))
            .find(|(_, text)| !text.is_empty())?;
        let rule = match value.key.as_str() {
            "og:title" => "og:title",
            "title" => "title",
            _ => "meta.title",
        };
        Some(Fact::new(text, Support::metadata(value.element, &value.value, rule, confidence)))
    }
}

/// A heading without the sign of its link and the label that some archives give it.
fn trimmed(heading: &str) -> &str {
    let label = heading.get(..6).is_some_and(|label| label.eq_ignore_ascii_case("title:"));
    heading[if label { 6 } else { 0 }..]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '¶' | '#' | '§' | '🔗'))
        .trim()
}

/// The beginnings of words: `mouse` and `mice` differ, `market` and `marketing` do not.
fn stems(folded: &str) -> impl Iterator<Item = String> + '_ {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(5).collect::<String>())
        .map(|word| if word.len() < 5 { word.trim_end_matches('s').to_owned() } else { word })
}

/// What stands before or behind the rest of a title: nothing, a part that is set off, but not as the site's name is (`-`, `|`), or one with a year.
fn is_part(rest: &str) -> bool {
    let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '，' | '：' | '（' | '）');
    let rest = rest.trim_matches(' ');
    let has_year = || rest.split(|c: char| !c.is_ascii_digit()).any(is_year);
    rest.is_empty() || rest.starts_with(is_mark) || rest.ends_with(is_mark) || has_year()
}

/// `Home`, `News`: a title that names nothing.
fn is_generic(title: &str) -> bool {
    is(title, "generic") || is(title, "home")
}

fn is(title: &str, class: &str) -> bool {
    words::of(class).contains(&&*fold(title))
}
