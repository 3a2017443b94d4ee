// While somebody edits a letter: what it looks like beside it, and a button to put in a word in braces.
const form = document.getElementById("words");
const preview = document.getElementById("preview");
const status = document.getElementById("preview-status");
const places = ["subject", "body"].map((name) => form.elements[name]);
const PAUSE = 500;
let place = form.elements.body;
let timer = 0;
let asked = 0;

async function look() {
  const mine = ++asked;
  try {
    const answer = await fetch(form.dataset.previewUrl, { method: "POST", body: new FormData(form) });
    if (!answer.ok || answer.redirected || mine !== asked) {
      return;
    }
    preview.innerHTML = await answer.text();
    const words = preview.querySelector("[data-wrong]") ? status.dataset.wrong : "";
    if (status.textContent !== words) {
      status.textContent = words;
    }
  } catch {
    // Without a connection the last preview stays; saving says what is wrong too.
  }
}

form.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(look, PAUSE);
});
form.elements.person.addEventListener("change", look);

for (const field of places) {
  field.addEventListener("focus", () => {
    place = field;
  });
}

for (const button of form.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    place.setRangeText(button.dataset.insert, place.selectionStart, place.selectionEnd, "end");
    place.focus();
    place.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
