"""Scores what extractors made of saved pages against the benchmarks' gold, with the benchmarks' own measures.

`score.py KIND GOLD RESULT.jsonl…`, where KIND is
- `shingles`: article-extraction-benchmark. Multisets of 4-token shingles; precision and recall are means over pages, F1 is theirs.
- `words`: WCXB. Multisets of lower-case words; the mean of the pages' F1, over all pages and over articles. Title (equal; `near`: one holds the
  other), author (the first) and date: recall over the pages whose gold has one, precision over the values given on those pages, and `strict` precision over all values given.
- `days`: htmldate's evaluation. The share of all pages whose day is the gold's.
`--split rest` scores the third of the pages that is kept unread while rules are tuned, `--split tune` the others. `--errors N` lists the N worst pages;
`--floors FILE --set NAME` fails where the first result is below a figure of that table.
"""
import argparse
import collections
import hashlib
import json
import pathlib
import re
import statistics
import sys
import tomllib
import unicodedata

WORD = re.compile(r"\w+")


def shingles(text, size=4):
    words = WORD.findall(text or "")
    grams = [tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))]
    return collections.Counter(gram for gram in grams if gram)


def overlap(gold, found):
    """Precision and recall of one page, as article-extraction-benchmark's evaluate.py counts them; None where undefined."""
    hits = sum((gold & found).values())
    false, missed = sum(found.values()) - hits, sum(gold.values()) - hits
    precision = None if hits + false == 0 else (1.0 if not false and not missed else hits / (hits + false))
    recall = None if hits + missed == 0 else (1.0 if not false and not missed else hits / (hits + missed))
    return precision, recall


def word_f1(gold, found):
    gold, found = (collections.Counter(WORD.findall((text or "").lower())) for text in (gold, found))
    if not gold:
        return float(not found)
    hits = sum((gold & found).values())
    return 2 * hits / (sum(gold.values()) + sum(found.values()))


def plain(value):
    """Letters and digits of a value, folded: `“AI” & law` is `ai law`."""
    value = unicodedata.normalize("NFKD", value or "").casefold()
    return " ".join(WORD.findall("".join(c for c in value if not unicodedata.combining(c))))


def names(value):
    """The names of an author line, in any order."""
    parts = re.split(r"[;,/|&]|\band\b", value or "")
    return tuple(filter(None, (plain(part) for part in parts)))


def same(field, want, have):
    """An author line is right where its first name is one of the gold's: some golds name the first of several."""
    return want == have if field != "author" else bool(have) and have[0] in want


def near(want, have):
    """A title that holds the gold's or is held by it."""
    return bool(want and have) and (want in have or have in want)


def day(value):
    found = re.match(r"\d{4}-\d\d-\d\d", value or "")
    return found.group() if found else ""


FIELDS = {"title": ("title", plain), "author": ("author", names), "date": ("published_on", day)}


def load(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").strip("\n").split("\n")
    pages = {}
    for line in map(json.loads, lines):
        if "page" in line:
            pages[line["id"]] = line["page"] or {}
        else:  # annals text --format jsonl
            stem = pathlib.Path(line["source"]).stem
            pages[stem] = {"text": line["body"], "title": line["title"], "date": line["published_on"],
                           "author": "; ".join(line["authors"])}
    return pages


def kept(identifier, split):
    third = hashlib.sha256(identifier.encode()).digest()[0] % 3 == 0
    return split == "all" or (split == "rest") == third


def score_shingles(gold, pages, errors):
    both = {row["id"]: overlap(shingles(row["body"]), shingles(pages.get(row["id"], {}).get("text"))) for row in gold}
    precision = statistics.mean(p for p, _ in both.values() if p is not None)
    recall = statistics.mean(r for _, r in both.values() if r is not None)
    worst = sorted(both.items(), key=lambda item: (item[1][0] or 0) + (item[1][1] or 0))[:errors]
    lines = [f"    {name} precision {p or 0:.3f} recall {r or 0:.3f}" for name, (p, r) in worst]
    return {"body": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall}, lines


def score_words(gold, pages, errors):
    body = {row["id"]: word_f1(row["body"], pages.get(row["id"], {}).get("text")) for row in gold}
    kinds = collections.defaultdict(list)
    for row in gold:
        kinds[row["page_type"]].append(body[row["id"]])
    figures = {"body": statistics.mean(body.values())}
    figures |= {f"body {kind}": statistics.mean(values) for kind, values in sorted(kinds.items())}
    lines = [f"    {name} {next(r['page_type'] for r in gold if r['id'] == name)} {value:.3f}"
             for name, value in sorted(body.items(), key=lambda item: item[1])[:errors]]
    for field, (key, form) in FIELDS.items():
        given = correct = strict = asked = close = 0
        for row in gold:
            want, have = form(row[key]), form(pages.get(row["id"], {}).get(field))
            asked += bool(want)
            given += bool(want and have)
            strict += bool(have)
            correct += bool(want) and same(field, want, have)
            close += field == "title" and near(want, have)
            if errors and want and not same(field, want, have):
                lines.append(f"    {field} {row['id']}: gold {row[key]!r} found {pages.get(row['id'], {}).get(field)!r}")
        if field == "title":
            figures["title near"] = close / asked
        figures |= {f"{field} recall": correct / asked, f"{field} precision": correct / max(given, 1),
                    f"{field} strict": correct / max(strict, 1)}
    return figures, lines


def score_days(gold, pages, errors):
    wrong = [(row["file"], row["published_on"], day(pages.get(row["file"].split(".")[0], {}).get("date"))) for row in gold]
    wrong = [row for row in wrong if row[1] != row[2]]
    lines = [f"    {name} gold {want} found {have or 'none'}" for name, want, have in wrong[: errors * 10]]
    return {"accuracy": 1 - len(wrong) / len(gold)}, lines


def gold_rows(kind, path):
    text = pathlib.Path(path).read_text(encoding="utf-8").strip("\n").split("\n")
    if kind != "days":
        return [json.loads(line) for line in text]
    header, *rows = (line.split("\t") for line in text)
    return [dict(zip(header, row)) | {"id": row[0]} for row in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["shingles", "words", "days"])
    parser.add_argument("gold")
    parser.add_argument("results", nargs="+")
    parser.add_argument("--split", choices=["all", "tune", "rest"], default="all")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--floors", help="a TOML file; the first result must reach the figures of its table --set")
    parser.add_argument("--set", default="")
    options = parser.parse_args()
    gold = [row for row in gold_rows(options.kind, options.gold) if kept(row["id"], options.split)]
    measure = {"shingles": score_shingles, "words": score_words, "days": score_days}[options.kind]
    floors = tomllib.loads(pathlib.Path(options.floors).read_text())[options.set] if options.floors else {}
    for result in options.results:
        figures, lines = measure(gold, load(result), options.errors)
        shown = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
        print(f"{pathlib.Path(result).stem:24} {len(gold):4} pages  {shown}")
        print("\n".join(lines) + "\n" if lines else "", end="")
        below = [f"{name} {figures[name]:.4f} < {floor}" for name, floor in floors.items() if figures[name] < floor - 1e-9]
        if below:
            sys.exit(f"{result}: below its floor: {', '.join(below)}")
        floors = {}


if __name__ == "__main__":
    main()
