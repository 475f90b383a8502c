"""The rows of a dataset as JSON has them, what other formats are compared with, and how a difference is told."""

import json
import sys
from collections import Counter
from pathlib import Path

TABLES = ["announcements", "events", "event_organizers", "deadlines", "people", "institutions", "positions", "talks",
          "appearances", "evidence", "findings"]


def load(folder):
    """The tables of dataset.json, and the flat sheet as it follows from them."""
    data = json.loads((Path(folder) / "dataset.json").read_text(encoding="utf-8"))
    tables = {name: data[name] for name in TABLES}
    assert sum(map(len, tables.values())) > 0, f"{folder} holds no rows"
    return {"who_spoke": who_spoke(tables), **tables}


def who_spoke(tables):
    """A row an appearance, names instead of ids."""
    by_id = {next(iter(row.values())): row for name in TABLES if name != "evidence" for row in tables[name]}
    nothing = {}

    def row(appearance):
        find = lambda column: by_id.get(appearance[column], nothing)
        event, person, position = find("event_id"), find("person_id"), find("position_id")
        institution = by_id.get(position.get("institution_id"), nothing)
        announcement = find("announcement_id")
        return {
            "starts_on": event.get("starts_on"), "event": event.get("name") or event.get("theme"), "series": event.get("series"),
            "person": person["name"], "honorifics": person["honorifics"], "role": appearance["role"],
            "talk": find("talk_id").get("title"), "position": position.get("title"), "unit": position.get("unit"),
            "institution": institution.get("name"), "abbreviation": institution.get("abbreviation"),
            "country": institution.get("country"), "announcement_title": announcement["title"], "url": announcement["url"],
        }

    rows = [row(appearance) for appearance in tables["appearances"]]
    return sorted(rows, key=lambda row: (row["starts_on"] is None, row["starts_on"] or ""))


def same(name, table, read, expected):
    """Ends the run where the rows are not the same; the flat sheet has an order of its own within a day."""
    if table == "who_spoke":
        days = lambda rows: [row["starts_on"] for row in rows]
        if days(read) != days(expected):
            sys.exit(f"{name}: who_spoke is not in the order of days")
        shown = lambda rows: Counter(json.dumps(row, ensure_ascii=False) for row in rows)
        missing, surplus = shown(expected) - shown(read), shown(read) - shown(expected)
        if missing or surplus:
            sys.exit(f"{name}: who_spoke: missing {list(missing)[:3]}, surplus {list(surplus)[:3]}")
        return
    if len(read) != len(expected):
        sys.exit(f"{name}: {table}: {len(read)} rows, {len(expected)} in JSON")
    for number, (one, other) in enumerate(zip(read, expected)):
        if one != other:
            keys = [key for key in other if one.get(key, "no such column") != other[key]]
            told = [(key, one.get(key), other[key]) for key in keys]
            sys.exit(f"{name}: {table}: row {number}: {told or (list(one), list(other))}")


def number(value):
    """Shares have three digits in all formats but JSON."""
    return round(value, 3) if isinstance(value, float) else value


def told(name, tables):
    print(f"{name}: {sum(map(len, tables.values()))} rows in {len(tables)} tables are those of JSON")
