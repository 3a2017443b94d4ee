// A file input takes dropped files by itself; this only lights the area up while a file is above it.
for (const input of document.querySelectorAll("input[type=file]")) {
  input.addEventListener("dragenter", () => input.classList.add("drop-over"));
  for (const end of ["dragleave", "drop", "dragend"]) {
    input.addEventListener(end, () => input.classList.remove("drop-over"));
  }
}
