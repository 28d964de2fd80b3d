// A file dropped anywhere on the check page is put into its form and sent; without scripts the file is chosen.
"use strict";
const form = document.querySelector("form.drop");
const chosen = form.querySelector("input[type=file]");
for (const kind of ["dragenter", "dragover"])
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  chosen.files = event.dataTransfer.files;
  form.requestSubmit();
});
