// The form of a step is kept as one types: a second after the last key, and when the page is left.
const PAUSE = 1000;
let timer = null;

function typed(form) {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
  return data;
}

async function keep(form) {
  clearTimeout(timer);
  timer = null;
  const state = document.getElementById("draft-state");
  try {
    const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: typed(form), keepalive: true, redirect: "error" });
    state.textContent = answer.ok ? await answer.text() : state.dataset.failed;
  } catch {
    state.textContent = state.dataset.failed;
  }
}

function wait(event) {
  const form = event.target.closest?.("form[data-draft-url]");
  if (!form || form.dataset.sent) return;
  clearTimeout(timer);
  timer = setTimeout(() => keep(form), PAUSE);
}

document.addEventListener("input", wait);
document.addEventListener("change", wait);
document.addEventListener("dynaform:rows", wait);

function keepNow() {
  const form = document.querySelector("form[data-draft-url]");
  if (timer && form && !form.dataset.sent) keep(form);
}

window.addEventListener("pagehide", keepNow);
document.addEventListener("htmx:beforeRequest", keepNow);
