//! A slot of a programme: what its words say that all its people do (`Welcome`, `Keynote: …`, `Round table`), and what those before a name
//! say of one.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention};
use crate::records::AppearanceRole;
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::relate::events::label_before;
use crate::relate::people::roles;
use crate::span::Span;

/// A slot of a programme, or an entry of a list of events.
pub(crate) struct Slot {
    entry: Entry,
    /// What its words say that all its people do.
    pub titled: Option<AppearanceRole>,
    /// Nobody speaks while lunch is served.
    breaks: bool,
    /// It is a part of one event, not an event of a list.
    session: bool,
}

/// Classes of words that begin a line of a slot, and what its people do then.
const TITLES: [(&str, AppearanceRole); 4] = [
    ("open_title", AppearanceRole::Opening),
    ("close_title", AppearanceRole::Closing),
    ("keynote", AppearanceRole::Keynote),
    ("panel_title", AppearanceRole::Panelist),
];

/// Classes of words before a name.
const CUES: [(&str, AppearanceRole); 9] = [
    ("moderate", AppearanceRole::Moderator),
    ("chair", AppearanceRole::Chair),
    ("open", AppearanceRole::Opening),
    ("close", AppearanceRole::Closing),
    ("keynote", AppearanceRole::Keynote),
    ("panel", AppearanceRole::Panelist),
    ("host", AppearanceRole::Host),
    ("organize", AppearanceRole::Organizer),
    ("contact", AppearanceRole::Contact),
];

/// Words farther before a name say something of others.
const REACH: usize = 25;

/// Most tokens of a lead: what stands before a colon.
const LEAD: usize = 5;

impl Slot {
    /// Reads the leads of an entry.
    pub(crate) fn read(draft: &Draft<'_>, entry: &Entry) -> Self {
        let leads = leads(draft, entry);
        let says = |class: &str| leads.iter().any(|lead| lead.says(draft, class));
        let titled = TITLES.iter().find(|(class, _)| says(class)).map(|(_, role)| *role);
        let breaks = titled.is_none() && says("break_title");
        let session = draft.events.at_token(entry.from).is_none();
        Self { entry: *entry, titled, breaks, session }
    }

    /// It is a part of one event.
    pub(crate) fn is_session(&self) -> bool {
        self.session
    }

    /// Nobody speaks in it.
    pub(crate) fn is_break(&self) -> bool {
        self.breaks
    }

    /// It opens or closes the event: what is said then is no talk.
    pub(crate) fn is_ceremony(&self) -> bool {
        self.titled.is_some_and(is_ceremony)
    }

    /// What a person of the slot does: by a label or the nearest cue before the name, by the lead, a speaker otherwise; nothing in a break.
    pub(crate) fn role(&self, draft: &Draft<'_>, name: Span) -> Option<AppearanceRole> {
        let (at, _) = draft.annotations.tokens.range_of(name);
        let labelled = label_before(draft, at);
        // `Chair: Ann Lee` in the middle of a line.
        let of_label = labelled.and_then(roles::labelled);
        let plain = if self.breaks { None } else { Some(AppearanceRole::Speaker) };
        of_label.or_else(|| self.cued(draft, at)).or(self.titled).or(plain)
    }

    /// The role that the nearest cue before a name gives.
    fn cued(&self, draft: &Draft<'_>, at: usize) -> Option<AppearanceRole> {
        let tokens = &draft.annotations.tokens;
        let from = self.entry.from.max(at.saturating_sub(REACH));
        let nearest = CUES.iter().filter_map(|(class, role)| {
            let place = (from..at).rev().find(|&at| tokens.longest(at, File::Cues, class).is_some())?;
            Some((place, *role))
        });
        let (place, role) = nearest.max_by_key(|(place, _)| *place)?;
        (!leads_one(role) || !parted(draft, place, at)).then_some(role)
    }
}

/// Roles of those who open or close.
pub(crate) fn is_ceremony(role: AppearanceRole) -> bool {
    matches!(role, AppearanceRole::Opening | AppearanceRole::Closing)
}

/// `moderated by Ann Lee, with Maria Lopez`: who leads is named right behind the cue.
fn leads_one(role: AppearanceRole) -> bool {
    matches!(role, AppearanceRole::Moderator | AppearanceRole::Chair | AppearanceRole::Host)
}

