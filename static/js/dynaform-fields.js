// Finding fields and their values: within a grid row, names mean the fields of that row.

export function scopeOf(element) {
  return element.closest("[data-row]") ?? element.closest("[data-dynaform]");
}

export function fieldsNamed(scope, name) {
  const all = [...scope.querySelectorAll(`[data-field="${CSS.escape(name)}"]`)];
  return all.filter((field) => scopeOf(field) === scope);
}

export function textOf(scope, name) {
  const field = fieldsNamed(scope, name)[0];
  if (!field) return "";
  const hidden = field.closest("[data-suggest]")?.querySelector("[data-value]");
  if (hidden) return hidden.value || field.value;
  if (field.matches("fieldset")) return field.querySelector("input:checked")?.value ?? "";
  if (field.matches("[type=checkbox]")) return field.checked ? "1" : "0";
  return field.value ?? field.querySelector("[data-text]")?.textContent ?? "";
}

export function gridOf(element) {
  return element.closest("[data-grid]")?.dataset.grid ?? "";
}
