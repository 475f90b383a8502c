// A table with search, filters, sortable columns and pages of rows. What is asked for stands in the address, so it can be sent and gone back to.

const ROWS = 50;
// What helps few readers stands last, or not at all.
const LEFT_OUT = new Set(["content_sha256", "finding_id", "name_order"]);

async function tableView(main, name, ask) {
  const rows = await table(name);
  main.append(h("h1", null, heading(name)), h("p", { class: "lead" }, ABOUT[name]));
  tableBox(main, rows, ask, `table/${name}`);
}

const ABOUT = {
  who_spoke: "The flat sheet: one row for each person at each event, names in place of ids.",
  announcements: "One row an announcement; a page has none, one or several.",
  events: "Something that takes place on a date.",
  event_organizers: "Institutions that do something for an event.",
  deadlines: "Days by which something is due.",
  people: "Each person once, merged within and across pages.",
  institutions: "Each institution once, merged within and across pages.",
  positions: "A person holds, gains or leaves a post.",
  talks: "Something presented at an event.",
  appearances: "A person does something at an event, or in the announcement itself.",
  evidence: "Why each value is what it is: its rule, place, quote and confidence.",
  findings: "What a careful reader would query.",
};

function tableBox(main, rows, ask, route) {
  const shownColumns = rows.columns.map((_, at) => at).filter((at) => !LEFT_OUT.has(rows.columns[at].name) && !(rows.columns[at].kind === "id" && !rows.columns[at].to));
  const state = { query: ask.get("q") ?? "", sort: ask.get("s") ?? "", first: Number(ask.get("p") ?? 1), filters: {} };
  for (const [key, value] of ask) if (key.startsWith("f.")) state.filters[key.slice(2)] = value;
  const head = h("tr");
  const body = h("tbody");
  const told = h("p", { class: "told", role: "status" });
  const pager = h("div", { class: "pager" });
  const search = h("input", { type: "search", id: "search", value: state.query, placeholder: "Search all columns", autocomplete: "off", spellcheck: false,
    oninput: () => change({ query: search.value }) });
  const box = filterBox(rows, shownColumns, state, () => change({}));
  const wide = h("div", { class: "wide", role: "region", "aria-label": `${heading(rows.name)}, scrolls sideways`, tabIndex: 0 },
    h("table", null, h("caption", { class: "hidden" }, heading(rows.name)), h("thead", null, head), body));
  main.append(h("div", { class: "tools", role: "search" }, h("label", { class: "grow" }, h("span", { class: "hidden" }, "Search"), search), box), told, wide, pager);

  function change(what) {
    Object.assign(state, { first: 1 }, what);
    draw();
  }

  function draw() {
    const list = found(rows, state);
    const last = Math.max(1, Math.ceil(list.length / ROWS));
    state.first = Math.min(Math.max(1, state.first || 1), last);
    const from = (state.first - 1) * ROWS;
    head.replaceChildren(h("th", { scope: "col", class: "lean" }, h("span", { class: "hidden" }, "On its page")), ...shownColumns.map((at) => headCell(rows.columns[at], state, change)));
    body.replaceChildren(...list.slice(from, from + ROWS).map((row) => rowOf(rows, shownColumns, row)));
    told.textContent = list.length === rows.size ? counted(rows.size, "row") : `${counted(list.length, "row")} of ${rows.size.toLocaleString("en")}`;
    pager.replaceChildren(...pagerOf(state, last, from, list.length, (first) => { change({ first }); wide.focus({ preventScroll: true }); bring(wide, "start"); }));
    remember(route, state);
  }
  draw();
}

function remember(route, { query, sort, first, filters }) {
  const ask = new URLSearchParams();
  if (query) ask.set("q", query);
  if (sort) ask.set("s", sort);
  if (first > 1) ask.set("p", first);
  for (const [name, value] of Object.entries(filters)) ask.set(`f.${name}`, value);
  history.replaceState(null, "", `#/${route}${ask.size ? `?${ask}` : ""}`);
}

function headCell({ name, doc }, state, change) {
  const now = state.sort === name ? "ascending" : state.sort === `-${name}` ? "descending" : undefined;
  const next = now === "ascending" ? `-${name}` : now === "descending" ? "" : name;
  const button = h("button", { type: "button", title: doc, onclick: () => { change({ sort: next }); document.querySelector(`th[data-name="${name}"] button`)?.focus(); } },
    heading(name), h("span", { class: "arrow", "aria-hidden": "true" }, now === "ascending" ? "↑" : now === "descending" ? "↓" : ""));
  return h("th", { scope: "col", "data-name": name, "aria-sort": now }, button);
}

