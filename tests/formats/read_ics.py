"""events.ics as another reader sees it: an entry for each event of dataset.json of which a whole day is known, with its times, its zone and its words.

    python read_ics.py FOLDER...     each with events.ics and dataset.json
"""

import datetime
import json
import re
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Calendar

UTC = {"UTC", "UCT", "GMT", "Zulu", "Universal", "Greenwich"}


def day(text):
    return datetime.date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def span(event):
    """What the calendar is to say: the first and the last moment, as days, or as local times with the zone."""
    first = day(event["starts_on"])
    last = max(first, day(event["ends_on"]) or first)
    if not event["start_time"]:
        return first, last + datetime.timedelta(days=1), None
    clock = datetime.time.fromisoformat
    start = datetime.datetime.combine(first, clock(event["start_time"]))
    end = event["end_time"] and datetime.datetime.combine(last, clock(event["end_time"]))
    return start, end if end and end > start else None, zone(event["timezone"])


def zone(name):
    if name and re.fullmatch(r"[+-]\d\d:\d\d", name):
        sign = -1 if name[0] == "-" else 1
        return datetime.timezone(sign * datetime.timedelta(hours=int(name[1:3]), minutes=int(name[4:])))
    if name and name.removeprefix("Etc/") in UTC:
        return datetime.timezone.utc
    return ZoneInfo(name) if name in available_timezones() else None


def same(told, local, tz):
    """Whether a property is this local time in this zone; an entry at a fixed offset is told in UTC."""
    if tz is None or not isinstance(local, datetime.datetime):
        return told == local and getattr(told, "tzinfo", None) is None
    if isinstance(tz, ZoneInfo):
        return str(told.tzinfo) == tz.key and told.replace(tzinfo=None) == local
    return told.utcoffset() == datetime.timedelta(0) and told == local.replace(tzinfo=tz)


def check_lines(raw):
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "a line is longer than 75 octets"
    for line in lines:
        line.decode("utf-8")


def observed(calendar, name, local):
    """The offset that the calendar's own zone has at a local time: that of the last change of clocks before it."""
    zones = [part for part in calendar.walk("VTIMEZONE") if part["TZID"] == name]
    assert len(zones) == 1, f"{name}: {len(zones)} zones"
    changes = [(part["DTSTART"].dt, part["TZOFFSETTO"].td) for part in zones[0].subcomponents]
    return max(change for change in changes if change[0] <= local)[1]


def printed(text):
    """A text as a calendar may hold it: with spaces for control characters, which it has not (RFC 5545, 3.1)."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text or "")


def check_event(event, entry, calendar, talks, people):
    start, end, tz = span(event)
    assert same(entry["DTSTART"].dt, start, tz), (event["event_id"], entry["DTSTART"].dt, start, tz)
    assert ("DTEND" in entry) == (end is not None), (event["event_id"], end)
    if end is not None:
        assert same(entry["DTEND"].dt, end, tz), (event["event_id"], entry["DTEND"].dt, end)
    if isinstance(tz, ZoneInfo):
        wanted = start.replace(tzinfo=tz).utcoffset()
        gap = start.replace(tzinfo=tz).astimezone(datetime.timezone.utc).astimezone(tz).replace(tzinfo=None) != start
        assert gap or observed(calendar, tz.key, start) == wanted, (event["event_id"], tz.key)
    name, venue = printed(event["name"]), printed(event["venue"])
    heading = printed(event["theme"]) or name
    assert not heading or heading in entry["SUMMARY"] or name in entry["SUMMARY"], event["event_id"]
    assert not venue or venue in entry["LOCATION"], event["event_id"]
    status = {"cancelled": "CANCELLED", "postponed": "TENTATIVE", "held": "CONFIRMED"}.get(event["status"])
    assert entry.get("STATUS") == status, event["event_id"]
    said = str(entry.get("DESCRIPTION", ""))
    for row in talks:
        assert people[row["person_id"]] in said, (event["event_id"], said)
    assert entry["DTSTAMP"].dt.time() == datetime.time(0, 0)


def check(folder):
    raw = (folder / "events.ics").read_bytes()
    check_lines(raw)
    calendar = Calendar.from_ical(raw)
    dataset = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    people = {row["person_id"]: row["name"] for row in dataset["people"]}
    entries = {str(entry["UID"]): entry for entry in calendar.walk("VEVENT")}
    assert len(entries) == len(calendar.walk("VEVENT")), "a UID stands twice"
    assert not [error for part in calendar.walk() for error in part.errors]
    whole = {f"{event['event_id']}@annals": event for event in dataset["events"] if day(event["starts_on"])}
    assert set(entries) == set(whole), set(entries) ^ set(whole)
    left_out = len(dataset["events"]) - len(whole)
    told = re.search(r"(\d+)$", str(calendar.get("DESCRIPTION", "0")))
    assert int(told[1]) == left_out, (told, left_out)
    for uid, event in whole.items():
        of_event = [row for row in dataset["appearances"] if row["event_id"] == event["event_id"]]
        check_event(event, entries[uid], calendar, of_event, people)
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    print(f"{folder}: icalendar: {len(entries)} entries, those of dataset.json; {left_out} events without a whole day; zones: {sorted(zones)}")


for folder in map(Path, sys.argv[1:]):
    check(folder)
