//! What the announcement says of itself: title, days of publication and change, publisher, authors. Metadata, byline, address and labels are
//! candidates; the strongest wins and the others support it or are kept as rivals.

mod dates;
mod publisher;
mod title;

pub(crate) use dates::published_by_metadata;

use crate::relate::draft::{Draft, Head};
use dates::{MODIFIED, PUBLISHED, metadata_dates, strongest, text_dates, url_date};

/// Reads the head of a page.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let title = title::title(draft.document);
    let mut dates =
        metadata_dates(draft.document, &PUBLISHED, &["datePublished", "dateCreated", "uploadDate"]);
    dates.extend(text_dates(draft, "published", &["published"]));
    dates.extend(url_date(draft.document));
    let (published, rival_dates) = strongest(dates);
    let mut changed = metadata_dates(draft.document, &MODIFIED, &["dateModified"]);
    changed.extend(text_dates(draft, "modified", &["modified"]));
    let (modified, _) = strongest(changed);
    let publisher = publisher::publisher(draft, title.as_ref());
    let authors = publisher::authors(draft.document);
    draft.head = Head { title, published, modified, publisher, authors, kind: None, rival_dates };
}
