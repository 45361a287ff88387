import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { large, launch, retitled, sample } from "./pages.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let browser;
let page;

before(async () => {
  browser = await launch();
  page = sample().url;
});
after(() => browser.close());

/** Opens an address; whatever the page complains of or asks for is a fault. */
const open = async (url, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  tab.faults = [];
  tab.on("console", (message) => tab.faults.push(message.text()));
  tab.on("pageerror", (error) => tab.faults.push(error.message));
  tab.on("dialog", (dialog) => tab.faults.push(dialog.message()));
  tab.on("request", (request) => request.url().startsWith("file:") || tab.faults.push(request.url()));
  await tab.goto(url);
  return tab;
};

const close = async (tab) => {
  assert.deepEqual(tab.faults, []);
  await tab.context().close();
};

const go = (tab, place) => tab.evaluate(async (place) => {
  location.hash = place;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}, place);

const shown = (tab) => tab.$$eval(".view", (views) => views.filter((view) => view.checkVisibility()).map((view) => view.id));

test("every view opens, one at a time, with its heading", async () => {
  const tab = await open(page);
  const views = await tab.$$eval(".view", (found) => found.map((view) => view.id));
  assert.ok(views.length > 12, `${views.length} views`);
  for (const view of views) {
    await go(tab, view);
    assert.deepEqual(await shown(tab), [view]);
    assert.ok(await tab.isVisible(`#${view} h2`), view);
  }
  await close(tab);
});

test("every place that a link of the page names is reached", async () => {
  const tab = await open(page);
  const places = await tab.$$eval("a[href^='#']", (links) => [...new Set(links.map((link) => link.getAttribute("href").slice(1)))]);
  assert.ok(places.length > 60, `${places.length} places`);
  for (const place of places) {
    await go(tab, place);
    const isSeen = await tab.evaluate((place) => {
      const target = document.getElementById(place);
      return target.matches(".evidence") ? !document.getElementById("drawer").hidden : target.checkVisibility();
    }, place);
    assert.ok(isSeen, place);
  }
  await close(tab);
});

test("the tree is walked and a link's evidence opened with the keyboard alone", async () => {
  const tab = await open(page + "#s1-tree");
  const isInTree = () => tab.evaluate(() => Boolean(document.activeElement.closest("svg")));
  for (let presses = 0; presses < 20 && !(await isInTree()); presses += 1) await tab.keyboard.press("Tab");
  assert.ok(await isInTree());
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("ArrowDown");
  const focused = await tab.evaluate(() => document.activeElement.textContent);
  assert.match(focused, /Globe Bulletin 365/);
  await tab.keyboard.press("Enter");
  await tab.waitForSelector("#drawer:not([hidden])");
  assert.match(await tab.textContent("#drawer"), /spun from Westhaven Times[\s\S]*words shared[\s\S]*Next best/);
  await tab.keyboard.press("Escape");
  assert.ok(await tab.isHidden("#drawer"));
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), focused);
  await close(tab);
});

test("an address leads straight to a link's evidence", async () => {
  const tab = await open(page + "#s1-l1");
  assert.deepEqual(await shown(tab), ["s1"]);
  assert.match(await tab.textContent("#drawer h2"), /^Why\? /);
  await close(tab);
});

test("filters of the tree leave what was asked for, and the address keeps them", async () => {
  const tab = await open(page + "#s1");
  const matching = () => tab.$$eval("svg.filtered .member.match", (members) => members.length);
  await tab.selectOption("[data-filter=kind]", "merged");
  assert.equal(await matching(), 1);
  await tab.reload();
  assert.equal(await matching(), 1);
  await tab.selectOption("[data-filter=kind]", "");
  await tab.fill("[data-filter=find]", "westhaven");
  assert.equal(await matching(), 1);
  await tab.fill("[data-filter=find]", "");
  await tab.fill("[data-filter=sure]", "0.95");
  const sure = await matching();
  assert.ok(sure > 1 && sure < 10, `${sure} are so sure`);
  await close(tab);
});

test("the evidence for every parent of a merged article opens together", async () => {
  const tab = await open(page + "#s1");
  await tab.click(".member[data-kind=merged] a");
  const told = await tab.textContent("#drawer");
  assert.match(told, /merged from Lomvia Today/);
  assert.match(told, /merged from Westhaven Times/);
  const place = await tab.evaluate(() => scrollY);
  await tab.keyboard.press("Escape");
  assert.equal(await tab.evaluate(() => scrollY), place);
  await tab.goBack();
  assert.deepEqual(await shown(tab), ["s1"]);
  await close(tab);
});

