// Actions: keys, forms that are sent once, the list after an action.
// Keys work on the page of a case, on the row in focus, or on the selected rows of a list.
const KEYS = { c: ["claim"], p: ["pause", "unpause"], r: ["reassign"], m: ["note"] };

function typing(target) {
  return target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") || target.closest("dialog[open]");
}

function press(names, scope) {
  for (const name of names) {
    const button = scope.querySelector(`[data-act="${name}"]`);
    if (button) {
      button.click();
      return true;
    }
  }
  return false;
}

function undo() {
  const buttons = [...document.querySelectorAll("#toasts [aria-keyshortcuts=z]")];
  buttons.at(-1)?.click();
}

function currentRow() {
  return document.activeElement?.closest("#case-table tbody tr[data-case]");
}

function openTab(name) {
  document.getElementById(`tab-${name}`)?.click();
}

function act(key) {
  const table = document.getElementById("case-table");
  if (!table) return press(KEYS[key], document.getElementById("main")) || (key === "m" && openTab("notes"));
  if (!table.querySelector("tbody :checked")) pick(currentRow(), true);
  return table.querySelector("tbody :checked") && press(KEYS[key], document.getElementById("selection"));
}

// Selection: x takes the row in focus, Shift x all rows since the last one.
let last = null;

function pick(row, on) {
  const box = row?.querySelector(".c-sel input");
  if (!box) return;
  box.checked = on ?? !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function select(range) {
  const row = currentRow();
  if (!row) return;
  const rows = [...row.parentElement.children];
  const [from, to] = [rows.indexOf(range && last?.isConnected ? last : row), rows.indexOf(row)].sort((a, b) => a - b);
  if (range) for (const one of rows.slice(from, to + 1)) pick(one, true);
  else pick(row);
  last = row;
}

document.addEventListener("change", (event) => {
  const list = event.target.closest("#list");
  if (!list || !event.target.matches(".c-sel input")) return;
  const boxes = [...list.querySelectorAll("tbody .c-sel input")];
  if (event.target.closest("thead")) for (const box of boxes) box.checked = event.target.checked;
  const count = boxes.filter((box) => box.checked).length;
  const all = list.querySelector("thead .c-sel input");
  all.checked = count === boxes.length;
  all.indeterminate = count > 0 && !all.checked;
  const said = list.querySelector("#selected");
  if (said) said.textContent = (count === 1 ? said.dataset.one : said.dataset.many).replace("%", count);
});

document.addEventListener("reset", (event) => {
  if (event.target.id !== "selection") return;
  for (const box of document.querySelectorAll("#case-table .c-sel :checked")) box.checked = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.target.closest("dialog[open]")) {
    if (press(["route"], document.getElementById("main"))) event.preventDefault();
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (KEYS[event.key]) act(event.key);
  else if (event.key.toLowerCase() === "x") select(event.shiftKey);
  else if (event.key === "z") undo();
  else return;
  event.preventDefault();
});

// A form is sent once: a second press while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once], #dynaform") || (form.id === "dynaform" && event.submitter?.name !== "go")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
}, true);

function release(form) {
  delete form?.dataset?.sent;
  form?.querySelectorAll?.("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

document.addEventListener("htmx:afterRequest", (event) => release(event.target.closest?.("form") ?? event.target));
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

// The list after an action (requests.js tells of one that cannot be read): dialogs close, the rows are read again, the one that took the place is next.
document.addEventListener("cases:changed", () => {
  document.querySelectorAll("#dialog dialog[open]").forEach((dialog) => dialog.close());
  const list = document.getElementById("list");
  if (!list) return;
  const rows = [...list.querySelectorAll("tbody tr")];
  const row = list.querySelector("tbody :checked")?.closest("tr") ?? list.querySelector("tr[aria-current]") ?? rows[0];
  if (!currentRow()) row?.querySelector("a.case")?.focus({ preventScroll: true });
  htmx.ajax("GET", window.location.href, { target: "#list", swap: "outerHTML", source: "#list" }).catch(() => {});
});

document.addEventListener("documents:changed", () => {
  const lists = "#document-lists";
  if (!document.querySelector(lists)) return;
  const parts = { target: lists, select: lists, swap: "outerHTML", headers: { "HX-Target": "case-body" } };
  htmx.ajax("GET", window.location.href, parts).catch(() => {});
});
