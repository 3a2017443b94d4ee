// On a phone the tabs scroll inside themselves: start with the current one in view.
const current = document.querySelector(".desk-tabs [aria-current]");
if (current) {
  const row = current.closest("ul");
  row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}
