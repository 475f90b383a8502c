//! Every pattern matches its example and does not match its counter-example.

use crate::annotate::annotate;
use crate::lexicon::LANGUAGES;
use crate::lexicon::world::RELATIONS;
use crate::relate::grammar::{items, pattern::Patterns};
use crate::source::Page;

/// The ids of the rules that match a text of a language.
fn matching(text: &str, language: &str) -> Vec<&'static str> {
    let bytes = format!("<html lang={language}><body><p>{text}</p></body></html>").into_bytes();
    let mut document =
        crate::parse::parse(&Page { source: "example".into(), bytes, ..Page::default() }).unwrap();
    document.language = Some(language.into());
    let annotations = annotate(&document, None);
    let patterns = Patterns::of(annotations.tokens.vocabulary);
    let readings = items::read(&annotations, patterns);
    readings.iter().flat_map(|reading| &reading.matches).map(|found| patterns.rules[found.rule].id).collect()
}

#[test]
fn patterns_match_their_examples_and_nothing_else() {
    let mut failures = Vec::new();
    let world = RELATIONS.lines().map(|line| ("en", line));
    let own =
        LANGUAGES.iter().flat_map(|language| language.relations().lines().map(|line| (language.code, line)));
    for (language, line) in
        world.chain(own).filter(|(_, line)| !line.starts_with(['#', '@']) && !line.is_empty())
    {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, _, _, example, counter] = columns[..] else {
            failures.push(format!("`{line}` has {} columns, not five", columns.len()));
            continue;
        };
        if !matching(example, language).contains(&id) {
            failures.push(format!("{id} does not match `{example}`"));
        }
        if matching(counter, language).contains(&id) {
            failures.push(format!("{id} matches `{counter}`"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
