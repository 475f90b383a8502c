// The data of the report: blocks of packed JSON that are unpacked when somebody looks at them, and kept.

const META = JSON.parse(document.getElementById("meta").textContent);
const TABLES = META.tables;
const kept = new Map();

function once(key, make) {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key);
}

async function unpack(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at++) bytes[at] = packed.charCodeAt(at);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(plain).text());
}

function description(name) {
  return TABLES.find((table) => table.name === name);
}

// A table: `columns` say what they are, `cells[column][row]` hold values, `pages[row]` the pages that speak of the row.
function table(name) {
  return once(`table ${name}`, async () => {
    const told = description(name);
    const data = name === "evidence" ? await evidence() : await unpack(`table-${name}`);
    const to = [...new Set(told.columns.map((column) => column.to).filter((to) => to && to !== "in_table"))];
    const result = { name, columns: told.columns, size: told.rows, cells: data.columns, pages: data.pages, of: data.of };
    // Columns that lead to other tables show what the rows there are called.
    if (to.length) await Promise.all(to.filter((other) => other !== name).map(table));
    if (told.columns.some((column) => column.to === "in_table")) await Promise.all(TABLES.map(({ name: other }) => ["evidence", "findings", name].includes(other) ? null : table(other)));
    loaded.set(name, result);
    return result;
  });
}

// Tables that are here already, for code that cannot wait.
const loaded = new Map();

function column(rows, name) {
  return rows.cells[rows.columns.findIndex((column) => column.name === name)];
}

const NAMES = ["name", "theme", "title", "message"];

// What people would call a row.
function label(name, row) {
  const rows = loaded.get(name);
  if (!rows) return `${spoken(name)} ${row + 1}`;
  for (const named of NAMES) {
    const text = column(rows, named)?.[row];
    if (text) return text;
  }
  const person = column(rows, "person_id")?.[row];
  const institution = column(rows, "institution_id")?.[row];
  const who = typeof person === "number" ? label("people", person) : null;
  const where = typeof institution === "number" ? label("institutions", institution) : null;
  const what = column(rows, "role")?.[row] ?? column(rows, "due_on")?.[row];
  if (rows.name === "announcements") return column(rows, "source")[row];
  return [who, what && spoken(what), where].filter(Boolean).join(", ") || `${spoken(name)} ${row + 1}`;
}

// The table that a cell leads to, if it leads anywhere.
function target(rows, at, row) {
  const { to } = rows.columns[at];
  if (!to || typeof rows.cells[at][row] !== "number") return null;
  return to === "in_table" ? column(rows, "in_table")[row] : to;
}

// A cell as text, as it is searched, sorted and filtered.
function textOf(rows, at, row) {
  const value = rows.cells[at][row];
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join("; ");
  const to = target(rows, at, row);
  if (to) return label(to, value);
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

// The pages of the report: source, address, announcements, number of values.
function pages() {
  return once("pages", async () => {
    const [list] = await Promise.all([unpack("pages"), table("announcements"), table("findings")]);
    const findings = new Map();
    loaded.get("findings").pages.forEach((on) => on?.forEach((page) => findings.set(page, (findings.get(page) ?? 0) + 1)));
    const announced = loaded.get("announcements");
    return list.map(([source, url, announcements, values], number) => {
      const [first] = announcements;
      const known = (name) => (first === undefined ? null : column(announced, name)[first]);
      return { number, source, url, announcements, values, findings: findings.get(number) ?? 0, title: known("title") ?? source,
        published: known("published_on"), language: known("language"), publisher: known("publisher") };
    });
  });
}

function texts(block) {
  return once(`texts ${block}`, () => unpack(`texts-${block}`));
}

// A page with its text and values, each value an object.
async function page(number) {
  const [list] = await Promise.all([pages(), ...TABLES.filter(({ name }) => name !== "evidence").map(({ name }) => table(name))]);
  const data = (await texts(Math.floor(number / META.pages_a_block)))[number % META.pages_a_block];
  return { ...list[number], ...data, values: data.values.map((value) => read(value, data)), rivals: data.rivals.map((value) => read(value, data)) };
}

function read([inTable, row, at, item, value, origin, start, end, quote, rule, locator, confidence], page) {
  const said = quote ?? page.text.slice(start, end);
  return { table: TABLES[inTable].name, row, field: TABLES[inTable].columns[at].name, item, value: value ?? said, origin: page.words[origin],
    start, end, quote: said, rule: page.words[rule], locator: locator === null ? null : page.words[locator], confidence };
}

// The evidence of all pages as a table.
async function evidence() {
  const blocks = Math.ceil(META.pages / META.pages_a_block);
  const { columns: told } = description("evidence");
  const columns = told.map(() => []);
  const on = [];
  const list = await pages();
  for (let block = 0; block < blocks; block++) {
    (await texts(block)).forEach((data, within) => {
      const number = block * META.pages_a_block + within;
      const bytes = counter(data.text);
      for (const packed of data.values) {
        const value = read(packed, data);
        [value.table, value.row, value.field, value.item, value.value, list[number].announcements[0] ?? null, value.origin, value.locator,
          value.start === null ? null : bytes(value.start), value.end === null ? null : bytes(value.end), value.quote, value.rule, value.confidence]
          .forEach((cell, at) => columns[at].push(cell));
        on.push([number]);
      }
    });
    kept.delete(`texts ${block}`);
  }
  return { columns, pages: on };
}

// From places in UTF-16 back to the bytes that `annals text --raw` counts in.
function counter(text) {
  const plain = /^[\u0000-\u007f]*$/.test(text);
  let units = 0;
  let bytes = 0;
  const to = (end) => {
    if (end < units) { units = 0; bytes = 0; }
    for (; units < end; units++) {
      const code = text.charCodeAt(units);
      // Each half of a surrogate pair stands for two of its four bytes.
      bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
    }
    return bytes;
  };
  return plain ? (end) => end : to;
}
