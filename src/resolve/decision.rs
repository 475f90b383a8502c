//! [`decide`] says of each page alone what becomes of its rows, for engines that have the pages on many machines: one decides, with rows but without
//! their support, and a [`Decision`] goes to where its page lies. The result is that of a [`Resolution`](crate::resolve::Resolution).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::records::{Finding, Id, Institution, Person, Tables, WhoSpoke};
use crate::resolve::apart::Apart;
use crate::resolve::events::Groups;
use crate::resolve::settled::{Cutting, Part};
use crate::resolve::stream::{Layer as _, Records, Stream, arrange};
use crate::resolve::twins::Twins;
use crate::resolve::{Decided, Sheet};

/// Decides who is who, and gives the place of each record and what becomes of it, in the order of the dataset. Of several records of one announcement
/// only the one that stands for all is given. Of evidence, records need that of the names of people and institutions only, and no findings.
///
/// # Errors
/// Where a record cannot be read, and those of `take`.
pub fn decide<R: Records, E: From<R::Error>>(
    records: &R,
    mut take: impl FnMut(usize, Decision) -> Result<(), E>,
) -> Result<(), E> {
    let stream = Stream::new(records)?;
    let Decided { institutions, groups, people } = Decided::of(&stream, &mut Apart::default())?;
    let (mut cut_institutions, mut cut_people) = (Cutting::new(&institutions), Cutting::new(&people));
    stream.said(|place, record, mut tables, finding| {
        let events = tables.events.iter().map(|row| (row.event_id, groups.of(row.event_id)));
        let decision = Decision {
            place: place as u64,
            groups: events.filter(|(event, group)| event != group).collect(),
            institutions: cut_institutions.page(place, &mut tables),
            people: cut_people.page(place, &mut tables),
            finding,
        };
        take(record, decision)
    })
}

/// What becomes of the rows of one page.
#[derive(Debug, Serialize, Deserialize)]
pub struct Decision {
    /// The place of the page in the dataset, from 0.
    pub place: u64,
    groups: BTreeMap<Id, Id>,
    institutions: Part<Institution>,
    people: Part<Person>,
    finding: Option<Finding>,
}

impl Decision {
    /// Changes the rows of the page, and gives those of the flat sheet. What is said of no announcement of the page stands behind the rest.
    pub fn carry_out(self, tables: &mut Tables) -> Vec<WhoSpoke> {
        let Self { groups, institutions, people, finding, .. } = self;
        let mut sheet = Sheet::knowing(&people.rows, &institutions.rows);
        let mut behind = Tables::default();
        institutions.carry_out(tables, &mut behind);
        groups.into_iter().collect::<Groups>().walk().page(0, tables);
        people.carry_out(tables, &mut behind);
        Twins.walk().page(0, tables);
        tables.findings.extend(finding);
        let rest = arrange(tables);
        let spoke = sheet.page(tables, |_| false);
        tables.append(rest);
        tables.append(behind);
        spoke
    }

    /// As bytes, for the way to the page.
    ///
    /// # Errors
    /// Where it is too large for the memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_stdvec(self).map_err(|error| failure("cannot be packed", error))
    }

    /// What [`to_bytes`](Self::to_bytes) made bytes of.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(|error| failure("is none of this version of annals", error))
    }
}

fn failure(message: &str, error: postcard::Error) -> Error {
    Error::new(ErrorKind::Format, "a decision", message)
        .because(error)
        .remedy("decide and carry out with one version of annals")
}
