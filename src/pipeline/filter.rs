//! A [`Filter`] tells before a page is parsed whether it may be wanted: by words in it and by its language. What it is not sure of passes.

use regex::{Regex, RegexBuilder};

use crate::error::{Error, ErrorKind, Result};
use crate::parse::{decode, detect_language, references};
use crate::source::Page;

/// How much of a page is looked through for text that tells its language, in bytes.
const LOOKED_THROUGH: usize = 256 << 10;

/// How much text is enough, in bytes.
const ENOUGH: usize = 3000;

/// Text shorter than this tells no language.
const LEAST: usize = 250;

/// Elements whose content is no text.
const SILENT: [&str; 4] = ["script", "style", "noscript", "svg"];

/// Which pages are wanted; all, where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    languages: Vec<String>,
    words: Option<Regex>,
}

impl Filter {
    /// Pages in one of the languages (BCP 47, of which the first part counts) that have one of the words in their source, whatever the case of its
    /// letters and wherever in a word. Either list may be empty.
    ///
    /// # Errors
    /// Where the words are too many.
    pub fn new<S: AsRef<str>>(languages: &[S], words: &[S]) -> Result<Self> {
        let words = words.iter().map(|word| word.as_ref().trim()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(regex::escape).collect();
        let pattern = RegexBuilder::new(&words.join("|")).case_insensitive(true).build();
        let pattern = pattern.map_err(|error| {
            Error::new(ErrorKind::Config, "the words that pages must hold", "are too many")
                .because(error)
                .remedy("name fewer")
        })?;
        Ok(Self {
            languages: languages.iter().map(|tag| primary(tag.as_ref())).collect(),
            words: (!words.is_empty()).then_some(pattern),
        })
    }

    /// Whether it lets every page pass.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.languages.is_empty() && self.words.is_none()
    }

    /// Whether a page may be wanted. Bytes that are no page pass, to be told as an error.
    #[must_use]
    pub fn passes(&self, page: &Page) -> bool {
        if self.is_open() {
            return true;
        }
        let Ok(text) = decode(page) else { return true };
        self.words.as_ref().is_none_or(|words| words.is_match(&text)) && self.is_in_language(&text)
    }

    fn is_in_language(&self, html: &str) -> bool {
        if self.languages.is_empty() {
            return true;
        }
        let text = sample(html);
        let told = if text.len() >= LEAST { detect_language(&text) } else { declared(html) };
        told.is_none_or(|tag| self.languages.contains(&primary(&tag)))
    }
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase()
}

/// The language that the page's first element declares.
fn declared(html: &str) -> Option<String> {
    let head = &html[..html.floor_char_boundary(ENOUGH)];
    let at = head.find("<html").or_else(|| head.find("<HTML"))?;
    let tag = head[at..].split('>').next()?;
    let value = tag.split_once("lang=")?.1.trim_start_matches(['"', '\'']);
    let tag: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    (!tag.is_empty()).then_some(tag)
}

/// Some of the text between tags, the longest stretches of prose among the first: menus are words of all languages.
fn sample(html: &str) -> String {
    let html = &html[..html.floor_char_boundary(LOOKED_THROUGH)];
    let (mut prose, mut rest) = (String::new(), String::new());
    let mut silent: Option<&str> = None;
    for piece in html.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or("");
        silent = match silent {
            Some(open) if name.strip_prefix('/').is_some_and(|name| name.eq_ignore_ascii_case(open)) => None,
            Some(open) => Some(open),
            None => SILENT.into_iter().find(|known| name.eq_ignore_ascii_case(known)),
        };
        let text = text.trim();
        if silent.is_none() && !text.is_empty() {
            let into = if text.len() >= 80 { &mut prose } else { &mut rest };
            if into.len() < ENOUGH {
                into.push_str(&text[..text.floor_char_boundary(ENOUGH)]);
                into.push(' ');
            }
        }
        if prose.len() >= ENOUGH {
            break;
        }
    }
    if prose.len() < LEAST {
        prose.push_str(&rest);
    }
    references(&prose).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The harbour was full of boats that evening, and people walked along the quay until it was dark. Nobody had \
        expected that so many of them would come to hear what the visitors had to say of the tides and of the weather.";
    const GERMAN: &str = "Der Hafen war an diesem Abend voller Boote, und die Leute gingen am Ufer entlang, bis es dunkel wurde. Niemand \
        hatte erwartet, dass so viele kommen würden, um zu hören, was die Gäste von den Gezeiten und vom Wetter zu erzählen hatten.";

    fn page(lang: &str, text: &str) -> Page {
        let html = format!(
            "<html lang=\"{lang}\"><script>var the = 'and of the';</script><a>Home</a><p>{text} {text}</p></html>"
        );
        Page::new("a.html", html)
    }

    fn passes(languages: &[&str], words: &[&str], page: &Page) -> bool {
        Filter::new(languages, words).unwrap().passes(page)
    }

    #[test]
    fn the_language_of_the_text_counts_and_the_declared_one_where_there_is_none() {
        assert!(passes(&["de-AT"], &[], &page("en", GERMAN)));
        assert!(!passes(&["en", "fr"], &[], &page("en", GERMAN)));
        assert!(passes(&["en"], &[], &page("", ENGLISH)));
        assert!(passes(&["fr"], &[], &page("fr-CA", "Ici")));
        assert!(!passes(&["en"], &[], &page("fr", "Ici")));
        assert!(passes(&["en"], &[], &Page::new("a.html", "<p>Ici</p>")));
    }

    #[test]
    fn one_of_the_words_is_enough_in_any_case_of_letters() {
        let page = page("de", GERMAN);
        assert!(passes(&[], &["webinar", "GÄSTE"], &page));
        assert!(!passes(&[], &["webinar", "a+b"], &page));
        assert!(!passes(&["en"], &["gäste"], &page));
        assert!(passes(&[], &[], &page));
        assert!(passes(&[], &["webinar", " gäste "], &page));
        assert!(!passes(&[], &["webinar", ""], &page), "an empty word is none");
    }

    #[test]
    fn what_is_no_page_passes_to_be_told() {
        assert!(passes(&["en"], &["webinar"], &Page::new("a.html", "")));
    }
}
