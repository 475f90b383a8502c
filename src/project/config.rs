//! The keys of `annals.toml`. A key is one field here; one that is not is an error with its line and column.

use std::ops::Range;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::error::Result;
use crate::project::invalid;
use crate::project::output::{Output, RawOutput};
use crate::project::web::{Days, Fetch, RawFetch, RawList, RawWeb, Web, saved_days};
use crate::source::PageRef;

/// What an `annals.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `[project]`
    pub about: About,
    /// `[[source]]`, at least one.
    pub sources: Vec<Source>,
    /// `[output]`
    pub output: Output,
    /// `[extract]`
    pub extract: Extract,
    /// `[registry]`: institutions are linked where it stands.
    pub registry: Option<Registry>,
    /// `[fetch]`: how pages of the web are fetched.
    pub fetch: Fetch,
}

/// `[project]`: what the dataset is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct About {
    /// `name`: the short name of the dataset, for programs: `a-z 0-9 - _ .`; `dataset` where nothing is said.
    pub name: String,
    /// `title`: its name for people.
    pub title: Option<String>,
    /// `description`: what it holds.
    pub description: Option<String>,
    /// `licenses`: under which it is published: names as SPDX has them, like `CC-BY-4.0`, or addresses.
    pub licenses: Vec<String>,
}

/// `[[source]]`: pages of the project.
#[derive(Clone, Debug)]
pub struct Source {
    /// `path`: a file, folder or pattern, or a list of them, from the project's folder.
    pub paths: Vec<String>,
    /// `url`, `urls`, `feed`, `sitemap` or `list`: where its addresses come from, in place of `path`.
    pub web: Option<Web>,
    /// `since`, `until` of a `path`: on which days its pages were saved, where their files tell.
    pub days: Days,
    /// `url_base`: the address that the folder had on the web; what is below follows it.
    pub url_base: Option<String>,
    /// `language`: of the pages, where it should not be detected (BCP 47).
    pub language: Option<String>,
    /// `profile`: that the pages are read with, where their addresses do not tell.
    pub profile: Option<String>,
    /// Where `profile` stands in the file.
    pub(super) profile_at: Range<usize>,
}

/// `[extract]`: how pages are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extract {
    /// `min_confidence`: values below it are left out (0 to 1); 0 where nothing is said.
    pub min_confidence: f32,
}

/// `[registry]`: the registry that institutions are linked with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Registry {
    /// `path`: the index, from the project's folder; the installed one where nothing is said.
    pub path: Option<PathBuf>,
}

impl Default for About {
    fn default() -> Self {
        Self { name: "dataset".to_owned(), title: None, description: None, licenses: Vec::new() }
    }
}

impl Source {
    /// The page, with what this source knows of it.
    #[must_use]
    pub fn describe(&self, page: PageRef) -> PageRef {
        let page = match &self.url_base {
            Some(base) => page.taken_from(base),
            None => page,
        };
        PageRef {
            language: self.language.clone(),
            profile: self.profile.clone(),
            group: self.label(),
            ..page
        }
    }

    /// What the source is called: the first place that it names.
    #[must_use]
    pub fn label(&self) -> String {
        let web = self.web.as_ref().and_then(Web::first);
        web.map(ToString::to_string).or_else(|| self.paths.first().cloned()).unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConfig {
    project: Option<About>,
    #[serde(default)]
    source: Vec<Spanned<RawSource>>,
    output: Option<RawOutput>,
    extract: Option<RawExtract>,
    registry: Option<Registry>,
    fetch: Option<RawFetch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    #[serde(default, deserialize_with = "one_or_more")]
    path: Vec<Spanned<String>>,
    #[serde(default, deserialize_with = "one_or_more")]
    url: Vec<Spanned<String>>,
    #[serde(default, deserialize_with = "one_or_more")]
    urls: Vec<Spanned<String>>,
    feed: Option<Spanned<String>>,
    sitemap: Option<Spanned<String>>,
    list: Option<RawList>,
    limit: Option<usize>,
    since: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
    url_base: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    profile: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExtract {
    min_confidence: Option<Spanned<f32>>,
}

/// A text alone, or a list of texts.
fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Spanned<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a path like \"pages\", or a list of them")]
    enum OneOrMore {
        One(String),
        More(Vec<String>),
    }
    let spanned = Spanned::<OneOrMore>::deserialize(deserializer)?;
    let span = spanned.span();
    let paths = match spanned.into_inner() {
        OneOrMore::One(path) => vec![path],
        OneOrMore::More(paths) => paths,
    };
    Ok(paths.into_iter().map(|path| Spanned::new(span.clone(), path)).collect())
}

