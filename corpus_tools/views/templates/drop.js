// Files dropped anywhere on the check page are put into its form, which is sent; without scripts they are chosen.
"use strict";
const form = document.querySelector("form.drop");
const { file: drafts, decisions } = form.elements;
const say = (text) => { form.querySelector("[role=status]").textContent = text; };

function put(field, files) {
  const held = new DataTransfer();
  for (const one of files) held.items.add(one);
  field.files = held.files;
}

for (const kind of ["dragenter", "dragover"])
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  form.classList.remove("over");
  const dropped = [...event.dataTransfer.files];
  if (!dropped.length) return; // text that is dropped goes where it is let go
  event.preventDefault();
  const decided = dropped.filter((f) => f.name.toLowerCase().endsWith(".json"));
  const texts = dropped.filter((f) => !decided.includes(f));
  if (decided.length) put(decisions, decided.slice(0, 1));
  if (texts.length > 1) return say(form.dataset.several);
  if (texts.length) put(drafts, texts);
  if (drafts.files.length || form.elements.draft.value.trim()) form.requestSubmit();
  else say(form.dataset.alone);
});
