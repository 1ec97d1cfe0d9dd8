// Dialogs: one that arrives in #dialog opens, `data-dialog` opens one of the page. On close, focus goes back to the
// opener, or to the button of the menu that held it; it stays where somebody has moved it since.
let opener = null;
const arrived = new WeakSet();

function show(dialog) {
  const menu = document.activeElement.closest("[popover]");
  opener = menu ? document.querySelector(`[popovertarget="${menu.id}"]`) : document.activeElement;
  menu?.hidePopover();
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dialog]");
  if (button) show(document.getElementById(button.dataset.dialog));
  if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
  if (event.target.matches("dialog")) event.target.close();
});

document.addEventListener("close", (event) => {
  if (event.target.matches("dialog") && document.activeElement === document.body) opener?.focus();
}, true);

document.addEventListener("htmx:afterSwap", (event) => {
  const { target } = event.detail;
  const dialog = target?.id === "dialog" && target.querySelector("dialog");
  // An answer without a dialog leaves the earlier one where it is, closed.
  if (!dialog || arrived.has(dialog)) return;
  arrived.add(dialog);
  show(dialog);
});

// A link whose page can be read as a dialog. The rule stands here once, and not in each row of each page of a list.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-into=dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const request = { target: "#dialog", swap: "innerHTML", source: "#dialog", push: "false" };
  htmx.ajax("GET", link.pathname + link.search, request).catch(() => {});
});

// What a dialog or page needs besides this bundle it names itself.
document.addEventListener("htmx:load", ({ target }) => {
  for (const { dataset } of target.querySelectorAll("[data-module]")) import(dataset.module);
});
