//! Rows of people and institutions, of who holds which post where, and who does what.

use serde::{Deserialize, Serialize};

use crate::dates::PartialDate;
use crate::records::cell::{Cell, CellValue, Column, Row};
use crate::records::id::Id;
use crate::records::tables::Table;
use crate::records::tables::row::{column_name, table};
use crate::records::vocabulary::{AppearanceRole, Change, InstitutionKind, NameOrder, TalkKind};

table!(
    /// A person, merged within and across pages.
    Person in People {
        /// Id of the person.
        person_id: Id,
        /// The fullest form printed, without honorifics.
        name: String,
        /// Given name, where certain.
        given_name: Option<String>,
        /// Family name, where certain.
        family_name: Option<String>,
        /// Order of the printed name.
        name_order: NameOrder,
        /// Titles before the name and letters after it, in page order.
        honorifics: Vec<String>,
        /// Other spellings found.
        aliases: Vec<String>,
    }
);
table!(
    /// An institution, merged within and across pages.
    Institution in Institutions {
        /// Id of the institution.
        institution_id: Id,
        /// Its name; the abbreviation where no name is ever given.
        name: String,
        /// Its abbreviation.
        abbreviation: Option<String>,
        /// What it is.
        kind: Option<InstitutionKind>,
        /// Country the page prints, ISO 3166-1 alpha-2.
        country: Option<String>,
        /// The institution it is a part of.
        parent_id: Option<Id>,
        /// Research Organization Registry id.
        ror_id: Option<String>,
        /// Name in the registry.
        registry_name: Option<String>,
        /// Country in the registry.
        registry_country: Option<String>,
    }
);
table!(
    /// A person holds, gains or leaves a post.
    Position in Positions {
        /// Id of the position.
        position_id: Id,
        /// The announcement that states it.
        announcement_id: Id,
        /// The person.
        person_id: Id,
        /// The post; empty where the page gives only the affiliation.
        title: Option<String>,
        /// Department, office, section.
        unit: Option<String>,
        /// The institution.
        institution_id: Option<Id>,
        /// What happens to the post.
        change: Change,
        /// From which day.
        effective_on: Option<PartialDate>,
    }
);
table!(
    /// Something presented at an event.
    Talk in Talks {
        /// Id of the talk.
        talk_id: Id,
        /// The announcement that names it.
        announcement_id: Id,
        /// The event.
        event_id: Option<Id>,
        /// Its place in the event, from 1.
        sequence: Option<u32>,
        /// Its title.
        title: String,
        /// What it is.
        kind: TalkKind,
        /// Its abstract.
        r#abstract: Option<String>,
    }
);
table!(
    /// A person does something at an event, or in the announcement itself.
    Appearance in Appearances {
        /// Id of the appearance.
        appearance_id: Id,
        /// The announcement.
        announcement_id: Id,
        /// The event; empty where the person appears in the announcement only.
        event_id: Option<Id>,
        /// The person.
        person_id: Id,
        /// What the person does.
        role: AppearanceRole,
        /// The talk given.
        talk_id: Option<Id>,
        /// The position in which the person appears.
        position_id: Option<Id>,
        /// The person's place in the event, from 1.
        sequence: Option<u32>,
    }
);
