// Citations, and files of the rows that the filters leave.
const dayRange = (i) => {
  const [first, last] = [columns.get("published_start")[i], columns.get("published_end")[i]];
  return first === last ? first : `between ${first} and ${last}`;
};

function citation(i) {
  const of = (name) => columns.get(name)[i];
  const article = [of("publisher"), of("title") && `“${of("title")}”`, `published ${dayRange(i)}`, of("url")];
  return `${of("summary")} Statement ${of("statement_id")}, in: ${block.title}, version ${block.version} `
    + `(codebook ${of("codebook_version")}). Coded from: ${article.filter(Boolean).join(", ")}. `
    + `Evidence: characters ${of("evidence_start")} to ${of("evidence_end")} of the article’s text, `
    + `${of("evidence_words")} words, SHA-256 ${of("evidence_sha256")}.`;
}

// A spreadsheet takes a cell for a formula by its first mark, some after blanks or marks that do not show.
const FORMULA = /^[\s\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"']*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function csvCell(value) {
  if (typeof value === "number") return String(value);
  const text = Array.isArray(value) ? value.join("; ") : value ?? "";
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

const publishedNames = block.columns.map((column) => column.name);

function csvOf(rows) {
  const lines = rows.map((i) => publishedNames.map((name) => csvCell(columns.get(name)[i])).join(","));
  return `\ufeff${[publishedNames.map(csvCell).join(","), ...lines].join("\r\n")}\r\n`;
}

function jsonOf(rows) {
  const statements = rows.map((i) => Object.fromEntries(publishedNames.map((name) => [name, columns.get(name)[i]])));
  return `${JSON.stringify({ title: block.title, version: block.version, codebook: block.codebook, view: location.hash,
    statements }, null, 1)}\n`;
}

function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = made("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = made("textarea", { value: text, className: "out" });
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
}
