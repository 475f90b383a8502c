//! What a person's row takes over from another row of the same person: the fullest name stays, other forms become aliases.

use crate::normalize::fold;
use crate::records::{NameOrder, Person};
use crate::resolve::people::name::{fullness, name_key};

/// Takes over what the other row knows.
pub(crate) fn absorb(kept: &mut Person, mut row: Person) {
    if fullness(&row.name) > fullness(&kept.name) {
        std::mem::swap(&mut kept.name, &mut row.name);
        std::mem::swap(&mut kept.given_name, &mut row.given_name);
        std::mem::swap(&mut kept.family_name, &mut row.family_name);
        std::mem::swap(&mut kept.name_order, &mut row.name_order);
    }
    take_parts(kept, &row);
    for alias in std::iter::once(row.name).chain(row.aliases) {
        if alias != kept.name && !kept.aliases.contains(&alias) {
            kept.aliases.push(alias);
        }
    }
    kept.aliases.retain(|alias| *alias != kept.name);
    for honorific in row.honorifics {
        if !kept.honorifics.iter().any(|known| fold(known) == fold(&honorific)) {
            kept.honorifics.push(honorific);
        }
    }
}

/// Given and family name of the other form, where this one is silent and holds the same words.
fn take_parts(kept: &mut Person, row: &Person) {
    let name = name_key(&kept.name);
    let holds = |part: &String| name_key(part).split(' ').all(|word| name.split(' ').any(|own| own == word));
    if kept.given_name.is_none() && kept.family_name.is_none() && name == name_key(&row.name) {
        kept.given_name.clone_from(&row.given_name);
    }
    kept.family_name = kept.family_name.take().or_else(|| row.family_name.clone().filter(holds));
    if kept.name_order == NameOrder::Unknown && kept.name == row.name {
        kept.name_order = row.name_order;
    }
}
