// Wiring: the address is the one state; controls change it, and the page follows it.
const form = document.getElementById("filters");
const chosen = document.getElementById("chosen");
let current = null;

function follow({ isFirst = false } = {}) {
  const { hash } = location;
  if (isAnchor(hash) && !isFirst) {
    openTarget(hash);
    return;
  }
  current = stateOf(isAnchor(hash) ? "" : hash);
  for (const control of form.elements) control.value = (control.name === "q" ? current.q : current.filters.get(control.name)) ?? "";
  const place = indexOfId.get(current.statement);
  closeDetails();
  const found = matching(current);
  const rank = place === undefined ? -1 : found.indexOf(place);
  showRows(found, Math.max(STEP, rank + 1));
  showSort(current.sort);
  showChosen();
  if (rank >= 0) {
    openDetails(place);
    tableRows[place].scrollIntoView({ block: "center" });
  }
  showUnknown(current.unknown);
  if (isFirst && isAnchor(hash)) openTarget(hash);
  else if (isFirst && hash.includes("=") && rank < 0) goToStatements();
}

// A link to a value of the codebook opens the part that holds it.
function openTarget(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  const details = target?.closest("details");
  if (details) details.open = true;
  target?.scrollIntoView();
}

function go(change, { replaces = false } = {}) {
  const state = { ...current, filters: new Map(current.filters), statement: "", ...change };
  history[replaces ? "replaceState" : "pushState"](null, "", hashOf(state));
  follow();
}

function showUnknown(unknown) {
  const said = document.getElementById("unknown");
  said.hidden = unknown.length === 0;
  said.textContent = unknown.length ? `This link names something that the page does not hold: ${unknown.join(", ").slice(0, 200)}.` : "";
}

function showChosen() {
  const items = [...current.filters].map(([name, value]) => {
    const shown = name === "contrast" ? value.split(/[>:]/).map((side) => block.values.platform[side] ?? side).join(value.includes(">") ? " › " : " · ")
      : shownValue(name, value);
    const filters = new Map(current.filters);
    filters.delete(name);
    return made("li", {}, removal(`${columnLabels.get(name)}: ${shown.slice(0, 80)}`, { filters }),
      made("span", { className: "sub", textContent: definitionOf(name, value) }));
  });
  if (current.q.trim()) items.push(made("li", {}, removal(`Words: ${current.q.trim().slice(0, 80)}`, { q: "" })));
  chosen.replaceChildren(...items);
  chosen.hidden = items.length === 0;
  document.getElementById("clear").disabled = items.length === 0 && !current.statement;
}

// The button that names a filter in force and takes it away.
function removal(name, change) {
  const button = made("button", { type: "button" }, `${name} ×`);
  button.setAttribute("aria-label", `Remove the filter ${name}`);
  button.addEventListener("click", () => {
    go(change);
    (chosen.querySelector("button") ?? form.elements[0]).focus();
  });
  return button;
}

function tell(button, text) {
  const before = button.dataset.text ?? button.firstChild.textContent;
  button.dataset.text = before;
  button.firstChild.textContent = text;
  setTimeout(() => { button.firstChild.textContent = before; }, 2000);
}

function onTableClick(event) {
  const button = event.target.closest("button");
  const i = Number(button?.closest("tr").dataset.row);
  if (button?.classList.contains("details")) {
    if (view.opened === i) closeDetails();
    else openDetails(i);
  } else if (button?.classList.contains("cite")) {
    copied(citation(i)).then((isDone) => {
      if (!isDone) openDetails(i);
      tell(button, isDone ? "Copied" : "Copy it from the details");
    });
  }
}

// What leads to statements: a link or a bar, whose state is its own, or that of the series around it in one year.
const LINKS = "a[data-state], a[data-year]";
const stateBehind = ({ dataset, parentElement }) => dataset.state
  ?? `${parentElement.closest("[data-state]").dataset.state}&year=${dataset.year}`;

