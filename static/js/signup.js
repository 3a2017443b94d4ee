// Helps along while the form is filled in; the server knows and says all of it too.
const email = document.getElementById("id_email");
const notices = [...document.querySelectorAll("[data-carrier]")];
const secondWay = document.getElementById("second-way");

function isOf(domain, rules) {
  return rules.split(" ").some((rule) => (rule.startsWith(".") ? domain.endsWith(rule) : domain === rule));
}

// A carrier's notice appears as soon as the address has been typed.
function showCarrier() {
  const domain = email.value.normalize("NFKC").trim().toLowerCase().split("@").pop();
  for (const notice of notices) {
    notice.hidden = !isOf(domain, notice.dataset.carrier);
  }
  if (notices.some((notice) => !notice.hidden)) {
    secondWay.open = true;
  }
}
email.addEventListener("change", showCarrier);

// A browser that brings the form back puts the answers in again, also where the group is folded.
window.addEventListener("pageshow", () => {
  showCarrier();
  for (const group of document.querySelectorAll("details.fold:not([open])")) {
    const fields = [...group.querySelectorAll("input:not([type=checkbox]), textarea")];
    group.open = fields.some((field) => field.value) || group.querySelector("input:checked") !== null;
  }
});
