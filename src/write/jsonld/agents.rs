//! People and institutions as `Person` and `Organization`. A person is affiliated with the institutions where the page gives a post that is
//! held; a post that ended is left out, because the vocabulary has no word for it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::records::{Change, Id, Institution, Person, Position, Table, Tables};
use crate::write::jsonld::{Node, name, reference};

/// The people and institutions of a page, and what it says of those of other pages.
pub(super) fn nodes(tables: &Tables) -> Vec<Node> {
    let mut posts: BTreeMap<Id, Vec<&Position>> = BTreeMap::new();
    for row in tables.positions.iter().filter(|row| is_held(row.change)) {
        posts.entry(row.person_id).or_default().push(row);
    }
    let letters = behind_names(tables);
    let mut nodes: Vec<Node> = Vec::new();
    for row in &tables.people {
        let mut node = person(row, &letters);
        with_posts(&mut node, &posts.remove(&row.person_id).unwrap_or_default());
        nodes.push(node);
    }
    for (person, posts) in posts {
        let mut node = Node::new(person, "Person");
        with_posts(&mut node, &posts);
        nodes.push(node);
    }
    nodes.extend(tables.institutions.iter().map(institution));
    nodes
}

fn is_held(change: Change) -> bool {
    !matches!(change, Change::Retired | Change::Resigned | Change::Died)
}

/// Which honorifics of which person stand behind the name: the evidence tells.
fn behind_names(tables: &Tables) -> BTreeSet<(Id, &str)> {
    let evidence = tables.evidence.iter();
    let honorifics = evidence.filter(|row| row.in_table == Table::People && row.field == "honorifics");
    honorifics
        .filter(|row| row.rule == "honorific.after")
        .map(|row| (row.row_id, row.value.as_str()))
        .collect()
}

fn person(row: &Person, letters: &BTreeSet<(Id, &str)>) -> Node {
    let mut node = Node::new(row.person_id, "Person");
    node.text("name", Some(&row.name));
    node.text("givenName", row.given_name.as_ref());
    node.text("familyName", row.family_name.as_ref());
    let (after, before): (Vec<&String>, Vec<&String>) =
        row.honorifics.iter().partition(|title| letters.contains(&(row.person_id, title.as_str())));
    node.list("honorificPrefix", texts(before));
    node.list("honorificSuffix", texts(after));
    node.list("alternateName", texts(&row.aliases));
    node
}

fn texts<'t>(texts: impl IntoIterator<Item = &'t String>) -> Vec<Value> {
    texts.into_iter().map(|text| json!(text)).collect()
}

fn with_posts(node: &mut Node, posts: &[&Position]) {
    let mut titles: Vec<&String> = posts.iter().filter_map(|row| row.title.as_ref()).collect();
    let mut homes: Vec<Id> = posts.iter().filter_map(|row| row.institution_id).collect();
    titles.sort_unstable();
    titles.dedup();
    homes.sort_unstable();
    homes.dedup();
    node.list("jobTitle", texts(titles));
    node.list("affiliation", homes.into_iter().map(reference).collect());
}

fn institution(row: &Institution) -> Node {
    let mut node = Node::new(row.institution_id, "Organization");
    node.text("name", Some(&row.name));
    node.text("alternateName", row.abbreviation.as_ref().filter(|short| **short != row.name));
    node.text("additionalType", row.kind.map(|kind| kind.as_str().to_owned()).as_ref());
    if let Some(country) = row.country.as_ref().or(row.registry_country.as_ref()) {
        node.set("address", json!({"@type": "PostalAddress", "addressCountry": country}));
    }
    if let Some(parent) = row.parent_id {
        node.set("parentOrganization", json!({"@id": name(parent)}));
    }
    node.address("sameAs", row.ror_id.as_ref());
    node
}
