// Reads the page anew every few seconds and takes over its numbers, while somebody looks and until all is sent.
const SECONDS = 4;
const region = document.querySelector("[data-fresh]");
const status = document.querySelector("[data-fresh-done]");
const button = document.querySelector("[data-fresh-stop]");
let clock = 0;

async function newNumbers() {
  const answer = await fetch(window.location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const numbers = page.querySelector("[data-fresh]");
  if (!answer.ok || numbers === null) {
    throw new Error(answer.status);
  }
  return numbers;
}

async function refresh() {
  // Nothing is taken away from under the hand of somebody who is about to press it.
  if (document.visibilityState !== "visible" || region.contains(document.activeElement)) {
    return;
  }
  let numbers;
  try {
    numbers = await newNumbers();
  } catch {
    status.textContent = status.dataset.freshFailed;
    return;
  }
  region.replaceChildren(...numbers.childNodes);
  const { fresh: state } = numbers.dataset;
  status.textContent = state === "done" ? status.dataset.freshDone : "";
  if (state !== "sending") {
    stop();
    button.hidden = true;
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
