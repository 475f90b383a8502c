"""datapackage.json as frictionless reads it: it is valid, so is every file that it describes, and the rows are those of dataset.json.

    python read_datapackage.py FOLDER...     each with CSV, datapackage.json and dataset.json
"""

import json
import sys
from pathlib import Path

from dataset import load, same
from frictionless import Package, system


def unguarded(text):
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    rest = text.lstrip("'")
    return text[1:] if text.startswith("'") and rest[:1] in "=+-@\t\r" and rest else text


def plain(value, kind):
    if kind == "list":
        items = unguarded("; ".join(value)) if value else ""
        return [item for item in items.split("; ") if item]
    if kind == "number" and value is not None:
        return round(float(value), 3)
    return unguarded(value) if isinstance(value, str) else value


def expected(value, kind):
    if kind == "list":
        return [item for item in "; ".join(value).split("; ") if item]
    return round(value, 3) if kind == "number" and value is not None else value


def check(folder):
    package = Package(str(folder / "datapackage.json"))
    report = package.validate()
    for message in report.flatten(["title", "rowNumber", "fieldName", "type", "note"])[:20]:
        print("  ", message)
    assert report.valid, f"{folder}: frictionless finds errors"
    dataset = load(folder)
    described = {resource.name: resource for resource in package.resources}
    tables = {path.stem for path in folder.glob("*.csv")}
    assert set(described) == tables, f"{folder}: {set(described) ^ tables}"
    rows_read = 0
    for name, resource in described.items():
        assert resource.hash.startswith("sha256:") and resource.bytes == (folder / resource.path).stat().st_size
        assert all(field.description for field in resource.schema.fields), name
        kinds = {field.name: field.type for field in resource.schema.fields}
        rows = [{column: plain(row[column], kind) for column, kind in kinds.items()} for row in resource.read_rows()]
        rows_read += len(rows)
        wanted = [{column: expected(row[column], kind) for column, kind in kinds.items()} for row in dataset[name]]
        same("frictionless", name, rows, wanted)
    broken(folder)
    return len(described), rows_read


def broken(folder):
    """What is described is checked: a changed byte, and a reference that leads nowhere, are found."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["name"] in ("people", "positions", "announcements", "institutions")]
    for resource in package["resources"]:
        if resource["name"] == "people":
            resource["hash"] = "sha256:" + "0" * 64
    wrong = Package.from_descriptor(package, basepath=str(folder)).validate()
    assert not wrong.valid and "hash-count" in {error[0] for error in wrong.flatten(["type"])}, f"{folder}: the hash is not checked"


with system.use_context(trusted=True):
    for folder in map(Path, sys.argv[1:]):
        tables, rows = check(folder)
        print(f"{folder}: frictionless: {tables} tables valid, {rows} rows, those of dataset.json")
