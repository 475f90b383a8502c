//! [`Identity`] is what people and institutions have in common: rows of several pages that can be one.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::records::{Id, Institution, Person, Row, Tables};
use crate::resolve::{institutions, people};

/// A row that can be the same as another.
pub(crate) trait Identity: Row + Clone + Serialize + DeserializeOwned {
    /// The rows of a page.
    fn rows(tables: &mut Tables) -> &mut Vec<Self>;
    fn id(&self) -> Id;
    fn name(&self) -> &str;
    /// Takes over what another row of the same knows.
    fn absorb(&mut self, other: Self);
}

impl Identity for Person {
    fn rows(tables: &mut Tables) -> &mut Vec<Self> {
        &mut tables.people
    }

    fn id(&self) -> Id {
        self.person_id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn absorb(&mut self, other: Self) {
        people::absorb(self, other);
    }
}

impl Identity for Institution {
    fn rows(tables: &mut Tables) -> &mut Vec<Self> {
        &mut tables.institutions
    }

    fn id(&self) -> Id {
        self.institution_id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn absorb(&mut self, other: Self) {
        institutions::absorb(self, other);
    }
}
