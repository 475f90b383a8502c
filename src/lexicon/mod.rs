//! Vocabulary as data: one folder a language, one sorted file a kind, embedded in the binary and read once.
//! A new word is one line in one file; a new language is a folder and one line in [`LANGUAGES`].

/// One line of a lexicon file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The phrase, lower-case, NFC. One that ends in `.` also matches without it.
    pub phrase: &'static str,
    /// What it is; each file has its own classes, named in its first lines.
    pub class: &'static str,
    /// What it stands for, where the class needs it.
    pub value: &'static str,
}

/// The files of one language.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 code, also the folder's name.
    pub code: &'static str,
    files: [(&'static str, &'static str); FILES.len()],
}

/// The files that every language folder has.
pub const FILES: [&str; 9] =
    ["honorifics", "positions", "institutions", "events", "cues", "labels", "numbers", "common", "relations"];

macro_rules! languages {
    ($($code:literal),+ $(,)?) => {
        /// The languages, English first: its words are read on pages of every language.
        pub static LANGUAGES: &[Language] = &[$(Language {
            code: $code,
            files: [
                ("honorifics", include_str!(concat!($code, "/honorifics.tsv"))),
                ("positions", include_str!(concat!($code, "/positions.tsv"))),
                ("institutions", include_str!(concat!($code, "/institutions.tsv"))),
                ("events", include_str!(concat!($code, "/events.tsv"))),
                ("cues", include_str!(concat!($code, "/cues.tsv"))),
                ("labels", include_str!(concat!($code, "/labels.tsv"))),
                ("numbers", include_str!(concat!($code, "/numbers.tsv"))),
                ("common", include_str!(concat!($code, "/common.tsv"))),
                ("relations", include_str!(concat!($code, "/relations.tsv"))),
            ],
        }),+];
    };
}

languages!("en", "fr", "es", "pt", "de", "it", "nl", "id", "zh", "ja");

impl Language {
    /// The language of a BCP 47 tag, by its first part.
    #[must_use]
    pub fn of(tag: &str) -> Option<&'static Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        let primary = if primary == "ms" { "id" } else { &primary };
        LANGUAGES.iter().find(|language| language.code == primary)
    }

    /// The relation patterns, one a line; see `docs/patterns.md`.
    #[must_use]
    pub fn relations(&self) -> &'static str {
        self.text("relations")
    }

    fn text(&self, file: &str) -> &'static str {
        self.files.iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text)
    }

    /// The entries of one of [`FILES`].
    pub fn entries(&self, file: &str) -> impl Iterator<Item = Entry> + use<> {
        entries(self.text(file))
    }
}

/// The entries of a lexicon text: `phrase TAB class TAB value`; lines that start with `#` are comments.
pub fn entries(text: &'static str) -> impl Iterator<Item = Entry> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or("").trim();
        Entry { phrase: column(), class: column(), value: column() }
    })
}

/// Vocabulary that belongs to no language: places and names.
pub mod world {
    /// Countries, adjectives, cities and states with their ISO 3166-1 code.
    pub const PLACES: &str = include_str!("world/places.tsv");
    /// Given names.
    pub const GIVEN: &str = include_str!("world/given.tsv");
    /// Family names.
    pub const FAMILY: &str = include_str!("world/family.tsv");
    /// Organisations that are known by a name without a noun.
    pub const KNOWN: &str = include_str!("world/known.tsv");
    /// Pictures that stand for labels.
    pub const SYMBOLS: &str = include_str!("world/symbols.tsv");
    /// Relation patterns that hold in every language.
    pub const RELATIONS: &str = include_str!("world/relations.tsv");
    /// Small words inside names: `van`, `bin`, `de la`.
    pub const PARTICLES: &str = include_str!("world/particles.tsv");
    /// Words of organisations' names, as a registry's keys are made of them.
    pub const ORGANISATIONS: &str = include_str!("world/organisations.tsv");
}
