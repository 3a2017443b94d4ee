// A pile of cards by keyboard: number, Enter, the figure of the reason. Enter in the field goes on to the reasons
// instead of opening the card, and the figures count only there, so that no key acts by surprise.
const field = document.querySelector("[data-card-number]");
const reasons = field?.form.querySelector("[data-reasons]");

field?.addEventListener("keydown", (event) => {
  if (reasons && event.key === "Enter" && !event.isComposing && field.value.trim()) {
    event.preventDefault();
    reasons.querySelector("button").focus();
  }
});

for (const group of document.querySelectorAll("[data-reasons]")) {
  group.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const button = group.querySelector(`[data-key="${/^[1-6]$/.test(event.key) ? event.key : "none"}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
}
