//! Days of publication in the lines of a page: bylines, lines that say `published`, lines with little but a date beside the title.

use crate::dates::{Context, Expression, PartialDate, Recogniser};
use crate::fact::{Fact, Support};
use crate::parse::document::{BlockKind, Document};
use crate::span::Span;

/// Longest line, in bytes, that is read for the day of publication.
const LINE: usize = 160;
/// How many blocks from the title on may hold it.
const NEAR: usize = 10;

/// Words of a line that say that the page was published then.
const SAID: &[&str] = &[
    "publish",
    "posted",
    "post date",
    "written on",
    "released",
    "issued",
    "created",
    "submitted",
    "veröffentlicht",
    "erstellt",
    "publié",
    "mis en ligne",
    "publicado",
    "publicada",
    "pubblicato",
    "gepubliceerd",
    "geplaatst",
    "objavljeno",
    "opublikowano",
    "发布",
    "發佈",
    "发表",
    "公開日",
    "投稿",
    "stand:",
];
/// Words of a line that say that it was changed then.
const CHANGED: &[&str] = &[
    "updated",
    "modified",
    "edited",
    "revised",
    "aktualisiert",
    "geändert",
    "mis à jour",
    "actualizado",
    "atualizado",
    "aggiornato",
    "更新",
    "last changed",
];

/// Adds the days that the lines of a page tell.
pub(super) fn read(document: &Document, found: &mut Vec<Fact<PartialDate>>) {
    let language = document.language.as_deref().unwrap_or("en");
    for value in document.metadata.all("byline") {
        if let Some(day) = first_day(&value.value, language) {
            let changed = says(&value.value, CHANGED) && !says(&value.value, SAID);
            let confidence = if changed { 0.5 } else { 0.78 };
            found.push(Fact::new(
                day,
                Support::metadata(value.element, &value.value, "byline.date", confidence),
            ));
        }
    }
    let title = document.head_block();
    for (index, block) in document.blocks.iter().enumerate() {
        let text = document.slice(block.span);
        if text.len() > LINE
            || !text.bytes().any(|byte| byte.is_ascii_digit())
            || matches!(block.kind, BlockKind::Cell(_))
        {
            continue;
        }
        let Some(day) = days(text, language).into_iter().next() else { continue };
        let near = index <= title + NEAR && index + 3 >= title;
        let bare = day.span.len() * 10 >= text.trim().len() * 5;
        let said = says(text, SAID);
        let confidence = match (said, near, bare) {
            _ if says(text, CHANGED) && !said => 0.45,
            (true, true, _) => 0.8,
            (true, false, _) => 0.66,
            (false, true, true) => 0.7 - 0.01 * index.abs_diff(title) as f32,
            (false, true, false) if text.len() < 80 => 0.55,
            (false, false, true) => 0.4,
            _ => continue,
        };
        let rule = if said { "line.published" } else { "line.date" };
        if let Some(start) = day.start {
            let span = Span::new(
                block.span.start as usize + day.span.start as usize,
                block.span.start as usize + day.span.end as usize,
            );
            found.push(Fact::new(start, Support::text(span, rule, confidence)));
        }
    }
}

fn says(line: &str, words: &[&str]) -> bool {
    let lower = line.to_lowercase();
    words.iter().any(|word| lower.contains(word))
}

/// The first whole day of a short text.
pub(super) fn first_day(text: &str, language: &str) -> Option<PartialDate> {
    days(text, language).into_iter().find_map(|found| found.start)
}

/// The whole days of a short text whose year is written.
fn days(text: &str, language: &str) -> Vec<Expression> {
    let context = Context { language, ..Context::default() };
    let mut found = Recogniser::of(language).find(text, Span::new(0, text.len()), &context);
    found.retain(|found| {
        !found.inferred
            && found.start.is_some_and(|day| day.day.is_some() && (1990..2100).contains(&day.year))
    });
    found
}
