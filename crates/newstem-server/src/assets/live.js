"use strict";
// Keeps what is seen behind what happens. Pages are whole without it: whoever reads without scripts
// reloads.
(() => {
  if (!window.EventSource) return;
  const KINDS = ["opened", "grew", "merged", "split", "revised", "new_root", "conflict", "circular", "decided"];
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
  // there. No event tells that a trace is done, so a list in which something waits is asked for again.
  const renew = (after = 300) => {
    if (waiting) return;
    waiting = setTimeout(async () => {
      waiting = 0;
      const held = list.contains(document.activeElement) && document.activeElement.getAttribute("href");
      await htmx.ajax("GET", list.dataset.from, { target: list, swap: "innerHTML" });
      const again = held && link(held, list);
      if (again) again.focus({ preventScroll: true });
      if (list.querySelector("[data-waits]")) renew(2000);
    }, after);
  };

  const tell = (text) => {
    const again = document.createElement("a");
    again.href = location.pathname;
    again.textContent = "Show it as it is now";
    notice.replaceChildren(text + " ", again);
    notice.classList.add("news");
  };
  if (notice && notice.textContent) tell(notice.textContent);

  const source = new EventSource("/v1/events");
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => {
      const told = JSON.parse(event.data);
      if (list) renew();
      if (story && told.story === story && TOLD[kind]) tell(TOLD[kind]);
    });
  }
  // What happened between the page and the first event.
  source.addEventListener("open", () => list && renew(), { once: true });
})();