/// Another person stands between a cue and a name, and the two are not joined as in `Ann Lee and Maria Lopez`.
fn parted(draft: &Draft<'_>, cue: usize, name: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let people =
        draft.mentions_in(cue, name).filter(|(_, mention)| mention.person().is_some() && mention.to <= name);
    let Some((_, before)) = people.last() else { return false };
    let joins =
        |at: usize| tokens.word_is(at, File::Institutions, "conjunction") || tokens.tokens[at].is('&');
    let word = |at: &usize| tokens.tokens[*at].is_word() && !tokens.lists(*at, File::Honorifics);
    let mut between = (before.to..name).filter(word);
    !(between.next().is_some_and(joins) && between.next().is_none())
}

/// The words that a line of an entry begins with, behind its time, or ends with, behind a colon.
struct Lead {
    from: usize,
    /// One past the last token: the end of the line, or its colon.
    to: usize,
}

impl Lead {
    /// It is a phrase of a class, or begins with one that something sets off; before a colon it may be anywhere.
    fn says(&self, draft: &Draft<'_>, class: &str) -> bool {
        let tokens = &draft.annotations.tokens;
        let short = self.to - self.from <= LEAD;
        let within = if short { self.from..self.to } else { self.from..self.from + 1 };
        within.into_iter().any(|at| {
            tokens.longest(at, File::Cues, class).is_some_and(|(hit, _)| {
                hit.to <= self.to
                    && (at == self.from || hit.to == self.to)
                    && (short || sets_off(draft, hit.to))
            })
        })
    }
}

/// What follows a lead: a mark, a name, or the word before one.
fn sets_off(draft: &Draft<'_>, at: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some(token) = tokens.tokens.get(at) else { return true };
    let mark = matches!(
        token.shape,
        Shape::Mark(':' | '-' | '–' | '—' | ',' | '\n' | '(' | '：' | '"' | '“' | '«' | '„')
    );
    let small = tokens.is_connective(at) || tokens.word_is(at, File::Cues, "by");
    let named = |mention: &Mention| mention.person().is_some();
    mark || draft.mentions_in(at, at + 1 + usize::from(small)).any(|(_, mention)| named(mention))
}

/// The leads of all lines and cells of an entry.
fn leads(draft: &Draft<'_>, entry: &Entry) -> Vec<Lead> {
    let tokens = &draft.annotations.tokens;
    let mut leads = Vec::new();
    let first = tokens.blocks.partition_point(|(_, to)| *to <= entry.from);
    for &(from, to) in tokens.blocks[first..].iter().take_while(|(from, _)| *from < entry.to) {
        let mut at = from.max(entry.from);
        while at < to.min(entry.to) {
            let (_, end) = tokens.line(at, at + 1, (from, to));
            let end = end.min(entry.to).max(at + 1);
            add_leads(draft, (at, end), &mut leads);
            at = end + 1;
        }
    }
    leads
}

/// The words behind the time of a line, up to a colon near by or the end; and those behind its last colon.
fn add_leads(draft: &Draft<'_>, (from, end): (usize, usize), leads: &mut Vec<Lead>) {
    let tokens = &draft.annotations.tokens;
    let time = draft.mentions_in(from, end.min(from + 2)).find(|(_, mention)| mention.date().is_some());
    let mut start = time.map_or(from, |(_, mention)| mention.to.min(end));
    while start < end && !tokens.tokens[start].is_word() {
        start += 1;
    }
    // `“Opening the Black Box: …”` is the title of a talk.
    let title = |mention: &Mention| {
        let long = mention.to - mention.from > LEAD + 2;
        matches!(mention.kind, Kind::Quote { .. }) && long && mention.from <= start && start < mention.to
    };
    if draft.mentions_in(from, start + 1).any(|(_, mention)| title(mention)) {
        return;
    }
    let colon = |at: &usize| tokens.tokens[*at].is(':') || tokens.tokens[*at].is('：');
    let near = (start..end.min(start + LEAD + 1)).find(colon);
    if start < end {
        leads.push(Lead { from: start, to: near.unwrap_or(end) });
    }
    if let Some(last) = (start..end).rev().find(colon).filter(|last| last + 1 < end && end - last <= LEAD) {
        leads.push(Lead { from: last + 1, to: end });
    }
}
