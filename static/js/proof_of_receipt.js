// Tells the server, once, that this page stood visible for three seconds. What a mail scanner fetches is not seen.
const SECONDS = 3;
const { proofUrl } = document.querySelector("script[data-proof-url]").dataset;
let seconds = 0;

const clock = window.setInterval(() => {
  if (document.visibilityState !== "visible") {
    return;
  }
  seconds += 0.5;
  if (seconds >= SECONDS) {
    window.clearInterval(clock);
    fetch(proofUrl, { method: "POST", body: new URLSearchParams({ how: "seen" }), keepalive: true });
  }
}, 500);
