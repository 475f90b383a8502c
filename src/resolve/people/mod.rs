//! People across pages: the same name at the same institution is the same person; the same name elsewhere is not. Pages are taken in the order of
//! their day, so that a newer page never changes who was who on older ones. A merge that cannot be shown is not made.

mod absorb;
mod index;
mod name;
mod places;

pub(crate) use absorb::absorb;
pub(crate) use name::{name_key, name_words};

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::records::{Finding, Id, Institution, Person, Severity, Table, Tables};
use crate::resolve::apart::Apart;
use crate::resolve::events::Groups;
use crate::resolve::moves::{Moves, Reason};
use crate::resolve::settled::Settled;
use crate::resolve::stream::{Records, Stream};
use crate::scratch::{Map, Pool};
use index::Index;
use name::{Likeness, Name};
use places::{Places, Spots};

/// A person is known under so many names at most; more are no names.
const MOST_FORMS: usize = 12;

/// Finds the people who are one; the first seen stays.
pub(crate) fn merge<R: Records>(
    stream: &Stream<'_, R>,
    institutions: &Settled<Institution>,
    groups: &Groups,
    apart: &mut Apart,
) -> Result<Settled<Person>, R::Error> {
    let (several, scratch) = (several(stream)?, &stream.scratch);
    let mut places = Places::new(institutions, groups, &several, scratch);
    if !several.is_empty() {
        stream.bare(|_, tables| places.look_ahead(tables))?;
    }
    let mut unite = Unite {
        kept: Pool::new(scratch),
        several: &several,
        by_id: Map::new(scratch),
        index: Index::new(scratch),
        moves: Moves::new(scratch),
        findings: Pool::new(scratch),
        at: 0,
        apart,
    };
    stream.bare(|at, tables| unite.tables(at, tables, &places))?;
    let Unite { mut kept, index, moves, findings, .. } = unite;
    drop(index);
    let changed = (0..kept.len()).filter_map(|at| {
        let known = kept.look(at)?;
        known.is_changed.then(|| known.person.clone())
    });
    let settled = Settled::new(moves, changed, scratch).with(findings);
    stream.check()?;
    Ok(settled)
}

/// The people of an earlier dataset who stand on several of its pages.
fn several<R: Records>(stream: &Stream<'_, R>) -> Result<Map, R::Error> {
    let [mut seen, mut several] = [Map::new(&stream.scratch), Map::new(&stream.scratch)];
    stream.bare(|_, tables| {
        for id in tables.people.iter().map(|row| row.person_id.key()) {
            if !seen.add(id) {
                several.add(id);
            }
        }
    })?;
    Ok(several)
}

/// A row of a page.
struct Seen {
    row: Person,
    name: Name,
    spots: Spots,
}

/// A person who stays, with every name and place.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    person: Person,
    forms: Vec<Name>,
    said: BTreeSet<u64>,
    events: BTreeSet<u64>,
    /// Whether the person's row says something else than on its page.
    is_changed: bool,
}

/// Who a row is.
enum Choice {
    /// Somebody new.
    New,
    /// The same row, from an earlier dataset.
    Again(usize),
    /// Somebody known, by the whole name and what is shared.
    Same(usize, &'static str),
    /// Somebody known, by a form of the name.
    Near(usize, Likeness),
    /// One of several.
    Open(Vec<usize>),
}

struct Unite<'a> {
    /// In the order in which they were first seen.
    kept: Pool<Known>,
    several: &'a Map,
    /// Of those who stand on several pages.
    by_id: Map,
    index: Index,
    moves: Moves,
    /// With the place of their page.
    findings: Pool<(usize, Finding)>,
    /// The place of the page that is looked at.
    at: usize,
    apart: &'a mut Apart,
}

