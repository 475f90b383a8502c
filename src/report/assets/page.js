// A page: its text with the places of its values on one side, the values on the other, each leading to the other.

const KINDS = { announcements: "Announcement", events: "Event", event_organizers: "Organizer", deadlines: "Deadline", people: "Person", institutions: "Institution",
  positions: "Position", talks: "Talk", appearances: "Appearance" };

async function pageView(main, number, ask) {
  if (!(number >= 0 && number < META.pages)) return missing(main);
  const shownPage = await page(number);
  const view = { page: shownPage, values: stated(shownPage.values), chosen: -1 };
  main.append(pageHead(shownPage, number));
  if (!shownPage.text) main.append(h("p", { class: "notice" }, "The text of this page could not be read; its values are shown without their places."));
  view.text = h("article", { class: "text", id: "text", lang: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(shownPage.language ?? "") ? shownPage.language : undefined, dir: "auto", "aria-label": "Text of the page" }, markedText(shownPage, view.values));
  view.marks = [...view.text.querySelectorAll("mark")];
  if (view.marks[0]) view.marks[0].tabIndex = 0;
  view.list = h("div", { class: "values", id: "values", role: "region", "aria-label": "Values of the page" }, pageFindings(shownPage), valueGroups(view));
  main.append(legend(view), h("p", { class: "hint" }, "Choose a marked place to see its values, or a value to see its place. By keyboard: ← and → go from mark to mark, Enter goes across, Escape comes back."),
    h("div", { class: "page" }, view.text, view.list));
  view.text.addEventListener("click", (event) => fromMark(view, event.target.closest("mark")));
  view.text.addEventListener("keydown", (event) => markKeys(view, event));
  // Scrolling needs the view in the document.
  main.arrive = () => arrive(view, ask);
}

// What is read at several places is one value with several reasons, the surest first; it is as sure as that.
function stated(evidence) {
  const values = new Map();
  for (const reason of evidence) {
    const key = [reason.table, reason.row, reason.field, reason.item, reason.value].join("\n");
    const value = values.get(key) ?? { ...reason, at: values.size, reasons: [] };
    value.reasons.push(reason);
    value.reasons.sort((a, b) => b.confidence - a.confidence);
    value.confidence = value.reasons[0].confidence;
    values.set(key, value);
  }
  return [...values.values()];
}

function pageHead(page, number) {
  const step = (to, text) => (to >= 0 && to < META.pages ? h("a", { href: `#/page/${to}`, class: "button" }, text) : null);
  const facts = [page.published && `published ${page.published}`, page.publisher, page.language, counted(stated(page.values).length, "value")].filter(Boolean);
  return h("header", { class: "pagehead" }, h("div", { class: "steps" }, inside("pages", "All pages", { class: "button" }), step(number - 1, "← Previous"), step(number + 1, "Next →")),
    h("h1", null, h("bdi", null, page.title)), h("p", { class: "facts" }, h("span", null, outside(page.url ?? page.source, page.url ?? page.source)), facts.map((fact) => h("span", null, h("bdi", null, fact)))));
}

function pageFindings(page) {
  const rows = loaded.get("findings");
  const here = rows.pages.map((on, row) => (on?.includes(page.number) ? row : -1)).filter((row) => row >= 0);
  if (!here.length) return null;
  return h("section", { class: "group" }, h("h2", null, "Findings ", h("small", null, here.length)),
    h("ul", { class: "findings" }, here.map((row) => h("li", { id: `finding-${row}` }, h("p", null, h("span", { class: `tag ${column(rows, "severity")[row]}` }, column(rows, "severity")[row]), " ", quoted(column(rows, "message")[row]))))));
}

