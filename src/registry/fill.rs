//! Filling the columns of a page's institutions that say what the registry knows. The evidence is where the page names the institution.

use crate::records::{Evidence, Institution, Origin, Table, Tables};
use crate::registry::index::Index;
use crate::registry::link::Link;

/// Links the institutions of the tables. Those that the registry does not know for certain stay as they are.
pub fn fill(tables: &mut Tables, index: &Index) {
    let mut evidence = Vec::new();
    for row in &mut tables.institutions {
        let Some(link) = index.identify(&row.name, row.abbreviation.as_deref(), row.country.as_deref())
        else {
            continue;
        };
        let named = tables.evidence.iter().find(|found| is_name_of(found, row));
        evidence.extend(named.into_iter().flat_map(|named| support(named, &link)));
        row.ror_id = Some(link.ror_id);
        row.registry_name = Some(link.name.to_owned());
        row.registry_country = Some(link.country.to_owned()).filter(|country| !country.is_empty());
    }
    tables.evidence.append(&mut evidence);
}

fn is_name_of(found: &Evidence, row: &Institution) -> bool {
    found.in_table == Table::Institutions && found.row_id == row.institution_id && found.field == "name"
}

/// A row of evidence for each column: the place of the name, the registry's rule.
fn support(named: &Evidence, link: &Link) -> Vec<Evidence> {
    let values =
        [("ror_id", &*link.ror_id), ("registry_name", link.name), ("registry_country", link.country)];
    let row = |(field, value): (&str, &str)| Evidence {
        field: field.to_owned(),
        value: value.to_owned(),
        origin: Origin::Inferred,
        rule: link.rule.to_owned(),
        confidence: link.confidence.min(named.confidence),
        ..named.clone()
    };
    values.into_iter().filter(|(_, value)| !value.is_empty()).map(row).collect()
}
