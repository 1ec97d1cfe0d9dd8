// Tells who looks elsewhere what came: in the title of the tab and, where the person wants it, by the browser.
const live = document.getElementById("live");
const wanted = new Set(live?.dataset.notices.split(" "));
const inbox = () => Number(document.getElementById("count-inbox")?.textContent || NaN);
let seen = NaN;
let told = 0;

function count(cases) {
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = cases ? `(${cases}) ${title}` : title;
}

function look() {
  seen = inbox();
  told = 0;
  count(0);
}

// One notice of a kind: the tag lets all tabs together show it once.
function notify(text, tag) {
  if (!wanted.has("browser") || !("Notification" in window) || Notification.permission !== "granted") return;
  const notice = new Notification("pmdash", { body: text, tag });
  notice.addEventListener("click", () => window.focus());
}

function hear({ detail }) {
  if (!document.hidden || Number.isNaN(seen)) {
    look();
    return;
  }
  for (const text of detail) notify(text, text);
  const cases = Math.max(0, inbox() - seen);
  if (wanted.has("new-cases")) {
    count(cases);
    if (cases > told) notify((cases === 1 ? live.dataset.one : live.dataset.many)?.replace("%", cases), "new-cases");
  }
  told = cases;
}

if (live) {
  document.addEventListener("pmdash:news", hear);
  document.addEventListener("visibilitychange", look);
}
