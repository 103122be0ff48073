// Columns that scroll together, and points that are marked in all of them at once.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const columns = document.querySelector("#columns");
const sheets = all(".sheet", columns);
const marking = document.querySelector("#marking");
const said = document.querySelector("#said");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const stacked = () => getComputedStyle(sheets[0]).overflowY !== "auto";
const pointsOf = (mark) => mark.dataset.m.split(" ").filter((key) => /^p\d+$/.test(key));

// ---- What is marked -----------------------------------------------------------------------------------------------
function show() {
  const statuses = all("input[name=status]:checked", marking).map((input) => input.value);
  for (const status of ["contested", "superseded", "corroborated", "repeated", "single"])
    columns.classList.toggle(`no-${status}`, !statuses.includes(status));
  columns.classList.toggle("bare", !marking.elements.furniture.checked);
}
marking.addEventListener("change", show);
marking.addEventListener("submit", (event) => event.preventDefault());
show();

// ---- One point in all columns -------------------------------------------------------------------------------------
const first = new Map(); // sheet -> point -> its first mark
for (const sheet of sheets) {
  const marks = new Map();
  for (const mark of all("mark[data-m]", sheet)) for (const point of pointsOf(mark)) if (!marks.has(point)) marks.set(point, mark);
  first.set(sheet, marks);
}
const order = [...new Set(sheets.flatMap((sheet) => [...first.get(sheet).keys()]))].sort((a, b) => a.slice(1) - b.slice(1));
const together = order.filter((point) => sheets.filter((sheet) => first.get(sheet).has(point)).length > 1);
let current = null;

function place(mark, sheet) {
  return mark.getBoundingClientRect().top - sheet.getBoundingClientRect().top + sheet.scrollTop;
}

function bring(mark, sheet, at) {
  if (stacked()) return;
  still = Date.now() + 700;
  sheet.scrollTo({ top: place(mark, sheet) - at, behavior: calm.matches ? "auto" : "smooth" });
}

function mark(point, from) {
  current = point;
  for (const old of all("mark.on", columns)) old.classList.remove("on");
  for (const found of all(`mark[data-m~="${point}"]`, columns)) found.classList.add("on");
  const telling = sheets.filter((sheet) => first.get(sheet).has(point));
  const at = from ? place(from.mark, from.sheet) - from.sheet.scrollTop : sheets[0].clientHeight / 3;
  for (const sheet of telling) if (sheet !== from?.sheet) bring(first.get(sheet).get(point), sheet, at);
  said.textContent = `Point ${point.slice(1)}: in ${telling.length} of ${sheets.length} columns`;
  history.replaceState(null, "", `#${point}`);
}

columns.addEventListener("click", (event) => {
  const number = event.target.closest("sup a");
  const words = event.target.closest("mark[data-m]");
  if (number || !words || !getSelection().isCollapsed) return;
  const points = pointsOf(words);
  if (!points.length) return;
  const next = points[(points.indexOf(current) + 1) % points.length];
  mark(next, { mark: words, sheet: words.closest(".sheet") });
});

function step(by) {
  const line = together.length ? together : order;
  if (!line.length) return;
  const at = line.indexOf(current);
  mark(line[at < 0 ? (by > 0 ? 0 : line.length - 1) : (at + by + line.length) % line.length]);
  if (stacked()) document.querySelector("mark.on")?.scrollIntoView({ block: "center" });
}
document.querySelector("#next").addEventListener("click", () => step(1));
document.querySelector("#previous").addEventListener("click", () => step(-1));
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
});

// ---- Scrolling together -------------------------------------------------------------------------------------------
let still = 0; // until when scrolling is our own doing
let leading = null;
for (const sheet of sheets) {
  for (const kind of ["pointerenter", "wheel", "touchstart", "focusin", "keydown"])
    sheet.addEventListener(kind, () => (leading = sheet), { passive: true });
  sheet.addEventListener(
    "scroll",
    () => {
      if (sheet !== leading || Date.now() < still || !marking.elements.linked.checked || stacked()) return;
      requestAnimationFrame(() => follow(sheet));
    },
    { passive: true },
  );
}

// Every other column moves so that the points near the reading line of the leading one stand at the same height:
// between the nearest shared point above and below, by proportion.
function follow(sheet) {
  const line = sheet.clientHeight / 3;
  const at = sheet.scrollTop + line;
  for (const other of sheets) {
    if (other === sheet) continue;
    const pairs = [[0, 0]];
    for (const [point, words] of first.get(sheet)) {
      const there = first.get(other).get(point);
      if (there) pairs.push([place(words, sheet), place(there, other)]);
    }
    pairs.sort((a, b) => a[0] - b[0]);
    // The order of telling differs; only what comes in the same order can guide.
    const kept = rising(pairs);
    kept.push([sheet.scrollHeight, other.scrollHeight]);
    const above = kept.findLast((pair) => pair[0] <= at) ?? kept[0];
    const below = kept.find((pair) => pair[0] > at) ?? kept.at(-1);
    const part = below[0] > above[0] ? (at - above[0]) / (below[0] - above[0]) : 0;
    other.scrollTop = above[1] + part * (below[1] - above[1]) - line;
  }
}

// The longest run of pairs that rises on both sides.
function rising(pairs) {
  const best = pairs.map(() => 1);
  const before = pairs.map(() => -1);
  for (let i = 0; i < pairs.length; i++)
    for (let j = 0; j < i; j++)
      if (pairs[j][1] <= pairs[i][1] && best[j] + 1 > best[i]) {
        best[i] = best[j] + 1;
        before[i] = j;
      }
  let at = best.indexOf(Math.max(...best));
  const found = [];
  while (at >= 0) {
    found.push(pairs[at]);
    at = before[at];
  }
  return found.reverse();
}

// ---- What a report lacks: shown in the columns that have it -------------------------------------------------------
columns.addEventListener("click", (event) => {
  const link = event.target.closest(".lacks a[data-point]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!order.includes(link.dataset.point)) return; // nobody here tells it: its own page does
  event.preventDefault();
  mark(link.dataset.point);
});

const asked = /^#(p\d+)$/.exec(location.hash)?.[1] ?? columns.dataset.at;
if (order.includes(asked)) mark(asked);
