// What a careful reader would query comes first: numbers, then findings by kind, warnings before notes.

const AT_ONCE = 20;

async function findingsView(main) {
  const rows = await table("findings");
  const [severity, code] = [column(rows, "severity"), column(rows, "code")];
  const warnings = severity.filter((word) => word === "warning").length;
  main.append(h("h1", null, META.title), h("p", { class: "lead" }, "What pages say, with the place of every value. First, what a careful reader would query."), numbers());
  main.append(h("h2", null, "Findings ", h("small", null, `${counted(warnings, "warning")}, ${counted(rows.size - warnings, "note")}`)));
  if (!rows.size) main.append(h("p", { class: "notice" }, "Nothing was found that a reader should look at again."));
  const groups = new Map();
  for (let row = 0; row < rows.size; row++) {
    const key = `${severity[row]} ${code[row]}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const order = [...groups].sort(([a, one], [b, two]) => b.startsWith("warning") - a.startsWith("warning") || two.length - one.length || ORDER.compare(a, b));
  main.append(...order.map(([key, list]) => findingGroup(rows, key.split(" "), list)));
}

function numbers() {
  const shown = ["announcements", "events", "people", "institutions", "talks", "deadlines"];
  return h("ul", { class: "numbers" }, h("li", null, h("a", { href: "#/pages" }, h("strong", null, META.pages.toLocaleString("en")), h("span", null, META.pages === 1 ? "page" : "pages"))),
    shown.map((name) => h("li", null, h("a", { href: `#/table/${name}` }, h("strong", null, description(name).rows.toLocaleString("en")), h("span", null, name)))));
}

function findingGroup(rows, [severity, code], list) {
  const items = h("ul", { class: "findings" });
  const more = h("button", { type: "button", onclick: () => add() });
  let at = 0;
  function add() {
    items.append(...list.slice(at, at + AT_ONCE).map((row) => finding(rows, row)));
    at += AT_ONCE;
    more.hidden = at >= list.length;
    more.textContent = `Show ${Math.min(AT_ONCE, list.length - at)} more of ${list.length.toLocaleString("en")}`;
  }
  add();
  return h("section", { class: "group" }, h("h3", null, h("span", { class: `tag ${severity}` }, severity), " ", spoken(code), " ", h("small", null, list.length.toLocaleString("en"))), items, more);
}

function finding(rows, row) {
  const [on] = rows.pages[row] ?? [];
  const cell = (name) => column(rows, name)[row];
  const of = target(rows, rows.columns.findIndex(({ name }) => name === "row_id"), row);
  const route = on === undefined ? null : `page/${on}${of ? `?row=${of}/${cell("row_id")}` : `?finding=${row}`}`;
  const announcement = cell("announcement_id");
  const where = typeof announcement === "number" ? label("announcements", announcement) : null;
  return h("li", null, h("p", null, quoted(cell("message"))), where && h("p", { class: "where" }, route ? inside(route, where) : where));
}

// A message with what it quotes in backticks set off.
function quoted(message) {
  return h("bdi", null, message.split("`").map((part, at) => (at % 2 ? h("q", null, part) : part)));
}
