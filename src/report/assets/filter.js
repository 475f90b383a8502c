// Searching, filtering and sorting the rows of a table. What is compared is folded: case and accents do not matter.

const ORDER = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// The text of each row, folded once for all searches.
function haystack(rows) {
  rows.haystack ??= Array.from({ length: rows.size }, (_, row) => {
    let text = "";
    for (let at = 0; at < rows.columns.length; at++) {
      if (rows.columns[at].kind !== "id" || rows.columns[at].to) text += `${textOf(rows, at, row)}\n`;
    }
    return folded(text);
  });
  return rows.haystack;
}

// The rows that hold all words, pass all filters, in the order that was asked for.
function found(rows, { query = "", filters = {}, sort = "" }) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const texts = words.length ? haystack(rows) : null;
  const tests = Object.entries(filters).map(([name, wanted]) => test(rows, name, wanted)).filter(Boolean);
  const result = [];
  for (let row = 0; row < rows.size; row++) {
    if (words.every((word) => texts[row].includes(word)) && tests.every((passes) => passes(row))) result.push(row);
  }
  return sorted(rows, result, sort);
}

function test(rows, name, wanted) {
  const at = rows.columns.findIndex((column) => column.name === name.replace(/[<>]$/, ""));
  if (at < 0) return null;
  if (name.endsWith(">")) return (row) => textOf(rows, at, row) >= wanted;
  if (name.endsWith("<")) return (row) => { const text = textOf(rows, at, row); return text !== "" && text.slice(0, wanted.length) <= wanted; };
  return (row) => textOf(rows, at, row) === (wanted === "∅" ? "" : wanted);
}

function sorted(rows, list, sort) {
  const at = rows.columns.findIndex((column) => column.name === sort.replace(/^-/, ""));
  if (at < 0) return list;
  const back = sort.startsWith("-") ? -1 : 1;
  const keys = new Map(list.map((row) => [row, textOf(rows, at, row)]));
  // Rows that say nothing come last, whichever way; equal ones stay as they stand.
  return list.sort((one, two) => {
    const [a, b] = [keys.get(one), keys.get(two)];
    if (a === "" || b === "") return (a === "") - (b === "");
    return back * ORDER.compare(a, b) || one - two;
  });
}

// The choices of a column: its values and how often each stands there, if they are few enough to choose from.
function choices(rows, at) {
  rows.choices ??= [];
  rows.choices[at] ??= count(rows, at);
  return rows.choices[at];
}

const CHOICES = 60;
const CHOSEN = new Set(["country", "registry_country", "language", "publisher", "code", "in_table", "field", "series", "city", "rule", "timezone", "profile"]);

function count(rows, at) {
  const { kind, name } = rows.columns[at];
  if (kind !== "word" && kind !== "boolean" && !CHOSEN.has(name)) return [];
  const counts = new Map();
  for (let row = 0; row < rows.size; row++) {
    const text = textOf(rows, at, row);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  if (counts.size < 2 || counts.size > CHOICES) return [];
  return [...counts].sort(([a, one], [b, two]) => (a === "") - (b === "") || two - one || ORDER.compare(a, b));
}
