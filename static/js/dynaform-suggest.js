// Suggest fields: a combobox over the server's answers. Without script the text is free, and the server looks it up.
import { ask } from "./dynaform-options.js";

const waits = new WeakMap();
const inputs = (event) => event.target.closest?.("[data-suggest] [role=combobox]");

document.addEventListener("input", (event) => {
  const input = inputs(event);
  if (!input) return;
  hiddenOf(input).value = "";
  clearTimeout(waits.get(input));
  const delay = Math.max(200, Number(input.closest("[data-suggest]").dataset.delay));
  waits.set(input, setTimeout(() => suggest(input), delay));
});

document.addEventListener("keydown", (event) => {
  const input = inputs(event);
  const list = input && listOf(input);
  if (!list || list.hidden) {
    if (input && event.key === "ArrowDown") suggest(input);
    return;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(input, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && active(list)) choose(input, active(list));
  else if (event.key === "Escape") close(input);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("[data-suggest] [role=option]");
  if (!option?.dataset.value) return;
  event.preventDefault();
  choose(option.closest("[data-suggest]").querySelector("[role=combobox]"), option);
});

document.addEventListener("focusout", (event) => {
  const input = inputs(event);
  if (input) close(input);
});

const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
const hiddenOf = (input) => input.closest("[data-suggest]").querySelector("[data-value]");
const active = (list) => list.querySelector("[aria-selected=true]");

async function suggest(input) {
  const form = input.closest("[data-dynaform]");
  if (!form.dataset.optionsUrl) return;
  const words = input.value;
  const options = await ask(form, input, words).catch(() => null);
  if (!options || input.value !== words || document.activeElement !== input) return;
  const list = listOf(input);
  list.replaceChildren(...options.map((option, at) => item(list, option, at)));
  if (!options.length) list.append(nothing(input));
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
}

function item(list, { value, text }, at) {
  const option = document.createElement("li");
  Object.assign(option, { id: `${list.id}-${at}`, textContent: text, dir: "auto" });
  option.setAttribute("role", "option");
  option.dataset.value = value;
  return option;
}

function nothing(input) {
  const option = document.createElement("li");
  option.setAttribute("role", "option");
  option.setAttribute("aria-disabled", "true");
  option.textContent = input.closest("[data-suggest]").dataset.none;
  return option;
}

function move(input, step) {
  const options = [...listOf(input).querySelectorAll("[data-value]")];
  if (!options.length) return;
  const at = options.findIndex((option) => option.ariaSelected === "true");
  const next = options[(at + step + options.length) % options.length];
  options.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
  input.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

function choose(input, option) {
  input.value = option.textContent;
  hiddenOf(input).value = option.dataset.value;
  close(input);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function close(input) {
  listOf(input).hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}