// The kinds of values, each of which can be hidden, and how sure values must be to be shown.
function legend(view) {
  const here = [...new Set(view.values.map(({ table }) => table))].sort((a, b) => Object.keys(KINDS).indexOf(a) - Object.keys(KINDS).indexOf(b));
  const box = (name) => h("label", { class: `kind k-${name}` }, h("input", { type: "checkbox", checked: true, onchange: (event) => {
    view.text.classList.toggle(`no-${name}`, !event.target.checked);
    view.list.classList.toggle(`no-${name}`, !event.target.checked);
  } }), h("span", null, KINDS[name] ?? heading(name)));
  const least = h("select", { onchange: () => {
    for (const value of view.values) value.element.closest("li").hidden = value.confidence >= Number(least.value);
    for (const section of view.list.querySelectorAll("section[data-row]")) section.hidden = ![...section.querySelectorAll("li")].some((item) => !item.hidden);
    for (const mark of view.marks) mark.classList.toggle("off", ofMark(view, mark).every((at) => view.values[at].confidence >= Number(least.value)));
  } }, h("option", { value: "2" }, "all"), [0.9, 0.7, 0.5].map((bound) => h("option", { value: String(bound) }, `below ${bound.toFixed(2)}`)));
  return h("div", { class: "tools legend", role: "group", "aria-label": "What is marked" }, here.map(box), h("label", { class: "push" }, h("span", null, "Confidence"), least));
}

function valueGroups(view) {
  const groups = new Map();
  for (const value of view.values) {
    const key = `${value.table}/${value.row}`;
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  const tables = TABLES.map(({ name }) => name);
  return [...groups].sort(([, [a]], [, [b]]) => tables.indexOf(a.table) - tables.indexOf(b.table) || (a.start ?? Infinity) - (b.start ?? Infinity) || a.row - b.row)
    .map(([key, values]) => h("section", { class: `group k-${values[0].table}`, "data-row": key }, h("h2", null, h("span", { class: "dot", "aria-hidden": "true" }), h("span", { class: "sort" }, KINDS[values[0].table]), " ", inside(`row/${key}`, label(values[0].table, values[0].row))),
      h("ul", null, values.map((value) => valueItem(view, value)))));
}

function valueItem(view, value) {
  const to = description(value.table).columns.find(({ name }) => name === value.field)?.kind === "id" ? value.quote : value.value;
  value.element = h("button", { type: "button", class: "value", "aria-expanded": "false", onclick: () => fromValue(view, value.at) },
    h("span", { class: "field" }, heading(value.field)), h("span", { class: "said" }, h("bdi", null, /_/.test(to) && to === value.value && !/\s/.test(to) ? spoken(to) : to), value.reasons.length > 1 ? h("small", { title: `read at ${value.reasons.length} places` }, ` ×${value.reasons.length}`) : null), meter(value.confidence));
  value.element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const mark = view.marks.find((mark) => ofMark(view, mark).includes(value.at));
    if (mark) focusMark(view, mark);
  });
  return h("li", { class: `k-${value.table}` }, value.element);
}

function details(view, value) {
  const bytes = counter(view.page.text);
  const rivals = view.page.rivals.filter((rival) => rival.table === value.table && rival.row === value.row && rival.field === value.field && rival.item === value.item);
  const line = (name, ...what) => h("div", null, h("dt", null, name), h("dd", null, what));
  const lines = (reason) => [line("Quote", h("q", null, reason.quote)), line("Rule", h("code", null, reason.rule), ` · ${reason.origin} `, value.reasons.length > 1 ? meter(reason.confidence) : null),
    reason.start === null ? null : line("Bytes", `${bytes(reason.start)}–${bytes(reason.end)}`), reason.locator && line("Place", h("code", null, reason.locator))];
  return h("dl", { class: "details" }, value.reasons.map(lines), rivals.length ? line("Lost", rivals.map((rival) => h("p", null, h("bdi", null, rival.value), " ", h("code", null, rival.rule), " ", meter(rival.confidence)))) : null);
}

function ofMark(view, mark) {
  return mark.dataset.of.split(" ").map(Number);
}

