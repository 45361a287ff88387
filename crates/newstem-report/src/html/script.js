"use strict";
// Chooses what is seen of a page that is complete without it. All of its state stands in the
// address: #PLACE?find=…&kind=…&sure=…, so that a view can be sent to somebody.
(() => {
  const drawer = document.getElementById("drawer");
  const [drawerTitle, drawerBody] = [drawer.querySelector("h2"), drawer.querySelector("div")];
  const list = document.getElementById("stories");
  // The only story of a large report is still text.
  const only = list.classList.contains("shown") ? null : list.querySelector(".found a").hash.slice(1);
  const baseTitle = document.title;
  let shown = null;
  let opener = null;

  const state = () => {
    const [place, query] = decodeURI(location.hash.slice(1)).split("?");
    return { place, filters: new URLSearchParams(query || "") };
  };

  const write = (filters) => {
    const query = filters.toString();
    const place = state().place || shown.id;
    history.replaceState(null, "", "#" + place + (query ? "?" + query : ""));
  };

  // The views of a story that stand in the page as text become part of it.
  const find = (place) => {
    const inert = document.getElementById("inert-" + place.split("-")[0]);
    if (inert) {
      const made = document.createElement("template");
      made.innerHTML = inert.textContent;
      inert.replaceWith(made.content);
    }
    return document.getElementById(place);
  };
  const front = only ? find(only) : list;

  const show = (view) => {
    if (view === shown) return;
    document.querySelectorAll(".view.shown").forEach((other) => other.classList.remove("shown"));
    view.classList.add("shown");
    shown = view;
    const heading = view.querySelector("h2");
    document.title = heading && view !== front ? heading.textContent + " – " + baseTitle : baseTitle;
    scrollTo(0, 0);
  };

  // The further parents of the same article, each with what speaks for it.
  const others = (link) => [...link.parentElement.children]
    .filter((other) => other !== link && other.matches(".evidence"))
    .map((other) => {
      const copy = other.cloneNode(true);
      copy.removeAttribute("id");
      copy.querySelector("summary").prepend("Also ");
      return copy;
    });

  const openDrawer = (link) => {
    const copy = link.cloneNode(true);
    drawerTitle.textContent = "Why? " + copy.querySelector("summary").textContent;
    drawerBody.replaceChildren(...others(link), ...copy.querySelector(".why").childNodes);
    drawer.hidden = false;
    drawerTitle.focus();
  };

  const closeDrawer = () => {
    if (drawer.hidden) return;
    drawer.hidden = true;
    const filters = state().filters;
    history.replaceState(null, "", "#" + shown.id + (filters.size ? "?" + filters : ""));
    if (opener && opener.isConnected) opener.focus();
  };

  const follow = () => {
    const { place, filters } = state();
    const target = place && find(place);
    const view = (target && target.closest(".view")) || front;
    const isNew = view !== shown;
    show(view);
    if (target && target.matches(".evidence")) {
      openDrawer(target);
    } else {
      drawer.hidden = true;
      if (target && target !== view) {
        for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
          fold.open = true;
        }
        target.scrollIntoView({ block: "start" });
        (target.matches("details") ? target.querySelector("summary") : target).focus({ preventScroll: true });
      } else if (isNew && place) {
        view.querySelector("h2").focus({ preventScroll: true });
      }
    }
    restore(filters);
  };

  // The list of stories.
  const entries = [...list.querySelectorAll(".found > li")].map((item) => ({
    item,
    text: (item.textContent + " " + item.dataset.outlets).toLowerCase(),
    trouble: item.dataset.trouble === "yes",
  }));
  const search = list.querySelector("[data-search=stories]");
  const trouble = list.querySelector("[data-search=trouble]");
  const more = list.querySelector("[data-more]");
  // A browser lays out so many at once without a wait.
  const STEP = 300;
  let limit = STEP;
  const searchStories = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { item, text, trouble: isTrouble } of entries) {
      const isFound = words.every((word) => text.includes(word)) && (!trouble.checked || isTrouble);
      count += isFound;
      const isHidden = !isFound || count > limit;
      if (item.hidden !== isHidden) item.hidden = isHidden;
    }
    const isAll = !words.length && !trouble.checked;
    list.querySelector("output").textContent = isAll ? "" : count + " of " + entries.length;
    more.hidden = count <= limit;
    more.textContent = "Show more of " + count;
  };

  // The members of a tree.
  const filterTree = (view) => {
    const value = (name) => view.querySelector("[data-filter=" + name + "]").value;
    const find = value("find").toLowerCase();
    const [kind, sure] = [value("kind"), Number(value("sure"))];
    view.querySelector(".controls output").textContent = sure.toFixed(2);
    const isAll = !find && !kind && sure === 0;
    view.querySelector("svg").classList.toggle("filtered", !isAll);
    for (const member of view.querySelectorAll(".member")) {
      const { kind: own, confidence } = member.dataset;
      const isMatch = (!kind || own === kind) && Number(confidence) >= sure
        && member.textContent.toLowerCase().includes(find);
      member.classList.toggle("match", isMatch);
      for (const line of view.querySelectorAll(`svg a[data-child="${member.dataset.n}"]`)) {
        line.classList.toggle("match", isMatch);
      }
    }
  };

  const restore = (filters) => {
    if (shown === list) {
      search.value = filters.get("find") || "";
      trouble.checked = filters.has("trouble");
      searchStories();
    } else if (shown.querySelector("[data-filter]")) {
      for (const control of shown.querySelectorAll("[data-filter]")) {
        const isRange = control.type === "range";
        control.value = filters.get(control.dataset.filter) || (isRange ? "0" : "");
      }
      filterTree(shown);
    }
  };

  const remember = () => {
    const filters = new URLSearchParams();
    if (shown === list) {
      if (search.value) filters.set("find", search.value);
      if (trouble.checked) filters.set("trouble", "1");
    } else {
      for (const control of shown.querySelectorAll("[data-filter]")) {
        if (control.value && control.value !== "0") filters.set(control.dataset.filter, control.value);
      }
    }
    write(filters);
  };

  document.addEventListener("input", (event) => {
    const { search: isSearch, filter: isFilter } = event.target.dataset;
    if (isSearch) {
      limit = STEP;
      searchStories();
    }
    if (isFilter) filterTree(shown);
    if (isSearch || isFilter) remember();
  });

  // Larger, smaller, and as wide as the page.
  const zoom = (drawing, action) => {
    const svg = drawing.querySelector("svg");
    const natural = svg.viewBox.baseVal.width;
    const now = Number(svg.getAttribute("width")) / natural;
    const factor = action === "fit" ? (drawing.clientWidth - 16) / natural
      : Math.min(4, Math.max(0.1, now * (action === "in" ? 1.25 : 0.8)));
    svg.setAttribute("width", natural * factor);
    svg.setAttribute("height", svg.viewBox.baseVal.height * factor);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.dataset.zoom) zoom(shown.querySelector(".drawing"), button.dataset.zoom);
    if (button && button.parentElement === drawer) closeDrawer();
    if (button === more) {
      limit += STEP;
      searchStories();
    }
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!drawer.contains(link)) opener = link;
    // The browser would scroll to the place in the list below a drawer.
    event.preventDefault();
    history.pushState(null, "", link.getAttribute("href"));
    follow();
  });

  document.addEventListener("wheel", (event) => {
    const drawing = event.ctrlKey && event.target.closest(".drawing");
    if (!drawing) return;
    event.preventDefault();
    zoom(drawing, event.deltaY < 0 ? "in" : "out");
  }, { passive: false });

  document.addEventListener("pointerdown", (event) => {
    const drawing = event.target.closest(".drawing");
    if (!drawing || event.button !== 0 || event.target.closest("a")) return;
    const [x, y] = [event.clientX + drawing.scrollLeft, event.clientY + drawing.scrollTop];
    const move = (moved) => drawing.scrollTo(x - moved.clientX, y - moved.clientY);
    const release = () => {
      drawing.classList.remove("held");
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", release);
    };
    drawing.classList.add("held");
    addEventListener("pointermove", move);
    addEventListener("pointerup", release);
  });

  // The lines of descent of the member that is pointed at.
  const trace = (member) => {
    const svg = member.ownerSVGElement;
    const members = [...svg.querySelectorAll(".member")];
    const parents = members.map((other) => other.dataset.parents.split(" ").filter(Boolean).map(Number));
    const own = Number(member.dataset.n);
    const lit = new Set([own]);
    const above = [...parents[own]];
    while (above.length) {
      const next = above.pop();
      if (!lit.has(next)) above.push(...parents[lit.add(next) && next]);
    }
    const below = new Set([own]);
    for (let grown = true; grown;) {
      grown = false;
      parents.forEach((list, number) => {
        if (!below.has(number) && list.some((parent) => below.has(parent))) grown = Boolean(below.add(number));
      });
    }
    members.forEach((other, number) => other.classList.toggle("lit", lit.has(number) || below.has(number)));
    for (const line of svg.querySelectorAll("a[data-child]")) {
      const child = Number(line.dataset.child);
      line.classList.toggle("lit", lit.has(child) || below.has(child));
    }
    svg.classList.add("traced");
  };

  const untrace = () => document.querySelectorAll("svg.traced").forEach((svg) => svg.classList.remove("traced"));

  const point = (event) => {
    const member = event.target.closest && event.target.closest(".member");
    if (member) trace(member);
    else untrace();
  };
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", point);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeDrawer();
    const member = event.target.closest && event.target.closest(".member");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!member || !step) return;
    const links = [...member.ownerSVGElement.querySelectorAll(".member a")];
    const next = links[links.indexOf(event.target.closest("a")) + step];
    if (next) next.focus();
    event.preventDefault();
  });

  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  follow();
})();
