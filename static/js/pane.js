// The case beside its list, on wide screens. A row opens it; previous, next and the keys of the list walk on, beyond
// the end of a page too; Esc closes it. The address names it as `case`, so that Back, reload and sharing work.
const wide = window.matchMedia("(min-width: 80rem)");
const PAUSE = 150;
let current = "";
let wanted = "";
let place = 0;
let turning = "";
let changed = false;
let tab = "";
let timer = 0;

const bench = () => document.getElementById("bench");
const list = () => document.getElementById("list");
const pane = () => document.getElementById("pane");
const links = () => [...document.querySelectorAll("#case-table tbody a.case")];
const isOpen = () => wide.matches && Boolean(bench()?.classList.contains("has-pane"));
const key = (link) => `${link.closest("tr").dataset.case}.${link.closest("tr").dataset.delIndex}`;
const at = () => links().findIndex((link) => key(link) === current);

function address(name) {
  const url = new URL(window.location.href);
  if (name) url.searchParams.set("case", name);
  else url.searchParams.delete("case");
  return url.pathname + url.search;
}

// What goes wrong is told in the pane or by a toast.
function fetchPane(url, history) {
  htmx.ajax("GET", url, { target: "#pane", swap: "outerHTML", source: "#beside", ...history }).catch(() => {});
}

function load(link, history) {
  clearTimeout(timer);
  wanted = key(link);
  fetchPane(`${link.pathname}pane/${link.search}`, history);
}

function open(link) {
  if (isOpen() && key(link) === current) return;
  load(link, { [isOpen() ? "replace" : "push"]: address(key(link)) });
}

function close() {
  clearTimeout(timer);
  const row = links()[at()];
  current = "";
  tab = "";
  window.history.replaceState(window.history.state, "", address(""));
  inPlace(row, () => bench().classList.remove("has-pane"));
  pane().replaceChildren();
  mark();
  row?.focus({ preventScroll: true });
}

// The list may grow or shrink above a row; the row stays where the eye is.
function inPlace(row, change) {
  const top = row?.getBoundingClientRect().top;
  change();
  if (row) window.scrollBy(0, row.getBoundingClientRect().top - top);
}

function step(by) {
  const all = links();
  const next = at() < 0 ? Math.min(place, all.length - 1) : at() + by;
  if (all[next]) show(all[next]);
  else turn(by);
}

function show(link) {
  link.closest("tr").scrollIntoView({ block: "nearest" });
  open(link);
}

function turn(by) {
  const page = pageLink(by);
  if (!page) return;
  turning = by > 0 ? "first" : "last";
  page.click();
}

function pageLink(by) {
  return document.getElementById(by > 0 ? "page-next" : "page-previous");
}

function mark() {
  const now = isOpen() ? at() : -1;
  if (now >= 0) place = now;
  for (const link of links()) link.closest("tr").removeAttribute("aria-current");
  links()[now]?.closest("tr").setAttribute("aria-current", "true");
  const { place: words = "", start = 0 } = list()?.dataset ?? {};
  const said = document.getElementById("pane-place");
  if (said) said.textContent = now < 0 ? "" : words.replace("%", Number(start) + now + 1);
  end("previous", now === 0 && !pageLink(-1));
  end("next", now === links().length - 1 && !pageLink(1));
}

function end(name, ended) {
  document.querySelector(`[data-pane=${name}]`)?.setAttribute("aria-disabled", String(ended));
}

// The list came again. Its links know nothing of the open case, which stays in the address.
function settleList() {
  const acted = changed;
  changed = false;
  if (!isOpen()) return;
  window.history.replaceState(window.history.state, "", address(current));
  mark();
  if (turning) show(turning === "first" ? links()[0] : links().at(-1));
  else if (acted) refresh();
  turning = "";
}

// After an action the case is read again, or the one that took its place.
function refresh() {
  const all = links();
  const uid = current.split(".")[0];
  const same = all[at()] ?? all.find((link) => key(link).startsWith(uid));
  const link = same ?? all[Math.min(place, all.length - 1)];
  if (link) load(link, { replace: address(key(link)) });
  else close();
}

// A page whose address names a case: the case follows the page.
function restore() {
  const found = pane();
  if (!found?.dataset.src) return;
  wanted = new URLSearchParams(window.location.search).get("case");
  const url = found.dataset.src;
  delete found.dataset.src;
  if (wide.matches) fetchPane(url, {});
}

document.addEventListener("htmx:load", restore);
document.addEventListener("cases:changed", () => {
  clearTimeout(timer);
  changed = true;
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "list") settleList();
  else if (target.id === "pane") document.getElementById(tab)?.click();
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id !== "pane") return;
  current = wanted;
  inPlace(links()[at()], () => bench()?.classList.add("has-pane"));
  mark();
});

// The tab that is read stays the same from case to case.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#pane .tabs a");
  if (!link) return;
  tab = link.id;
  for (const other of link.parentElement.children) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
});

const BUTTONS = { previous: () => step(-1), next: () => step(1), close };
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pane]");
  if (button && button.getAttribute("aria-disabled") !== "true") BUTTONS[button.dataset.pane]();
});

// A second Enter or click on the open row goes on to its page, as any row does where there is no room for two.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#case-table a.case");
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || modified || !wide.matches || !pane() || (isOpen() && key(link) === current)) return;
  event.preventDefault();
  open(link);
});

// The keys of the list move the focus; an open pane follows when they rest. It does not follow the focus that a list
// gets when it comes again.
document.addEventListener("focusin", (event) => {
  const link = event.target.closest("#case-table a.case");
  if (!link || !isOpen() || turning || changed) return;
  clearTimeout(timer);
  timer = setTimeout(() => open(link), PAUSE);
});

document.addEventListener("keydown", (event) => {
  const elsewhere = document.querySelector("dialog[open], :popover-open") || event.target.matches("input, textarea, select");
  if (event.key !== "Escape" || elsewhere || !isOpen()) return;
  event.preventDefault();
  close();
});
