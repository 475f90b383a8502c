//! A list of dated entries (a term's seminars): each that has a day of its own and something that happens on it is an event.

use crate::annotate::{File, Kind, Mention};
use crate::dates::PartialDate;
use crate::parse::BlockKind;
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::groups::{Entry, Form, is_day};
use crate::relate::events::kind::{events_in, in_title, title_span};
use crate::relate::events::{listed, papers, programme_days, score};
use crate::relate::fields::Field;
use crate::relate::grammar::items::Reading;

/// The entries of the list that the page is, where most entries of its groups have a day of their own and something that happens on it.
pub(crate) fn find(draft: &Draft<'_>) -> Vec<Entry> {
    let one = names_one_event(draft);
    // Beside the one event that the title names, few dates are its own, and those beside the text are of other pages.
    // Nor is the calendar beside news of something else what the page announces.
    let listing = names_a_list(draft) && !draft.tells_of_change();
    let fits = |entries: &[Entry]| {
        let long = entries.len() >= LIST;
        let beside = !(long && listing && !one) && stand_beside(draft, entries);
        !beside && (!one || long || recurs(draft, entries))
    };
    let mut pools = pools(draft);
    pools.retain(|(eventful, _)| eventful.len() >= 2 && days(draft, eventful).len() >= 2 && fits(eventful));
    let best = pools.iter().max_by_key(|(eventful, _)| {
        // Of a heading and the line with the day below it, the section holds both.
        let headed = eventful.iter().filter(|entry| entry.heading.is_some()).count();
        (!stand_beside(draft, eventful), leading(draft, eventful), eventful.len(), headed)
    });
    let Some(best) = best else { return Vec::new() };
    let (entries, whole) = pools.iter().find(|pool| parts(&pool.0, &best.0)).unwrap_or(best);
    if are_days_of_one(draft, entries) || programme_days::are_days(draft, entries) {
        return Vec::new();
    }
    match labelled_elsewhere(draft, whole) {
        None => entries.clone(),
        Some(field) if titled_list(draft) && entries.len() >= LIST => with_labelled(draft, field, entries),
        Some(_) => Vec::new(),
    }
}

/// The next event of a series stands over the list of the others, with labels of its own: the section that holds its day is an entry too.
fn with_labelled(draft: &Draft<'_>, field: &Field, entries: &[Entry]) -> Vec<Entry> {
    let tokens = &draft.annotations.tokens;
    let Some(heading) = draft.document.blocks[field.block].heading.map(|heading| heading as usize) else {
        return entries.to_vec();
    };
    let from = tokens.blocks[heading].0;
    let next = entries.iter().map(|entry| entry.from).find(|at| *at > field.from);
    let below = (heading + 1..tokens.blocks.len()).find(|&at| ranks_over(draft, at, heading));
    let end = below.map_or(tokens.tokens.len(), |at| tokens.blocks[at].0);
    let own = Entry { from, to: next.map_or(end, |next| end.min(next)), heading: Some(heading) };
    let apart = entries.iter().all(|entry| entry.to <= own.from || own.to <= entry.from);
    let mut all = entries.to_vec();
    if apart && own.to > field.from {
        all.push(own);
        all.sort_unstable_by_key(|entry| entry.from);
    }
    all
}

/// A block is a heading of the rank of another, or over it.
fn ranks_over(draft: &Draft<'_>, at: usize, heading: usize) -> bool {
    let rank = |at: usize| match draft.document.blocks[at].kind {
        BlockKind::Heading(rank) => Some(rank),
        _ => None,
    };
    rank(at).is_some_and(|own| Some(own) <= rank(heading))
}

/// The title says that there are several: `Research Seminar Series`, `Upcoming talks`.
fn titled_list(draft: &Draft<'_>) -> bool {
    let Some(title) = title_span(draft) else { return false };
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(title);
    let lists = |at: usize| {
        ["list_head", "series_head"].iter().any(|class| tokens.longest(at, File::Cues, class).is_some())
    };
    (from..to).any(lists) || events_in(draft, title).any(|(_, event)| event.plural)
}

