// Events in the order of their days: years to choose from, and the months of one of them. An event that several pages announce is one.

async function timelineView(main, ask) {
  const rows = await table("events");
  await Promise.all([table("appearances"), table("announcements")]);
  const events = grouped(rows);
  const years = new Map();
  for (const event of events) years.set(event.year, [...(years.get(event.year) ?? []), event]);
  const order = [...years.keys()].sort();
  main.append(h("h1", null, "Timeline"), h("p", { class: "lead" }, `${counted(events.length, "event")} by their first day.`));
  if (!events.length) return;
  const dated = order.filter(Boolean);
  const chosen = ask.get("year") ?? dated.at(-1) ?? "";
  const most = Math.max(...order.map((year) => years.get(year).length));
  main.append(h("nav", { "aria-label": "Years", class: "years" }, h("ul", null, [...dated, ...(years.has("") ? [""] : [])].map((year) => yearLink(year, years.get(year).length, most, year === chosen)))));
  main.arrive = () => main.querySelector(".years [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  main.append(h("h2", null, chosen || "Without a day", " ", h("small", null, counted((years.get(chosen) ?? []).length, "event"))));
  const months = new Map();
  for (const event of years.get(chosen) ?? []) months.set(event.month, [...(months.get(event.month) ?? []), event]);
  for (const [month, list] of [...months].sort(([a], [b]) => ORDER.compare(a, b))) main.append(monthOf(rows, month, list));
}

function yearLink(year, count, most, now) {
  const bar = h("span", { class: "column", "aria-hidden": "true" });
  bar.style.setProperty("--share", count / most);
  return h("li", null, h("a", { href: `#/timeline?year=${year}`, "aria-current": now ? "true" : undefined },
    h("span", { class: "count" }, count), h("span", { class: "hidden" }, count === 1 ? " event, " : " events, "), bar, year || "no day"));
}

// The rows by the event they are about, each with its day and pages.
function grouped(rows) {
  const [starts, groups] = [column(rows, "starts_on"), column(rows, "group_id")];
  const events = new Map();
  const people = counts(loaded.get("appearances"), "event_id");
  for (let row = 0; row < rows.size; row++) {
    const key = groups[row] ?? row;
    const event = events.get(key) ?? { row, rows: [], people: 0, day: starts[row] ?? "" };
    event.rows.push(row);
    event.people += people.get(row) ?? 0;
    events.set(key, event);
  }
  return [...events.values()].map((event) => ({ ...event, year: event.day.slice(0, 4), month: event.day.slice(0, 7) }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.row - b.row));
}

function counts(rows, name) {
  const counts = new Map();
  for (const value of column(rows, name)) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const MONTH = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });
const SEASONS = { 21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter" };

function monthName(month) {
  const number = Number(month.slice(5));
  if (!number) return "Month not known";
  return SEASONS[number] ?? (number <= 12 ? MONTH.format(new Date(Date.UTC(2000, number - 1, 1))) : month);
}

function monthOf(rows, month, list) {
  return h("section", { class: "month" }, h("h3", null, month ? monthName(month) : "No day is printed"), h("ol", { class: "events" }, list.map((event) => eventItem(rows, event))));
}

function eventItem(rows, { row, rows: all, people, day }) {
  const cell = (name) => column(rows, name)[row];
  const ends = cell("ends_on");
  const theme = cell("name") ? cell("theme") : null;
  const place = [cell("venue"), cell("city"), cell("country") && country(cell("country"))].filter(Boolean).join(", ");
  const facts = [cell("kind") && spoken(cell("kind")), cell("series"), place, cell("format") && spoken(cell("format")), people ? counted(people, "person", "people") : null,
    all.length > 1 ? `announced ${all.length} times` : null].filter(Boolean);
  const name = cell("name") ?? cell("theme") ?? label("announcements", cell("announcement_id"));
  const [on] = rows.pages[row] ?? [];
  return h("li", null, h("div", { class: "day" }, h("time", { dateTime: day }, day.length > 7 ? String(Number(day.slice(8))) : "·"), ends && ends !== day ? h("span", { class: "until" }, `to ${ends.startsWith(day.slice(0, 7)) ? Number(ends.slice(8)) : ends}`) : null),
    h("div", null, h("p", { class: "what" }, inside(on === undefined ? `row/events/${row}` : `page/${on}?row=events/${row}`, name), cell("status") ? [" ", h("span", { class: "tag warning" }, cell("status"))] : null),
      theme && h("p", null, h("bdi", null, theme)), h("p", { class: "facts" }, facts.map((fact) => h("span", null, h("bdi", null, fact))))),
    h("div", { class: "clock" }, cell("start_time") ? `${cell("start_time")}${cell("end_time") ? `–${cell("end_time")}` : ""}` : null));
}
