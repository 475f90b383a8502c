"""SQLite, with Python's own reader: read_sqlite.py FOLDER"""

import json
import sqlite3
import sys
from pathlib import Path

from dataset import load, number, same, told

tables = load(sys.argv[1])
database = sqlite3.connect(f"file:{Path(sys.argv[1]) / 'dataset.sqlite'}?mode=ro", uri=True)
database.row_factory = sqlite3.Row
ask = lambda question: [dict(row) for row in database.execute(question)]
assert ask("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
assert ask("PRAGMA foreign_key_check") == []
assert ask("PRAGMA user_version") == [{"user_version": 1}]


def value(expected, stored):
    """A value of SQLite as in JSON: lists are JSON, truth is 0 or 1."""
    if isinstance(expected, list):
        return json.loads(stored)
    if isinstance(expected, bool):
        return bool(stored)
    return stored


for table, rows in tables.items():
    read = ask(f"SELECT * FROM {table} ORDER BY rowid")
    assert len(read) == len(rows), f"{table}: {len(read)} rows, {len(rows)} in JSON"
    if table == "who_spoke":
        read = [{**row, "honorifics": json.loads(row["honorifics"])} for row in read]
    else:
        read = [{name: value(row[name], line[name]) for name in line} for line, row in zip(read, rows)]
    same("SQLite", table, read, [{name: number(one) for name, one in row.items()} for row in rows])

# What the views say follows from the rows.
by_id = {row["position_id"]: row for row in tables["positions"]}
spoke = {}
for row in tables["appearances"]:
    institution = by_id.get(row["position_id"], {}).get("institution_id")
    if institution and row["role"] in ("speaker", "keynote", "panelist"):
        spoke.setdefault(institution, []).append(row["person_id"])
view = ask("SELECT * FROM speakers_by_institution")
assert sorted((len(set(people)), len(people)) for people in spoke.values()) == sorted(
    (row["speakers"], row["appearances"]) for row in view)
months = {}
for row in tables["events"]:
    if row["starts_on"]:
        months.setdefault(row["starts_on"][:7], set()).add(row["group_id"])
assert {row["month"]: row["events"] for row in ask("SELECT * FROM events_by_month")} == {
    month: len(groups) for month, groups in months.items()}
for name, table in (("people_with_positions", "positions"), ("talks_with_speakers", "talks"), ("deadlines_by_day", "deadlines")):
    assert len(ask(f"SELECT * FROM {name}")) == len(tables[table]), name
plan = " ".join(row["detail"] for row in ask("EXPLAIN QUERY PLAN SELECT * FROM positions WHERE person_id = 'x'"))
assert "positions_by_person_id" in plan, plan
told("SQLite", tables)
