// The check report: keys, decisions, two sides that scroll together. The page says everything without it.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const tools = document.querySelector(".tools");
  if (!tools) return;
  document.documentElement.classList.add("js");
  tools.hidden = false;
  const words = tools.dataset;
  const status = tools.querySelector("[role=status]");
  const all = () => [...document.querySelectorAll(".item")].filter((x) => !x.closest(".aside:not([open])"));
  // drafts with decisions that were not saved
  const changed = new Set(words.unsaved ? document.querySelectorAll("article.draft") : []);
  let current = null;

  // ------------------------------------------------------------ going through the items

  function choose(item) {
    if (!item) return;
    if (current) current.classList.remove("current");
    for (let d = item.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    current = item;
    item.classList.add("current");
    item.focus({ preventScroll: true });
    const box = item.getBoundingClientRect();
    const tall = box.height > window.innerHeight * 0.6;
    item.scrollIntoView({ block: tall ? "start" : "center" });
    tell();
  }

  function step(by) {
    const items = all();
    if (!items.length) return;
    const at = current ? items.indexOf(current) : by > 0 ? -1 : items.length;
    choose(items[Math.min(items.length - 1, Math.max(0, at + by))]);
  }

  function tell(note) {
    const items = all();
    const done = items.filter((x) => x.dataset.decision).length;
    const at = current ? items.indexOf(current) + 1 : 0;
    status.textContent = words.status.replace("{at}", at).replace("{all}", items.length).replace("{done}", done) +
      (note ? " · " + note : "");
  }

  // ------------------------------------------------------------ deciding

  function decide(verdict) {
    if (!current) return step(1);
    if (verdict === "cite" && current.dataset.item !== "passage") return tell(words.onlyPassages);
    const item = current;
    if (item.dataset.decision === verdict) verdict = "";
    item.dataset.decision = verdict;
    const tag = item.querySelector(".verdict");
    if (tag) tag.textContent = verdict ? words[verdict] : "";
    changed.add(item.closest("article"));
    if (verdict === "cite") copy(item.querySelector(".citation"));
    if (verdict && verdict !== "cite") step(1);
    tell(verdict === "cite" ? words.cited : "");
  }

  function copy(element) {
    if (!element) return;
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range); // what is selected can be copied by hand where the clipboard is closed to pages
    if (navigator.clipboard) navigator.clipboard.writeText(element.textContent).catch(() => {});
  }

  // ------------------------------------------------------------ saving

  function decisionsOf(draft) {
    const seen = new Set();
    const decisions = [];
    for (const x of draft.querySelectorAll(".item, .kept")) {
      const d = x.dataset;
      if (!d.decision || seen.has(d.id)) continue;
      seen.add(d.id);
      decisions.push({ id: d.id, item: d.item, kind: d.kind, source: d.source, decision: d.decision,
        text: d.text, before: d.before, after: d.after });
    }
    return JSON.stringify({ corpus_tools: "decisions", draft: draft.dataset.file, decisions }, null, 1) + "\n";
  }

  function save() {
    const drafts = changed.size ? [...changed] : [...document.querySelectorAll("article.draft")];
    for (const draft of drafts) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([decisionsOf(draft)], { type: "application/json" }));
      link.download = draft.dataset.file + ".decisions.json";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }
    changed.clear();
    tell(words.saved);
  }

  window.addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });

  // On the server's page: the same draft, checked again, takes what was decided along
  const again = document.querySelector("form.drop");
  if (again) {
    again.querySelector(".take").hidden = false;
    again.addEventListener("submit", () => {
      const draft = document.querySelector("article.draft");
      const [file] = again.elements.file.files;
      const same = again.elements.take.checked && (!file || file.name === draft.dataset.file);
      again.elements.decided.value = same ? decisionsOf(draft) : "";
      again.elements.unsaved.value = same && changed.size ? "1" : "";
      if (same) changed.clear();
    });
  }

  // ------------------------------------------------------------ keys and buttons

  function formulae() {
    const draft = (current && current.closest("article")) || document.querySelector("article.draft");
    const box = draft && draft.querySelector("input.formulae");
    if (box) box.click();
  }

  const actions = {
    next: () => step(1), previous: () => step(-1), accept: () => decide("accept"), ignore: () => decide("ignore"),
    cite: () => decide("cite"), formulae, save,
  };
  const keys = { n: "next", j: "next", p: "previous", k: "previous", a: "accept", i: "ignore", c: "cite",
    f: "formulae", s: "save" };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, select, input:not([type=checkbox])");
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing) return;
    const action = keys[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    actions[action]();
  });
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) actions[button.dataset.action]();
  });
  document.addEventListener("click", (event) => {
    const item = event.target.closest(".item");
    if (!item || item === current) return;
    if (current) current.classList.remove("current");
    current = item;
    item.classList.add("current");
    tell();
  });

  // ------------------------------------------------------------ two sides that scroll together

  // Places that correspond: both ends, and between them the edits, which carry one number on both sides.
  function anchors(one, other) {
    const top = (x, side) => x.getBoundingClientRect().top - side.getBoundingClientRect().top + side.scrollTop;
    const points = [[0, 0]];
    for (const mark of one.querySelectorAll("mark[data-k]")) {
      const peer = other.querySelector(`mark[data-k="${mark.dataset.k}"]`);
      if (!peer) continue;
      const point = [top(mark, one), top(peer, other)];
      const last = points[points.length - 1];
      if (point[0] > last[0] && point[1] > last[1]) points.push(point); // what was moved is no guide
    }
    points.push([Math.max(one.scrollHeight, points[points.length - 1][0] + 1),
      Math.max(other.scrollHeight, points[points.length - 1][1] + 1)]);
    return points;
  }

  function follow(one, other) {
    const points = anchors(one, other);
    const seen = one.scrollTop + one.clientHeight / 2;
    const k = Math.max(1, points.findIndex((p) => p[0] >= seen));
    const [a, b] = [points[k - 1], points[k]];
    const at = a[1] + ((seen - a[0]) / (b[0] - a[0])) * (b[1] - a[1]);
    if (one.scrollTop <= 1) other.scrollTop = 0;
    else if (one.scrollTop + one.clientHeight >= one.scrollHeight - 1) other.scrollTop = other.scrollHeight;
    else other.scrollTop = at - other.clientHeight / 2;
  }

  let leader = null;
  let rest = 0;
  document.addEventListener("scroll", (event) => {
    const side = event.target;
    if (!side.matches || !side.matches(".sides .text")) return;
    if (leader && leader !== side) return; // it is being led
    leader = side;
    clearTimeout(rest);
    rest = setTimeout(() => { leader = null; }, 150);
    for (const other of side.closest(".sides").querySelectorAll(".text")) if (other !== side) follow(side, other);
  }, true);

  // The other side of an edit lights up
  document.addEventListener("mouseover", (event) => {
    for (const x of document.querySelectorAll("mark.peer")) x.classList.remove("peer");
    const mark = event.target.closest(".sides mark[data-k]");
    if (!mark) return;
    for (const x of mark.closest(".sides").querySelectorAll(`mark[data-k="${mark.dataset.k}"]`)) x.classList.add("peer");
  });

  // Printed is everything
  window.addEventListener("beforeprint", () => {
    for (const d of document.querySelectorAll("details:not(.aside)")) d.open = true;
  });
  tell();
});
