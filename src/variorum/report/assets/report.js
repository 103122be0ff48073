// Everything here is comfort: without it every link, row and text of the page can be read.
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const pane = $("#articles");
const grid = $("#grid");
const said = $("#said");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// ---- From a cell, a value or a quotation to the words ---------------------------------------------------------
function bring(element, block = "center") {
  element.closest("details:not([open])")?.setAttribute("open", "");
  const behavior = calm.matches ? "auto" : "smooth";
  const scrolls = pane.contains(element) && getComputedStyle(pane).overflowY === "auto";
  if (!scrolls) return element.scrollIntoView({ block, behavior });
  // Only the column of the texts moves; the row that was clicked stays where it is.
  const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  pane.scrollTo({ top: top - (block === "start" ? 60 : pane.clientHeight / 3), behavior });
}

// All words of a point in a text belong together; any other mark stands for itself.
const keyOf = (id) => /^p\d+(?=-)/.exec(id)?.[0] ?? id;
const follows = (mark, at) => at.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING;

function clearMarks() {
  for (const mark of all("mark.on")) mark.classList.remove("on");
  for (const cell of all("a.on", grid)) cell.classList.remove("on");
}

function showWords(id) {
  const at = document.getElementById(id);
  if (!at) return false;
  const text = at.closest(".text");
  if (text.hidden) {
    $("#which").value = "";
    for (const other of all(".text", pane)) other.hidden = false;
  }
  const key = keyOf(id);
  const marks = all(`mark[data-m~="${key}"]`, text);
  const first = marks.find((mark) => follows(mark, at));
  if (!first) return false;
  clearMarks();
  for (const mark of marks) mark.classList.add("on");
  for (const cell of all(`#${key.split("-")[0]} td a`, grid))
    if (text.contains(document.getElementById(cell.hash.slice(1)))) cell.classList.add("on");
  bring(first);
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  said.textContent = `Marked in ${$(".of", text).textContent.trim()}`;
  return true;
}

// ---- From the words to the row --------------------------------------------------------------------------------
function open(row, opened) {
  const button = $(".open", row);
  button.setAttribute("aria-expanded", String(opened));
  row.nextElementSibling.classList.toggle("opened", opened);
}
const isOpen = (row) => row.nextElementSibling.classList.contains("opened");

function showRow(id, focus = true) {
  const row = document.getElementById(id);
  if (!row?.classList.contains("row")) return false;
  if (row.hidden) resetFilters();
  if (row.matches(".later")) showAll();
  for (const other of all("tr.here", grid)) other.classList.remove("here");
  row.classList.add("here");
  open(row, true);
  row.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  if (focus) $(".pid", row).focus({ preventScroll: true });
  return true;
}

let lastMark = null;
let turn = 0;
pane.addEventListener("click", (event) => {
  if (event.target.closest("a") || !getSelection().isCollapsed) return;
  const mark = event.target.closest("mark[data-m]");
  if (!mark) return;
  const keys = mark.dataset.m.split(" ");
  const targets = [...new Set(keys.flatMap((key) => /^v?(p\d+)(?=-|$)/.exec(key)?.[1] ?? []))];
  if (!targets.length) {
    // Words of a quotation or a label that no point covers.
    const group = document.getElementById(keys[0].split("-")[0]);
    if (group) bring(group);
    return;
  }
  // Words that carry several points lead to one after the other.
  turn = mark === lastMark ? (turn + 1) % targets.length : 0;
  lastMark = mark;
  clearMarks();
  for (const part of all(`mark[data-m~="${targets[turn]}"]`, mark.closest(".text"))) part.classList.add("on");
  showRow(targets[turn], false);
  remember(targets[turn]);
  said.textContent = targets.length > 1 ? `Point ${targets[turn].slice(1)}, ${turn + 1} of ${targets.length} here` : "";
});

function remember(id) {
  // Beside the grid the texts move alone; below it the way back to the row is the browser's.
  const how = getComputedStyle(pane).overflowY === "auto" ? "replaceState" : "pushState";
  try {
    history[how](null, "", `#${id}`);
  } catch {}
}

function go(id) {
  return /^(p\d+)$/.test(id) ? showRow(id) : showWords(id);
}
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const id = decodeURIComponent(link.hash.slice(1));
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  remember(id);
  if (target.matches(".at, tr.row")) go(id);
  else {
    if (target.matches(".text")) target.hidden = false;
    bring(target, "start");
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
});
addEventListener("hashchange", () => go(location.hash.slice(1)));

// ---- The grid -------------------------------------------------------------------------------------------------
const body = grid.tBodies[0];
const rows = all("tr.row", body);
const filters = $("#filters");
const shown = $("#shown");
const rest = $("#rest");
const words = new Map();
const first = 30;
// A few more than so many are not worth a click.
let whole = rows.length <= 1.3 * first;
const rank = { contested: 0, superseded: 1, corroborated: 2, repeated: 3, single: 4 };
const orders = {
  importance: (a, b) => b.dataset.i - a.dataset.i,
  status: (a, b) => rank[a.dataset.s] - rank[b.dataset.s] || b.dataset.i - a.dataset.i,
  origins: (a, b) => b.dataset.o - a.dataset.o || b.dataset.i - a.dataset.i,
  articles: (a, b) => b.dataset.n - a.dataset.n || b.dataset.i - a.dataset.i,
};

