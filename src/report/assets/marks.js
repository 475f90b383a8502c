// The text of a page with the places of its values marked. Where values overlap, a mark belongs to all of them and looks like the shortest.

// Longer places (the text that tells the language) are shown when they are chosen, or all would be marked.
const LONG = 300;

function markedText(page, values) {
  const places = values.flatMap((value, at) => value.reasons.map((reason) => ({ at, start: reason.start, end: reason.end, value: reason })))
    .filter(({ start, end }) => start !== null && end > start && end - start <= LONG);
  const edges = [...new Set(places.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const starting = new Map();
  for (const place of places) starting.set(place.start, [...(starting.get(place.start) ?? []), place]);
  // One walk: edges and blocks both go forward.
  let open = [];
  let next = 0;
  const pieces = (start, end) => {
    const out = [];
    let from = start;
    const put = (to) => {
      if (to > from) out.push(piece(page.text.slice(from, to), open));
      from = to;
    };
    for (; next < edges.length && edges[next] < end; next++) {
      const edge = edges[next];
      if (edge > from) put(edge);
      open = [...open.filter((place) => place.end > edge), ...(starting.get(edge) ?? [])];
    }
    open = open.filter((place) => place.end > from);
    put(end);
    return out;
  };
  return blocksOf(page, pieces);
}

function piece(text, open) {
  if (!open.length) return shown(text);
  const shortest = open.reduce((best, place) => (place.end - place.start < best.end - best.start ? place : best));
  const least = Math.min(...open.map(({ value }) => value.confidence));
  return h("mark", { class: `k-${shortest.value.table} ${sureness(least)}`, role: "button", tabIndex: -1, "data-of": [...new Set(open.map(({ at }) => at))].join(" "),
    title: [...new Set(open.map(({ value }) => `${spoken(value.table)}: ${spoken(value.field)}`))].join("\n") }, text);
}

// Blocks in reading order; cells of one table stand in a table again, items of a list in a list.
function blocksOf(page, pieces) {
  const out = [];
  const cells = [];
  let group = null;
  for (const [start, end, kind, beside, ofTable, row, at] of page.blocks) {
    const inner = pieces(start, end);
    const key = kind === "td" || kind === "th" ? `table ${ofTable}` : kind === "li" ? "list" : null;
    if (!key) {
      group = null;
      out.push(block(kind, beside, inner));
      continue;
    }
    if (group?.key !== key) {
      const element = key === "list" ? h("ul", null) : h("tbody");
      group = { key, element, row: null, line: null, width: 0 };
      out.push(key === "list" ? element : h("div", { class: "wide" }, h("table", { class: "printed" }, element)));
    }
    if (key === "list") group.element.append(h("li", { class: beside ? "beside" : "" }, inner));
    else {
      if (group.row !== row) group.element.append(group.line = h("tr"));
      Object.assign(group, { row, width: Math.max(group.width, at + 1) });
      const cell = h("td", { class: kind === "th" ? "strong" : "" }, inner);
      group.line.append(cell);
      cells.push({ cell, at, group });
    }
  }
  // A cell reaches as far as the next one, or the end of its table: what spans columns is printed once.
  cells.forEach(({ cell, at, group: of }, index) => {
    const next = cells[index + 1];
    cell.colSpan = (next?.cell.parentElement === cell.parentElement ? next.at : of.width) - at || 1;
  });
  return out;
}

function block(kind, beside, inner) {
  // The page's own headings would break the outline of the report for those who jump by headings; they look like what they are.
  const tag = kind === "pre" ? "pre" : kind === "quote" ? "blockquote" : "p";
  return h(tag, { class: `${/^h\d$/.test(kind) ? `head ${kind}` : kind}${beside ? " beside" : ""}` }, inner);
}
