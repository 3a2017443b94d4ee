// The treasurer's keys: Enter presses the current line's main button, → and ← walk, a digit picks a namesake,
// U takes the last press back, / searches. Everything is a plain button or link as well. After a press the page
// comes back at the line that follows; its button gets the focus, so that Enter goes on from there.
const list = document.querySelector("[data-keys]");
const rows = list ? [...list.querySelectorAll(".evidence")] : [];
const help = document.querySelector("[data-keys-help]");
const onOff = document.querySelector("[data-keys-switch]");
const SETTING = "payment-keys";
const SETTLE = 400; // ms in which a second Enter still means the press before
const openedAt = performance.now();
let current = -1;
let on = true;

function makeCurrent(place, focus = true) {
  if (!rows[place]) {
    return;
  }
  rows[current]?.classList.remove("evidence-current");
  current = place;
  const row = rows[current];
  row.classList.add("evidence-current");
  const target = row.querySelector("[data-main], [data-number]");
  if (focus && target) {
    target.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}

function press(target) {
  target?.click();
  return Boolean(target);
}

function find() {
  const field = document.getElementById("search-q");
  if (!field) {
    return false;
  }
  field.closest("details").open = true;
  field.focus();
  return true;
}

const inRow = (selector) => rows[current]?.querySelector(selector);
const KEYS = {
  ArrowRight: () => makeCurrent(Math.min(current + 1, rows.length - 1)) ?? true,
  ArrowLeft: () => makeCurrent(Math.max(current - 1, 0)) ?? true,
  ArrowDown: () => makeCurrent(Math.min(current + 1, rows.length - 1)) ?? true,
  ArrowUp: () => makeCurrent(Math.max(current - 1, 0)) ?? true,
  Enter: () => document.activeElement === document.body && press(inRow("[data-main]")),
  u: () => press(document.querySelector("[data-undo]")),
  "/": find,
};

function showWhetherOn() {
  onOff.textContent = on ? onOff.dataset.on : onOff.dataset.off;
  help.classList.toggle("keys-off", !on);
}

function isTyping(target) {
  return target.matches("input, select, textarea, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(target)) {
    return;
  }
  if (key === "Enter" && (event.repeat || performance.now() - openedAt < SETTLE)) {
    event.preventDefault();
    return;
  }
  const arrow = key === "ArrowUp" || key === "ArrowDown";
  if (!on || event.repeat || (arrow && !rows[current]?.contains(target))) {
    return;
  }
  const act = /^[1-9]$/.test(key) ? () => press(inRow(`[data-number="${key}"]`)) : KEYS[key === "U" ? "u" : key];
  if (act?.()) {
    event.preventDefault();
  }
});

list?.addEventListener("focusin", (event) => {
  const place = rows.indexOf(event.target.closest(".evidence"));
  if (place >= 0 && place !== current) {
    makeCurrent(place, false);
  }
});

if (rows.length) {
  on = window.localStorage.getItem(SETTING) !== "off";
  help.hidden = false;
  showWhetherOn();
  onOff.addEventListener("click", () => {
    on = !on;
    window.localStorage.setItem(SETTING, on ? "on" : "off");
    showWhetherOn();
  });
  const arrived = rows.findIndex((row) => `#${row.id}` === window.location.hash);
  makeCurrent(Math.max(arrived, 0), false);
  // Only then: going to the place named in the address takes the focus away again.
  window.addEventListener("load", () => arrived >= 0 && window.setTimeout(() => makeCurrent(arrived)));
}
