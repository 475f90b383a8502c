//! Who wrote the page: structured data, metadata, names beside the title and bylines, the most telling first.

use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::parse::document::{BlockKind, Document, Item, MetaValue, PropValue};
use crate::parse::head::dates::is_article;
use crate::parse::head::names::{is_name, is_of_other, names, signed, turned};
use crate::parse::head::site;

/// Keys of metadata that name authors, the most trusted first.
const KEYS: [&str; 10] = [
    "citation_author",
    "author",
    "article:author",
    "article:author_name",
    "article.author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
];
/// Longest line of the text that names an author, in bytes.
const LINE: usize = 120;
/// More authors than a page of its own has.
const MOST: usize = 12;
/// How many values may name the author beside the title.
const SIGNATURES: usize = 200;
/// How many blocks are read for such a line.
const BLOCKS: usize = 14;

/// The authors, each once, the best source first.
pub(super) fn authors(document: &Document, title: Option<&str>) -> Vec<Fact<String>> {
    let reader = Reader { document, title };
    // A person outranks an organisation that signs for its people.
    let people = reader.structured(|item| item.kind != "Organization");
    [people, reader.stated()]
        .into_iter()
        .find(|found| !found.is_empty())
        .or_else(|| Some(reader.beside()).filter(|found| !found.is_empty()))
        .unwrap_or_else(|| reader.structured(|_| true))
}

struct Reader<'d> {
    document: &'d Document,
    title: Option<&'d str>,
}

