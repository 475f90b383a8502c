// People by country and institution, as positions tell; and everything that is known of one row.

const INSTITUTIONS = 60;

async function peopleView(main, ask) {
  const [institutions, positions] = await Promise.all([table("institutions"), table("positions"), table("people")]);
  const countries = byCountry(institutions, positions);
  const order = [...countries.keys()].sort((a, b) => (a === "") - (b === "") || countries.get(b).people.size - countries.get(a).people.size || ORDER.compare(a, b));
  const chosen = ask.get("country") ?? order[0] ?? "";
  main.append(h("h1", null, "People by institution"), h("p", { class: "lead" }, "Where people work, as pages print it; the country is the one printed beside the institution, or else that of the registry."));
  const search = h("input", { type: "search", id: "search", placeholder: "Search people and institutions", autocomplete: "off", spellcheck: false, oninput: () => draw() });
  const list = h("div", { class: "institutions" });
  const told = h("p", { class: "told", role: "status" });
  // Those whose country is not known may be most; the bars compare the others.
  const most = Math.max(1, ...[...countries].map(([code, { people }]) => (code ? people.size : 0)));
  const side = h("nav", { "aria-label": "Countries", class: "countries" }, h("ul", null, order.map((code) => countryLink(code, countries.get(code), most, code === chosen))));
  main.append(h("div", { class: "tools" }, h("label", { class: "grow" }, h("span", { class: "hidden" }, "Search"), search)), h("div", { class: "split" }, side, h("div", null, told, list)));
  let all = false;
  function draw() {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    // A search looks everywhere; without one, the chosen country is shown.
    const from = words.length ? [...countries.values()].flatMap(({ institutions }) => [...institutions]) : [...(countries.get(chosen)?.institutions ?? [])];
    const hits = from.map(([row, people]) => matching(row, people, words)).filter(Boolean)
      .sort((a, b) => b.people.length - a.people.length || ORDER.compare(label("institutions", a.row), label("institutions", b.row)));
    told.textContent = words.length ? `${counted(hits.length, "institution")} in all countries` : `${chosen ? country(chosen) : "No country printed"}: ${counted(hits.length, "institution")}`;
    list.replaceChildren(...hits.slice(0, all ? hits.length : INSTITUTIONS).map((hit) => institutionCard(hit, positions)));
    if (!all && hits.length > INSTITUTIONS) list.append(h("button", { type: "button", onclick: () => { all = true; draw(); } }, `Show ${(hits.length - INSTITUTIONS).toLocaleString("en")} more`));
  }
  draw();
}

// country → its people, and institution → (person → post).
function byCountry(institutions, positions) {
  const countries = new Map();
  const [printed, registered] = [column(institutions, "country"), column(institutions, "registry_country")];
  const [people, at, titles] = [column(positions, "person_id"), column(positions, "institution_id"), column(positions, "title")];
  for (let row = 0; row < positions.size; row++) {
    if (typeof at[row] !== "number") continue;
    const code = printed[at[row]] ?? registered[at[row]] ?? "";
    const of = countries.get(code) ?? { people: new Set(), institutions: new Map() };
    const here = of.institutions.get(at[row]) ?? new Map();
    here.set(people[row], here.get(people[row]) ?? titles[row]);
    of.institutions.set(at[row], here);
    of.people.add(people[row]);
    countries.set(code, of);
  }
  return countries;
}

function countryLink(code, { people, institutions }, most, now) {
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", Math.min(1, people.size / most));
  return h("li", null, h("a", { href: `#/people?country=${code}`, "aria-current": now ? "true" : undefined, title: counted(institutions.size, "institution") },
    h("span", null, code ? country(code) : "Not printed"), h("span", { class: "count" }, people.size.toLocaleString("en"), h("span", { class: "hidden" }, " people")), bar));
}

function matching(row, people, words) {
  const list = [...people].map(([person, title]) => ({ person, title, name: label("people", person) })).sort((a, b) => ORDER.compare(a.name, b.name));
  if (!words.length) return { row, people: list };
  const name = folded(label("institutions", row));
  if (words.every((word) => name.includes(word))) return { row, people: list };
  const hits = list.filter((person) => words.every((word) => folded(`${person.name} ${name}`).includes(word)));
  return hits.length ? { row, people: hits } : null;
}

function institutionCard({ row, people }) {
  return h("section", { class: "card" }, h("h2", null, inside(`row/institutions/${row}`, label("institutions", row)), " ", h("small", null, people.length)),
    h("ul", null, people.map(({ person, title, name }) => h("li", null, inside(`row/people/${person}`, name), title && h("span", { class: "post" }, h("bdi", null, title))))));
}

// One row: its cells, the rows of other tables that lead to it, its pages.
async function rowView(main, name, row) {
  await Promise.all([pages(), ...TABLES.filter(({ name: other }) => other !== "evidence").map(({ name: other }) => table(other))]);
  const rows = loaded.get(name);
  if (!rows || !(row < rows.size)) return missing(main);
  const list = await pages();
  main.append(h("p", { class: "crumb" }, inside(`table/${name}`, heading(name))), h("h1", null, h("bdi", null, label(name, row))));
  const cells = rows.columns.map((_, at) => at).filter((at) => !LEFT_OUT.has(rows.columns[at].name) && cellOf(rows, at, row) !== null);
  main.append(h("dl", { class: "cells" }, cells.map((at) => h("div", null, h("dt", { title: rows.columns[at].doc }, at === 0 ? "Id" : heading(rows.columns[at].name)), h("dd", null, at > 0 && ["name", "title"].includes(rows.columns[at].name) ? h("bdi", null, rows.cells[at][row]) : cellOf(rows, at, row))))));
  const on = rows.pages[row] ?? [];
  main.append(h("h2", null, "Pages ", h("small", null, on.length)), h("ul", { class: "plain" }, on.map((number) => h("li", null, inside(`page/${number}?row=${name}/${row}`, list[number].title), " ", h("small", null, list[number].published)))));
  for (const other of TABLES.filter(({ name: other }) => !["evidence", "findings", "who_spoke"].includes(other))) main.append(...related(loaded.get(other.name), name, row));
}

function related(rows, name, row) {
  const leads = rows.columns.map((column, at) => (column.to === name && !(rows.name === name && column.name === "group_id") ? at : -1)).filter((at) => at >= 0);
  const hits = [];
  for (let other = 0; other < rows.size && leads.length; other++) if (leads.some((at) => rows.cells[at][other] === row)) hits.push(other);
  if (!hits.length) return [];
  const columns = rows.columns.map((_, at) => at).filter((at) => !leads.includes(at) && !LEFT_OUT.has(rows.columns[at].name) && !(rows.columns[at].kind === "id" && !rows.columns[at].to) && hits.some((hit) => cellOf(rows, at, hit) !== null));
  const head = h("tr", null, h("th", { scope: "col", class: "lean" }, h("span", { class: "hidden" }, "On its page")), columns.map((at) => h("th", { scope: "col" }, heading(rows.columns[at].name))));
  return [h("h2", null, heading(rows.name), " ", h("small", null, hits.length)),
    h("div", { class: "wide", role: "region", "aria-label": `${heading(rows.name)}, scrolls sideways`, tabIndex: 0 }, h("table", null, h("thead", null, head), h("tbody", null, hits.slice(0, 200).map((hit) => rowOf(rows, columns, hit)))))];
}

function missing(main) {
  main.append(h("h1", null, "Nothing here"), h("p", null, "The report holds no such place. ", inside("findings", "Go to the beginning")));
}
