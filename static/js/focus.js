// Focus after a swap. Failed form: its summary. List, when it took the focus away: the same row; if it left, the one
// that took its place, else the last; else the heading.
let row = null;

function rows() {
  return [...document.querySelectorAll("#case-table tbody tr[data-case]")];
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const current = document.activeElement?.closest("#case-table tbody tr");
  row = current && event.detail.target?.contains(current)
    ? { uid: current.dataset.case, index: rows().indexOf(current) }
    : null;
});

document.addEventListener("htmx:afterSettle", ({ target }) => {
  const errors = target.querySelector?.("#errors");
  if (errors) errors.focus();
  else if (target.id === "list") focusList();
});

// On a narrow screen tabs scroll sideways: the open one is in sight.
function showTab() {
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
}

document.addEventListener("htmx:afterSettle", showTab);
showTab();

function focusList() {
  const lost = document.activeElement === document.body;
  if (lost && row) focusRow();
  else if (lost) document.getElementById("list-title").focus();
  row = null;
}

function focusRow() {
  const all = rows();
  const same = all.find((other) => other.dataset.case === row.uid);
  const next = same ?? all[Math.min(row.index, all.length - 1)];
  (next?.querySelector("a.case") ?? document.getElementById("list-title"))?.focus();
}
