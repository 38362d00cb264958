// Shows the rows that hold every word typed and the kind chosen, and sorts by a column; without script the whole list stands.
"use strict";
const search = document.getElementById("search");
const kind = document.getElementById("kind");
const body = document.querySelector("#documents tbody");
const rows = Array.from(body.rows, row => [row, row.textContent.toLowerCase()]);
search.closest("p").hidden = false;

function filter() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [row, text] of rows) {
    const ofKind = !kind || !kind.value || row.dataset.kinds.split(" ").includes(kind.value);
    row.hidden = !ofKind || !wanted.every(word => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  document.getElementById("shown").textContent = String(shown);
}
search.addEventListener("input", filter);
if (kind) kind.addEventListener("change", filter);

// Numbers from the largest, words from the first; again the other way round.
function sort(head) {
  const numbers = head.classList.contains("n") || head.dataset.sort === "number";
  const first = numbers ? "descending" : "ascending";
  const way = head.getAttribute("aria-sort") === first ? (numbers ? "ascending" : "descending") : first;
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", way);
  const text = row => row.cells[head.cellIndex].dataset.value || row.cells[head.cellIndex].textContent.trim();
  const order = numbers
    ? (one, other) => Number.parseFloat(text(one)) - Number.parseFloat(text(other))
    : (one, other) => text(one).localeCompare(text(other), document.documentElement.lang);
  body.append(...Array.from(body.rows).sort((one, other) => way === "ascending" ? order(one, other) : order(other, one)));
}
for (const head of document.querySelectorAll("#documents th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head));
  head.append(button);
}
