// Reads the numbers of an announcement anew every few seconds, while somebody looks and until it is done.
const SECONDS = 4;
const region = document.querySelector("[data-fresh-url]");
const status = document.querySelector("[data-fresh-done]");
const button = document.querySelector("[data-fresh-stop]");
let clock = 0;

async function refresh() {
  if (document.visibilityState !== "visible") {
    return;
  }
  try {
    const answer = await fetch(region.dataset.freshUrl);
    if (!answer.ok || answer.redirected) {
      throw new Error(answer.status);
    }
    region.innerHTML = await answer.text();
    status.textContent = "";
  } catch {
    status.textContent = status.dataset.freshFailed;
    return;
  }
  const { state } = region.querySelector("[data-state]").dataset;
  if (state !== "sending") {
    stop();
    button.hidden = true;
    status.textContent = state === "done" ? status.dataset.freshDone : "";
  }
}

function start() {
  clock = window.setInterval(refresh, SECONDS * 1000);
  button.textContent = button.dataset.freshStop;
}

function stop() {
  window.clearInterval(clock);
  clock = 0;
  button.textContent = button.dataset.freshStart;
}

button.hidden = false;
button.addEventListener("click", () => (clock ? stop() : start()));
start();
