"""Excel, with openpyxl: read_xlsx.py FOLDER"""

import datetime
import re
import sys
from pathlib import Path

import openpyxl
from openpyxl.utils.escape import unescape

from dataset import load, number, same, told

LONGEST = 32767


def cell(value):
    """A value of Excel as text, as in JSON."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if value.second == 0 else "seconds")
    # Excel takes _x0041_ in a file for the character of that number, and so does not openpyxl.
    return unescape(value) if isinstance(value, str) else value


def expected(name, value):
    """A value of JSON as Excel has it; an empty text is an empty cell."""
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str) and len(value.encode("utf-16-le")) // 2 > LONGEST:
        value = value[: LONGEST - 1] + "…"
    return None if value == "" else number(value)


tables = load(sys.argv[1])
book = openpyxl.load_workbook(Path(sys.argv[1]) / "dataset.xlsx")
assert book.sheetnames == list(tables), book.sheetnames
assert book.active.title == "who_spoke", book.active.title
assert book.properties.created == datetime.datetime(2000, 1, 1), book.properties.created
days = links = 0
for table, rows in tables.items():
    sheet = book[table]
    assert sheet.freeze_panes == "A2", sheet.freeze_panes
    assert sheet.auto_filter.ref == sheet.dimensions, (table, sheet.auto_filter.ref, sheet.dimensions)
    assert all(8 <= width.width <= 62 for width in sheet.column_dimensions.values()), table
    heads, *lines = sheet.iter_rows()
    names = [head.value for head in heads]
    assert all(head.font.bold for head in heads)
    for line in lines:
        for one in line:
            assert one.data_type != "f", f"{table}!{one.coordinate} is a formula"
            is_day = isinstance(one.value, (datetime.datetime, datetime.time))
            days += is_day
            assert is_day or not re.fullmatch(r"(19[1-9]\d|2\d{3})-\d\d-\d\d", str(one.value)) or names[one.column - 1] in ("value", "quote", "name", "title"), one.value
            if one.hyperlink:
                links += 1
                assert one.hyperlink.target.startswith(("https://", "http://")), one.hyperlink.target
    read = [dict(zip(names, (cell(one.value) for one in line))) for line in lines]
    same("Excel", table, read, [{name: expected(name, value) for name, value in row.items()} for row in rows])
assert days > 0 and links > 0, (days, links)
told("Excel", tables)
