//! The closed vocabularies of the contract. Each is an enum whose words are written once, here.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::records::cell::{Cell, CellValue, ColumnType};

macro_rules! vocabulary {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $vdoc])* #[doc = concat!("`", $word, "`")] $variant),+ }

        impl $name {
            /// All words, in the order of the contract.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word of the contract.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = String;
            fn from_str(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("`{word}` is none of {}", Self::WORDS.join(", "))),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl CellValue for $name {
            const KIND: ColumnType = ColumnType::Words(Self::WORDS);
            fn cell(&self) -> Cell<'_> {
                Cell::Text(Cow::Borrowed(self.as_str()))
            }
        }
    };
}

vocabulary!(
    /// What an announcement is about.
    AnnouncementKind {
        EventAnnouncement = "event_announcement", EventReport = "event_report", Appointment = "appointment",
        Call = "call", MeetingNotice = "meeting_notice", Other = "other",
    }
);
vocabulary!(
    /// What an event is.
    EventKind {
        Webinar = "webinar", Seminar = "seminar", Workshop = "workshop", Conference = "conference",
        Lecture = "lecture", Meeting = "meeting", Ceremony = "ceremony", Training = "training",
        Course = "course", Defence = "defence", Other = "other",
    }
);
vocabulary!(
    /// Where an event takes place.
    EventFormat { Online = "online", InPerson = "in_person", Hybrid = "hybrid" }
);
vocabulary!(
    /// What became of an event, as the page says it.
    EventStatus { Cancelled = "cancelled", Postponed = "postponed", Held = "held" }
);
vocabulary!(
    /// What an institution does for an event.
    OrganizerRole {
        Organizer = "organizer", Host = "host", CoOrganizer = "co_organizer", Sponsor = "sponsor",
        Partner = "partner", Participant = "participant",
    }
);
vocabulary!(
    /// What is due.
    DeadlineKind {
        Registration = "registration", Submission = "submission", Notification = "notification",
        CameraReady = "camera_ready", Application = "application", Other = "other",
    }
);
vocabulary!(
    /// What an institution is.
    InstitutionKind {
        University = "university", Institute = "institute", School = "school", Company = "company",
        Government = "government", International = "international", Association = "association",
        Hospital = "hospital", Other = "other",
    }
);
vocabulary!(
    /// In which order a name is printed.
    NameOrder { GivenFirst = "given_first", FamilyFirst = "family_first", Unknown = "unknown" }
);
vocabulary!(
    /// What happens to a post.
    Change {
        Holds = "holds", Appointed = "appointed", Promoted = "promoted", Elected = "elected",
        Awarded = "awarded", Retired = "retired", Resigned = "resigned", Died = "died",
    }
);
vocabulary!(
    /// What a talk is.
    TalkKind {
        Talk = "talk", Keynote = "keynote", Panel = "panel", Practice = "practice", Poster = "poster",
        Lecture = "lecture",
    }
);
vocabulary!(
    /// What a person does at an event, or in the announcement.
    AppearanceRole {
        Speaker = "speaker", Keynote = "keynote", Panelist = "panelist", Moderator = "moderator",
        Chair = "chair", Opening = "opening", Closing = "closing", Organizer = "organizer", Host = "host",
        Contact = "contact", Author = "author", Participant = "participant", Appointee = "appointee",
        Predecessor = "predecessor", Honoree = "honoree", Quoted = "quoted",
    }
);
vocabulary!(
    /// Where a value comes from.
    Origin {
        Profile = "profile", Metadata = "metadata", Url = "url", Text = "text", Inferred = "inferred",
        Override = "override",
    }
);
vocabulary!(
    /// How much a finding matters.
    Severity { Note = "note", Warning = "warning" }
);