function rowOf(rows, columns, row) {
  const on = rows.pages?.[row];
  const what = rows.of ? ["appearances", rows.of[row]] : rows.name === "evidence" ? [column(rows, "in_table")[row], column(rows, "row_id")[row]] : [rows.name, row];
  const named = rows.name === "evidence" ? column(rows, "value")[row] : rows.name === "pages" ? rows.cells[0][row] : rows.of ? column(rows, "person")[row] : label(rows.name, row);
  const route = on?.length > 1 ? `row/${what[0]}/${what[1]}` : on?.length ? `page/${on[0]}?row=${what.join("/")}` : null;
  const lead = route ? h("a", { href: `#/${route}`, class: "place", "aria-label": shown(`${named}: on ${on.length > 1 ? `${on.length} pages` : "its page"}`), title: on.length > 1 ? `${on.length} pages` : "Show on its page" }, on.length > 1 ? `${on.length}` : "¶") : null;
  return h("tr", null, h("td", { class: "lean" }, lead), ...columns.map((at) => h("td", { class: `c-${rows.columns[at].kind}` }, cellOf(rows, at, row))));
}

function cellOf(rows, at, row) {
  const value = rows.cells[at][row];
  if (value === null || value === undefined || value === "") return null;
  const { name, kind } = rows.columns[at];
  const to = target(rows, at, row);
  if (to) return inside(`row/${to}/${value}`, label(to, value));
  if (name === "url" || name === "ror_id") return outside(value, String(value).replace(/^https?:\/\/(www\.)?/, ""));
  if (name === "confidence") return meter(value);
  if (name === "country" || name === "registry_country") return h("abbr", { title: country(value) }, value);
  if ((name === "name" || name === "title") && ["people", "institutions", "events", "talks"].includes(rows.name)) return inside(`row/${rows.name}/${row}`, value);
  if (name === "title" && rows.name === "pages") return inside(`page/${row}`, value);
  if (name === "severity") return h("span", { class: `tag ${value}` }, value);
  if (kind === "word") return spoken(value);
  return h("bdi", null, textOf(rows, at, row));
}

function pagerOf(state, last, from, total, go) {
  if (last < 2) return [];
  const step = (text, first, off) => h("button", { type: "button", disabled: off, onclick: () => go(first) }, text);
  return [step("First", 1, state.first === 1), step("Previous", state.first - 1, state.first === 1),
    h("span", null, `${(from + 1).toLocaleString("en")}–${Math.min(from + ROWS, total).toLocaleString("en")} of ${total.toLocaleString("en")}`),
    step("Next", state.first + 1, state.first === last), step("Last", last, state.first === last)];
}

function filterBox(rows, columns, state, change) {
  const selects = columns.filter((at) => choices(rows, at).length).map((at) => chooser(rows, at, state, change));
  const day = columns.find((at) => rows.columns[at].kind === "date");
  const bounds = day === undefined ? [] : [bound(rows, day, ">", "from", state, change), bound(rows, day, "<", "to", state, change)];
  if (!selects.length && !bounds.length) return null;
  return h("div", { class: "filters", role: "group", "aria-label": "Filters" }, bounds, selects,
    h("button", { type: "button", class: "quiet", onclick: (event) => {
      const box = event.target.closest(".filters");
      box.querySelectorAll("select, input").forEach((field) => { field.value = ""; field.classList.remove("set"); });
      state.filters = {};
      change({});
    } }, "Clear"));
}

function chooser(rows, at, state, change) {
  const { name } = rows.columns[at];
  const says = (text) => (text === "" ? "(empty)" : /country/.test(name) ? `${country(text)} (${text})` : rows.columns[at].kind === "word" ? spoken(text) : text);
  const select = h("select", { class: state.filters[name] ? "set" : "", onchange: () => {
    if (select.value) state.filters[name] = select.value; else delete state.filters[name];
    select.classList.toggle("set", Boolean(select.value));
    change();
  } }, h("option", { value: "" }, "any"), choices(rows, at).map(([text, times]) => h("option", { value: text || "∅" }, `${says(text).slice(0, 60)} · ${times.toLocaleString("en")}`)));
  select.value = state.filters[name] ?? "";
  return h("label", null, h("span", null, heading(name)), select);
}

function bound(rows, at, which, word, state, change) {
  const { name } = rows.columns[at];
  const key = name + which;
  const input = h("input", { type: "text", inputMode: "numeric", size: 10, placeholder: "2024-05", value: state.filters[key] ?? "", oninput: () => {
    if (input.value) state.filters[key] = input.value.trim(); else delete state.filters[key];
    change();
  } });
  return h("label", null, h("span", null, `${heading(name)} ${word}`), input);
}
