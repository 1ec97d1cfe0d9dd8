// Grids: add and take out rows, pages. Without script the same buttons post the form and the server redraws it.
let fresh = 0;

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-grid] :is([data-add], [data-remove], [data-page])");
  if (!button) return;
  event.preventDefault();
  const grid = button.closest("[data-grid]");
  if (button.matches("[data-add]")) add(grid);
  else if (button.matches("[data-remove]")) remove(grid, button.closest("tr"));
  else turn(grid, Number(button.dataset.page));
});

const rowsOf = (grid) => [...grid.querySelectorAll("tbody tr")];

function add(grid) {
  const template = grid.querySelector("template");
  fresh += 1;
  const html = template.innerHTML.replaceAll('value="__row__"', `value="x${fresh}"`)
    .replaceAll('data-row="__row__"', `data-row="x${fresh}"`)
    .replaceAll("-__row__", `-x${fresh}`)
    .replaceAll(":__row__", `:x${fresh}`);
  grid.querySelector("tbody").insertAdjacentHTML("beforeend", html);
  renumber(grid);
  turn(grid, Infinity);
  rowsOf(grid).at(-1).querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function remove(grid, row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  renumber(grid);
  turn(grid, Number(grid.dataset.page ?? 0));
  (next?.querySelector("input:not([type=hidden]), select, textarea") ?? grid.querySelector("[data-add]") ?? grid).focus();
}

function renumber(grid) {
  rowsOf(grid).forEach((row, at) => {
    const cell = row.cells[0];
    const before = cell.firstChild.textContent.trim();
    cell.firstChild.textContent = String(at + 1);
    row.querySelectorAll("[aria-label]").forEach((named) => {
      named.setAttribute("aria-label", renamed(named.getAttribute("aria-label"), before, at + 1));
    });
  });
  grid.dispatchEvent(new CustomEvent("dynaform:rows", { bubbles: true }));
}

function renamed(label, before, number) {
  const at = label.lastIndexOf(before);
  return at < 0 ? label : label.slice(0, at) + number + label.slice(at + before.length);
}

// A page hides rows only from the eye: they are posted all the same.
function turn(grid, wanted) {
  const size = Number(grid.dataset.pageSize);
  const rows = rowsOf(grid);
  const last = size ? Math.max(0, Math.ceil(rows.length / size) - 1) : 0;
  const page = Math.min(wanted, last);
  grid.dataset.page = String(page);
  rows.forEach((row, at) => { row.hidden = size > 0 && Math.floor(at / size) !== page; });
  pager(grid, page, last);
}

function pager(grid, page, last) {
  const bar = grid.querySelector("[data-pages]");
  if (!bar) return;
  bar.hidden = last === 0;
  bar.querySelector("[data-at]").textContent = `${page + 1} / ${last + 1}`;
  const [back, forward] = bar.querySelectorAll("[data-page]");
  back.dataset.page = String(Math.max(page - 1, 0));
  forward.dataset.page = String(page + 1);
  back.disabled = page === 0;
  forward.disabled = page === last;
}

// An error in the summary may lead to a row on another page.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#errors a[href^='#']");
  const row = link && document.getElementById(link.hash.slice(1))?.closest("[data-grid] tbody tr");
  if (!row) return;
  const grid = row.closest("[data-grid]");
  const size = Number(grid.dataset.pageSize);
  if (size) turn(grid, Math.floor(rowsOf(grid).indexOf(row) / size));
});

function open(root) {
  root.querySelectorAll?.("[data-grid]").forEach((grid) => {
    const wrong = rowsOf(grid).findIndex((row) => row.querySelector("[aria-invalid]"));
    const size = Number(grid.dataset.pageSize);
    turn(grid, size && wrong > 0 ? Math.floor(wrong / size) : Number(grid.dataset.page ?? 0));
  });
}

document.addEventListener("htmx:load", (event) => open(event.detail.elt));
open(document);
