// What every request of htmx shares: the thin bar while one is under way, an honest word when none gets through.
const wait = document.getElementById("wait");
let open = 0;

document.addEventListener("htmx:beforeRequest", () => {
  open += 1;
  wait.classList.add("on");
});

document.addEventListener("htmx:afterRequest", () => {
  open = Math.max(0, open - 1);
  wait.classList.toggle("on", open > 0);
});

function unreachable() {
  const note = document.getElementById("toast-unreachable").content.cloneNode(true);
  document.getElementById("toasts").append(note);
}

document.addEventListener("htmx:sendError", unreachable);
document.addEventListener("htmx:timeout", unreachable);

// A whole page is never put into a part of one: an error page of a proxy, or a page for signed-out people.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, boosted } = event.detail;
  const whole = /^\s*<!doctype/i.test(xhr.responseText);
  if (whole && !boosted && target !== document.body) {
    event.detail.shouldSwap = false;
    if (xhr.status >= 400) unreachable();
    else window.location.assign(xhr.responseURL || window.location.href);
  }
});

// A click with a modifier key opens a tab or window, as on any link; htmx would take it.
document.addEventListener("click", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey;
  if (modified && event.target.closest("a[hx-get]")) event.stopPropagation();
}, true);

// Forms that read: what is left blank is left out of the address.
document.addEventListener("formdata", (event) => {
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});
