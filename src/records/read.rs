//! Reading rows back: what is printed as one word or date in a document is parsed from it again.
//! Only what `annals` itself wrote is read, so a word that is not in the contract is an error.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::dates::{ClockTime, PartialDate};
use crate::records::{
    AnnouncementKind, AppearanceRole, Change, DeadlineKind, EventFormat, EventKind, EventStatus,
    InstitutionKind, NameOrder, OrganizerRole, Origin, Severity, Table, TalkKind,
};

macro_rules! read_from_text {
    ($($type:ty),+ $(,)?) => {
        $(impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Cow::<str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        })+
    };
}

read_from_text!(
    AnnouncementKind,
    AppearanceRole,
    Change,
    ClockTime,
    DeadlineKind,
    EventFormat,
    EventKind,
    EventStatus,
    InstitutionKind,
    NameOrder,
    OrganizerRole,
    Origin,
    PartialDate,
    Severity,
    TalkKind,
);

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| D::Error::custom(format!("there is no table `{name}`")))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::records::{Deadline, Id, PageInfo, PageRecord, Tables};

    #[test]
    fn a_document_written_and_read_back_is_the_same() {
        let deadline = Deadline {
            deadline_id: Id::new(Table::Deadlines, &["a", "b"]),
            announcement_id: Id::new(Table::Announcements, &["a"]),
            event_id: None,
            kind: DeadlineKind::CameraReady,
            due_on: "2024-21".parse().unwrap(),
            due_time: ClockTime::new(9, 5),
            timezone: Some("AoE".to_owned()),
        };
        let tables = Tables { deadlines: vec![deadline], ..Tables::default() };
        let page = PageInfo { source: "a.html".to_owned(), ..PageInfo::default() };
        let record = PageRecord { schema_version: 1, page, tables, rivals: Vec::new(), text_bytes: 0 };
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<PageRecord>(&text).unwrap(), record);
    }

    #[test]
    fn words_that_are_not_in_the_contract_are_refused() {
        assert!(serde_json::from_value::<Change>(json!("fired")).is_err());
        assert!(serde_json::from_value::<Id>(json!("per_12")).is_err());
        assert!(serde_json::from_value::<Id>(json!("_0000000000000000")).is_err());
        assert!(serde_json::from_value::<Table>(json!("person")).is_err());
        assert!(serde_json::from_value::<PartialDate>(json!("2023-02-30")).is_err());
    }
}