impl Reader<'_> {
    /// The authors of the page's articles in structured data.
    fn structured(&self, wanted: impl Fn(&Item) -> bool) -> Vec<Fact<String>> {
        let mut found = Vec::new();
        for item in self.document.metadata.items.iter().filter(|item| is_article(&item.kind)) {
            for (_, value) in
                item.properties.iter().filter(|(name, _)| matches!(name.as_str(), "author" | "creator"))
            {
                let (name, element) = match value {
                    PropValue::Item(author) if wanted(author) => (author.text("name"), author.element),
                    PropValue::Item(_) => continue,
                    PropValue::Text(name) => (Some(&**name), item.element),
                };
                for person in name.map(people).unwrap_or_default() {
                    let person = self.without_site(person);
                    push(&mut found, person, Support::metadata(element, name.unwrap_or(""), "author", 0.9));
                }
            }
            // Others of the page's items are about other pages.
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// What metadata and microdata say.
    fn stated(&self) -> Vec<Fact<String>> {
        for key in KEYS {
            let mut found = Vec::new();
            for value in self.document.metadata.all(key).filter(|value| !value.value.contains(':')) {
                let named =
                    if key == "citation_author" { vec![turned(&value.value)] } else { people(&value.value) };
                for person in named.into_iter().filter(|name| is_name(name)) {
                    push(
                        &mut found,
                        person,
                        Support::metadata(value.element, &value.value, "meta.author", 0.8),
                    );
                }
            }
            // A list of pages names the authors of all of them.
            if !found.is_empty() && found.len() <= MOST {
                return found;
            }
        }
        Vec::new()
    }

    /// Names in elements that say author, links to pages of authors, lines that begin with `by`: the best beside the title.
    fn beside(&self) -> Vec<Fact<String>> {
        let values = &self.document.metadata.values;
        let heading = self.heading();
        let mut best: Option<(f32, Vec<Fact<String>>)> = None;
        let mut left = SIGNATURES;
        for (index, value) in values.iter().enumerate() {
            if left == 0 {
                break;
            }
            if !may_sign(&value.key) {
                continue;
            }
            left -= 1;
            let Some((score, found)) = self.signature(value) else { continue };
            let place = match heading {
                Some(heading) if index < heading => -0.1 - 0.01 * (heading - index).min(20) as f32,
                Some(heading) => -0.01 * (index - heading).min(30) as f32,
                None => -0.01 * index.min(30) as f32,
            };
            if best.as_ref().is_none_or(|(known, _)| score + place > *known) {
                best = Some((score + place, found));
            }
        }
        if best.as_ref().is_none_or(|(score, _)| *score < 0.6)
            && let Some(found) = self.line()
        {
            return found;
        }
        best.map(|(_, found)| found).unwrap_or_default()
    }

    /// How well a value names an author, and whom.
    fn signature(&self, value: &MetaValue) -> Option<(f32, Vec<Fact<String>>)> {
        let own = signed(&value.value);
        let base = match value.key.as_str() {
            _ if is_of_other(&value.value) => return None,
            "author.named" | "byline" if own.is_some() => 0.8,
            "author.link" => 0.75,
            "author.named" => 0.7,
            key if key.starts_with("dated") && own.is_some() => 0.65,
            _ => return None,
        };
        let named: Vec<String> = names(own.unwrap_or(&value.value))
            .into_iter()
            .filter(|name| !self.is_title(name) && (own.is_some() || capitals(name)))
            .collect();
        let support = |name: &String| {
            Fact::new(name.clone(), Support::metadata(value.element, &value.value, "byline.author", base))
        };
        (!named.is_empty()).then(|| (base, named.iter().map(support).collect()))
    }

    /// A line of the text near the title that begins with `by`, or stands below `Author`.
    fn line(&self) -> Option<Vec<Fact<String>>> {
        let mut labelled = false;
        for block in self.document.blocks.iter().take(BLOCKS) {
            let text = self.document.slice(block.span);
            let short = |line: &&str| line.len() < LINE;
            let below = if labelled { Some(text).filter(short) } else { None };
            let own = text.lines().take(3).filter(short).find_map(signed);
            labelled = own == Some("") && !text.contains('\n');
            if matches!(block.kind, BlockKind::Heading(1)) || below.is_none() && own.is_none() {
                continue;
            }
            let fact = |name: String| Fact::new(name, Support::text(block.span, "byline.author", 0.6));
            let named = names(below.or(own).unwrap_or_default());
            let found: Vec<Fact<String>> =
                named.into_iter().filter(|name| capitals(name)).map(fact).collect();
            if !found.is_empty() {
                return Some(found);
            }
        }
        None
    }

    /// `Ann Lee, Daily Acme` without the site's name.
    fn without_site(&self, name: String) -> String {
        let bare = |site: &str| {
            name.strip_suffix(site)
                .map(|rest| rest.trim_end_matches([' ', ',', '|', '-']))
                .filter(|rest| rest.contains(' '))
        };
        match site::names(self.document).filter(|site| site.len() > 2).find_map(bare) {
            Some(rest) => rest.to_owned(),
            None => name,
        }
    }

    /// Where the heading that is the title stands among the values.
    fn heading(&self) -> Option<usize> {
        let values = &self.document.metadata.values;
        let title = self.title.map(fold);
        values
            .iter()
            .position(|value| value.key.starts_with("h1") && title.as_deref() == Some(&*fold(&value.value)))
    }

    fn is_title(&self, name: &str) -> bool {
        self.title.is_some_and(|title| fold(title) == fold(name))
    }
}

/// Keys of lines that can name an author.
fn may_sign(key: &str) -> bool {
    key == "byline" || key.starts_with("author.") || key.starts_with("dated")
}

/// The names in a value that is there for names.
fn people(value: &str) -> Vec<String> {
    let value = value.trim();
    // `Acme Research and Teaching`: organisations are not taken apart.
    if !value.contains([',', ';'])
        && is_name(value)
        && signed(value).is_none()
        && value.matches(" and ").count() == 0
    {
        return vec![value.to_owned()];
    }
    names(value)
}

/// Every word that is no particle begins with a capital, or the script has none.
fn capitals(name: &str) -> bool {
    let first = |word: &str| word.chars().next();
    name.split(' ').filter_map(first).filter(|c| c.is_lowercase()).count() * 2 <= name.split(' ').count()
        && first(name).is_some_and(|c| !c.is_lowercase())
}

fn push(found: &mut Vec<Fact<String>>, name: String, support: Support) {
    match found.iter_mut().find(|known| fold(&known.value) == fold(&name)) {
        Some(known) => known.support.push(support),
        None => found.push(Fact::new(name, support)),
    }
}
