//! Learning a site: the announcement, its event or events, and its people, from what the pages say without a profile.

use std::collections::BTreeSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::headline::Shared;
use super::learn::{Instance, Learned, Meaning, learn as column};
use super::rows::{self, Anchor, Anchors, Rows};
use super::{Block, EVENT, HEAD, PERSON, Sample, signs, tree};
use crate::annotate::{Kind, annotate};
use crate::normalize::fold;
use crate::parse::Document;
use crate::records::{AppearanceRole, Event, Person, Row, Table};

/// Who these are is told by a list of speakers.
const SPEAKING: [AppearanceRole; 4] =
    [AppearanceRole::Speaker, AppearanceRole::Keynote, AppearanceRole::Panelist, AppearanceRole::Appointee];

/// The blocks of a site.
pub(super) fn learn(samples: &[Sample]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let shared = Shared::of(samples);
    let head = columns(&HEAD, samples, |sample, name| {
        let row = sample.record.tables.announcements.first();
        let told = row.and_then(|row| cell(row, name)).filter(|text| name != "title" || !shared.holds(text));
        let known = if name == "title" { told.or_else(|| shared.headline(sample)) } else { told };
        (sample.root(), known.into_iter().collect())
    });
    blocks.extend(block(Table::Announcements, None, head, Vec::new()));
    let several = samples.iter().filter(|sample| sample.record.tables.events.len() > 1).count();
    let people = people(samples);
    if several * 2 > samples.len() {
        blocks.extend(series(samples, people));
    } else {
        blocks.extend(single(samples, &shared, people));
    }
    blocks
}

