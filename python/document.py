"""Writes ``annals/document.py``, the types of a document, from its JSON Schema: ``annals schema | python3 document.py > annals/document.py``."""

from __future__ import annotations

import json
import sys
from typing import Any

HEAD = '''"""The types of a document: what `annals.extract` gives. Made by ``document.py`` from ``annals schema``; not to be edited."""

from __future__ import annotations

from typing import Literal, TypedDict
'''
IRREGULAR = {"people": "Person", "evidence": "Evidence"}
TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def row_name(table: str) -> str:
    """``event_organizers`` → ``EventOrganizer``."""
    words = table.removesuffix("s").split("_")
    return IRREGULAR.get(table) or "".join(word.capitalize() for word in words)


def type_of(cell: dict[str, Any]) -> str:
    if "enum" in cell:
        words = ", ".join(json.dumps(word) for word in cell["enum"] if word is not None)
        return f"Literal[{words}]" + (" | None" if None in cell["enum"] else "")
    if cell["type"] == "array":
        return f"list[{type_of(cell['items'])}]"
    kinds = cell["type"] if isinstance(cell["type"], list) else [cell["type"]]
    return " | ".join(TYPES[kind] for kind in kinds)


def typed(name: str, doc: str, fields: dict[str, tuple[str, str]]) -> str:
    lines = [f"\n\nclass {name}(TypedDict):", f'    """{doc}"""', ""]
    for field, (kind, meaning) in fields.items():
        lines.append(f"    {field}: {kind}")
        lines.extend([f'    """{meaning}"""'] if meaning else [])
    return "\n".join(lines) + "\n"


def cells(properties: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {name: (type_of(cell), cell["description"]) for name, cell in properties.items()}


def main() -> None:
    schema = json.load(sys.stdin)
    properties, out = schema["properties"], [HEAD]
    tables = {name: table["items"] for name, table in properties.items() if table.get("type") == "array"}
    page = {name: (type_of(cell), "") for name, cell in properties["page"]["properties"].items()}
    out.append(typed("PageInfo", "What a document says of its page.", page))
    for name, row in tables.items():
        out.append(typed(row_name(name), f"A row of `{name}`.", cells(row["properties"])))
    fields = {"schema_version": ("int", "Version of the contract."), "page": ("PageInfo", "")}
    fields |= {name: (f"list[{row_name(name)}]", "") for name in tables}
    out.append(typed("Document", schema["title"] + ".", fields))
    sys.stdout.write("".join(out))


if __name__ == "__main__":
    main()
