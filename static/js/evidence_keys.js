// The arrow keys walk from row to row; Enter presses the focused button, as everywhere.
const buttons = [...document.querySelectorAll(".evidence")]
  .map((row) => row.querySelector("button, a.button"))
  .filter(Boolean);

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = buttons.indexOf(document.activeElement);
  if (!step || here < 0 || !buttons[here + step]) {
    return;
  }
  event.preventDefault();
  buttons[here + step].focus();
});
