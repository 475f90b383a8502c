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
    if let Some(declared) = declared.as_deref().filter(|declared| is_plainly(sample, declared)) {
        return Some(declared.to_owned());
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
    let (mut words, mut articles, mut conjunctions, mut common) = (0, 0, 0, 0);
    for word in sample.split_ascii_whitespace() {
        words += 1;
        articles += u32::from(matches!(word, "the" | "The"));
        conjunctions += u32::from(word == "and");
        common += u32::from(word == "The" || ENGLISH.contains(&word));
    }
    let share = |count: u32, percent: u32| count * 100 >= words * percent;
    words >= 60 && share(articles, 2) && share(conjunctions, 1) && share(common, 14)
}

const ENGLISH: &[&str] =
    &["the", "and", "of", "to", "for", "with", "that", "from", "this", "are", "by", "which", "has", "have"];

/// Common words of languages; of those that others share, these have too few to reach the share below.
const COMMON: [(&str, &[&str]); 7] = [
    ("en", ENGLISH),
    (
        "de",
        &["der", "die", "und", "das", "von", "den", "mit", "für", "im", "ist", "auf", "des", "dem", "eine"],
    ),
    ("fr", &["les", "des", "le", "du", "et", "pour", "une", "est", "dans", "sur", "au", "aux", "par", "un"]),
    ("es", &["el", "los", "del", "las", "y", "con", "para", "una", "por", "en", "que", "se", "un"]),
    ("pt", &["do", "da", "dos", "das", "em", "uma", "não", "ao", "para", "no", "na", "os", "um", "e"]),
    ("it", &["di", "il", "della", "che", "per", "gli", "dei", "delle", "nel", "è", "una", "con", "alla"]),
    ("nl", &["het", "een", "van", "en", "voor", "met", "op", "zijn", "aan", "te", "door", "naar", "wordt"]),
];

/// A share of a text's words in per cent, and as many words, that say that it is in the language that its page declares.
const PLAIN: usize = 12;
const FEW: usize = 60;

/// Plainly in the language that is declared, by its commonest words, which spares the detector; English lists of names have fewer of them, and no
/// other language has any.
fn is_plainly(sample: &str, declared: &str) -> bool {
    let Some((_, common)) = COMMON.iter().find(|(language, _)| *language == declared) else { return false };
    let words = sample.split_ascii_whitespace().count();
    let known = sample.split_ascii_whitespace().filter(|word| common.contains(word)).count();
    let least = if declared == "en" { PLAIN / 2 } else { PLAIN };
    words >= FEW && known * 100 >= words * least
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

#[cfg(test)]
mod tests {
    use super::is_plainly;

    #[test]
    fn common_words_tell_that_a_declaration_is_right() {
        let english = "the seminar of the group is for all that have time and for those from other groups which are by the sea ".repeat(4);
        let german =
            "der Vortrag von der Gruppe ist für alle und die Zeit im Haus mit dem Plan auf den Tisch "
                .repeat(5);
        let spanish =
            "el seminario de los grupos y las personas con tiempo para una charla en el aula del centro "
                .repeat(5);
        for (text, language) in [(&english, "en"), (&german, "de"), (&spanish, "es")] {
            assert!(is_plainly(text, language), "{language}");
            for other in ["en", "de", "fr", "es", "pt", "it", "nl"] {
                assert!(other == language || !is_plainly(text, other), "{language} is not {other}");
            }
        }
        assert!(!is_plainly("der die und", "de"), "too few words");
        let names = "Hollis Miller Lopez Berger Hughes Kent ".repeat(20);
        assert!(!is_plainly(&names, "en"));
    }
}
