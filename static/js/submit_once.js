// A second press on the same form is ignored while the first one is on its way. The server is safe without this.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) {
    return;
  }
  if (form.dataset.onItsWay) {
    event.preventDefault();
    return;
  }
  form.dataset.onItsWay = "yes";
  // A download answers a form without leaving the page.
  window.setTimeout(() => delete form.dataset.onItsWay, 4000);
});

// Coming back with the browser's button finds the form ready again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-on-its-way]")) {
    delete form.dataset.onItsWay;
  }
});