function textOf(row) {
  if (!words.has(row)) words.set(row, `${row.textContent} ${row.nextElementSibling.textContent}`.toLowerCase());
  return words.get(row);
}

function filter() {
  const statuses = new Set(all("input[name=status]:checked", filters).map((input) => input.value));
  const aspect = filters.elements.aspect.value;
  const wanted = filters.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of all("tr.row", body)) {
    const text = wanted.length ? textOf(row) : "";
    const fits =
      statuses.has(row.dataset.s) && (!aspect || row.dataset.a === aspect) && wanted.every((word) => text.includes(word));
    row.hidden = row.nextElementSibling.hidden = !fits;
    for (const part of [row, row.nextElementSibling]) part.classList.toggle("later", !whole && count >= first);
    count += fits;
  }
  rest.hidden = whole || count <= first;
  shown.textContent = `${count} of ${rows.length} points${rest.hidden ? "" : `, the first ${first} shown`}`;
  rest.textContent = `Show all ${count} points`;
}

function showAll() {
  whole = true;
  filter();
}
rest.addEventListener("click", () => {
  const next = $("tr.row.later:not([hidden])", body);
  showAll();
  moveTo(next.cells[0]);
});

function sort() {
  const pieces = document.createDocumentFragment();
  for (const row of rows.toSorted(orders[filters.elements.order.value])) pieces.append(row, row.nextElementSibling);
  body.append(pieces);
  filter();
}

function resetFilters() {
  const order = filters.elements.order.value;
  filters.reset();
  filters.elements.order.value = order;
  filter();
}
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("input", (event) => (event.target.name === "order" ? sort() : filter()));
$("#fold").addEventListener("click", (event) => {
  const opened = rows.some((row) => !row.hidden && !isOpen(row));
  for (const row of rows) if (!row.hidden) open(row, opened);
  event.target.textContent = opened ? "Fold all" : "Unfold all";
});
grid.addEventListener("click", (event) => {
  const button = event.target.closest(".open");
  if (button) open(button.closest("tr"), button.getAttribute("aria-expanded") !== "true");
});
filter();

// One stop for the Tab key; the arrow keys go from cell to cell, Enter shows the words, the space bar unfolds.
const stopOf = (cell) => $("a, button", cell) ?? cell;
const cellsOf = (row) => [...row.cells].filter((cell) => !cell.classList.contains("num"));
for (const row of rows) {
  for (const cell of row.cells) {
    for (const stop of all("a, button", cell)) stop.tabIndex = -1;
    if (cell.matches("td:not(.num)") && !$("a", cell)) cell.tabIndex = -1;
  }
}
let current = rows[0] && stopOf(rows[0].cells[0]);
if (current) current.tabIndex = 0;
function moveTo(cell) {
  const stop = stopOf(cell);
  if (current) current.tabIndex = -1;
  current = stop;
  stop.tabIndex = 0;
  stop.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}
grid.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr.row");
  if (!row || event.target === current) return;
  if (current) current.tabIndex = -1;
  current = event.target;
  current.tabIndex = 0;
});
grid.addEventListener("keydown", (event) => {
  const cell = event.target.closest("tr.row > *");
  if (!cell || event.altKey || event.metaKey) return;
  const row = cell.parentElement;
  const line = cellsOf(row);
  const column = line.indexOf(cell);
  const lines = all("tr.row:not([hidden], .later)", body);
  const place = lines.indexOf(row);
  const last = line.length - 1;
  const to = {
    ArrowRight: () => [place, Math.min(column + 1, last)],
    ArrowLeft: () => [place, Math.max(column - 1, 0)],
    ArrowDown: () => [Math.min(place + 1, lines.length - 1), column],
    ArrowUp: () => [Math.max(place - 1, 0), column],
    PageDown: () => [Math.min(place + 10, lines.length - 1), column],
    PageUp: () => [Math.max(place - 10, 0), column],
    Home: () => (event.ctrlKey ? [0, column] : [place, 0]),
    End: () => (event.ctrlKey ? [lines.length - 1, column] : [place, last]),
  }[event.key];
  if (to) {
    event.preventDefault();
    const [y, x] = to();
    moveTo(cellsOf(lines[y])[x]);
  } else if (event.key === " " && !event.target.matches(".open")) {
    event.preventDefault();
    open(row, !isOpen(row));
  }
});

// ---- The texts ------------------------------------------------------------------------------------------------
$("#which").addEventListener("change", (event) => {
  for (const text of all(".text", pane)) text.hidden = Boolean(event.target.value) && text.id !== event.target.value;
  pane.scrollTo?.({ top: 0 });
});
$("#show").addEventListener("change", (event) => {
  pane.dataset.show = event.target.value;
});
if (location.hash) go(decodeURIComponent(location.hash.slice(1)));
