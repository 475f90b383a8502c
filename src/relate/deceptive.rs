//! Text that does not look like what it is: characters that turn its direction, and words of letters from two alphabets that look alike. Values are read as
//! they stand; a finding says what a person would not see.

use crate::fact::Fact;
use crate::normalize::turns_text;
use crate::records::Severity;
use crate::relate::draft::Draft;
use crate::span::Span;

/// Looks over the text and the names that were read.
pub(crate) fn read(draft: &mut Draft<'_>) {
    turned(draft);
    mixed(draft);
}

/// Overrides of the direction, which no language needs.
fn turned(draft: &mut Draft<'_>) {
    let text = draft.text();
    let is_override = |c: &char| matches!(c, '\u{202d}' | '\u{202e}');
    let Some(at) = text.find(|c| is_override(&c)) else { return };
    let count = text.chars().filter(is_override).count();
    let end = at + text[at..].chars().take(24).map(char::len_utf8).sum::<usize>();
    let shown: String = text[at..end].chars().filter(|c| !turns_text(*c)).collect();
    let message = format!(
        "a character turns the direction of the text before `{}` ({count} on the page): what people see is not what is read; ask who wrote the page",
        shown.trim()
    );
    draft.note(Severity::Warning, "text_turned", message, Some(Span::new(at, end)));
}

/// Names in which a word has Latin letters and others that look like them.
fn mixed(draft: &mut Draft<'_>) {
    let people = draft.people.list.iter().filter(|person| person.relevant).map(|person| &person.name);
    let institutions = draft.institutions.list.iter().map(|institution| &institution.name);
    let events = draft.events.list.iter().filter_map(|event| event.name.as_ref());
    let talks = draft.talks.iter().map(|talk| &talk.title);
    let names = people.chain(institutions).chain(events).chain(talks).chain(&draft.head.title);
    let mut found: Vec<(String, Option<Span>)> =
        names.filter_map(|name| Some((mixed_word(name)?, name.support[0].span))).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|a, b| a.0 == b.0);
    for (word, span) in found {
        let message = format!(
            "`{word}` is written with letters of two alphabets that look alike; retype it, or ask who wrote the page"
        );
        draft.note(Severity::Warning, "letters_mixed", message, span);
    }
}

fn mixed_word(name: &Fact<String>) -> Option<String> {
    let words = name.value.split(|c: char| !c.is_alphabetic());
    words.into_iter().find(|word| is_mixed(word)).map(str::to_owned)
}

/// Cyrillic beside Latin letters in a word. Greek ones stand in words of science.
fn is_mixed(word: &str) -> bool {
    !word.is_ascii()
        && word.contains(|c: char| c.is_ascii_alphabetic())
        && word.contains(|c: char| matches!(c, '\u{400}'..='\u{52f}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabets_are_mixed_within_a_word_only() {
        assert!(is_mixed("P\u{430}ul"));
        assert!(!is_mixed("Paul") && !is_mixed("Павел") && !is_mixed("γδT") && !is_mixed("Łucja"));
    }
}
