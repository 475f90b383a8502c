//! The publisher that a label names.

use crate::fact::{Fact, Support};
use crate::normalize::collapse;
use crate::parse::head::plausible;
use crate::relate::draft::Draft;
use crate::relate::fields::Field;

/// Longest labelled name, in tokens.
const LABELLED: usize = 12;

/// `Press release: Fenwick College`, `Source: …`.
pub(crate) fn labelled(draft: &Draft<'_>) -> Option<Fact<String>> {
    let short = |field: &&Field| {
        field.class == "publisher" && field.to - field.from <= LABELLED && field.rule != "field.heading"
    };
    let field = draft.fields.iter().find(short)?;
    let day = draft.mentions_in(field.from, field.to).find(|(_, mention)| mention.date().is_some());
    let to = day.map_or(field.to, |(_, mention)| mention.from);
    let span = (to > field.from).then(|| draft.annotations.tokens.span(field.from, to))?;
    let span =
        span.trim_matches(draft.text(), |c| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '-' | '–'));
    let name = collapse(span.of(draft.text()));
    plausible(&name).then(|| Fact::new(name, Support::text(span, field.rule, 0.88)))
}