// Shows a value and its place as chosen.
function choose(view, at) {
  for (const value of view.values) {
    value.element.setAttribute("aria-expanded", value.at === at ? "true" : "false");
    if (value.at !== at) value.element.parentElement.querySelector(".details")?.remove();
  }
  const value = view.values[at];
  if (!value.element.parentElement.querySelector(".details")) value.element.after(details(view, value));
  for (const mark of view.marks) mark.classList.toggle("on", ofMark(view, mark).includes(at));
  view.chosen = at;
}

function fromMark(view, mark) {
  if (!mark) return;
  focusMark(view, mark);
  // A second time, the next of the values that share the place.
  const of = ofMark(view, mark).filter((at) => !view.values[at].element.closest("li").hidden);
  if (!of.length) return;
  const at = of[(of.indexOf(view.chosen) + 1) % of.length];
  choose(view, at);
  bring(view.values[at].element, "nearest");
  const value = view.values[at];
  say(`${counted(of.length, "value")} here. ${spoken(value.table)}, ${spoken(value.field)}: ${shown(value.value)}, confidence ${value.confidence.toFixed(2)}`);
}

function fromValue(view, at) {
  choose(view, at);
  const mark = view.marks.find((mark) => ofMark(view, mark).includes(at));
  if (mark) bring(mark);
  const value = view.values[at];
  say(mark ? `In the text: ${shown(value.quote)}` : `Not marked in the text: ${value.origin}`);
}

function focusMark(view, mark) {
  for (const other of view.marks) other.tabIndex = other === mark ? 0 : -1;
  mark.focus({ preventScroll: true });
}

function markKeys(view, event) {
  const at = view.marks.indexOf(document.activeElement);
  if (at < 0) return;
  if (event.key === "Enter" || event.key === " ") {
    fromMark(view, view.marks[at]);
    if (event.key === "Enter") view.values[view.chosen]?.element.focus({ preventScroll: true });
  } else if (["ArrowRight", "ArrowLeft", "Home", "End"].includes(event.key)) {
    const seen = view.marks.filter((mark) => mark.getClientRects().length && !mark.classList.contains("off"));
    const here = seen.indexOf(view.marks[at]);
    const to = event.key === "Home" ? 0 : event.key === "End" ? seen.length - 1 : here + (event.key === "ArrowRight" ? 1 : -1);
    if (!seen[to]) return;
    focusMark(view, seen[to]);
    bring(seen[to], "nearest");
  } else return;
  event.preventDefault();
}

// Where a link leads to one row of the page, its first value is chosen.
function arrive(view, ask) {
  const row = ask.get("row");
  const finding = ask.get("finding");
  if (finding !== null) document.getElementById(`finding-${Number(finding)}`)?.classList.add("on");
  if (!row) return;
  const here = view.values.filter((value) => `${value.table}/${value.row}` === row);
  const first = here.find((value) => view.marks.some((mark) => ofMark(view, mark).includes(value.at))) ?? here[0];
  if (!first) return;
  choose(view, first.at);
  first.element.closest("section").classList.add("here");
  bring(first.element, "nearest");
  const mark = view.marks.find((mark) => ofMark(view, mark).includes(first.at));
  if (mark) mark.scrollIntoView({ block: "center" });
}

async function pagesView(main, ask) {
  const list = await pages();
  const text = (name, doc, kind = "text") => ({ name, doc, kind, to: null });
  const columns = [text("title", "Title of the announcement, or the page's path"), text("published_on", "Day of publication", "date"), text("language", "Language of the text"), text("publisher", "Who publishes it"),
    text("findings", "Number of findings", "integer"), text("values", "Number of values", "integer"), text("source", "Path or address")];
  const cells = ["title", "published", "language", "publisher", "findings", "values", "source"].map((key) => list.map((entry) => entry[key]));
  main.append(h("h1", null, "Pages"), h("p", { class: "lead" }, "The text of each page with the places of its values."));
  tableBox(main, once("pages table", () => ({ name: "pages", columns, size: list.length, cells, pages: list.map(({ number }) => [number]) })), ask, "pages");
}