test("pointing at a member shows its line of descent", async () => {
  const tab = await open(page + "#s1-tree");
  await tab.hover(".member[data-n='3'] circle");
  assert.equal(await tab.$$eval("svg.traced .member.lit", (members) => members.length), 5);
  await close(tab);
});

test("the list of stories is searched", async () => {
  const tab = await open(page + "#stories");
  const found = () => tab.$$eval(".found > li", (items) => items.filter((item) => !item.hidden).length);
  const all = await found();
  await tab.fill("[data-search=stories]", "tram");
  assert.equal(await found(), 1);
  assert.equal(await tab.textContent("#stories output"), `1 of ${all}`);
  await tab.fill("[data-search=stories]", "");
  await tab.check("[data-search=trouble]");
  assert.equal(await found(), 1);
  await tab.reload();
  assert.equal(await found(), 1);
  await close(tab);
});

test("without scripts every view is there to be read", async () => {
  const tab = await open(page, { javaScriptEnabled: false });
  for (const place of ["#stories", "#s1", "#s1-a1", "#s1-l1", "#method"]) {
    assert.ok(await tab.isVisible(place), place);
  }
  assert.ok(await tab.isHidden(".controls"));
  await close(tab);
});

test("in print stands what was chosen, without controls", async () => {
  const tab = await open(page + "#s1");
  await tab.emulateMedia({ media: "print" });
  assert.deepEqual(await shown(tab), ["s1"]);
  assert.ok(await tab.isHidden("#s1 .controls"));
  await close(tab);
});

test("no view is hard to reach or to read for anybody", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const tab = await open(page, { colorScheme, bypassCSP: true });
    await tab.addScriptTag({ path: AXE });
    for (const place of ["stories", "s1", "s1-l1", "s1-a9", "s2-a1"]) {
      await go(tab, place);
      const { violations } = await tab.evaluate(() => globalThis.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => `${place} ${colorScheme} ${id}: ${nodes[0].html}`), []);
    }
    await tab.context().close();
  }
});

test("a page is no wider than a telephone", async () => {
  const tab = await open(page, { viewport: { width: 390, height: 800 } });
  for (const place of ["stories", "s1", "s1-a9"]) {
    await go(tab, place);
    await tab.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
    const [needed, given] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(needed <= given, `${place} is ${needed} wide`);
  }
  await close(tab);
});

test("hostile titles do no harm", async () => {
  const hostile = {
    markup: "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>",
    direction: "\u202Egnp.exe \u2066right\u2069 \u200F\u061C",
    long: "a".repeat(10000),
    terminal: "\u001b]0;owned\u0007\u001b[2J",
  };
  for (const [name, text] of Object.entries(hostile)) {
    const tab = await open(retitled(text, name).url);
    for (const place of ["stories", "s1", "s1-l1", "s1-a1"]) {
      await go(tab, place);
      const [needed, given] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(needed <= given, `${name}: ${place} is ${needed} wide`);
    }
    await close(tab);
  }
});

test("text that runs from the right does so, and signs of the east are shown", async () => {
  for (const [name, text, direction] of [["arabic", "حريق على متن عبارة", "rtl"], ["chinese", "渡轮起火，全员获救", "ltr"]]) {
    const tab = await open(retitled(text, name).url + "#s1");
    assert.equal(await tab.textContent("#s1 h2"), text);
    assert.equal(await tab.$eval("#s1 h2", (heading) => getComputedStyle(heading).direction), direction);
    await close(tab);
  }
});

test("of a large report a story is put into the page when it is asked for", async () => {
  const tab = await open(large(1100).url);
  assert.deepEqual(await shown(tab), ["stories"]);
  const listed = () => tab.$$eval(".found > li", (items) => items.filter((item) => !item.hidden).length);
  assert.equal(await listed(), 300);
  await tab.click("[data-more]");
  assert.equal(await listed(), 368);
  assert.ok(await tab.isHidden("[data-more]"));
  await go(tab, "s41-l2");
  assert.deepEqual(await shown(tab), ["s41"]);
  assert.ok(await tab.isVisible("#drawer"));
  await go(tab, "s41-a3");
  assert.deepEqual(await shown(tab), ["s41-a3"]);
  await close(tab);
});
