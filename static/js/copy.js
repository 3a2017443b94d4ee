// Shows the copy buttons (they need script) and says when the text is on the clipboard.
async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const done = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    done.textContent = button.dataset.done;
  } catch {
    window.getSelection().selectAllChildren(source);
    done.textContent = button.dataset.failed;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
