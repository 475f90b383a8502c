"""The types of a document: what `annals.extract` gives. Made by ``document.py`` from ``annals schema``; not to be edited."""

from __future__ import annotations

from typing import Literal, TypedDict


class PageInfo(TypedDict):
    """What a document says of its page."""

    content_sha256: str
    language: str | None
    profile: str | None
    source: str
    url: str | None


class Announcement(TypedDict):
    """A row of `announcements`."""

    announcement_id: str
    """Id of the announcement."""
    authors: list[str]
    """Who wrote it."""
    content_sha256: str
    """SHA-256 of the page's bytes."""
    gone: bool
    """Whether the page has left the web."""
    kind: Literal["event_announcement", "event_report", "appointment", "call", "meeting_notice", "other"] | None
    """What it is about."""
    language: str | None
    """Language of the text, BCP 47."""
    modified_on: str | None
    """Day of the last change that the page states."""
    profile: str | None
    """The site profile that was used."""
    published_on: str | None
    """Day of publication."""
    publisher: str | None
    """Who publishes the page."""
    source: str
    """Path or address of the page, as given."""
    title: str | None
    """Title, without the site's suffix."""
    url: str | None
    """Canonical address."""


class Appearance(TypedDict):
    """A row of `appearances`."""

    announcement_id: str
    """The announcement."""
    appearance_id: str
    """Id of the appearance."""
    event_id: str | None
    """The event; empty where the person appears in the announcement only."""
    person_id: str
    """The person."""
    position_id: str | None
    """The position in which the person appears."""
    role: Literal["speaker", "keynote", "panelist", "moderator", "chair", "opening", "closing", "organizer", "host", "contact", "author", "participant", "appointee", "predecessor", "honoree", "quoted"]
    """What the person does."""
    sequence: int | None
    """The person's place in the event, from 1."""
    talk_id: str | None
    """The talk given."""


class Deadline(TypedDict):
    """A row of `deadlines`."""

    announcement_id: str
    """The announcement that states it."""
    deadline_id: str
    """Id of the deadline."""
    due_on: str
    """The day."""
    due_time: str | None
    """Local time."""
    event_id: str | None
    """The event it belongs to."""
    kind: Literal["registration", "submission", "notification", "camera_ready", "application", "other"]
    """What is due."""
    timezone: str | None
    """IANA name, fixed offset, or the abbreviation as printed."""


class EventOrganizer(TypedDict):
    """A row of `event_organizers`."""

    announcement_id: str
    """The announcement that says so."""
    event_id: str
    """The event."""
    event_organizer_id: str
    """Id of the row."""
    institution_id: str
    """The institution."""
    role: Literal["organizer", "host", "co_organizer", "sponsor", "partner", "participant"]
    """What it does."""


class Event(TypedDict):
    """A row of `events`."""

    announcement_id: str
    """The announcement that names it."""
    city: str | None
    """City."""
    country: str | None
    """Country, ISO 3166-1 alpha-2."""
    end_time: str | None
    """Local time at which it ends."""
    ends_on: str | None
    """Last day."""
    event_id: str
    """Id of the event."""
    format: Literal["online", "in_person", "hybrid"] | None
    """Online, in person or both."""
    group_id: str
    """Equal for the same event announced on several pages."""
    kind: Literal["webinar", "seminar", "workshop", "conference", "lecture", "meeting", "ceremony", "training", "course", "defence", "other"] | None
    """What it is."""
    name: str | None
    """What the page calls it."""
    ordinal: int | None
    """Its number in the series."""
    series: str | None
    """The series it belongs to."""
    start_time: str | None
    """Local time at which it starts."""
    starts_on: str | None
    """First day."""
    status: Literal["cancelled", "postponed", "held"] | None
    """Cancelled, postponed or held, where the page says so."""
    theme: str | None
    """What it is about."""
    timezone: str | None
    """IANA name, fixed offset, or the abbreviation as printed."""
    url: str | None
    """Address to join or read more."""
    venue: str | None
    """Room, hall, building or platform."""


