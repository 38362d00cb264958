// Lists the documents that have every word typed and the kind chosen, sorted by a column; without script the pages stand.
"use strict";
const search = document.getElementById("search");
const kind = document.getElementById("kind");
const table = document.getElementById("documents");
const body = table.tBodies[0];
const most = Number(table.dataset.lines);
const pieces = table.dataset.pieces.split(" ").filter(Boolean);
let sorted = table.querySelector("th[aria-sort]");
let lines = Array.from(body.rows, row => ({
  values: Array.from(row.cells, cell => cell.dataset.value || cell.textContent.trim()),
  kinds: row.dataset.kinds.split(" "),
  text: row.textContent.toLowerCase(),
  row,
}));
search.closest("p").hidden = false;

// Takes a piece of the documents of all pages.
function piece(rows) {
  for (const data of rows) {
    const values = data.slice(0, 10).map(String);
    const text = values.concat(data[14]).join(" ").toLowerCase();
    values[8] = data[11];
    lines.push({values, kinds: data[12].split(" "), text, row: null, data});
  }
}

let loaded = pieces.length ? null : Promise.resolve();

// The documents of all pages, the first time that somebody asks for more than stands here.
function load() {
  if (!loaded) {
    const own = lines;
    lines = [];
    loaded = pieces.reduce((before, name) => before.then(() => new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, {src: name, onload: done, onerror: failed});
      document.head.append(script);
    })), Promise.resolve()).catch(() => { lines = own; });
  }
  return loaded;
}

// The row of a document out of a piece, like those that stand on the page.
function rowOf(one) {
  if (!one.row) {
    const row = one.row = model.cloneNode(true);
    row.dataset.kinds = one.kinds.join(" ");
    Array.from(row.cells).forEach((cell, at) => { (cell.querySelector("a, code") || cell).textContent = one.data[at]; });
    const [name, , error, , explained, , , file, largest] = row.cells;
    name.firstElementChild.setAttribute("href", one.data[10]);
    if (one.data[13]) name.append(" ", span("badge warning", table.dataset.partly));
    if (one.data[2]) error.replaceChildren(span("badge error", one.data[2]));
    for (const other of one.data[14]) file.append(" ", span("note", other));
    explained.classList.toggle("zero", !one.data[4]);
    largest.dataset.value = one.data[11];
  }
  return one.row;
}

function span(way, text) {
  const made = document.createElement("span");
  made.className = way;
  made.textContent = text;
  return made;
}

const model = body.rows.length ? body.rows[0].cloneNode(true) : null;
if (model) for (const one of model.querySelectorAll(".badge, .note")) one.remove();

async function show() {
  await load();
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = kind ? kind.value : "";
  const found = lines.filter(one =>
    (!chosen || one.kinds.includes(chosen)) && wanted.every(word => one.text.includes(word)));
  body.replaceChildren(...found.slice(0, most).map(rowOf));
  document.getElementById("shown").textContent = String(found.length);
  document.getElementById("first").hidden = found.length <= most;
  const pages = document.getElementById("pages");
  if (pages) pages.hidden = true;
}
search.addEventListener("input", show);
if (kind) kind.addEventListener("change", show);

// Numbers from the largest, words from the first; again the other way round.
async function sort(head) {
  await load();
  const numbers = head.classList.contains("n") || head.dataset.sort === "number";
  const first = numbers ? "descending" : "ascending";
  const way = head.getAttribute("aria-sort") === first ? (numbers ? "ascending" : "descending") : first;
  if (sorted) sorted.removeAttribute("aria-sort");
  sorted = head;
  head.setAttribute("aria-sort", way);
  const at = head.cellIndex;
  const words = new Intl.Collator(document.documentElement.lang);
  const order = numbers
    ? (one, other) => Number.parseFloat(one.values[at]) - Number.parseFloat(other.values[at])
    : (one, other) => words.compare(one.values[at], other.values[at]);
  lines.sort((one, other) => way === "ascending" ? order(one, other) : order(other, one));
  await show();
}
for (const head of table.querySelectorAll("th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head));
  head.append(button);
}
