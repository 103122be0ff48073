document.documentElement.className = "js";
try {
  // A frame without an origin of its own has no storage.
  const kept = localStorage.getItem("variorum-theme");
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
} catch {}
