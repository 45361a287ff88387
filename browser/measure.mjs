// How large reports of 12, 300 and 5,000 articles are, how long they take to write and to paint, and how
// long what a reader does takes: from the deed to the frame after it, the slowest of several.

import { large, launch, sample } from "./pages.mjs";

const browser = await launch();

const measured = async (url) => {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await tab.goto(url, { timeout: 120000 });
  const figures = await tab.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    while (!performance.getEntriesByName("first-contentful-paint").length) await frame();
    const [{ startTime: paint }] = performance.getEntriesByName("first-contentful-paint");
    const { domInteractive: ready } = performance.getEntriesByType("navigation")[0];
    const slowest = async (deeds) => {
      const times = [];
      for (const deed of deeds) {
        await frame();
        const begun = performance.now();
        deed();
        await frame();
        times.push(performance.now() - begun);
      }
      return Math.max(...times);
    };
    const go = (place) => () => { history.replaceState(null, "", "#" + place); dispatchEvent(new Event("hashchange")); };
    const stories = [...document.querySelectorAll("#stories ol a")].slice(0, 8).map((link) => link.hash.slice(1));
    const open = await slowest(stories.map(go));
    const drawer = await slowest(stories.map((story) => go(story + "-l1")));
    const front = await slowest([go("stories")]);
    const search = document.querySelector("[data-search=stories]");
    const type = (text) => () => {
      search.value = text;
      search.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const find = await slowest(["s", "se", "sev", "severra 1", ""].map(type));
    go(stories[0])();
    const kind = document.querySelector(".view.shown [data-filter=kind]");
    const choose = (value) => () => {
      kind.value = value;
      kind.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const filter = await slowest(["copy", "merged", ""].map(choose));
    return { paint, ready, open, drawer, front, find, filter };
  });
  await tab.close();
  return figures;
};

const rows = [];
for (const [articles, report] of [[12, sample()], [300, large(300)], [5000, large(5000)]]) {
  const figures = await measured(report.url);
  const milliseconds = Object.entries(figures).map(([name, time]) => [name + " ms", Math.round(time)]);
  rows.push({ articles, MB: (report.bytes / 1e6).toFixed(1), "write s": report.seconds.toFixed(2), ...Object.fromEntries(milliseconds) });
}
console.table(rows);
await browser.close();