function onLink(event) {
  const source = event.target.closest(`${LINKS}, .bar`);
  if (!source) return;
  event.preventDefault();
  history.pushState(null, "", stateBehind(source));
  follow();
  goToStatements();
}

function goToStatements() {
  const title = document.getElementById("statements-title");
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  document.getElementById("statements").scrollIntoView();
}

// The timeline starts at its newest end; the platforms' names stay in sight when it is scrolled.
function startTimeline() {
  const drawing = document.querySelector("svg.timeline");
  if (!drawing) return;
  const region = drawing.parentElement;
  const labels = drawing.querySelector(".labels");
  const follows = () => {
    const scale = drawing.viewBox.baseVal.width / drawing.getBoundingClientRect().width;
    labels.setAttribute("transform", `translate(${(region.scrollLeft * scale).toFixed(1)} 0)`);
  };
  region.addEventListener("scroll", follows, { passive: true });
  region.scrollLeft = region.scrollWidth;
}

// Name a bar of a series by its year and number, when it is first pointed at.
function nameBar(bar) {
  if (!bar || bar.querySelector("title")) return;
  const name = document.createElementNS(bar.namespaceURI, "title");
  const count = bar.querySelector("text")?.textContent ?? "1";
  name.textContent = `${bar.parentElement.querySelector("title").textContent}; ${bar.dataset.year}: `
    + `${count} ${count === "1" ? "statement" : "statements"}`;
  bar.prepend(name);
}

// A definition where a value is shown: on headings, and on the cells of the statements.
function showDefinition(event) {
  nameBar(event.target.closest?.(".bar[data-year]"));
  const source = event.target.closest?.("[data-value]");
  if (source && !source.title) source.title = definitionOf(...source.dataset.value.split(":"));
  const cell = event.target.closest?.("#table td");
  const i = Number(cell?.parentElement.dataset.row ?? NaN);
  if (!Number.isNaN(i) && !cell.title) {
    const { sort, also } = table.tHead.rows[0].cells[cell.cellIndex].dataset;
    cell.title = [sort, also].filter(Boolean).map((name) => definitionOf(name, columns.get(name)[i])).filter(Boolean).join(" ");
  }
}

function start() {
  document.documentElement.classList.add("with-script");
  for (const link of document.querySelectorAll(LINKS)) link.setAttribute("href", stateBehind(link));
  form.hidden = ids.length === 0;
  document.getElementById("actions").hidden = ids.length === 0;
  addSortButtons((name) => go({ sort: current.sort === name ? `-${name}` : current.sort === `-${name}` ? "" : name }));
  follow({ isFirst: true });
  startTimeline();  // after the rows that are not shown have left the document: it asks for a layout

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.name === "q") return;
    const filters = new Map(current.filters);
    if (target.value) filters.set(target.name, target.value);
    else filters.delete(target.name);
    go({ filters });
  });
  form.elements.q.addEventListener("input", ({ target }) => go({ q: target.value.trim() ? target.value : "" }, { replaces: Boolean(current.q) }));
  document.addEventListener("click", onLink);
  document.addEventListener("pointerover", showDefinition);
  document.addEventListener("focusin", showDefinition);
  table?.addEventListener("click", onTableClick);
  window.addEventListener("popstate", () => follow());
  window.addEventListener("beforeprint", () => showRows(view.found, view.found.length));

  const onClick = (id, action) => document.getElementById(id)?.addEventListener("click", action);
  onClick("clear", () => go({ filters: new Map(), q: "", sort: current.sort }));
  onClick("copy-link", ({ target }) => copied(location.href).then((isDone) => tell(target, isDone ? "Copied" : "Copy the address above")));
  onClick("save-csv", () => save("statements.csv", "text/csv;charset=utf-8", csvOf(view.found)));
  onClick("save-json", () => save("statements.json", "application/json", jsonOf(view.found)));
  onClick("show-more", () => showRows(view.found, view.limit + STEP));
  onClick("show-all", () => showRows(view.found, view.found.length));
}

start();
