"""CSV, with Python's own reader: read_csv.py FOLDER [--excel] [--raw]"""

import csv
import sys
from pathlib import Path

from dataset import load, number, same, told

FORMULA = tuple("=+-@\t\r")


def text(value):
    """A value of JSON as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{number(value):.3f}".rstrip("0").rstrip(".")
    return str(value)


def plain(cell):
    """The cell without what keeps spreadsheets from running it."""
    is_guarded = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
    return cell[1:] if is_guarded else cell


folder, is_excel, is_raw = Path(sys.argv[1]), "--excel" in sys.argv, "--raw" in sys.argv
tables = load(folder)
formulas = 0
for table, rows in tables.items():
    content = (folder / f"{table}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == is_excel, f"{table}.csv: byte order mark"
    assert content.endswith(b"\r\n") == is_excel, f"{table}.csv: ends of lines"
    with open(folder / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file))
    cells = [cell for row in read for cell in row.values()]
    formulas += sum(cell.startswith(FORMULA) for cell in cells)
    if not is_raw:
        read = [{name: plain(cell) for name, cell in row.items()} for row in read]
    columns = [{name: text(value) for name, value in row.items()} for row in rows]
    same("CSV", table, read, columns)
assert (formulas > 0) == is_raw, f"{formulas} cells are formulas"
told("CSV", tables)
