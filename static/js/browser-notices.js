// The browser asks only where somebody has just chosen it; a refusal is said beside the choice.
async function ask({ target }) {
  if (target.name !== "notice_browser" || !target.checked) return;
  const answer = "Notification" in window ? await Notification.requestPermission() : "denied";
  if (answer !== "denied") return;
  const hint = document.getElementById("browser-notices");
  hint.textContent = hint.dataset.blocked;
}

document.addEventListener("change", ask);
