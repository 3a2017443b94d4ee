// Somebody drew back, or the device has no such key: said on the page, where the library would write to the console.
const words = document.querySelector("[data-passkey-error]");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  words.hidden = false;
  words.scrollIntoView({ block: "center" });
});