/// Some entries part others: `Coming up` and `Past events` are sections of a list, not events.
fn parts(finer: &[Entry], entries: &[Entry]) -> bool {
    let inside = finer.iter().filter(|entry| holds(entries, entry.from)).count();
    finer.len() >= entries.len() * FINER && inside * 5 >= finer.len() * 4
}

/// As many times more entries part others.
const FINER: usize = 3;

/// The eventful entries and all entries of the groups of one form: a table for spring and one for autumn are one list.
fn pools(draft: &Draft<'_>) -> Vec<(Vec<Entry>, Vec<Entry>)> {
    let mut pools: Vec<(Form, Vec<Entry>, Vec<Entry>)> = Vec::new();
    // A list tells of what is past as well; the page of one event does not.
    let all = in_title(draft).is_some();
    let told = |entry: &Entry| all || !draft.elsewhere.holds(draft.annotations, entry.from);
    for group in &draft.groups {
        let mut eventful: Vec<Entry> =
            group.entries.iter().copied().filter(|entry| told(entry) && eventful(draft, entry)).collect();
        let silent = group.entries.iter().filter(|entry| says_none(draft, entry)).count();
        if eventful.len() * 2 < group.entries.len() - silent {
            if !is_archive(draft, &group.entries) {
                continue;
            }
            eventful.retain(|entry| listed::kind_in(draft, (entry.from, entry.to)).is_some());
        } else if group.entries.len() >= LIST && eventful.len() >= 2 {
            // What stands in a list of events with its day is one, whoever speaks.
            let found = std::mem::take(&mut eventful);
            let listed = |entry: &&Entry| found.contains(entry) || is_listed(draft, entry);
            eventful = group.entries.iter().filter(listed).copied().collect();
        }
        if eventful.is_empty() {
            continue;
        }
        match pools.iter_mut().find(|(form, ..)| *form == group.form) {
            Some((_, known, whole)) => {
                known.extend(eventful);
                whole.extend(&group.entries);
            }
            None => pools.push((group.form, eventful, group.entries.clone())),
        }
    }
    for (_, eventful, whole) in &mut pools {
        eventful.sort_unstable_by_key(|entry| entry.from);
        whole.sort_unstable_by_key(|entry| entry.from);
    }
    pools.into_iter().map(|(_, eventful, whole)| (eventful, whole)).collect()
}

/// How many entries tell their day near their beginning: where it stands last, it is the day of the next.
fn leading(draft: &Draft<'_>, entries: &[Entry]) -> usize {
    let mentions = &draft.annotations.mentions;
    let near = |entry: &&Entry| {
        best_day(draft, entry).is_some_and(|day| {
            let before = mentions[day].from.saturating_sub(entry.from);
            before <= LEADING || before * 2 < entry.to - entry.from
        })
    };
    entries.iter().filter(near).count()
}

/// As many tokens may stand before the day of an entry.
const LEADING: usize = 24;

/// As many entries make an archive of news.
const ARCHIVE: usize = 12;

/// The page is a list of news, most of which begin with their day; only some tell of events.
fn is_archive(draft: &Draft<'_>, entries: &[Entry]) -> bool {
    let dated = entries.iter().filter(|entry| best_day(draft, entry).is_some()).count();
    let told: usize = entries.iter().map(|entry| entry.to - entry.from).sum();
    let all = draft.annotations.tokens.tokens.len();
    entries.len() >= ARCHIVE && dated * 2 > entries.len() && told * 2 > all
}

/// A labelled day outside the entries is the day of the page's own event: the entries are other events, listed beside it.
fn labelled_elsewhere<'d>(draft: &'d Draft<'_>, entries: &[Entry]) -> Option<&'d Field> {
    let inside = |at| holds(entries, at);
    let labelled =
        |field: &&Field| matches!(field.class, "date" | "datetime" | "time") && !inside(field.from);
    draft
        .fields
        .iter()
        .filter(labelled)
        .find(|field| draft.mentions_in(field.from, field.to).any(|(_, mention)| is_day(mention)))
}

/// Whether one of some entries, which are in text order, holds a token.
fn holds(entries: &[Entry], at: usize) -> bool {
    let next = entries.partition_point(|entry| entry.from <= at);
    next.checked_sub(1).is_some_and(|last| at < entries[last].to)
}

