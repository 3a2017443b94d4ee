// Brings the list of errors into view, so that a screen reader starts there and nobody wonders what happened.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
}
