// Small comforts of the pages; without them every form and link works.

// ---- Files dropped or chosen --------------------------------------------------------------------------------------
const drop = document.querySelector("#drop");
if (drop) {
  const input = drop.querySelector("input");
  const chosen = drop.querySelector("#chosen");
  const show = () => {
    chosen.replaceChildren(
      ...[...input.files].slice(0, 50).map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1000)).toLocaleString("en")} kB`;
        return line;
      }),
    );
    if (input.files.length > 50) {
      const line = document.createElement("li");
      line.textContent = `and ${input.files.length - 50} more`;
      chosen.append(line);
    }
  };
  input.addEventListener("change", show);
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const files = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) files.items.add(file);
    input.files = files.files;
    show();
  });
}

// ---- What is to be copied -----------------------------------------------------------------------------------------
for (const label of document.querySelectorAll(".cite")) {
  const field = label.querySelector("input, textarea");
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  label.after(button);
}

// ---- The grid, folded by the user's groups of outlets -------------------------------------------------------------
const grid = document.querySelector("table.grid");
const fold = document.querySelector("#fold-groups");
if (grid && fold) {
  const rank = ["denies", "asserts", "attributes", "hedges", "perhaps", "not-observable", "not-found", "silent"]; // a denial is never hidden
  const columns = [...grid.tHead.rows[0].cells].slice(2);
  const groups = await fetch("/groups.json").then((answer) => answer.json(), () => ({}));
  const of = new Map(Object.entries(groups).flatMap(([name, outlets]) => outlets.map((o) => [o.toLowerCase(), name])));
  const groupOf = columns.map((cell) => of.get(cell.dataset.outlet?.toLowerCase()) ?? "");
  const names = [...new Set(groupOf)].filter(Boolean);
  if (names.length) fold.closest("label").hidden = false;
  const made = [];
  const unfold = () => {
    for (const cell of made.splice(0)) cell.remove();
    for (const row of grid.rows) for (const cell of [...row.cells].slice(2)) cell.hidden = false;
  };
  const foldUp = () => {
    const rows = [grid.tHead.rows[0], ...grid.querySelectorAll("tr.row")];
    for (const row of rows) {
      const cells = [...row.cells].slice(2);
      for (const name of names) {
        const members = cells.filter((_, place) => groupOf[place] === name);
        const head = row === rows[0];
        const cell = document.createElement(head ? "th" : "td");
        if (head) {
          cell.className = "col grouped";
          cell.scope = "col";
          const words = document.createElement("span");
          words.textContent = `${name} (${members.length})`;
          cell.append(words);
        } else {
          const stance = rank.find((kind) => members.some((member) => member.classList.contains(kind)));
          const telling = members.filter((member) => !member.matches(".silent, .not-found, .not-observable"));
          cell.className = `${stance} grouped`;
          const words = document.createElement("i");
          words.textContent = `${telling.length} of ${members.length}`;
          const link = telling[0]?.querySelector("a")?.cloneNode();
          if (link) link.append(words);
          if (link) link.tabIndex = -1;
          cell.append(link ?? words);
        }
        members[0]?.before(cell);
        for (const member of members) member.hidden = true;
        made.push(cell);
      }
    }
  };
  fold.addEventListener("change", () => (fold.checked ? foldUp() : unfold()));
}
