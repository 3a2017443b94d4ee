// One key for each press: 1–9 take a candidate, S or 0 puts off, N goes to writing one's own, U takes back.
// A key that is held, or comes within a moment of the page, presses nothing: it was meant for the one before.
const SETTLE = 400;
const openedAt = performance.now();
const SETTING = "address-keys";
const help = document.querySelector("[data-keys-help]");
const onOff = document.querySelector("[data-keys-switch]");
let on = true;

function showWhetherOn() {
  onOff.textContent = on ? onOff.dataset.on : onOff.dataset.off;
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  const typing = target.matches("input, select, textarea, [contenteditable]");
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing) {
    return;
  }
  if (!on || event.repeat || performance.now() - openedAt < SETTLE) {
    return;
  }
  const wanted = key === "0" ? "s" : key.toLowerCase();
  const found = /^[1-9snu]$/.test(wanted) && document.querySelector(`[data-key="${wanted}"]`);
  if (!found) {
    return;
  }
  event.preventDefault();
  found.click();
  if (wanted === "n") {
    document.getElementById("postal_code")?.focus();
  }
});

if (onOff) {
  on = window.localStorage.getItem(SETTING) !== "off";
  help.hidden = false;
  showWhetherOn();
  onOff.addEventListener("click", () => {
    on = !on;
    window.localStorage.setItem(SETTING, on ? "on" : "off");
    showWhetherOn();
  });
}
