//! The language of the text: detected where there is enough of it, else as declared.

use std::borrow::Cow;

use crate::parse::document::Metadata;

/// How much text is looked at, in bytes.
const SAMPLE: usize = 6000;
/// How much of it the detector reads, where common words do not tell: its time grows with it, and its answer hardly changes.
const DETECTED: usize = 3000;
/// Below this the declaration outranks the detector.
const ENOUGH: usize = 250;

/// BCP 47 code of the language of a plain text; `None` where nothing tells it.
#[must_use]
pub fn detect_language(text: &str) -> Option<String> {
    detect(text, &Metadata::default())
}

/// BCP 47 code of the language of a text.
pub(crate) fn detect(text: &str, metadata: &Metadata) -> Option<String> {
    let declared = metadata
        .first("lang")
        .map(|lang| lang.value.as_str())
        .or_else(|| metadata.first("og:locale").map(|lang| lang.value.as_str()));
    let declared = declared
        .and_then(|tag| tag.split(['-', '_']).next())
        .map(str::to_ascii_lowercase)
        .filter(|tag| (2..=3).contains(&tag.len()));
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    if is_english(sample) {
        return Some("en".to_owned());
    }
    let found = whatlang::detect(&without_mojibake(&sample[..sample.floor_char_boundary(DETECTED)]));
    let code = found.as_ref().and_then(|found| two_letters(found.lang()));
    let sure = found.as_ref().is_some_and(|found| found.is_reliable() && found.confidence() > 0.8);
    match (code, declared) {
        (Some(code), _)
            if sure
                && (sample.len() >= ENOUGH
                    || !found.is_some_and(|found| found.script() == whatlang::Script::Latin)) =>
        {
            Some(code.to_owned())
        }
        (_, Some(declared)) => Some(declared),
        (Some(code), None) => Some(code.to_owned()),
        (None, None) => None,
    }
}

/// Plainly English by its commonest words, which spares most pages the detector: no other language has these in such numbers.
fn is_english(sample: &str) -> bool {
    let (mut words, mut articles, mut conjunctions, mut others) = (0, 0, 0, 0);
    for word in sample.split_ascii_whitespace() {
        words += 1;
        match word {
            "the" | "The" => articles += 1,
            "and" => conjunctions += 1,
            "of" | "to" | "for" | "with" | "that" | "from" | "this" | "are" | "by" | "which" | "has"
            | "have" => {
                others += 1;
            }
            _ => {}
        }
    }
    let share = |count: u32, percent: u32| count * 100 >= words * percent;
    words >= 60 && share(articles, 2) && share(conjunctions, 1) && share(articles + conjunctions + others, 14)
}

/// The words of a sample without those that were decoded twice (`Ã¢Â€Â™`): their letters would pass for Portuguese.
fn without_mojibake(sample: &str) -> Cow<'_, str> {
    let twice = |word: &str| {
        let next = word.chars().skip(1);
        word.chars().zip(next).any(|(a, b)| {
            matches!(a, 'Ã' | 'Â') && ('\u{80}'..='\u{bf}').contains(&b) || a == 'Ã' && b == 'Â'
        })
    };
    if !sample.contains(['Ã', 'Â']) {
        return Cow::Borrowed(sample);
    }
    let words: Vec<&str> = sample.split_whitespace().filter(|word| !twice(word)).collect();
    Cow::Owned(words.join(" "))
}

fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    Some(match lang {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Spa | Lang::Cat => "es",
        Lang::Por => "pt",
        Lang::Deu => "de",
        Lang::Ita => "it",
        Lang::Nld | Lang::Afr => "nl",
        Lang::Ind | Lang::Jav => "id",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Tur => "tr",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Ell => "el",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Hin => "hi",
        _ => return None,
    })
}
