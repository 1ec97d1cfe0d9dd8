// DynaForms: computed fields, sums under grid columns, choices that depend on other fields.
// Everything works on events of the document, so forms that come by a swap need no set-up.
import { compute } from "./dynaform-formula.js";
import "./dynaform-grid.js";
import "./dynaform-suggest.js";
import { askChoices } from "./dynaform-options.js";

const LATER = 250;
let waiting = null;

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-dynaform]");
  if (form) compute(form);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-dynaform]");
  if (!form) return;
  compute(form);
  clearTimeout(waiting);
  waiting = setTimeout(() => askChoices(form, event.target), event.target.matches("select, [type=radio]") ? 0 : LATER);
});

document.addEventListener("dynaform:rows", (event) => compute(event.target.closest("[data-dynaform]")));
