// Choices that depend on other fields: asked again when one of those changes. Without script the server asks on saving.
import { gridOf, scopeOf, textOf } from "./dynaform-fields.js";

export async function askChoices(form, changed) {
  if (!form.dataset.optionsUrl) return;
  const name = (changed.closest("[data-field]") ?? changed).dataset?.field;
  const scope = scopeOf(changed);
  const dependent = [...scope.querySelectorAll("[data-parents]")].filter(
    (field) => scopeOf(field) === scope && field.dataset.parents.split(" ").includes(name),
  );
  await Promise.all(dependent.map((field) => refresh(form, field)));
}

export async function ask(form, field, search = "") {
  const scope = scopeOf(field);
  const url = new URL(form.dataset.optionsUrl, location.href);
  url.searchParams.set("field", field.dataset.field);
  url.searchParams.set("grid", gridOf(field));
  url.searchParams.set("search", search);
  for (const parent of (field.dataset.parents ?? "").split(" ").filter(Boolean)) {
    url.searchParams.set(`parent.${parent}`, textOf(scope, parent));
  }
  const answer = await fetch(url, { headers: { Accept: "application/json", ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") } });
  return answer.ok ? answer.json() : null;
}

async function refresh(form, field) {
  if (field.closest("[data-suggest]")) return clear(field);
  field.setAttribute("aria-busy", "true");
  const options = await ask(form, field).catch(() => null);
  field.removeAttribute("aria-busy");
  if (options) show(field, options);
}

function clear(field) {
  field.value = "";
  field.closest("[data-suggest]").querySelector("[data-value]").value = "";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(field, options) {
  if (field.matches("select")) fillSelect(field, options);
  else if (field.matches("fieldset")) fillTicks(field.querySelector("[data-ticks]"), options);
  else field.value = options[0]?.value ?? "";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function fillSelect(select, options) {
  const present = select.value;
  const empty = select.options[0];
  select.replaceChildren(empty, ...options.map(({ value, text }) => new Option(text, value)));
  select.value = options.some(({ value }) => value === present) ? present : "";
}

function fillTicks(ticks, options) {
  const present = [...ticks.querySelectorAll("input:checked")].map((input) => input.value);
  ticks.replaceChildren(...options.map(({ value, text }) => tick(ticks.dataset, value, text, present.includes(value))));
}

function tick({ ticks: type, name }, value, text, checked) {
  const label = document.createElement("label");
  const words = document.createElement("bdi");
  const input = Object.assign(document.createElement("input"), { type, name, value, checked });
  label.className = "ck";
  words.textContent = text;
  label.append(input, words);
  return label;
}