impl Config {
    /// Reads the text of an `annals.toml`; `name` is how errors call it.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let raw: RawConfig = toml::from_str(text).map_err(|error| invalid::file(&error, text, name))?;
        let checks = invalid::Checks { text, name };
        let output = raw.output.map_or_else(|| Ok(Output::default()), |output| output.checked(&checks))?;
        let sources: Vec<Source> =
            raw.source.into_iter().map(|source| checked(source, &checks)).collect::<Result<_>>()?;
        if sources.is_empty() {
            return Err(checks.no_source());
        }
        let extract =
            raw.extract.map_or_else(|| Ok(Extract::default()), |extract| extract.checked(&checks))?;
        let fetch = raw.fetch.map_or_else(|| Ok(Fetch::default()), |fetch| fetch.checked(&checks))?;
        let about = raw.project.unwrap_or_default();
        Ok(Self { about, sources, output, extract, registry: raw.registry, fetch })
    }
}

fn checked(source: Spanned<RawSource>, checks: &invalid::Checks) -> Result<Source> {
    let at = source.span();
    let source = source.into_inner();
    if source.kinds() != 1 {
        return Err(checks.source(at, source.kinds() == 0));
    }
    source.checked(checks)
}

impl RawSource {
    /// How many kinds of places it names; it must name one.
    fn kinds(&self) -> usize {
        let lists = [&self.path, &self.url, &self.urls].map(|list| !list.is_empty());
        let singles = [self.feed.is_some(), self.sitemap.is_some(), self.list.is_some()];
        lists.into_iter().chain(singles).filter(|named| *named).count()
    }

    fn checked(self, checks: &invalid::Checks) -> Result<Source> {
        for path in &self.path {
            if path.get_ref().contains("://") {
                return Err(checks.value(
                    path.span(),
                    "is an address",
                    "name it with `url`; `path` is for files",
                ));
            }
        }
        if let Some(base) = self.url_base.as_ref().filter(|base| !is_web_address(base.get_ref())) {
            return Err(checks.value(
                base.span(),
                "is no address",
                "an address starts with https:// or http://",
            ));
        }
        if let Some(language) = self.language.as_ref().filter(|language| !is_language(language.get_ref())) {
            return Err(checks.value(
                language.span(),
                "is no language",
                "languages are written like en, fr or pt-BR",
            ));
        }
        let is_saved = !self.path.is_empty();
        let (since, until) =
            (self.since.as_ref().filter(|_| is_saved), self.until.as_ref().filter(|_| is_saved));
        let days = saved_days(since, until, checks)?;
        let web = RawWeb {
            urls: self.url.into_iter().chain(self.urls).collect(),
            feed: self.feed,
            sitemap: self.sitemap,
            list: self.list,
            limit: self.limit,
            since: self.since,
            until: self.until,
        };
        Ok(Source {
            paths: self.path.into_iter().map(Spanned::into_inner).collect(),
            web: web.checked(checks)?,
            days,
            url_base: self.url_base.map(Spanned::into_inner),
            language: self.language.map(Spanned::into_inner),
            profile_at: self.profile.as_ref().map_or(0..0, Spanned::span),
            profile: self.profile.map(Spanned::into_inner),
        })
    }
}

impl RawExtract {
    fn checked(self, checks: &invalid::Checks) -> Result<Extract> {
        let Some(confidence) = self.min_confidence else { return Ok(Extract::default()) };
        if !(0.0..=1.0).contains(confidence.get_ref()) {
            return Err(checks.value(confidence.span(), "is no confidence", "confidences go from 0 to 1"));
        }
        Ok(Extract { min_confidence: confidence.into_inner() })
    }
}

fn is_web_address(text: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}

/// Whether the tag is written like a BCP 47 language: two or three letters, then subtags.
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
