// Dialogs: one that arrives in #dialog opens, `data-dialog` opens one of the page; on close, focus goes back to the opener.
let opener = null;

function show(dialog) {
  opener = document.activeElement;
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dialog]");
  if (button) {
    button.closest("[popover]")?.hidePopover();
    show(document.getElementById(button.dataset.dialog));
  }
  if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
  if (event.target.matches("dialog")) event.target.close();
});

document.addEventListener("close", (event) => {
  if (event.target.matches("dialog")) opener?.focus();
}, true);

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.detail.target.id === "dialog" && event.detail.target.querySelector("dialog");
  if (dialog) show(dialog);
});
