//! Events across pages: what several pages announce for the same days under the same name, theme, number or address is one event, and shares a
//! group. Only events of a day are compared, and no two of one page.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::annotate::token::is_ideograph;
use crate::dates::PartialDate;
use crate::normalize::{fold, is_year};
use crate::records::{Event, Id, Institution, Tables};
use crate::resolve::key;
use crate::resolve::settled::Settled;
use crate::resolve::stream::{Layer, Records, Step, Stream};
use crate::scratch::{Lists, Map, Pool, Scratch};

/// Events of a day that an event is compared with; those of equal name are found among any number.
const COMPARED: usize = 64;

/// Days of an event under which it is found; what lasts longer is found under its first.
const DAYS: i64 = 14;

/// How much of two names must be the same (token F1).
const ALIKE: f64 = 0.8;

/// A name of so many words says alone which event it is; `Open day` does not.
const TELLING: usize = 3;

/// Finds the same event on several pages: the group is that of the first.
pub(crate) fn group<R: Records>(
    stream: &Stream<'_, R>,
    institutions: &Settled<Institution>,
) -> Result<Groups, R::Error> {
    let mut grouping = Grouping::new(&stream.scratch);
    stream.bare(|_, tables| grouping.page(tables, institutions))?;
    Ok(Groups(grouping.groups))
}

/// The groups of events that are on several pages, by event; others are a group of their own.
pub(crate) struct Groups(Map);

impl Layer for Groups {
    fn walk(&self) -> Box<dyn Step + '_> {
        Box::new(self)
    }
}

impl Step for &Groups {
    fn page(&mut self, _: usize, tables: &mut Tables) {
        for event in &mut tables.events {
            event.group_id = self.of(event.event_id);
        }
    }
}

impl FromIterator<(Id, Id)> for Groups {
    fn from_iter<I: IntoIterator<Item = (Id, Id)>>(groups: I) -> Self {
        let mut known = Map::new(&Scratch::memory());
        for (event, group) in groups {
            known.insert(event.key(), group.key());
        }
        Self(known)
    }
}

impl Groups {
    /// The group of an event.
    pub(crate) fn of(&self, event: Id) -> Id {
        self.0.get(event.key()).map_or(event, |group| event.same_table(group))
    }
}

struct Grouping {
    days: Days,
    seen: Pool<Traits>,
    groups: Map,
}

impl Grouping {
    fn new(scratch: &Scratch) -> Self {
        let days = Days { on: Lists::new(scratch), named: Lists::new(scratch) };
        Self { days, seen: Pool::new(scratch), groups: Map::new(scratch) }
    }

    fn page(&mut self, tables: &Tables, institutions: &Settled<Institution>) {
        let mut organizers: HashMap<Id, BTreeSet<Id>> = HashMap::new();
        for row in &tables.event_organizers {
            organizers.entry(row.event_id).or_default().insert(institutions.end(row.institution_id));
        }
        for event in &tables.events {
            self.event(event, organizers.remove(&event.event_id).unwrap_or_default());
        }
    }

    fn event(&mut self, event: &Event, organizers: BTreeSet<Id>) {
        let own = Traits::of(event, organizers);
        let candidates = self.days.candidates(event, &own);
        let mut known = candidates.into_iter().filter_map(|at| {
            let known = self.seen.look(at as usize)?;
            known.is(&own).then_some(known.group)
        });
        let group = known.next().unwrap_or(event.event_id);
        if group != event.event_id {
            self.groups.insert(event.event_id.key(), group.key());
        }
        if self.days.enter(event, &own, self.seen.len()) {
            self.seen.push(Traits { group, ..own });
        }
    }
}

/// Events by day, and by day and name.
struct Days {
    on: Lists,
    named: Lists,
}

impl Days {
    /// Enters an event where there is room, and says whether there was.
    fn enter(&mut self, event: &Event, own: &Traits, at: usize) -> bool {
        let mut is_in = false;
        for day in days(event) {
            is_in |= self.on.first(key::of(day), at as u64, COMPARED);
            for name in &own.names {
                is_in |= self.named.first(key::of((day, name.name)), at as u64, COMPARED);
            }
        }
        is_in
    }

    fn candidates(&mut self, event: &Event, own: &Traits) -> BTreeSet<u64> {
        let mut found = BTreeSet::new();
        for day in days(event) {
            self.on.with(key::of(day), |list| found.extend(list));
            for name in &own.names {
                self.named.with(key::of((day, name.name)), |list| found.extend(list));
            }
        }
        found
    }
}

