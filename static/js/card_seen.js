// Tells the server, once, that the page of a card stood visible for three seconds. What is only fetched is not seen.
const SECONDS = 3;
const { seenUrl, stamp } = document.querySelector("script[data-seen-url]").dataset;
let seconds = 0;

const clock = window.setInterval(() => {
  if (document.visibilityState !== "visible" || document.prerendering) {
    return;
  }
  seconds += 0.5;
  if (seconds >= SECONDS) {
    window.clearInterval(clock);
    fetch(seenUrl, { method: "POST", body: new URLSearchParams({ stamp }), keepalive: true });
  }
}, 500);
