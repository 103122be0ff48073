// Light and dark, and paper.
const button = document.querySelector("#theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
const show = () => button.setAttribute("aria-pressed", String(isDark()));
button.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("variorum-theme", document.documentElement.dataset.theme);
  } catch {}
  show();
});
dark.addEventListener("change", show);
show();

document.querySelector("#print")?.addEventListener("click", () => print());
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not(.why, [open])")) {
    part.open = true;
    part.dataset.closed = "";
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-closed]")) {
    part.open = false;
    delete part.dataset.closed;
  }
});
