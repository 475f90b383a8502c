//! What a profile says of the announcement itself.

use crate::dates::{Context, PartialDate, Recogniser};
use crate::profile::{Reading, Row};
use crate::records::Table;
use crate::relate::draft::Draft;
use crate::relate::profile::value::FromParts;
use crate::relate::profile::{replace, value};
use crate::span::Span;

pub(super) fn apply(draft: &mut Draft<'_>, row: &Row<'_>) {
    let published = value::day(draft, row, "published_on");
    let modified = value::day(draft, row, "modified_on");
    let kind = value::word(draft, row, "kind");
    let head = &mut draft.head;
    if let Some(published) = &published {
        // What the profile rules out is no doubt any more.
        head.rival_dates.retain(|rival| rival.value == published.value);
    }
    replace(&mut head.published, published);
    replace(&mut head.modified, modified);
    replace(&mut head.kind, kind);
    replace(&mut head.title, value::text(row, "title"));
    replace(&mut head.publisher, value::text(row, "publisher"));
    let authors = value::list(row, "authors");
    if !authors.is_empty() {
        head.authors = authors;
    }
}

/// The day of publication, which other dates are read with.
pub(crate) fn published(reading: &Reading<'_>, language: Option<&str>) -> Option<PartialDate> {
    let mut rows = reading.rows.iter().filter(|row| row.block.table == Table::Announcements);
    let read = rows.find_map(|row| row.all("published_on").next())?;
    if let Some(format) = &read.field.rule.date {
        return PartialDate::parse(format, &read.text);
    }
    let language = language.unwrap_or("en");
    let context = Context { language, ..Context::default() };
    let found = Recogniser::of(language).find(&read.text, Span::new(0, read.text.len()), &context);
    found.first()?.start
}
