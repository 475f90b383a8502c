//! What the announcement says of itself: the parser's reading of its head, with what labels and cues in the text add.

mod dates;
mod publisher;

use crate::dates::PartialDate;
use crate::fact::Fact;
use crate::parse::head::agreed;
use crate::relate::draft::{Draft, Head};

/// Reads the head of a page.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let own = draft.document.head.clone();
    let mut dates: Vec<Fact<PartialDate>> = own.firmly_published().cloned().collect();
    dates.extend(dates::text_dates(draft, "published", &["published"]));
    let mut changed = own.modified;
    changed.extend(dates::text_dates(draft, "modified", &["modified"]));
    let last = changed.iter().max_by(|a, b| a.confidence().total_cmp(&b.confidence())).cloned();
    dates.retain(|day| !outdone(day, last.as_ref()));
    let (published, rival_dates) = strongest(dates);
    // What else was changed before it was published is another page, or part of this one's furniture.
    changed.retain(|day| published.as_ref().is_none_or(|first| day.value >= first.value));
    let (modified, _) = strongest(changed);
    let firm = own.publisher.as_ref().is_some_and(|publisher| publisher.confidence() >= 0.9);
    let publisher = if firm {
        own.publisher
    } else {
        publisher::labelled(draft).or(own.publisher).or_else(|| publisher::signed(draft))
    };
    draft.head = Head {
        title: own.title,
        published,
        modified,
        publisher,
        authors: own.authors,
        kind: None,
        rival_dates,
    };
}

/// A page is not published after it was last changed, where that is the surer reading.
fn outdone(published: &Fact<PartialDate>, changed: Option<&Fact<PartialDate>>) -> bool {
    changed.is_some_and(|changed| {
        changed.value < published.value && changed.confidence() > published.confidence()
    })
}

/// The strongest reading; the others disagree.
fn strongest(facts: Vec<Fact<PartialDate>>) -> (Option<Fact<PartialDate>>, Vec<Fact<PartialDate>>) {
    let mut days = agreed(facts).into_iter();
    (days.next(), days.collect())
}
