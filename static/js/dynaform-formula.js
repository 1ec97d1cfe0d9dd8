// Formulas and sums. The server sends a formula as steps (reverse Polish notation) and computes it again on saving.
import { scopeOf, textOf } from "./dynaform-fields.js";

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;

export function number(text) {
  const found = NUMBER.exec(text);
  return found ? Number(found[0]) : 0;
}

export function compute(form) {
  const computed = [...form.querySelectorAll("[data-formula]")];
  // A formula may read another one: as many rounds as there are formulas always suffice.
  for (let round = 0; round < computed.length; round += 1) {
    if (!computed.map(fill).some(Boolean)) break;
  }
  form.querySelectorAll("output[data-total]").forEach(total);
}

function fill(field) {
  const result = evaluate(JSON.parse(field.dataset.formula), (name) => number(textOf(scopeOf(field), name)));
  const text = Number.isFinite(result) ? String(result) : "";
  const target = field.matches("input, textarea") ? field : field.querySelector("[data-text]");
  const present = target.value ?? target.textContent;
  if (present === text) return false;
  if (target.value === undefined) target.textContent = text;
  else target.value = text;
  return true;
}

function evaluate(steps, read) {
  const stack = [];
  const signs = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b };
  for (const [what, word] of steps) {
    if (what === "number") stack.push(word);
    else if (what === "name") stack.push(read(word));
    else if (what === "negate") stack.push(-stack.pop());
    else if (what === "sign") stack.push(signs[word](...stack.splice(-2)));
    else stack.push(Math[what](...stack.splice(stack.length - word, word)));
  }
  return stack.pop();
}

function total(output) {
  const rows = [...output.closest("[data-grid]").querySelectorAll("tbody tr")];
  const numbers = rows.map((row) => number(textOf(row, output.dataset.column)));
  const sum = numbers.reduce((all, one) => all + one, 0);
  output.value = (output.dataset.total === "avg" ? sum / (numbers.length || 1) : sum).toFixed(2);
}
