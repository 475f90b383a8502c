//! The draft of a page: people, institutions, events, talks and deadlines as they are put together, each value a fact with support.
//! Decisions are made on the draft; rows are cut from it once, at the end.

use std::collections::BTreeSet;
use std::ops::Bound;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotate::Annotations;
use crate::dates::{ClockTime, PartialDate};
use crate::fact::{Fact, Support};
use crate::parse::{Document, ElementId};
use crate::records::{AnnouncementKind, DeadlineKind, Severity};
use crate::relate::elsewhere::Elsewhere;
use crate::relate::events::Events;
use crate::relate::events::groups::{Entry, Group};
use crate::relate::fields::Fields;
use crate::relate::grammar::items::Reading;
use crate::relate::grammar::pattern::Patterns;
use crate::relate::institutions::Institutions;
use crate::relate::people::People;
use crate::relate::people::roles::Talk;
use crate::span::Span;

/// What the page says of itself.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Title without the site's suffix.
    pub title: Option<Fact<String>>,
    /// Day of publication.
    pub published: Option<Fact<PartialDate>>,
    /// Day of the last change.
    pub modified: Option<Fact<PartialDate>>,
    /// Who publishes it.
    pub publisher: Option<Fact<String>>,
    /// Who wrote it.
    pub authors: Vec<Fact<String>>,
    /// What it is about.
    pub kind: Option<Fact<AnnouncementKind>>,
    /// Readings of the date that lost.
    pub rival_dates: Vec<Fact<PartialDate>>,
}

/// The deadlines of a page, and what is asked of them for each of its dates.
#[derive(Debug, Default)]
pub(crate) struct Deadlines {
    /// In text order.
    pub list: Vec<Deadline>,
    /// The days of those that come before the event.
    pub days: BTreeSet<PartialDate>,
    /// Where their days stand.
    pub spans: FxHashSet<Span>,
}

impl Deadlines {
    /// Something is due after a day, on another than this one.
    pub(crate) fn later(&self, day: PartialDate, except: Option<PartialDate>) -> bool {
        let mut later = self.days.range((Bound::Excluded(day), Bound::Unbounded));
        later.any(|due| Some(*due) != except)
    }
}

/// A deadline.
#[derive(Debug)]
pub(crate) struct Deadline {
    /// What is due.
    pub kind: Fact<DeadlineKind>,
    /// The day.
    pub due: Fact<PartialDate>,
    /// The time.
    pub time: Option<Fact<ClockTime>>,
    /// Its zone.
    pub timezone: Option<Fact<String>>,
}

/// Something a careful reader would query.
#[derive(Debug)]
pub(crate) struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code.
    pub code: &'static str,
    /// What was found, and what to do.
    pub message: String,
    /// Where in the text.
    pub span: Option<Span>,
    /// Where on the page, if not in its text.
    pub element: Option<ElementId>,
}

impl From<&crate::parse::Note> for Note {
    fn from(note: &crate::parse::Note) -> Self {
        Self {
            severity: note.severity,
            code: note.code,
            message: note.message.clone(),
            span: None,
            element: note.element,
        }
    }
}

/// Everything that is known of a page so far.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    /// The page.
    pub document: &'a Document,
    /// Its mentions.
    pub annotations: &'a Annotations<'a>,
    /// The patterns of its language.
    pub patterns: &'static Patterns,
    /// Its sentences with what the patterns found.
    pub readings: Vec<Reading>,
    /// Its labelled values.
    pub fields: Fields,
    /// What it says of itself.
    pub head: Head,
    /// Its people.
    pub people: People,
    /// Its institutions.
    pub institutions: Institutions,
    /// Its events.
    pub events: Events,
    /// Its talks.
    pub talks: Vec<Talk>,
    /// The talk of each event by its folded title.
    pub known_talks: FxHashMap<(Option<usize>, String), usize>,
    /// Days that the page replaces by others.
    pub superseded: FxHashSet<Span>,
    /// Its deadlines.
    pub deadlines: Deadlines,
    /// What it tells of something else.
    pub elsewhere: Elsewhere,
    /// What repeats in form: rows, items, sections, paragraphs, lines.
    pub groups: Vec<Group>,
    /// The slots that hours open, of the form with most of them.
    pub slots: Vec<Entry>,
    /// What to query.
    pub notes: Vec<Note>,
}

impl<'a> Draft<'a> {
    /// The text that spans count in.
    pub(crate) fn text(&self) -> &'a str {
        &self.document.text
    }

    /// Support by a place in the text.
    pub(crate) fn support(&self, from: usize, to: usize, rule: &'static str, confidence: f32) -> Support {
        Support::text(self.annotations.tokens.span(from, to), rule, confidence)
    }

    /// A token stands beside the running text, or where the page tells of something else.
    pub(crate) fn is_aside(&self, at: usize) -> bool {
        let block = self.annotations.tokens.block_of(at);
        let beside = self.document.blocks.get(block).is_some_and(|block| block.beside);
        beside || self.elsewhere.holds(self.annotations, at)
    }

    /// The page tells that a post changes hands.
    pub(crate) fn tells_of_change(&self) -> bool {
        let mut found = self.readings.iter().flat_map(|reading| &reading.matches);
        found.any(|found| self.patterns.rules[found.rule].relation.starts_with("change:"))
    }

    /// Records something to query.
    pub(crate) fn note(
        &mut self,
        severity: Severity,
        code: &'static str,
        message: String,
        span: Option<Span>,
    ) {
        self.notes.push(Note { severity, code, message, span, element: None });
    }

    /// Mentions whose first token lies in a range.
    pub(crate) fn mentions_in(
        &self,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = (usize, &'a crate::annotate::Mention)> {
        let mentions: &'a [crate::annotate::Mention] = &self.annotations.mentions;
        let start = mentions.partition_point(|mention| mention.from < from);
        mentions[start..]
            .iter()
            .enumerate()
            .take_while(move |(_, mention)| mention.from < to)
            .map(move |(index, mention)| (start + index, mention))
    }
}