class Evidence(TypedDict):
    """A row of `evidence`."""

    announcement_id: str
    """The announcement it was read in."""
    confidence: float
    """The share of such values that is right, from 0 to 1."""
    end_byte: int | None
    """One past its last byte."""
    field: str
    """Column of the value."""
    in_table: Literal["announcements", "events", "event_organizers", "deadlines", "people", "institutions", "positions", "talks", "appearances", "evidence", "findings"]
    """Table of the value."""
    item: int | None
    """Position in a list, from 0."""
    locator: str | None
    """CSS path that selects exactly the element."""
    origin: Literal["profile", "metadata", "url", "text", "inferred", "override"]
    """Where it comes from."""
    quote: str
    """The exact slice, or the metadata's value."""
    row_id: str
    """Row of the value."""
    rule: str
    """Id of the selector, pattern or metadata key."""
    start_byte: int | None
    """First byte of the quote in the page's text."""
    value: str
    """The value."""


class Finding(TypedDict):
    """A row of `findings`."""

    announcement_id: str | None
    """The announcement."""
    code: str
    """Stable code, `snake_case`."""
    field: str | None
    """Column of the value."""
    finding_id: str
    """Id of the finding."""
    in_table: Literal["announcements", "events", "event_organizers", "deadlines", "people", "institutions", "positions", "talks", "appearances", "evidence", "findings"] | None
    """Table of the value it is about."""
    locator: str | None
    """CSS path of the place."""
    message: str
    """What was found, and what to do about it."""
    row_id: str | None
    """Row of the value."""
    severity: Literal["note", "warning"]
    """How much it matters."""


class Institution(TypedDict):
    """A row of `institutions`."""

    abbreviation: str | None
    """Its abbreviation."""
    country: str | None
    """Country the page prints, ISO 3166-1 alpha-2."""
    institution_id: str
    """Id of the institution."""
    kind: Literal["university", "institute", "school", "company", "government", "international", "association", "hospital", "other"] | None
    """What it is."""
    name: str
    """Its name; the abbreviation where no name is ever given."""
    parent_id: str | None
    """The institution it is a part of."""
    registry_country: str | None
    """Country in the registry."""
    registry_name: str | None
    """Name in the registry."""
    ror_id: str | None
    """Research Organization Registry id."""


class Person(TypedDict):
    """A row of `people`."""

    aliases: list[str]
    """Other spellings found."""
    family_name: str | None
    """Family name, where certain."""
    given_name: str | None
    """Given name, where certain."""
    honorifics: list[str]
    """Titles before the name and letters after it, in page order."""
    name: str
    """The fullest form printed, without honorifics."""
    name_order: Literal["given_first", "family_first", "unknown"]
    """Order of the printed name."""
    person_id: str
    """Id of the person."""


class Position(TypedDict):
    """A row of `positions`."""

    announcement_id: str
    """The announcement that states it."""
    change: Literal["holds", "appointed", "promoted", "elected", "awarded", "retired", "resigned", "died"]
    """What happens to the post."""
    effective_on: str | None
    """From which day."""
    institution_id: str | None
    """The institution."""
    person_id: str
    """The person."""
    position_id: str
    """Id of the position."""
    title: str | None
    """The post; empty where the page gives only the affiliation."""
    unit: str | None
    """Department, office, section."""


class Talk(TypedDict):
    """A row of `talks`."""

    abstract: str | None
    """Its abstract."""
    announcement_id: str
    """The announcement that names it."""
    event_id: str | None
    """The event."""
    kind: Literal["talk", "keynote", "panel", "practice", "poster", "lecture"]
    """What it is."""
    sequence: int | None
    """Its place in the event, from 1."""
    talk_id: str
    """Id of the talk."""
    title: str
    """Its title."""


class Document(TypedDict):
    """A document of annals: what one page says."""

    schema_version: int
    """Version of the contract."""
    page: PageInfo
    announcements: list[Announcement]
    appearances: list[Appearance]
    deadlines: list[Deadline]
    event_organizers: list[EventOrganizer]
    events: list[Event]
    evidence: list[Evidence]
    findings: list[Finding]
    institutions: list[Institution]
    people: list[Person]
    positions: list[Position]
    talks: list[Talk]