/// Most entries stand beside the running text: news and dates of other pages.
fn stand_beside(draft: &Draft<'_>, entries: &[Entry]) -> bool {
    let blocks = &draft.annotations.tokens.blocks;
    let beside = |entry: &&Entry| {
        let block = blocks.partition_point(|(_, to)| *to <= entry.from);
        draft.document.blocks.get(block).is_some_and(|block| block.beside)
    };
    entries.iter().filter(beside).count() * 2 > entries.len()
}

/// Fewer entries than these are beside the point where the title names one event.
const LIST: usize = 3;

/// The title names an event, and no more than one.
fn names_one_event(draft: &Draft<'_>) -> bool {
    let Some(title) = title_span(draft) else { return false };
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(title);
    let lists = (from..to).any(|at| tokens.longest(at, File::Cues, "list_head").is_some());
    let mut events = events_in(draft, title).filter(|(_, event)| event.kind != EventKind::Other).peekable();
    !lists && events.peek().is_some() && events.all(|(_, event)| !event.plural)
}

/// Two talks of a seminar that the title names without a day: somebody speaks at each, and days lie between them.
fn recurs(draft: &Draft<'_>, entries: &[Entry]) -> bool {
    let Some(title) = title_span(draft) else { return false };
    let (from, to) = draft.annotations.tokens.range_of(title);
    let one_time = |mention: &Mention| {
        mention.date().is_some() || mention.event().is_some_and(|event| event.ordinal.is_some())
    };
    let seminar = events_in(draft, title).any(|(_, event)| event.kind == EventKind::Seminar);
    let spoken = |entry: &Entry| {
        draft.mentions_in(entry.from, entry.to).any(|(_, mention)| mention.person().is_some())
    };
    let apart = |pair: &[PartialDate]| {
        let days = pair[0].civil().zip(pair[1].civil()).and_then(|(one, next)| one.until(next).ok());
        days.is_some_and(|days| days.get_days() >= APART)
    };
    seminar
        && !draft.mentions_in(from, to).any(|(_, mention)| one_time(mention))
        && entries.iter().all(spoken)
        && days(draft, entries).windows(2).all(apart)
}

/// Days between two talks of a series, at least: those of one event follow each other.
const APART: i32 = 2;

/// The title names events or says that something is listed; or the page has none.
fn names_a_list(draft: &Draft<'_>) -> bool {
    let Some(title) = title_span(draft) else { return true };
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(title);
    let lists = |at: usize| {
        ["list_head", "series_head", "news"]
            .iter()
            .any(|class| tokens.longest(at, File::Cues, class).is_some())
    };
    in_title(draft).is_some() || events_in(draft, title).next().is_some() || (from..to).any(lists)
}

/// `20–21 September` over a programme: the entries are the days of one event.
fn are_days_of_one(draft: &Draft<'_>, entries: &[Entry]) -> bool {
    let days = days(draft, entries);
    let mentions = draft.annotations.mentions.iter();
    let mut ranges = mentions.filter_map(|mention| {
        let date = mention.date()?;
        Some((mention, date.start?, date.end?)).filter(|(_, start, end)| start < end)
    });
    // The first blocks say when the event is, of which a programme may leave out days.
    let opens = |mention: &Mention| draft.annotations.tokens.block_of(mention.from) < score::TOP;
    ranges.any(|(mention, start, end)| {
        let covered = days.iter().filter(|day| start <= **day && **day <= end).count();
        let whole = days.contains(&start) && days.contains(&end) || opens(mention) && covered == days.len();
        covered >= 2 && covered * 2 >= days.len() && whole && is_short(start, end)
    })
}

/// Longest event, in days: what goes on for longer is a term or a calendar.
const LONGEST: i32 = 14;

/// A range of days is short enough for one event.
pub(crate) fn is_short(start: PartialDate, end: PartialDate) -> bool {
    let days = start.civil().zip(end.civil()).and_then(|(start, end)| start.until(end).ok());
    days.is_none_or(|days| days.get_days() <= LONGEST)
}