/// The days of an event.
fn days(event: &Event) -> Vec<PartialDate> {
    let Some(start) = event.starts_on else { return Vec::new() };
    let Some((from, to)) = start.civil().zip(event.ends_on.and_then(PartialDate::civil)) else {
        return vec![start];
    };
    let last = from.saturating_add(jiff::Span::new().days(DAYS));
    if to <= from || to >= last {
        return vec![start];
    }
    from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to).map(PartialDate::from).collect()
}

/// What an event is known by. Texts are compared only, so that their hashes stand for them: this is held of all events.
#[derive(Debug, Serialize, Deserialize)]
struct Traits {
    announcement: Id,
    group: Id,
    names: Vec<Words>,
    series: Option<Words>,
    ordinal: Option<u32>,
    url: Option<u64>,
    country: Option<u64>,
    /// What makes a short name tell: hour, city, venue, format.
    around: Box<[u64]>,
    organizers: Box<[Id]>,
}

impl Traits {
    fn of(event: &Event, organizers: BTreeSet<Id>) -> Self {
        let names = [&event.name, &event.theme].into_iter().flatten();
        let around = [event.city.as_deref(), event.venue.as_deref()].into_iter().flatten().map(fold);
        let hour = event.start_time.map(|time| format!("{time} {}", event.timezone.as_deref().unwrap_or("")));
        Self {
            announcement: event.announcement_id,
            group: event.group_id,
            names: names.map(|name| Words::of(name)).filter(|name| !name.words.is_empty()).collect(),
            series: event.series.as_deref().map(Words::of),
            ordinal: event.ordinal,
            url: event.url.as_ref().map(hash),
            country: event.country.as_ref().map(hash),
            around: around.chain(hour).map(hash).collect(),
            organizers: organizers.into_iter().collect(),
        }
    }

    /// Whether two events of a day are the same.
    fn is(&self, other: &Self) -> bool {
        let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a != b);
        let abroad = self.country.zip(other.country).is_some_and(|(a, b)| a != b);
        if self.announcement == other.announcement || differ(self.ordinal, other.ordinal) || abroad {
            return false;
        }
        self.url.is_some() && self.url == other.url || self.same_number(other) || self.same_name(other)
    }

    fn same_series(&self, other: &Self) -> bool {
        self.series.as_ref().zip(other.series.as_ref()).is_some_and(|(a, b)| a.like(b))
    }

    fn same_number(&self, other: &Self) -> bool {
        self.ordinal.is_some() && self.ordinal == other.ordinal && self.same_series(other)
    }

    fn same_name(&self, other: &Self) -> bool {
        let near = self.same_series(other)
            || self.around.iter().any(|one| other.around.contains(one))
            || self.organizers.iter().any(|one| other.organizers.contains(one));
        let pairs = self.names.iter().flat_map(|a| other.names.iter().map(move |b| (a, b)));
        pairs
            .into_iter()
            .any(|(a, b)| a.like(b) && (near || a.words.len() >= TELLING && b.words.len() >= TELLING))
    }
}

/// The words of a name without years; a character each where there are no spaces.
#[derive(Debug, Serialize, Deserialize)]
struct Words {
    /// Stands for the whole name.
    name: u64,
    /// Stand for the words, sorted.
    words: Box<[u64]>,
}

impl Words {
    fn of(name: &str) -> Self {
        let text = fold(name);
        let mut words = Vec::new();
        for part in text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
            if part.contains(is_ideograph) {
                words.extend(part.chars().map(|c| hash(c.to_string())));
            } else if !is_year(part) {
                words.push(hash(part));
            }
        }
        words.sort_unstable();
        Self { name: hash(text), words: words.into() }
    }

    fn like(&self, other: &Self) -> bool {
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut common = 0;
        while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
            match left.cmp(right) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    a.next();
                    b.next();
                }
            }
        }
        let total = self.words.len() + other.words.len();
        total > 0 && 2.0 * f64::from(common) >= ALIKE * total as f64
    }
}

/// Stands for a text, the same in every run.
fn hash(text: impl AsRef<str>) -> u64 {
    key::of(text.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_in_four_words_of_five_and_years_do_not_count() {
        let like = |a: &str, b: &str| Words::of(a).like(&Words::of(b));
        assert!(like("Fenwick Lecture 2024", "Fenwick lecture"));
        assert!(like("Workshop on Tidal River Data", "A workshop on tidal river data"));
        assert!(!like("Workshop on Tidal Rivers", "Workshop on Soil"));
        assert!(!like("2024", "2023"));
        assert!(like("水与数据研讨会", "水与数据研讨会议"));
    }
}
