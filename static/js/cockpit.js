// The marks of the cockpit filter the list below it in place. Links of an SVG are none of htmx's.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#cockpit a[href]");
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || modified || !link.getAttribute("href").startsWith("?")) return;
  event.preventDefault();
  const url = window.location.pathname + link.getAttribute("href");
  const label = link.getAttribute("aria-label");
  htmx.ajax("GET", url, { target: "#list", swap: "outerHTML show:#list-rows:top", source: "#list", push: url })
    .then(() => again(link.id, label))
    .catch(() => {});
});

// The mark that was followed keeps the focus.
function again(id, label) {
  const same = id ? document.getElementById(id) : document.querySelector(`#cockpit a[aria-label="${CSS.escape(label)}"]`);
  same?.focus({ preventScroll: true });
}