/// The different days of the entries, in order.
fn days(draft: &Draft<'_>, entries: &[Entry]) -> Vec<PartialDate> {
    let mut days: Vec<_> = entries
        .iter()
        .filter_map(|entry| best_day(draft, entry))
        .filter_map(|index| draft.annotations.mentions[index].date()?.start)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// An entry with a day, and with a speaker, a quoted title, an event noun, a time of day, or the papers of a meeting.
fn eventful(draft: &Draft<'_>, entry: &Entry) -> bool {
    let Some(day) = best_day(draft, entry).filter(|&day| !is_dateline(draft, entry, day)) else {
        return false;
    };
    let timed = draft.annotations.mentions[day].date().is_some_and(|date| date.start_time.is_some());
    let said = draft.mentions_in(entry.from, entry.to).any(|(_, mention)| match &mention.kind {
        Kind::Person(_) | Kind::Event(_) => true,
        Kind::Quote { .. } => true,
        Kind::Date(date) => date.start.is_none() && date.start_time.is_some(),
        _ => false,
    });
    (timed || said || papers::body(draft, entry).is_some()) && !says(draft, entry, "no_event")
}

/// An entry says that nothing takes place, or who and what is still open: it speaks neither for a list of events nor against it.
fn says_none(draft: &Draft<'_>, entry: &Entry) -> bool {
    let open = says(draft, entry, "to_be_announced") && !eventful(draft, entry);
    open || says(draft, entry, "no_event")
}

fn says(draft: &Draft<'_>, entry: &Entry, cue: &str) -> bool {
    (entry.from..entry.to).any(|at| draft.annotations.tokens.cues(at).any(|class| class == cue))
}

/// An entry with a day and more words than the name of a holiday, or one that is still open.
fn is_listed(draft: &Draft<'_>, entry: &Entry) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some(day) = best_day(draft, entry) else { return false };
    let day = draft.annotations.mentions[day].span;
    let word = |at: &usize| tokens.tokens[*at].is_word() && !day.contains(tokens.tokens[*at].span);
    let due = draft.deadlines.spans.contains(&day);
    let more = (entry.from..entry.to).filter(word).count() > FREE || says(draft, entry, "to_be_announced");
    !says(draft, entry, "no_event") && !due && more
}

/// Most words of an entry that says that nothing takes place: `Spring break`.
const FREE: usize = 3;

/// A line at the top of the page with the day of its publication.
fn is_dateline(draft: &Draft<'_>, entry: &Entry, day: usize) -> bool {
    let start = draft.annotations.mentions[day].date().and_then(|date| date.start);
    let published = draft.head.published.as_ref().map(|published| published.value);
    let top = draft.annotations.tokens.blocks.get(score::TOP).is_none_or(|(from, _)| entry.from < *from);
    top && start.is_some() && start == published
}

/// The mention of the day on which the event of an entry takes place.
pub(super) fn best_day(draft: &Draft<'_>, entry: &Entry) -> Option<usize> {
    let first = draft.readings.partition_point(|reading| reading.from < entry.from);
    let readings = draft.readings[first..].iter().take_while(|reading| reading.from < entry.to);
    let days = readings.flat_map(|reading| {
        let items = reading.mentions((0, reading.items.len()), b"D");
        items.into_iter().map(move |index| (when_score(draft, reading, index, entry), index))
    });
    days.filter(|(score, _)| *score > 0.0)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, index)| index)
}

fn when_score(draft: &Draft<'_>, reading: &Reading, index: usize, entry: &Entry) -> f32 {
    let mention = &draft.annotations.mentions[index];
    let early = 3.0 - ((mention.from - entry.from.min(mention.from)) as f32 * 0.05).min(3.0);
    // An entry that a day opens is on that day, whatever else is due when.
    let due = draft.deadlines.spans.contains(&mention.span);
    let opens = if mention.from < entry.from + OPENING && !due { OPENS } else { 0.0 };
    score::score(draft, reading, mention).max(-12.0) + (reading.block as f32 * 0.04).min(2.0) + early + opens
}

/// As near to its beginning a day opens an entry, in tokens, and what that counts.
const OPENING: usize = 3;
const OPENS: f32 = 3.0;
