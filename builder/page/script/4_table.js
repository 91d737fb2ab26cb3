// The table shows the first rows that match; the others are out of the document, so that filters stay quick.
const STEP = matchMedia("(max-width: 46rem)").matches ? 20 : 100;
const table = document.getElementById("table");
const body = table?.tBodies[0];
const tableRows = body ? [...body.rows] : [];
const shownText = document.getElementById("shown");
let view = { found: [], limit: STEP, opened: -1 };

const number = (value) => value.toLocaleString("en");

function showRows(found, limit = STEP) {
  view = { ...view, found, limit };
  if (!table) return;
  body.replaceChildren(...found.slice(0, limit).map(decorated));
  const isMore = found.length > limit;
  const count = Math.min(limit, found.length);
  const plural = (value) => `${number(value)} ${value === 1 ? "statement" : "statements"}`;
  shownText.textContent = found.length === ids.length ? `${plural(ids.length)}${isMore ? `; the first ${number(count)} are shown` : ""}.`
    : `${number(found.length)} of ${plural(ids.length)} match${found.length === 1 ? "es" : ""}${isMore ? `; the first ${number(count)} are shown` : ""}.`;
  document.getElementById("nothing").hidden = found.length > 0;
  table.parentElement.hidden = found.length === 0;
  document.getElementById("more").hidden = !isMore;
  document.getElementById("show-more").textContent = `Show ${number(Math.min(STEP, found.length - limit))} more`;
  document.getElementById("show-all").textContent = `Show all ${number(found.length)}`;
}

// Give a row its buttons when it is first shown.
function decorated(i) {
  const row = tableRows[i];
  if (!row.dataset.row) {
    row.dataset.row = i;
    const about = made("span", { className: "out", textContent: ` ${ids[i]}` });
    const details = made("button", { type: "button", className: "details" }, "Details", about);
    details.setAttribute("aria-expanded", "false");
    row.cells[0].append(made("span", { className: "tools" }, details,
      made("button", { type: "button", className: "cite" }, "Copy citation", about.cloneNode(true))));
  }
  return row;
}

const CHECK = "To check the evidence, put a copy of the article’s text into a folder and run “python build_dataset.py hydrate "
  + "--articles FOLDER” in the project: it finds the passage by its fingerprint, and writes it beside the statement.";

function openDetails(i) {
  closeDetails();
  const row = tableRows[i];
  row.querySelector(".details").setAttribute("aria-expanded", "true");
  row.classList.add("open");
  const list = made("dl");
  for (const name of publishedNames.filter((each) => each !== "summary")) {
    const value = columns.get(name)[i];
    const definition = (typeof value === "string" ? definitionOf(name, value) : "") || columnUnits.get(name);
    const term = made("dt", { textContent: columnLabels.get(name) });
    const shown = made("dd", {}, made("span", { textContent: shownValue(name, value) }));
    if (definition) shown.append(made("span", { className: "sub", textContent: definition }));
    list.append(made("div", {}, term, shown));
  }
  const cell = made("td", { colSpan: row.cells.length },
    made("p", { className: "citation", textContent: citation(i) }), list,
    made("p", { className: "check", textContent: CHECK }));
  row.after(made("tr", { className: "detail" }, cell));
  view.opened = i;
}

function closeDetails() {
  const row = tableRows[view.opened];
  body?.querySelector("tr.detail")?.remove();
  row?.querySelector(".details")?.setAttribute("aria-expanded", "false");
  row?.classList.remove("open");
  view.opened = -1;
}

function addSortButtons(onSort) {
  for (const head of table?.tHead.rows[0].cells ?? []) {
    const button = made("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => onSort(head.dataset.sort));
    head.append(button);
  }
}

function showSort(sort) {
  for (const head of table?.tHead.rows[0].cells ?? []) {
    const isSorted = sort.replace(/^-/, "") === head.dataset.sort;
    if (isSorted) head.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}
