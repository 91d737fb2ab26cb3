// The state of the view is the part of the address after "#": filters by column, words (q), order (sort), or a statement.
function stateOf(hash) {
  const state = { filters: new Map(), q: "", sort: "", statement: "", unknown: [] };
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B"))) {
    if (["q", "sort", "statement"].includes(name)) {
      state[name] = value;
    } else if (columns.has(name) && value) {
      state.filters.set(name, value);
    }
    if (value && !isHeld(name, value)) state.unknown.push(`${name}=${value}`);
  }
  return state;
}

// Whether the page holds what a part of an address names: a value of the codebook, or one that a statement has.
function isHeld(name, value) {
  if (name === "q") return true;
  if (name === "statement") return indexOfId.has(value);
  if (name === "sort") return columns.has(value.replace(/^-/, ""));
  if (block.values[name]) return value in block.values[name];
  return columns.get(name)?.some((held) => (Array.isArray(held) ? held.includes(value) : String(held ?? "") === value)) ?? false;
}

function hashOf(state) {
  const parts = [...state.filters, ["q", state.q], ["sort", state.sort], ["statement", state.statement]];
  const text = parts.filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%(3A|2C|2F|3E)/g, decodeURIComponent)}`)
    .join("&");
  return text ? `#${text}` : "#statements";
}

// A plain anchor of the page is no state: the view stays as it is.
const isAnchor = (hash) => !hash.includes("=") && hash !== "#statements" && hash !== "";

function matching(state) {
  const tests = [...state.filters].map(([name, wanted]) => {
    const column = columns.get(name);
    return (i) => (Array.isArray(column[i]) ? column[i].includes(wanted) : String(column[i] ?? "") === wanted);
  });
  const words = folded(state.q).split(/\s+/).filter(Boolean);
  if (words.length) {
    const searched = searchTexts();
    tests.push((i) => words.every((word) => searched[i].includes(word)));
  }
  const found = [];
  for (let i = 0; i < ids.length; i += 1) {
    if (tests.every((test) => test(i))) found.push(i);
  }
  return sorted(found, state.sort);
}

// Coded variables sort in the codebook's order; what is not given comes last, whichever the direction.
function sorted(found, sort) {
  const name = sort.replace(/^-/, "");
  const column = columns.get(name);
  if (!column) return found;
  const order = block.values[name] ? new Map(Object.keys(block.values[name]).map((value, place) => [value, place])) : null;
  const keyOf = (i) => (order ? order.get(column[i]) : column[i]);
  const sign = sort.startsWith("-") ? -1 : 1;
  return found.sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    if (x === y) return a - b;
    if (x === null || x === undefined) return 1;
    if (y === null || y === undefined) return -1;
    return x < y ? -sign : sign;
  });
}
