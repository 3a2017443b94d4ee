// While somebody says which column is which: the first lines as they would be read, after every choice.
const form = document.getElementById("columns");
const region = form.querySelector("[data-columns-read]");
const button = form.querySelector("[name=preview]");
let asked = 0;

async function look() {
  const mine = ++asked;
  const data = new FormData(form);
  data.append("preview", "1");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const read = page.querySelector("[data-columns-read]");
    if (answer.ok && read !== null && mine === asked) {
      region.replaceChildren(...read.childNodes);
    }
  } catch {
    // Without a connection the last lines stay; the button asks again.
  }
}

if (form.querySelector("[name=kept]")) {
  button.hidden = true;
  form.addEventListener("change", look);
}
