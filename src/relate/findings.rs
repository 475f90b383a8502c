//! Findings of a page: what a careful reader would query, with the place and what to do.

use crate::annotate::{File, MENTIONS};
use crate::records::{Origin, Severity};
use crate::relate::draft::{Draft, Note};
use crate::relate::events::contradiction;
use crate::relate::people::{Person, roles};

/// Looks over the finished draft.
pub(crate) fn read(draft: &mut Draft<'_>) {
    doubtful_dates(draft);
    contradiction::times(draft);
    rival_dates(draft);
    spellings(draft);
    promised(draft);
    unread(draft);
    if is_empty(draft) {
        let message = "no announcement was found on this page: it names no event, no appointment and no call; if there is one, save a page that shows it or write a profile".to_owned();
        draft.note(Severity::Note, "no_announcement", message, None);
    }
    draft.notes.extend(draft.document.notes.iter().map(Note::from));
}

/// True where the page announces nothing.
pub(crate) fn is_empty(draft: &Draft<'_>) -> bool {
    let told = |person: &Person| person.relevant && person.name.support[0].origin == Origin::Profile;
    let appears = draft.people.list.iter().any(|person| !person.roles.is_empty() || told(person));
    draft.events.list.is_empty() && draft.deadlines.list.is_empty() && !appears
}

fn unread(draft: &mut Draft<'_>) {
    let Some(span) = draft.annotations.unread else { return };
    let message = format!(
        "the page names more than {MENTIONS} people, days and other things; what is from here on is not read: split the page, or check that this is the page you mean"
    );
    draft.note(Severity::Warning, "mentions_cut", message, Some(span));
}

fn doubtful_dates(draft: &mut Draft<'_>) {
    let doubts: Vec<_> = draft
        .annotations
        .mentions
        .iter()
        .filter_map(|mention| Some((mention.span, &mention.date()?.doubts)))
        .flat_map(|(span, doubts)| doubts.iter().map(move |doubt| (span, doubt.clone())))
        .collect();
    for (span, doubt) in doubts {
        let message = format!("`{}`: {doubt}; check the date with the organiser", span.of(draft.text()));
        draft.note(Severity::Warning, doubt.code(), message, Some(span));
    }
}

fn rival_dates(draft: &mut Draft<'_>) {
    let Some(published) = &draft.head.published else { return };
    let value = published.value;
    let strong: Vec<_> = draft
        .head
        .rival_dates
        .iter()
        .filter(|rival| rival.confidence() >= 0.8)
        .map(|rival| (rival.value, rival.support[0].rule, rival.support[0].span))
        .collect();
    for (rival, rule, span) in strong.into_iter().take(1) {
        let message = format!("the day of publication is read as {value}, but {rule} says {rival}");
        draft.note(Severity::Note, "published_differs", message, span);
    }
}

fn spellings(draft: &mut Draft<'_>) {
    let found: Vec<_> = draft
        .people
        .list
        .iter()
        .filter(|person| !person.roles.is_empty() || !person.posts.is_empty())
        .flat_map(|person| {
            person
                .aliases
                .iter()
                .map(|alias| (person.name.value.clone(), alias.value.clone(), alias.support[0].span))
        })
        .collect();
    for (name, alias, span) in found {
        let message = format!(
            "`{alias}` is read as another spelling of `{name}`; correct the page or confirm the merge"
        );
        draft.note(Severity::Note, "two_spellings", message, span);
    }
}

/// `six presentations`, `four webinars`: says whether as many were found.
fn promised(draft: &mut Draft<'_>) {
    let talks = draft.talks.len();
    let speakers = draft
        .people
        .list
        .iter()
        .filter(|person| person.roles.iter().any(|role| roles::speaks(role.role.value)))
        .count();
    let events = draft.events.list.len();
    let mut said: Vec<(u32, &'static str)> = Vec::new();
    let mut notes = Vec::new();
    for at in 0..draft.annotations.tokens.tokens.len() {
        let Some((count, noun, end)) = promise(draft, at) else { continue };
        if said.contains(&(count, noun)) {
            continue;
        }
        said.push((count, noun));
        let span = draft.annotations.tokens.span(at, end);
        let quote = crate::normalize::collapse(span.of(draft.text()));
        let (held, found) = match noun {
            "events" => (events == count as usize, format!("{events} events")),
            _ => (
                talks == count as usize || speakers == count as usize,
                format!("{speakers} speakers and {talks} titles"),
            ),
        };
        if (noun == "events" && events == 0) || (noun != "events" && speakers == 0) {
            continue;
        }
        let (severity, code, verdict) = if held {
            (Severity::Note, "count_found", "as many were found")
        } else {
            (Severity::Warning, "count_differs", "check what is missing")
        };
        notes.push((severity, code, format!("the page says `{quote}`; {found} were found: {verdict}"), span));
    }
    notes
        .into_iter()
        .for_each(|(severity, code, message, span)| draft.note(severity, code, message, Some(span)));
}

/// A cardinal and, within three words, a plural of events or a noun of talks; `two days of papers` counts days.
fn promise(draft: &Draft<'_>, at: usize) -> Option<(u32, &'static str, usize)> {
    let tokens = &draft.annotations.tokens;
    let (_, sense) = tokens.longest(at, File::Numbers, "cardinal")?;
    let count: u32 = sense.value.parse().ok().filter(|count| (2..=40).contains(count))?;
    let sentence = tokens.sentences.get(tokens.sentence_of(at))?;
    let counted = |at: &usize| !tokens.word_is(*at, File::Institutions, "link");
    (at + 1..sentence.to.min(at + 4)).take_while(counted).find_map(|noun| {
        let events = tokens.hits(noun).iter().rev().find(|hit| hit.sense(File::Events, "kinds").is_some());
        let talks = tokens.hits(noun).iter().rev().find(|hit| hit.sense(File::Cues, "count_talks").is_some());
        events.map(|hit| (count, "events", hit.to)).or(talks.map(|hit| (count, "talks", hit.to)))
    })
}
