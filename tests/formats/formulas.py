"""Whether LibreOffice took cells for formulas: formulas.py FOLDER... --but FOLDER. In the last one there must be some, or the test would show nothing."""

import sys
from pathlib import Path

import openpyxl


def formulas(folder):
    """Cells, and formulas among them, of all workbooks in a folder."""
    files = sorted(Path(folder).glob("*.xlsx"))
    assert files, f"{folder} holds no workbook"
    cells = [cell for file in files for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row]
    found = [cell.value for cell in cells if cell.data_type == "f"]
    if Path(folder).name == "book":
        # So does LibreOffice write a truth value that it has read as one; in CSV there are none.
        found = [formula for formula in found if formula not in ("=TRUE()", "=FALSE()")]
    return len([cell for cell in cells if cell.value is not None]), found


for folder in sys.argv[1:-2]:
    cells, found = formulas(folder)
    assert not found, f"{folder}: {found[:5]}"
    print(f"{Path(folder).name}: {cells} cells, no formula")
cells, found = formulas(sys.argv[-1])
assert found, f"{sys.argv[-1]}: LibreOffice runs nothing here, so that the others show nothing"
print(f"{Path(sys.argv[-1]).name}: {cells} cells, {len(found)} formulas")
