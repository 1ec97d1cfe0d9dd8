// Keeps figures and rows true: one light poll, slower while hidden and after failures. The figures are shared by all
// tabs of a person. Changed rows are marked in place; rows that come or go wait behind a button, so nothing moves.
const SECONDS = { seen: 30, hidden: 120, most: 240, apart: 3 };
const live = document.getElementById("live");
const channel = live && new BroadcastChannel(`pmdash-figures-${live.dataset.user}`);
// What a page says about its workspace, where there are several.
const drawnIn = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
const list = () => document.getElementById("list");
const words = () => document.getElementById("bench").dataset;
let readAt = Date.now();
let failures = 0;
let timer = 0;

// Tabs that were opened together do not ask together: the first one asks for all.
function wait() {
  clearTimeout(timer);
  const base = document.hidden ? SECONDS.hidden : SECONDS.seen;
  const seconds = Math.min(SECONDS.most, base * 2 ** failures) + Math.random() * SECONDS.apart;
  timer = setTimeout(poll, seconds * 1000);
}

async function read(url, target) {
  const headers = { "HX-Request": "true", "HX-Target": target, "HX-Current-URL": window.location.href, ...drawnIn };
  const answer = await fetch(url, { headers, redirect: "error" });
  if (!answer.ok || answer.headers.has("HX-Redirect")) throw new Error(answer.statusText);
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  return template;
}

async function poll() {
  const before = list();
  try {
    if (Date.now() - readAt >= (SECONDS.seen - 1) * 1000) await readFigures();
    if (before && !document.hidden) merge(before, await read(window.location.href, "list"));
    failures = 0;
  } catch {
    failures += 1;
  }
  tell();
  wait();
}

async function readFigures() {
  const template = await read(live.dataset.url, "live");
  readAt = Date.now();
  channel.postMessage(template.innerHTML);
  show(template);
}

function show(template) {
  for (const figure of template.content.querySelectorAll("[data-count]")) {
    const here = document.getElementById(figure.id);
    if (here) here.textContent = figure.textContent;
  }
  const toasts = [...template.content.querySelectorAll("[data-toast]")];
  document.getElementById("toasts").append(...toasts);
  const detail = toasts.map((toast) => toast.querySelector("p").textContent);
  document.dispatchEvent(new CustomEvent("pmdash:news", { detail }));
}

function tell() {
  const mark = document.getElementById("live-state");
  if (!mark) return;
  mark.hidden = false;
  mark.querySelector(".dot").className = failures ? "dot risk" : "dot success";
  mark.querySelector("span").textContent = failures ? words().notLive : words().live;
}

const key = (row) => `${row.dataset.case}.${row.dataset.delIndex}`;
const rowsOf = (root) => new Map([...root.querySelectorAll("#case-table tbody tr[data-case]")].map((row) => [key(row), row]));
const timeOf = (row) => row.querySelector(".c-upd time")?.getAttribute("datetime") ?? "";

// What a row says, without what the clock alone changes.
function told(row) {
  const cells = [...row.querySelectorAll("td:is(.c-title, .c-task, .c-st, .c-who, .c-from)")];
  const times = [...row.querySelectorAll("time")].map((time) => time.getAttribute("datetime"));
  return [...cells.map((cell) => cell.textContent.trim()), ...times, row.classList.contains("unread")].join("|");
}

function merge(before, template) {
  for (const toast of template.content.querySelectorAll("[data-toast]")) document.getElementById("toasts").append(toast);
  if (list() !== before || document.querySelector("#list.htmx-request")) return;
  const now = rowsOf(template.content);
  const here = rowsOf(before);
  for (const [name, row] of now) if (here.has(name)) refresh(here.get(name), row);
  const come = [...now].filter(([name]) => !here.has(name)).map(([, row]) => row);
  const gone = [...here.keys()].some((name) => !now.has(name));
  offer(come.filter((row) => timeOf(row) >= before.dataset.read).length, come.length > 0 || gone);
  refreshCockpit(template);
}

function refresh(row, fresh) {
  const changed = told(row) !== told(fresh);
  const marked = changed || row.classList.contains("changed");
  row.className = fresh.className;
  row.classList.toggle("changed", marked);
  for (const cell of fresh.cells) {
    const old = row.querySelector(`td.${cell.classList[0]}`);
    if (!old || cell.matches(".c-sel, .c-act, .c-title") || old.innerHTML === cell.innerHTML) continue;
    old.innerHTML = cell.innerHTML;
  }
  const [title, newTitle] = [row, fresh].map((one) => one.querySelector(".c-title a.case"));
  if (title && newTitle && title.innerHTML !== newTitle.innerHTML) title.innerHTML = newTitle.innerHTML;
}

function offer(count, any) {
  const button = document.getElementById("new-rows");
  if (!button) return;
  const { one, many, other } = words();
  button.hidden = !any;
  button.textContent = count ? (count === 1 ? one : many).replace("%", count) : other;
}

function refreshCockpit(template) {
  const old = document.getElementById("cockpit");
  const fresh = template.content.getElementById("cockpit");
  if (!old || !fresh || old.matches(":hover, :focus-within") || old.querySelector("details[open]")) return;
  old.replaceChildren(...fresh.childNodes);
}

function seen(event) {
  event.target.closest?.("#case-table tr.changed")?.classList.remove("changed");
}

if (live) {
  channel.addEventListener("message", ({ data }) => {
    readAt = Date.now();
    const template = document.createElement("template");
    template.innerHTML = data;
    show(template);
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - readAt > SECONDS.seen * 1000) poll();
    else wait();
  });
  document.addEventListener("focusin", seen);
  document.addEventListener("click", seen);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#new-rows")) return;
    htmx.ajax("GET", window.location.href, { target: "#list", swap: "outerHTML", source: "#list", push: "false" }).catch(() => {});
  });
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.id !== "list") return;
    offer(0, false);
    tell();
  });
  tell();
  wait();
}