impl Unite<'_> {
    fn tables(&mut self, at: usize, tables: &Tables, places: &Places<'_>) {
        self.at = at;
        let mut spots = places.of(tables);
        let seen = |row: &Person| Seen {
            name: Name::of(row),
            spots: spots.remove(&row.person_id).unwrap_or_default(),
            row: row.clone(),
        };
        let people = tables.people.iter().map(seen).collect();
        self.page(people, tables.announcements.first().map(|row| row.announcement_id));
    }

    /// Takes the people of one page. Two who could be the same third person are not.
    fn page(&mut self, people: Vec<Seen>, page: Option<Id>) {
        let choices: Vec<Choice> = people.iter().map(|seen| self.choose(seen)).collect();
        let mut claims: HashMap<usize, usize> = HashMap::new();
        for choice in &choices {
            if let Choice::Again(at) | Choice::Same(at, _) | Choice::Near(at, _) = choice {
                *claims.entry(*at).or_default() += 1;
            }
        }
        for (seen, choice) in people.into_iter().zip(choices) {
            match choice {
                Choice::Near(at, _) if claims[&at] > 1 => self.doubt(seen, &[at], page),
                choice => self.settle(seen, choice, page),
            }
        }
    }

    fn settle(&mut self, seen: Seen, choice: Choice, page: Option<Id>) {
        match choice {
            Choice::New => self.add(seen),
            Choice::Open(several) => self.doubt(seen, &several, page),
            Choice::Again(at) => self.join(at, seen, Reason::inferred("merge.same_row", 1.0)),
            Choice::Same(at, rule) => {
                let reason = Reason::inferred(rule, Likeness::Same.confidence());
                self.join(at, seen, reason);
            }
            Choice::Near(at, likeness) => {
                if likeness == Likeness::Spelling {
                    self.two_spellings(at, &seen, page);
                }
                let reason = Reason::inferred(rule(likeness), likeness.confidence());
                self.join(at, seen, reason);
            }
        }
    }

    fn choose(&mut self, seen: &Seen) -> Choice {
        if let Some(at) = self.by_id.get(seen.row.person_id.key()) {
            return Choice::Again(at as usize);
        }
        for (places, rule) in
            [(&seen.spots.asked, "merge.name_and_institution"), (&seen.spots.events, "merge.name_and_event")]
        {
            let mut same = self.index.same(&seen.name, places);
            same.retain(|at| self.is_called(*at, &seen.name) && self.may_meet(*at, seen));
            if let Some(first) = same.first() {
                return Choice::Same(*first, rule);
            }
        }
        self.near(seen)
    }

    /// The one person at the institution to all of whose names this one is alike.
    fn near(&mut self, seen: &Seen) -> Choice {
        let candidates = self.index.near(&seen.name, &seen.spots.asked);
        let alike =
            candidates.into_iter().filter_map(|at| Some((at, self.kept.look(at)?.likeness(&seen.name)?)));
        let mut alike: Vec<(usize, Likeness)> = alike.collect();
        alike.retain(|(at, _)| self.may_meet(*at, seen));
        match alike.as_slice() {
            [] => Choice::New,
            [(at, likeness)] => Choice::Near(*at, *likeness),
            several => Choice::Open(several.iter().map(|(at, _)| *at).collect()),
        }
    }

    fn is_called(&mut self, at: usize, name: &Name) -> bool {
        let key = name.key();
        self.kept.look(at).is_some_and(|known| known.forms.iter().any(|form| form.key() == key))
    }

    fn may_meet(&mut self, at: usize, seen: &Seen) -> bool {
        let known = self.kept.look(at).map(|known| known.person.person_id);
        known.is_some_and(|known| self.apart.may_meet(known, seen.row.person_id))
    }

    fn add(&mut self, seen: Seen) {
        let at = self.kept.len();
        if self.several.contains(seen.row.person_id.key()) {
            self.by_id.insert(seen.row.person_id.key(), at as u64);
        }
        self.index.enter(at, &seen.name, &seen.spots);
        self.kept.push(Known {
            person: seen.row,
            forms: vec![seen.name],
            said: seen.spots.said.into_iter().collect(),
            events: seen.spots.events.into_iter().collect(),
            is_changed: false,
        });
    }

    fn join(&mut self, at: usize, seen: Seen, reason: Reason) {
        let Some(known) = self.kept.get(at) else { return };
        self.moves.put(seen.row.person_id, known.person.person_id, reason);
        let mut fresh = seen.spots;
        fresh.said.retain(|place| known.said.insert(*place));
        fresh.events.retain(|place| known.events.insert(*place));
        for form in &known.forms {
            self.index.enter(at, form, &fresh);
        }
        if !known.forms.contains(&seen.name) && known.forms.len() < MOST_FORMS {
            let all = Spots {
                said: known.said.iter().copied().collect(),
                events: known.events.iter().copied().collect(),
                ..Spots::default()
            };
            self.index.enter(at, &seen.name, &all);
            known.forms.push(seen.name);
        }
        known.is_changed = true;
        absorb(&mut known.person, seen.row);
    }

    /// Somebody who may be one of several is somebody else, until a person says who it is.
    fn doubt(&mut self, seen: Seen, several: &[usize], page: Option<Id>) {
        let name = |at: &usize| self.kept.look(*at).map(|known| format!("`{}`", known.person.name));
        let names: Vec<String> = several.iter().take(4).filter_map(name).collect();
        let message = format!(
            "`{}` may be {}, who is named at the same institution; nobody was merged: say in overrides.toml who it is",
            seen.row.name,
            names.join(" or ")
        );
        self.finding("may_be_one_person", message, seen.row.person_id, page);
        self.add(seen);
    }

    fn two_spellings(&mut self, at: usize, seen: &Seen, announcement: Option<Id>) {
        let Some(Known { person, .. }) = self.kept.look(at) else { return };
        let message = format!(
            "`{}` is read as another spelling of `{}`, who is named at the same institution on another page; correct the page, \
             or say in overrides.toml what holds",
            seen.row.name, person.name
        );
        let person = person.person_id;
        self.finding("two_spellings", message, person, announcement);
    }

    fn finding(&mut self, code: &str, message: String, person: Id, announcement: Option<Id>) {
        let place = announcement.map(|id| id.to_string()).unwrap_or_default();
        let finding = Finding {
            finding_id: Id::new(Table::Findings, &[&place, code, &message]),
            announcement_id: announcement,
            severity: Severity::Note,
            code: code.to_owned(),
            message,
            in_table: Some(Table::People),
            row_id: Some(person),
            field: Some("name".to_owned()),
            locator: None,
        };
        self.findings.push((self.at, finding));
    }
}

impl Known {
    /// How alike a name is to all names of the person; the surest.
    fn likeness(&self, name: &Name) -> Option<Likeness> {
        let alike: Option<Vec<Likeness>> = self.forms.iter().map(|form| form.likeness(name)).collect();
        alike?.into_iter().min()
    }
}

/// The rule of a merge by a form of the name.
fn rule(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Same => "merge.name_and_institution",
        Likeness::Shorter => "merge.shorter_name_and_institution",
        Likeness::Initials => "merge.initials_and_institution",
        Likeness::Surname => "merge.surname_and_institution",
        Likeness::Spelling => "merge.spelling_and_institution",
    }
}
