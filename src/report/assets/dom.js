// Making elements. Text of pages only ever becomes text nodes: nothing here, or anywhere else in the report, parses markup.

// An element; `on…` props are listeners, `class` and `data-…`, `aria-…` attributes, the rest properties.
function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name.includes("-") || name === "role" || name === "for" || name === "scope") element.setAttribute(name, value === true ? "" : value);
    else element[name] = value;
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : shown(child))));
  return element;
}

// Characters that nobody sees but that change the order of what is seen, or that no font shows.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

// Text as it may be shown: unseen characters are named in place of obeyed.
function shown(text) {
  return String(text).replace(UNSEEN, (found) => `[U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
}

// A link, where the address is one that a reader may follow; else its text.
function outside(address, text) {
  let url = null;
  try { url = new URL(address); } catch { /* no address */ }
  if (!url || !["http:", "https:", "mailto:"].includes(url.protocol)) return h("bdi", null, text ?? address);
  return h("a", { href: url.href, rel: "noopener noreferrer", target: "_blank", class: "out" }, h("bdi", null, text ?? address));
}

function inside(route, text, props) {
  return h("a", { href: `#/${route}`, ...props }, h("bdi", null, text));
}

// `1 page`, `2,000 pages`.
function counted(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : (many ?? `${one}s`)}`;
}

// Words of the data contract as people write them.
function spoken(word) {
  return String(word).replaceAll("_", " ");
}

function heading(name) {
  const text = spoken(name.replace(/_id$/, ""));
  return text === "url" ? "Address" : text.charAt(0).toUpperCase() + text.slice(1);
}

const COUNTRIES = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

function country(code) {
  try { return COUNTRIES.of(code) ?? code; } catch { return code; }
}

// How likely a value is right: a bar and a number, told once to those who listen.
function meter(confidence) {
  const bar = h("span", { class: "bar" });
  bar.style.setProperty("--share", confidence);
  return h("span", { class: `meter ${sureness(confidence)}`, title: `right in ${Math.round(confidence * 100)} of 100 such cases` },
    bar, h("span", { class: "hidden" }, "confidence "), confidence.toFixed(2));
}

function sureness(confidence) {
  return confidence >= 0.9 ? "sure" : confidence >= 0.7 ? "likely" : "doubtful";
}

const CALM = matchMedia("(prefers-reduced-motion: reduce)");

function bring(element, block = "center") {
  element.scrollIntoView({ block, inline: "nearest", behavior: CALM.matches ? "auto" : "smooth" });
}

// Tells those who listen.
function say(message) {
  document.getElementById("said").textContent = message;
}
