// Uploads: chosen, dropped or pasted files are sent one by one, each with a bar; without this the form sends them.
let open = 0;
let changed = false;

function refusal(form, file) {
  const kind = form.elements.document_uid;
  const { largest, accept } = (kind.selectedOptions?.[0] ?? kind).dataset;
  if (Number(largest) && file.size > Number(largest)) return form.dataset.tooLarge;
  const ends = file.name.toLowerCase();
  return accept && !accept.split(",").some((end) => ends.endsWith(end)) ? form.dataset.wrongType : "";
}

function line(list, name) {
  const item = document.createElement("li");
  const [mark, title, side, bar] = ["i", "span", "span", "progress"].map((tag) => document.createElement(tag));
  mark.className = "dot";
  title.className = "name";
  title.textContent = name;
  side.className = "dim num";
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  item.append(mark, title, side, bar);
  list.append(item);
  list.hidden = false;
  return { item, side, bar, mark };
}

function end(parts, tone, text) {
  parts.bar.remove();
  parts.mark.className = `dot ${tone}`;
  parts.side.textContent = "";
  const said = document.createElement("span");
  said.className = tone === "success" ? "dim" : "err";
  said.textContent = text;
  parts.item.append(said);
  parts.item.dataset.tone = tone;
}

function stopButton(form, name, xhr) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn sm";
  button.textContent = form.dataset.stop;
  button.setAttribute("aria-label", `${form.dataset.stop} ${name}`);
  button.addEventListener("click", () => xhr.abort());
  return button;
}

function send(form, file) {
  const parts = line(document.getElementById("uploads"), file.name);
  const why = refusal(form, file);
  if (why) {
    end(parts, "danger", why);
    return;
  }
  const data = new FormData(form);
  data.set("file", file, file.name);
  data.set("submit_key", crypto.randomUUID());
  const xhr = new XMLHttpRequest();
  xhr.open("POST", form.action);
  xhr.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  xhr.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) parts.bar.value = (100 * event.loaded) / event.total;
  });
  const done = (tone, text) => {
    end(parts, tone, text);
    open -= 1;
    changed ||= tone !== "danger";
    if (!open && changed) refresh();
  };
  xhr.addEventListener("load", () => done(...answer(form, xhr)));
  xhr.addEventListener("error", () => done("risk", form.dataset.broken));
  xhr.addEventListener("abort", () => done("risk", form.dataset.stopped));
  parts.side.append(stopButton(form, file.name, xhr));
  open += 1;
  xhr.send(data);
}

function answer(form, xhr) {
  // Who is signed out is led to another page; what is too large is not even read.
  if (xhr.responseURL !== form.action) return ["danger", form.dataset.signedOut];
  if (xhr.status === 413) return ["danger", form.dataset.notTaken];
  try {
    const { tone, text } = JSON.parse(xhr.responseText);
    return [tone, text];
  } catch {
    return ["risk", form.dataset.broken];
  }
}

// The lists are read again; the lines of this upload stay where they are.
function refresh() {
  changed = false;
  document.dispatchEvent(new Event("documents:changed"));
}

function take(files) {
  const form = document.getElementById("upload");
  for (const file of files) send(form, file);
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "upload") return;
  event.preventDefault();
  take(event.target.elements.file.files);
  event.target.elements.file.value = "";
});

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const zone = document.getElementById("upload");
    if (!zone || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.toggle("over", name === "dragover");
    if (name === "drop") take(event.dataTransfer.files);
  });
}

document.addEventListener("paste", (event) => {
  const files = event.clipboardData?.files;
  if (!files?.length || !document.getElementById("upload")) return;
  event.preventDefault();
  take(files);
});
