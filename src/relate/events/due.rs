//! What the words beside a date say of it: what is due by then, or that something else is told. A longer phrase outweighs those inside it.

use crate::annotate::{File, Hit, Mention, Sense};
use crate::records::DeadlineKind;
use crate::relate::draft::Draft;
use crate::relate::events::beside::{REACH, Stretch, beside};

/// Classes of cues and what they make due, the most telling first.
const KINDS: [(&str, DeadlineKind); 5] = [
    ("notification", DeadlineKind::Notification),
    ("camera_ready", DeadlineKind::CameraReady),
    ("registration", DeadlineKind::Registration),
    ("application", DeadlineKind::Application),
    ("submission", DeadlineKind::Submission),
];

/// Other classes that tell something of a date.
const OTHERS: [&str; 7] = ["deadline", "held", "opening", "extended", "published", "modified", "none"];

/// `Final regular paper submission` is that of the final version: how many tokens lie between.
const FINAL: usize = 3;

/// What the words beside a date say.
pub(crate) struct Said {
    /// What is due.
    pub kind: Option<DeadlineKind>,
    /// Something is due.
    pub due: bool,
    /// They say anything at all.
    pub anything: bool,
}

impl Said {
    /// `None` where they say that something takes place, or begins, or that the page was published.
    pub(crate) fn of(draft: &Draft<'_>, mention: &Mention) -> Option<Self> {
        let nearest = |tells: &dyn Fn(&Words) -> bool| {
            let stretch = beside(draft, mention, |stretch| tells(&Words::of(draft, mention, stretch)))?;
            Some((Words::of(draft, mention, &stretch), stretch.label))
        };
        let named = nearest(&|words| words.kind().is_some());
        let due = nearest(&|words| words.say("deadline"));
        let first = nearest(&Words::tell);
        if first.iter().chain(&due).chain(&named).any(|(words, _)| words.tell_of_another()) {
            return None;
        }
        let labelled = named.as_ref().is_some_and(|(words, label)| *label || words.say("by"));
        let kind = named.and_then(|(words, _)| words.kind());
        Some(Self { kind, due: due.is_some() || labelled, anything: first.is_some() })
    }
}

/// The classes of the phrases in a stretch.
struct Words(Vec<&'static str>);

impl Words {
    fn of(draft: &Draft<'_>, mention: &Mention, stretch: &Stretch) -> Self {
        let cue = |at: usize, class: &str| draft.annotations.tokens.cues(at).any(|known| known == class);
        let near = |at: &usize| at.abs_diff(mention.from) <= REACH;
        let mut words = Self(Vec::new());
        let mut last = None;
        let mut at = stretch.from.max(mention.from.saturating_sub(REACH));
        while at < stretch.to && near(&at) {
            let hit = phrase(draft, at, stretch.to);
            let end = hit.filter(|hit| names(hit)).map_or(at + 1, |hit| hit.to);
            last = (at..end).rfind(|&at| cue(at, "final")).or(last);
            let is_final = last.is_some_and(|last| at <= last + FINAL);
            words.0.extend(hit.iter().flat_map(|hit| hit.senses).filter_map(class).map(
                |class| match class {
                    "submission" if is_final => "camera_ready",
                    class => class,
                },
            ));
            words.0.extend((hit.is_some() && (at..end).any(|at| cue(at, "deadline"))).then_some("deadline"));
            let before_date = (at + 1..=at + 2).contains(&mention.from);
            words.0.extend((before_date && cue(at, "by")).then_some("by"));
            at = end;
        }
        words
    }

    fn say(&self, class: &str) -> bool {
        self.0.contains(&class)
    }

    fn kind(&self) -> Option<DeadlineKind> {
        KINDS.iter().find(|(class, _)| self.say(class)).map(|(_, kind)| *kind)
    }

    fn tell(&self) -> bool {
        self.kind().is_some()
            || ["deadline", "held", "opening", "published", "modified"].iter().any(|class| self.say(class))
    }

    /// Something takes place, or begins; the page was published, or changed.
    fn tell_of_another(&self) -> bool {
        let page = self.say("published") || self.say("modified");
        let due = self.kind().is_some() || self.say("deadline");
        // `Paper submission: 5 May (new date)` is due all the same.
        let held = self.say("held") && !(due && self.say("extended"));
        held || self.say("opening") || page && !due
    }
}

/// The longest phrase at a token that says what a date is, else one that says only that something is due.
fn phrase<'d>(draft: &'d Draft<'_>, at: usize, to: usize) -> Option<&'d Hit<'static>> {
    let tells = |hit: &&Hit<'static>| hit.to <= to && hit.senses.iter().any(|sense| class(sense).is_some());
    let mut hits = draft.annotations.tokens.hits(at).iter().rev().filter(tells);
    let longest = hits.next();
    longest.filter(|hit| names(hit)).or_else(|| hits.find(|hit| names(hit))).or(longest)
}

/// A phrase says what is due, or takes place; `open until` says only that something is.
fn names(hit: &Hit<'static>) -> bool {
    hit.senses.iter().filter_map(class).any(|class| class != "deadline")
}

/// The class of a cue, or what a label says is due.
fn class(sense: &Sense) -> Option<&'static str> {
    let known = |class: &&str| OTHERS.contains(class) || KINDS.iter().any(|(known, _)| known == class);
    match sense.file {
        File::Cues => Some(sense.class).filter(known),
        File::Labels => sense.class.strip_suffix("_deadline"),
        _ => None,
    }
}
