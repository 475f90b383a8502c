"""dataset.json and documents.jsonl are what the published JSON Schemas say, by another validator than the one that the tests in Rust use.

    python check_schema.py SCHEMAS FOLDER...     SCHEMAS is docs/schema; each folder has dataset.json, perhaps documents.jsonl
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator


def validator(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check(name, schema, document):
    errors = [f"{error.json_path}: {error.message}" for error in schema.iter_errors(document)]
    assert not errors, f"{name}: {errors[:5]}"


schemas = Path(sys.argv[1])
of_dataset, of_document = validator(schemas / "dataset.schema.json"), validator(schemas / "document.schema.json")
for folder in map(Path, sys.argv[2:]):
    check(folder, of_dataset, json.loads((folder / "dataset.json").read_text(encoding="utf-8")))
    documents = folder / "documents.jsonl"
    lines = documents.read_bytes().split(b"\n")[:-1] if documents.exists() else []
    for number, line in enumerate(lines, 1):
        check(f"{documents}:{number}", of_document, json.loads(line))
    print(f"{folder}: jsonschema: dataset.json and {len(lines)} documents are what the schemas say")
