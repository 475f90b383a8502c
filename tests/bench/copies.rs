//! Any number of pages made of a few: each copy has the names of other people, and another address.

use annals::Options;
use annals::pipeline::{extract, guarded};
use annals::source::Page;

/// Pages of which copies are made.
pub(crate) struct Copies {
    pages: Vec<Template>,
}

/// A page that is cut where names stand.
struct Template {
    url: String,
    pieces: Vec<Vec<u8>>,
    /// What stands between the pieces: the number of a name on its page.
    names: Vec<usize>,
}

const SYLLABLES: [&str; 16] = [
    "ba", "do", "fen", "gri", "hal", "jo", "ka", "lin", "mo", "ner", "pra", "quin", "ro", "sel", "tar", "ver",
];

impl Copies {
    pub(crate) fn of(pages: &[Page]) -> Self {
        let of = |page: &Page| guarded(&page.source, || Ok(Template::of(page))).ok();
        Self { pages: pages.iter().filter_map(of).collect() }
    }

    /// The page of a number.
    pub(crate) fn page(&self, number: usize) -> Page {
        let template = &self.pages[number % self.pages.len()];
        let copy = number / self.pages.len();
        let mut bytes = Vec::with_capacity(template.pieces.iter().map(|piece| piece.len() + 12).sum());
        for (at, piece) in template.pieces.iter().enumerate() {
            bytes.extend_from_slice(piece);
            if let Some(name) = template.names.get(at) {
                bytes.extend_from_slice(word(copy * 64 + name).as_bytes());
            }
        }
        Page::at(format!("{}?copy={copy}", template.url), bytes)
    }
}

impl Template {
    fn of(page: &Page) -> Self {
        let (mut pieces, mut names) = (vec![Vec::new()], Vec::new());
        let known = last_names(page);
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
        for word in page.bytes.chunk_by(|a, b| is_letter(a) == is_letter(b)) {
            match known.iter().position(|name| name.as_bytes() == word) {
                Some(name) => {
                    names.push(name);
                    pieces.push(Vec::new());
                }
                None => pieces.last_mut().into_iter().for_each(|piece| piece.extend_from_slice(word)),
            }
        }
        let url = format!("https://www.example.org/{}", page.source.trim_start_matches(['.', '/']));
        Self { url, pieces, names }
    }
}

/// The last words of the names that the page tells.
fn last_names(page: &Page) -> Vec<String> {
    let Ok(record) = extract(page, &Options::default()) else { return Vec::new() };
    let last = |name: &str| name.split_whitespace().last().map(str::to_owned);
    record.tables.people.iter().filter_map(|person| last(&person.name)).collect()
}

/// A name that no other number has.
fn word(mut number: usize) -> String {
    let mut word = String::from("Mel");
    loop {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
        if number == 0 {
            return word;
        }
    }
}
