//! What is scored: an ordered list of fields, each with the rules by which an [`Answer`] of a prediction is the one of the gold.
//! A new field is one line in [`FIELDS`] and one in each of the two readers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::score::fold::Text;
use crate::confidence::ColumnName;

/// One answer to a field: what it is about, and what is said of it. Either may hold several readings (a name and its
/// abbreviation), any of which counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// A title, a name, a date.
    pub subject: Vec<Text>,
    /// A country, a role, a second date; empty where the subject is all.
    pub value: Vec<Text>,
    /// The cells that it was read from, with the confidence of their evidence; none in gold.
    pub cells: Vec<(ColumnName, f32)>,
}

/// The answers of one page by the name of the field; a field that is not there is not scored.
pub type Answers = BTreeMap<&'static str, Vec<Answer>>;

impl Answer {
    /// An answer that is one text.
    #[must_use]
    pub fn text(subject: &str) -> Self {
        Self { subject: vec![Text::new(subject)], value: Vec::new(), cells: Vec::new() }
    }

    /// An answer of subject and value, with their readings.
    pub fn pair<'a>(
        subject: impl IntoIterator<Item = &'a str>,
        value: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            subject: subject.into_iter().map(Text::new).collect(),
            value: value.into_iter().map(Text::new).collect(),
            cells: Vec::new(),
        }
    }

    /// The answer with the cells that it was read from.
    #[must_use]
    pub fn read_from(self, cells: impl IntoIterator<Item = (ColumnName, f32)>) -> Self {
        Self { cells: cells.into_iter().collect(), ..self }
    }
}

/// `subject | reading: value`, for the list of errors.
impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let readings =
            |texts: &[Text]| texts.iter().map(|text| text.raw.as_str()).collect::<Vec<_>>().join(" | ");
        f.write_str(&readings(&self.subject))?;
        if self.value.is_empty() { Ok(()) } else { write!(f, ": {}", readings(&self.value)) }
    }
}

/// When two texts are the same.
#[derive(Clone, Copy, Debug)]
enum Rule {
    /// Every reading, character by character.
    Exact,
    /// A reading, folded.
    Folded,
    /// A reading, with a token F1 of 0.8.
    Near,
    /// A reading, near, or one inside the other.
    Place,
    /// The same person's name.
    Name,
    /// The same person's name, titles left away.
    BareName,
    /// The same primary language.
    Language,
    /// A time of day among those that a printed time can mean.
    Clock,
}

/// A field that is scored.
#[derive(Debug)]
pub struct Field {
    /// Its name, as in the table of figures and in `--min`.
    pub name: &'static str,
    subject: Rule,
    value: Rule,
}

const fn field(name: &'static str, subject: Rule, value: Rule) -> Field {
    Field { name, subject, value }
}

/// The fields, in the order of the table of figures.
pub static FIELDS: &[Field] = &[
    field("title", Rule::Near, Rule::Exact),
    field("published_on", Rule::Folded, Rule::Exact),
    field("language", Rule::Language, Rule::Exact),
    field("publisher", Rule::Near, Rule::Exact),
    field("institutions", Rule::Near, Rule::Exact),
    field("institution_country", Rule::Near, Rule::Folded),
    field("event_dates", Rule::Exact, Rule::Exact),
    field("event_labels", Rule::Near, Rule::Exact),
    field("event_kinds", Rule::Exact, Rule::Exact),
    field("event_times", Rule::Exact, Rule::Exact),
    field("event_end_times", Rule::Exact, Rule::Exact),
    field("event_venues", Rule::Place, Rule::Exact),
    field("deadlines", Rule::Exact, Rule::Exact),
    field("seminar_speaker", Rule::BareName, Rule::Exact),
    field("seminar_location", Rule::Near, Rule::Exact),
    field("seminar_stime", Rule::Clock, Rule::Exact),
    field("seminar_etime", Rule::Clock, Rule::Exact),
    field("people", Rule::Name, Rule::Exact),
    field("honorifics", Rule::Name, Rule::Exact),
    field("family_names", Rule::Name, Rule::Folded),
    field("person_title", Rule::Name, Rule::Near),
    field("person_institution", Rule::Name, Rule::Near),
    field("person_role", Rule::Name, Rule::Folded),
    field("person_talk", Rule::Name, Rule::Near),
];

impl Field {
    /// Whether `predicted` is the answer `gold`.
    #[must_use]
    pub fn same(&self, gold: &Answer, predicted: &Answer) -> bool {
        self.subject.same(&gold.subject, &predicted.subject) && self.value.same(&gold.value, &predicted.value)
    }
}

impl Rule {
    fn same(self, gold: &[Text], predicted: &[Text]) -> bool {
        if matches!(self, Self::Exact) {
            return gold.iter().map(|text| &text.raw).eq(predicted.iter().map(|text| &text.raw));
        }
        gold.iter().any(|reading| predicted.iter().any(|other| self.same_reading(reading, other)))
    }

    fn same_reading(self, gold: &Text, predicted: &Text) -> bool {
        match self {
            Self::Exact => gold.raw == predicted.raw,
            Self::Folded => gold.folded == predicted.folded,
            Self::Near => gold.is_near(predicted),
            Self::Place => {
                gold.is_near(predicted)
                    || predicted.folded.contains(&gold.folded)
                    || gold.folded.contains(&predicted.folded)
            }
            Self::Name => gold.is_same_name(predicted),
            Self::BareName => bare(gold).is_same_name(&bare(predicted)),
            Self::Language => primary(gold) == primary(predicted),
            Self::Clock => clock(&gold.folded).contains(&predicted.raw),
        }
    }
}

fn primary(language: &Text) -> &str {
    language.folded.split('-').next().unwrap_or("")
}

/// The name without titles in front.
fn bare(name: &Text) -> Text {
    static TITLES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:dr|prof|professor|mr|mrs|ms|sir|rev)\.?\s+)+").expect("the pattern is a constant")
    });
    Text::new(&TITLES.replace(&name.folded, ""))
}

/// The readings of a printed time of day as `HH:MM`: both halves of the day where the page does not say which.
fn clock(folded: &str) -> Vec<String> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*([ap])?").expect("the pattern is a constant")
    });
    let Some(found) = TIME.captures(folded) else {
        return if folded.contains("noon") { vec!["12:00".to_owned()] } else { Vec::new() };
    };
    let hour: u32 = found[1].parse().unwrap_or(0);
    let minute = found.get(2).map_or("00", |minute| minute.as_str());
    let hours = match found.get(3).map(|half| half.as_str()) {
        Some("p") => vec![hour % 12 + 12],
        Some(_) => vec![hour % 12],
        None => vec![hour, (hour + 12) % 24],
    };
    hours.into_iter().map(|hour| format!("{hour:02}:{minute}")).collect()
}
