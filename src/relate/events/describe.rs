//! What an event is: calls on kind, name, theme, place, format, status and series for the one event of a page, or for each of several.

use crate::fact::Fact;
use crate::relate::draft::Draft;
use crate::relate::events::{format, kind, list_name, name, ordinal, series, venue};

/// Describes the one event that the page is about.
pub(crate) fn main(draft: &mut Draft<'_>, event: usize) {
    name::name(draft, event);
    kind::kind(draft, event);
    ordinal::ordinal(draft, event);
    name::theme(draft, event);
    venue::place(draft, event, None);
    format::status(draft, event);
}

/// Fills what every event of the page shares: series, format, status.
pub(crate) fn shared(draft: &mut Draft<'_>) {
    let series = series::series(draft).or_else(|| series::of_list(draft));
    for event in 0..draft.events.list.len() {
        let known = &mut draft.events.list[event].series;
        *known = known.take().or_else(|| series.clone());
        format::format(draft, event);
        format::held(draft, event);
        if draft.events.list[event].entry.is_some() {
            format::status(draft, event);
        }
    }
}

/// True where the title names a kind of event.
pub(crate) fn titled(draft: &Draft<'_>) -> bool {
    kind::in_title(draft).is_some()
}

/// What each event of a list is called: by the title, by the heading over it, or by the words over the list.
pub(crate) fn list_names(draft: &Draft<'_>) -> Vec<Option<Fact<String>>> {
    list_name::list_names(draft)
}
