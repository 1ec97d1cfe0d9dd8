// Toasts leave by themselves: 6 s, 10 s with Undo, never when they tell of a failure; not under pointer, focus or another tab.
const region = document.getElementById("toasts");
const MOST = 3;
const timers = new Map();

function start(toast) {
  if (document.hidden) {
    document.addEventListener("visibilitychange", () => start(toast), { once: true });
    return;
  }
  const seconds = Number(toast.dataset.toast);
  if (seconds) timers.set(toast, setTimeout(() => toast.remove(), seconds * 1000));
}

function stop(toast) {
  clearTimeout(timers.get(toast));
  timers.delete(toast);
}

function arrive(toast) {
  start(toast);
  for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, () => stop(toast));
  for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, () => start(toast));
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.dataset?.toast) arrive(node);
  }
  const toasts = region.querySelectorAll("[data-toast]");
  for (const old of [...toasts].slice(0, -MOST)) old.remove();
}).observe(region, { childList: true });

region.querySelectorAll("[data-toast]").forEach(arrive);
region.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("[data-toast]").remove();
});
// What was taken back cannot be taken back again.
region.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (detail.successful) target.closest("[data-toast]")?.remove();
});
