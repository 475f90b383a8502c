//! The rows of institutions: those that something relates to, and those they are parts of.

use crate::fact::Fact;
use crate::normalize::fold;
use crate::records::{Id, Institution, Table};
use crate::relate::rows::{Cut, Place};

impl Cut<'_, '_> {
    /// Rows of the institutions that something relates to, and of those they are parts of.
    pub(super) fn institutions(&mut self) -> Vec<Option<Id>> {
        let list = &self.draft.institutions.list;
        let mut wanted: Vec<bool> = list.iter().map(|institution| institution.related).collect();
        for index in 0..list.len() {
            if let Some((whole, _)) = list[index].parent.as_ref().filter(|_| wanted[index]) {
                wanted[*whole] = true;
            }
        }
        let announcement = self.announcement_id.to_string();
        for (wanted, institution) in wanted.iter_mut().zip(list) {
            *wanted &= self.keeps(Table::Institutions, "name", &institution.name);
        }
        let ids: Vec<Option<Id>> = list
            .iter()
            .zip(&wanted)
            .map(|(institution, wanted)| {
                wanted.then(|| Id::new(Table::Institutions, &[&fold(&institution.name.value), &announcement]))
            })
            .collect();
        for (institution, id) in list.iter().zip(&ids) {
            let Some(id) = id.filter(|id| self.is_new(*id)) else { continue };
            let table = Table::Institutions;
            let parent_id = institution.parent.as_ref().and_then(|(whole, support)| {
                let parent = ids[*whole]?;
                let fact = Fact::new(list[*whole].name.value.clone(), support.clone());
                if !self.keeps(table, "parent_id", &fact) {
                    return None;
                }
                self.evidence(Place { table, row: id, field: "parent_id", item: None }, &fact);
                Some(parent)
            });
            let row = Institution {
                institution_id: id,
                name: self.take(table, id, "name", Some(&institution.name)).unwrap_or_default(),
                abbreviation: self.take(table, id, "abbreviation", institution.abbreviation.as_ref()),
                kind: self.word(
                    (table, id, "kind"),
                    institution.kind.as_ref(),
                    crate::records::InstitutionKind::as_str,
                ),
                country: self.take(table, id, "country", institution.country.as_ref()),
                parent_id,
                ror_id: None,
                registry_name: None,
                registry_country: None,
            };
            self.tables.institutions.push(row);
        }
        ids
    }
}
