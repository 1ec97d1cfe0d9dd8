// Single keys, at rest while one types: j k rows, [ ] pages or tabs, / search, g then a letter for a list, n start, ? help.
let waitingForList = false;

function typing(target) {
  return target.matches("input, textarea, select, [contenteditable]") || target.closest("dialog[open]");
}

function move(step) {
  const links = [...document.querySelectorAll("#case-table tbody a.case")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement?.closest("tr")?.querySelector("a.case"));
  const next = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step));
  links[next].focus();
}

function follow(selector) {
  document.querySelector(selector)?.click();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  "[": () => follow(":is(.pager, .tabs) [rel=prev]"),
  "]": () => follow(":is(.pager, .tabs) [rel=next]"),
  "/": () => document.querySelector("[aria-keyshortcuts='/']")?.focus(),
  n: () => follow("a[aria-keyshortcuts=n]"),
  "?": () => follow("[data-key='?']"),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (waitingForList) {
    waitingForList = false;
    follow(`[data-keys="${CSS.escape(event.key)}"]`);
  } else if (event.key === "g") {
    waitingForList = true;
    setTimeout(() => { waitingForList = false; }, 1500);
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
