// The way through the report: the address says what is shown, links change the address.

const VIEWS = [["findings", "Findings"], ["timeline", "Timeline"], ["people", "People by institution"], ["pages", "Pages"]];

function navigation() {
  const link = (route, text, count) => h("li", null, h("a", { href: `#/${route}`, "data-route": route }, h("span", null, text), count === undefined ? null : h("span", { class: "count" }, count.toLocaleString("en"))));
  const counts = { findings: description("findings").rows, timeline: undefined, pages: META.pages };
  document.getElementById("nav").append(
    h("ul", null, VIEWS.map(([route, text]) => link(route, text, counts[route]))),
    h("h2", null, "Tables"),
    h("ul", null, TABLES.map(({ name, rows }) => link(`table/${name}`, heading(name), rows))));
}

const ROUTES = {
  findings: (main) => findingsView(main),
  timeline: (main, _, ask) => timelineView(main, ask),
  people: (main, _, ask) => peopleView(main, ask),
  pages: (main, _, ask) => pagesView(main, ask),
  page: (main, [number], ask) => pageView(main, Number(number), ask),
  row: (main, [name, row]) => rowView(main, name, Number(row)),
  table: (main, [name], ask) => (description(name) ? tableView(main, name, ask) : missing(main)),
};

let turn = 0;

// Shows what the address says. A slower answer to an earlier address is dropped.
async function show(first) {
  const mine = ++turn;
  const [path, question] = (location.hash.replace(/^#\/?/, "") || META.start).split("?");
  const [view, ...rest] = path.split("/");
  here(path, view, rest[0]);
  const main = h("main", { id: "main", tabIndex: -1, "data-view": view, "data-path": path });
  const wait = setTimeout(() => document.getElementById("main").setAttribute("aria-busy", "true"), 150);
  const make = Object.hasOwn(ROUTES, view) ? ROUTES[view] : missing;
  const ready = () => {
    clearTimeout(wait);
    if (mine !== turn) return false;
    document.getElementById("main").replaceWith(main);
    if (!first) main.focus({ preventScroll: true });
    scrollTo(0, 0);
    return true;
  };
  try {
    await make(main, rest, new URLSearchParams(question ?? ""));
  } catch (error) {
    main.replaceChildren(h("h1", null, "This cannot be shown"), h("p", null, `The report is damaged, or the browser too old: ${error.message}`));
    console.error(error);
  }
  if (ready()) {
    document.title = [main.querySelector("h1")?.textContent, META.title].filter((text, at, all) => text && all.indexOf(text) === at).join(" · ");
    main.arrive?.();
  }
}

function here(path, view, name) {
  for (const link of document.querySelectorAll("#nav a")) {
    const { route } = link.dataset;
    const now = route === path || (route === "pages" && view === "page") || (view === "row" && route === `table/${name}`);
    if (now) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
}

// Light, dark, or as the system has it; kept where the browser lets a file keep something.
function themes() {
  const button = document.getElementById("theme");
  const order = ["system", "light", "dark"];
  let now = "system";
  try { now = localStorage.getItem("annals-theme") ?? now; } catch { /* a file may keep nothing here */ }
  const set = (name) => {
    now = order.includes(name) ? name : "system";
    document.documentElement.dataset.theme = now;
    button.textContent = `Theme: ${now}`;
    try { localStorage.setItem("annals-theme", now); } catch { /* as above */ }
  };
  button.addEventListener("click", () => set(order[(order.indexOf(now) + 1) % order.length]));
  set(now);
}

navigation();
themes();
// The address belongs to the views, so the skip link moves the focus itself.
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
addEventListener("hashchange", () => show(false));
show(true);
