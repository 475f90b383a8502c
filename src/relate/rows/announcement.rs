//! The rows of the announcement itself and of its findings.

use crate::fact::{Fact, Support};
use crate::records::{Announcement, Finding, Id, Table};
use crate::relate::rows::{Cut, Place};

impl Cut<'_, '_> {
    pub(super) fn announcement(&mut self) {
        let (table, id) = (Table::Announcements, self.announcement_id);
        let head = &self.draft.head;
        let document = self.draft.document;
        let span = document.blocks.first().map(|block| block.span).unwrap_or_default();
        let detected = Support::inferred(span, "language.detected", 0.9);
        let language = document.language.clone().map(|language| Fact::new(language, detected));
        let language = language.filter(|fact| self.keeps(table, "language", fact));
        let row = Announcement {
            announcement_id: id,
            source: document.source.clone(),
            url: document.url.clone(),
            title: self.take(table, id, "title", head.title.as_ref()),
            published_on: self.take(table, id, "published_on", head.published.as_ref()),
            modified_on: self.take(table, id, "modified_on", head.modified.as_ref()),
            language: language.as_ref().map(|fact| fact.value.clone()),
            publisher: self.take(table, id, "publisher", head.publisher.as_ref()),
            authors: self.list(table, id, "authors", &head.authors),
            kind: self.word(
                (table, id, "kind"),
                head.kind.as_ref(),
                crate::records::AnnouncementKind::as_str,
            ),
            profile: None,
            content_sha256: document.content_sha256.clone(),
            gone: false,
        };
        if let Some(fact) = language {
            self.evidence(Place { table, row: id, field: "language", item: None }, &fact);
        }
        if let (Some(url), Some(canonical)) =
            (&row.url, document.metadata.first("canonical").or_else(|| document.metadata.first("og:url")))
        {
            let fact = Fact::new(
                url.clone(),
                Support::metadata(canonical.element, &canonical.value, "canonical", 0.95),
            );
            self.evidence(Place { table, row: id, field: "url", item: None }, &fact);
        }
        self.tables.announcements.push(row);
    }

    pub(super) fn findings(&mut self) {
        let announced = !self.tables.announcements.is_empty();
        // Pages that announce nothing have no id of their own: versions of one address say so one by one.
        let about = if announced {
            self.announcement_id.to_string()
        } else {
            format!("{} {}", self.draft.document.source, self.draft.document.content_sha256)
        };
        for note in &self.draft.notes {
            let locator = note
                .span
                .and_then(|span| self.draft.document.map.element_at(span.start))
                .or(note.element)
                .map(|element| self.locator(element));
            let place = note.span.map(|span| span.start.to_string()).unwrap_or_default();
            let outside = note.element.and(locator.clone());
            let place = outside.unwrap_or(place);
            let finding_id = Id::new(Table::Findings, &[&about, note.code, &note.message, &place]);
            if !self.is_new(finding_id) {
                continue;
            }
            self.tables.findings.push(Finding {
                finding_id,
                announcement_id: announced.then_some(self.announcement_id),
                severity: note.severity,
                code: note.code.to_owned(),
                message: note.message.clone(),
                in_table: None,
                row_id: None,
                field: None,
                locator,
            });
        }
    }

    /// Readings that lost: other days of publication, each with what it would be worth alone.
    pub(super) fn rivals(&mut self) -> Vec<crate::records::Evidence> {
        let place = Place {
            table: Table::Announcements,
            row: self.announcement_id,
            field: "published_on",
            item: None,
        };
        let rivals = self.draft.head.rival_dates.clone();
        rivals
            .iter()
            .map(|fact| {
                let confidence = self.worth(place.table, place.field, fact.confidence());
                self.row(place, fact.value.to_string(), &fact.support[0], confidence)
            })
            .collect()
    }
}
