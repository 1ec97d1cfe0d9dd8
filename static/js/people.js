// A person among many: what is typed leaves those whose name holds it; down and Enter go to the first of them.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function find(box) {
  const group = document.getElementById(box.dataset.finds);
  const words = plain(box.value).split(/\s+/);
  let found = 0;
  for (const line of group.querySelectorAll(".ck")) {
    const name = plain(line.querySelector("bdi").textContent);
    line.hidden = !words.every((word) => name.includes(word));
    found += !line.hidden;
  }
  group.querySelector("[data-none]").hidden = found > 0;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-finds]")) find(event.target);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches("[data-finds]") || !["Enter", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const first = document.getElementById(event.target.dataset.finds).querySelector(".ck:not([hidden]) input");
  first?.focus();
  if (event.key === "Enter" && first?.type === "radio") first.checked = true;
});

// What was typed before this arrived.
for (const box of document.querySelectorAll("[data-finds]")) if (box.value) find(box);
