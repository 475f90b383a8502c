"""The CSV files of a dataset, written once more by Python's own writer in other dialects, for annals to read: rewrite_csv.py FROM TO"""

import csv
import shutil
import sys
from pathlib import Path

old, new = map(Path, sys.argv[1:])
DIALECTS = [
    {"quoting": csv.QUOTE_ALL, "lineterminator": "\r\n"},
    {"quoting": csv.QUOTE_MINIMAL, "lineterminator": "\n"},
    {"quoting": csv.QUOTE_NONNUMERIC, "lineterminator": "\r\n"},
]
shutil.rmtree(new, ignore_errors=True)
new.mkdir(parents=True)
cells = 0
for number, path in enumerate(sorted(old.glob("*.csv"))):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    cells += sum(map(len, rows))
    # Every other file has a byte order mark, as Excel writes it.
    with open(new / path.name, "w", encoding="utf-8-sig" if number % 2 else "utf-8", newline="") as file:
        csv.writer(file, **DIALECTS[number % len(DIALECTS)]).writerows(rows)
assert cells > 0, f"{old} holds no cells"
print(f"CSV: {cells} cells written once more by Python")
