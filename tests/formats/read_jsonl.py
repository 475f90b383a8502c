"""JSON Lines: read_jsonl.py FOLDER"""

import json
import sys
from pathlib import Path

from dataset import TABLES, load, same, told

tables = load(sys.argv[1])
del tables["who_spoke"]
with open(Path(sys.argv[1]) / "documents.jsonl", encoding="utf-8", newline="\n") as file:
    documents = [json.loads(line) for line in file]
sources = [document["page"]["source"] for document in documents]
assert len(set(sources)) == len(sources), "a page has two documents"
assert all(sources[:-1]), "only the last document may be of no page"
for table, rows in tables.items():
    same("JSON Lines", table, [row for document in documents for row in document[table]], rows)
told("JSON Lines", tables)
