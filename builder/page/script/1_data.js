"use strict";

// The statements, column by column; row i of the data is row i of the table in the page.
const block = JSON.parse(document.getElementById("data").textContent);
const unpacked = (column) => column.values ?? column.codes.map((code) => column.dictionary[code]);
const columns = new Map([...block.columns, ...block.derived].map((column) => [column.name, unpacked(column)]));
const columnLabels = new Map([...block.columns, ...block.derived].map((column) => [column.name, column.label]));
const columnUnits = new Map(block.columns.map((column) => [column.name, column.unit ?? ""]));
const ids = columns.get("statement_id");
const indexOfId = new Map(ids.map((id, i) => [id, i]));

const folded = (text) => text.normalize("NFKC").toLowerCase();

// The text that a search looks into, made when it is first asked for.
let texts = null;
function searchTexts() {
  const named = ["statement_id", "summary", "speaker", "publisher", "title", "claim_id"].map((name) => columns.get(name));
  const labelled = Object.entries(block.values).map(([name, labels]) => [columns.get(name), labels]);
  texts ??= ids.map((_, i) => folded([
    ...named.map((column) => column[i] ?? ""), ...labelled.map(([column, labels]) => labels[column[i]]),
  ].join("\n")));
  return texts;
}

// What a person reads for a value: the codebook's label where there is one.
function shownValue(name, value) {
  if (Array.isArray(value)) {
    return value.map((item) => block.values.platform[item] ?? item).join(", ") || "not given";
  }
  return block.values[name]?.[value] ?? (value === null || value === "" ? "not given" : String(value));
}

function definitionOf(name, value) {
  return document.getElementById(`codebook:${name}:${value}`)?.querySelector(".definition")?.textContent ?? "";
}

function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
