"use strict";
// Keeps what is seen behind what happens. Pages are whole without it: whoever reads without scripts
// reloads.
(() => {
  if (!window.EventSource) return;
  const KINDS = ["opened", "grew", "merged", "split", "revised", "new_root", "conflict", "circular", "decided", "traced"];
  const TOLD = {
    grew: "Articles joined this story.",
    merged: "Another story became part of this one.",
    split: "Articles left this story.",
    revised: "An article of this story was changed.",
    new_root: "This story has a further independent source.",
    conflict: "The articles of this story disagree about more.",
    circular: "Outlets of this story credit each other in a ring.",
    decided: "Somebody corrected this story.",
  };
  const list = document.getElementById("growing");
  const notice = document.getElementById("notice");
  const story = document.body.dataset.story;
  if (!list && !story) return;
  let waiting = 0;

  const link = (address, within) =>
    [...within.querySelectorAll("a")].find((link) => link.getAttribute("href") === address);

  // Many events come together; the list is asked for once. Whoever is in it with the keyboard stays
  // there.
  const renew = () => {
    if (waiting) return;
    waiting = setTimeout(async () => {
      waiting = 0;
      const held = list.contains(document.activeElement) && document.activeElement.getAttribute("href");
      await htmx.ajax("GET", list.dataset.from, { target: list, swap: "innerHTML" });
      const again = held && link(held, list);
      if (again) again.focus({ preventScroll: true });
    }, 300);
  };

  // What happened is told at once, and the way to it is shown when the trace knows of it: whoever went
  // before would see what was there already. Nothing is replaced under the eyes of whoever reads.
  const tell = (text) => {
    notice.replaceChildren(text);
    notice.classList.add("news");
  };
  const show = () => {
    const again = document.createElement("a");
    again.href = location.pathname;
    again.textContent = "Show it as it is now";
    tell((notice.textContent || "This story was traced again.") + " ");
    notice.append(again);
  };
  const showStory = () => {
    if (!notice) return location.reload();
    if (!notice.querySelector("a")) show();
  };
  if (notice && notice.textContent) tell(notice.textContent);

  const { after } = document.body.dataset;
  const source = new EventSource("/v1/events" + (after ? "?after=" + after : ""));
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => {
      const told = JSON.parse(event.data);
      if (list) renew();
      if (!story || told.story !== story) return;
      if (kind === "traced") showStory();
      else if (notice && TOLD[kind]) tell(TOLD[kind]);
    });
  }
  // What happened between the page and the first event.
  source.addEventListener("open", () => list && renew(), { once: true });
})();