/// Pages with one event each: its fields stand somewhere on the page.
fn single(samples: &[Sample], shared: &Shared, people: Option<(Rows<'_>, Block)>) -> Vec<Block> {
    let fields = columns(&EVENT, samples, |sample, name| {
        let event = sample.record.tables.events.first();
        let known = event.and_then(|event| match name {
            "name" => of_event(event, name).filter(|text| !shared.holds(text)),
            "theme" => of_event(event, name).or_else(|| shared.theme(sample, event)),
            _ => of_event(event, name),
        });
        (sample.root(), known.into_iter().collect())
    });
    let people = people.map(|(_, block)| block);
    if fields.is_empty() {
        return people.into_iter().collect();
    }
    block(Table::Events, None, fields, people.into_iter().collect()).into_iter().collect()
}

/// Pages with several events: each row holds one, and perhaps its people.
fn series(samples: &[Sample], people: Option<(Rows<'_>, Block)>) -> Vec<Block> {
    let anchors: Vec<Anchors<'_>> = samples
        .iter()
        .map(|sample| Anchors {
            scope: sample.root(),
            known: sample.record.tables.events.iter().map(theme).collect(),
        })
        .collect();
    let Some(rows) = rows::learn(&anchors) else {
        return people.map(|(_, block)| block).into_iter().collect();
    };
    let themed =
        samples.iter().flat_map(|sample| &sample.record.tables.events).filter(|event| event.theme.is_some());
    let themes = themed.count() * 2 > samples.iter().map(|sample| sample.record.tables.events.len()).sum();
    let anchor = if themes { "theme" } else { "name" };
    let mut fields = vec![(anchor, rows.anchor.clone())];
    for (name, meaning) in EVENT.iter().filter(|(name, _)| *name != anchor) {
        // A value of the page that stands in the row is the row's, whichever event it was taken for.
        let instance = |(page, scope, _): &(usize, _, Option<usize>)| {
            let sample = &samples[*page];
            let events = sample.record.tables.events.iter();
            sample.instance(*scope, events.filter_map(|event| of_event(event, name)).collect())
        };
        let instances: Vec<_> = rows.found.iter().map(instance).collect();
        fields.extend(column(&instances, *meaning).map(|learned| (*name, learned)));
    }
    let inside: BTreeSet<NodeId> = rows.found.iter().map(|(_, row, _)| row.id()).collect();
    let (below, beside) = match people {
        Some((who, block)) => nested(&who, block, &inside),
        None => (None, None),
    };
    let each = rows.each;
    let events = block(Table::Events, each, fields, below.into_iter().collect());
    events.into_iter().chain(beside).collect()
}

/// People stand in the rows of events, or beside them.
fn nested(who: &Rows<'_>, mut block: Block, events: &BTreeSet<NodeId>) -> (Option<Block>, Option<Block>) {
    let same = who.found.iter().filter(|(_, row, _)| events.contains(&row.id())).count();
    let below = |row: &ElementRef<'_>| row.ancestors().any(|above| events.contains(&above.id()));
    let inside = who.found.iter().filter(|(_, row, _)| below(row)).count();
    if same * 5 >= who.found.len() * 4 {
        block.each = None;
        return (Some(block), None);
    }
    if inside * 5 >= who.found.len() * 4 { (Some(block), None) } else { (None, Some(block)) }
}

/// The people of a site: rows that each name one, with what is known of them. Who is said to speak shows where the rows are, unless all
/// people together show many more.
fn people(samples: &[Sample]) -> Option<(Rows<'_>, Block)> {
    let rows = |of: fn(&Sample) -> Vec<&Person>| {
        let page = |sample| Anchors {
            scope: Sample::root(sample),
            known: of(sample).into_iter().map(named).collect(),
        };
        rows::learn(&samples.iter().map(page).collect::<Vec<_>>())
    };
    let (speakers, all) = (rows(Sample::speakers), rows(Sample::people));
    let right = |rows: &Option<Rows<'_>>| rows.as_ref().map_or(0, |rows| rows.anchor.agrees.0);
    let (rows, people): (_, fn(&Sample) -> Vec<&Person>) = if right(&all) * 2 > right(&speakers) * 3 {
        (all?, Sample::people)
    } else {
        (speakers?, Sample::speakers)
    };
    let speakers: Vec<Vec<&Person>> = samples.iter().map(people).collect();
    let mut fields = vec![("name", rows.anchor.clone())];
    for (name, meaning) in &PERSON {
        let instance = |(page, scope, person): &(usize, _, Option<usize>)| {
            let person = person.and_then(|person| speakers[*page].get(person));
            let known = person.map(|person| samples[*page].of_person(person, name)).unwrap_or_default();
            let known = if known.is_empty() && rows.each.is_some() {
                let told = recognised(&samples[*page], *scope, name);
                let told = if told.is_empty() { called(&samples[*page], *scope, &rows, name) } else { told };
                if told.is_empty() && *name == "talks.title" {
                    slanted(&samples[*page], *scope)
                } else {
                    told
                }
            } else {
                known
            };
            samples[*page].instance(*scope, known)
        };
        let instances: Vec<_> = rows.found.iter().map(instance).collect();
        fields.extend(column(&instances, *meaning).map(|learned| (*name, learned)));
    }
    let block = block(Table::People, rows.each.clone(), fields, Vec::new())?;
    Some((rows, block))
}

/// What stands alone in an element of a row and is a post or an institution by its words, or a title by its quotation marks.
fn recognised(sample: &Sample, row: ElementRef<'_>, column: &str) -> Vec<String> {
    let is_meant = |kind: &Kind| match column {
        "positions.title" => matches!(kind, Kind::Position(_)),
        "positions.institution" => matches!(kind, Kind::Institution(_)),
        "talks.title" => matches!(kind, Kind::Quote { .. }),
        _ => false,
    };
    let lines = tree::lines(row).into_iter().map(|(_, text)| text);
    let whole = |text: &String| {
        let document = Document::line(text, sample.record.page.language.as_deref());
        let found = annotate(&document, None);
        found.mentions.iter().any(|mention| is_meant(&mention.kind) && mention.span.len() == text.len())
    };
    lines.filter(whole).map(|text| fold(&text)).collect()
}

/// Titles of works are set in italics: what stands so alone, and names nobody, no post and no institution.
fn slanted(sample: &Sample, row: ElementRef<'_>) -> Vec<String> {
    let language = sample.record.page.language.as_deref();
    let is_slanted = |element: &ElementRef<'_>| matches!(element.value().name(), "em" | "i" | "cite" | "q");
    let is_title = |text: &str| {
        let document = Document::line(text, language);
        let found = annotate(&document, None);
        let tells = |kind: &Kind| matches!(kind, Kind::Person(_) | Kind::Position(_) | Kind::Institution(_));
        text.split(' ').count() > 2 && !found.mentions.iter().any(|mention| tells(&mention.kind))
    };
    let lines = tree::lines(row).into_iter().filter(|(element, _)| is_slanted(element));
    lines.map(|(_, text)| text).filter(|text| is_title(text)).map(|text| fold(&text)).collect()
}

/// What the site calls so, but for the names of people.
fn called(sample: &Sample, row: ElementRef<'_>, rows: &Rows<'_>, column: &str) -> Vec<String> {
    let language = sample.record.page.language.as_deref().unwrap_or("en");
    let names: Vec<String> = rows
        .anchor
        .form
        .rule()
        .map(|rule| {
            let elements = rule.elements(row).into_iter();
            elements.filter_map(|element| Some(fold(rule.take(element)?.text()))).collect()
        })
        .unwrap_or_default();
    let texts = signs::called(row, language, column);
    texts.into_iter().filter(|text| !names.contains(text)).collect()
}

fn block(
    table: Table,
    each: Option<(String, usize)>,
    fields: Vec<(&'static str, Learned)>,
    below: Vec<Block>,
) -> Option<Block> {
    (!fields.is_empty()).then_some(Block { table, each, fields, below })
}

fn columns<'s>(
    columns: &[(&'static str, Meaning)],
    samples: &'s [Sample],
    known: impl Fn(&'s Sample, &'static str) -> (ElementRef<'s>, Vec<String>),
) -> Vec<(&'static str, Learned)> {
    let learned = columns.iter().filter_map(|(name, meaning)| {
        let instances: Vec<Instance<'s>> = samples
            .iter()
            .map(|sample| {
                let (scope, known) = known(sample, name);
                sample.instance(scope, known)
            })
            .collect();
        Some((*name, column(&instances, *meaning)?))
    });
    learned.collect()
}

impl Sample {
    pub(super) fn root(&self) -> ElementRef<'_> {
        self.html.root_element()
    }

    fn instance<'s>(&'s self, scope: ElementRef<'s>, known: Vec<String>) -> Instance<'s> {
        let language = self.record.page.language.as_deref().unwrap_or("en");
        let published = self.record.tables.announcements.first().and_then(|row| row.published_on);
        Instance { scope, known, language, published }
    }

    /// Who speaks, or is appointed.
    fn speakers(&self) -> Vec<&Person> {
        let tables = &self.record.tables;
        let does = |person: &&Person| {
            let mut roles = tables.appearances.iter().filter(|row| row.person_id == person.person_id);
            roles.any(|row| SPEAKING.contains(&row.role))
        };
        tables.people.iter().filter(does).collect()
    }

    fn people(&self) -> Vec<&Person> {
        self.record.tables.people.iter().collect()
    }

    /// What is known of a person in a column.
    fn of_person(&self, person: &Person, column: &str) -> Vec<String> {
        let tables = &self.record.tables;
        let posts = || tables.positions.iter().filter(|row| row.person_id == person.person_id);
        let texts: Vec<Option<String>> = match column {
            "positions.title" => posts().map(|post| post.title.clone()).collect(),
            "positions.unit" => posts().map(|post| post.unit.clone()).collect(),
            "positions.institution" => {
                let homes = posts().filter_map(|post| post.institution_id);
                let rows =
                    homes.filter_map(|id| tables.institutions.iter().find(|row| row.institution_id == id));
                rows.flat_map(|row| [Some(row.name.clone()), row.abbreviation.clone()]).collect()
            }
            _ => {
                let talks = tables.appearances.iter().filter(|row| row.person_id == person.person_id);
                let ids: Vec<_> = talks.filter_map(|row| row.talk_id).collect();
                tables
                    .talks
                    .iter()
                    .filter(|row| ids.contains(&row.talk_id))
                    .map(|row| Some(row.title.clone()))
                    .collect()
            }
        };
        texts.into_iter().flatten().map(|text| fold(&text)).filter(|text| !text.is_empty()).collect()
    }
}

impl Shared {
    /// An event that is called like the site, or not at all, on a page that is not called otherwise either, is called by what heads the page.
    fn theme(&self, sample: &Sample, event: &Event) -> Option<String> {
        let title = sample.record.tables.announcements.first().and_then(|row| cell(row, "title"));
        let names = [of_event(event, "name"), title];
        names.iter().flatten().all(|name| self.holds(name)).then(|| self.headline(sample)).flatten()
    }
}

fn named(person: &Person) -> Anchor {
    let mut beside: Vec<String> = person.honorifics.iter().map(|title| fold(title)).collect();
    // `prof. dr` before `prof`.
    beside.sort_by_key(|title| std::cmp::Reverse(title.len()));
    Anchor { text: fold(&person.name), beside }
}

fn theme(event: &Event) -> Anchor {
    let text = event.theme.as_deref().or(event.name.as_deref()).unwrap_or_default();
    Anchor { text: fold(text), beside: Vec::new() }
}

/// The last day is a value of its own only where it is another than the first.
fn of_event(event: &Event, column: &str) -> Option<String> {
    let one_day = column == "ends_on" && event.ends_on == event.starts_on;
    if one_day { None } else { cell(event, column) }
}

/// The value in a column, as rules give it: text folded, days and times as in the contract.
fn cell<R: Row>(row: &R, name: &str) -> Option<String> {
    use crate::records::ColumnType;
    let index = R::COLUMNS.iter().position(|column| column.name == name)?;
    let cell = row.cell(index);
    let text = cell.text();
    let text = if R::COLUMNS[index].kind == ColumnType::Text { fold(&text) } else { text.into_owned() };
    (!text.is_empty()).then_some(text)
}
