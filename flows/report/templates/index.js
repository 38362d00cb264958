// Shows the rows that hold every word typed; without script the whole list stands.
"use strict";
const search = document.getElementById("search");
const rows = Array.from(document.querySelectorAll("#documents tbody tr"), row => [row, row.textContent.toLowerCase()]);
search.closest("p").hidden = false;
search.addEventListener("input", () => {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [row, text] of rows) {
    row.hidden = !wanted.every(word => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  document.getElementById("shown").textContent = String(shown);
});
