import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { TOKEN, bundled, serve, until } from "./desk.mjs";
import { launch } from "./pages.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LINK = "https://islandstoday.example/news/forty-treated-ferry-fire";
/** Articles that the growing desk lacks at first. */
const isHeldBack = ({ id }) => id.startsWith("ferry-fire/") || ["grebe-holm-clash/g", "rask-doping-ban/h"].includes(id);
const SENTENCE = "Fourteen people were treated for the effects of smoke";
let browser;
/** A desk that is only read. */
let full;
/** One that lacks the ferry at first, and is grown and corrected. */
let growing;
let articles;

before(async () => {
  articles = bundled();
  browser = await launch();
  full = await serve(articles);
  growing = await serve(articles.filter((article) => !isHeldBack(article)));
});
after(async () => {
  await browser?.close();
  await full?.close();
  await growing?.close();
});

/** Opens a page of a desk; whatever it complains of, and whatever it asks of others, is a fault. */
const open = async (desk, path, options = {}) => {
  const { signedIn = false, ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...rest });
  const tab = await context.newPage();
  tab.setDefaultTimeout(10_000);
  tab.faults = [];
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) tab.faults.push(message.text());
  });
  tab.on("pageerror", (error) => tab.faults.push(error.message));
  tab.on("dialog", (dialog) => {
    tab.faults.push(dialog.message());
    dialog.dismiss();
  });
  tab.on("request", (request) => request.url().startsWith(desk.url + "/") || tab.faults.push(request.url()));
  if (signedIn) await signIn(desk, tab);
  await tab.goto(desk.url + path);
  return tab;
};

const signIn = async (desk, tab) => {
  await tab.goto(desk.url + "/sign-in");
  await tab.fill("input[name=token]", TOKEN);
  await tab.click("main button");
  await tab.waitForURL(desk.url + "/");
};

const close = async (tab) => {
  assert.deepEqual(tab.faults, []);
  await tab.context().close();
};

const headlines = (tab) => tab.$$eval("main ol.found > li > a", (links) => links.map((link) => link.textContent));

/** Puts words into the box and gives the answer's text. */
const paste = async (tab, text) => {
  await tab.fill("main textarea", text);
  await tab.click("form[action='/check'] button");
  await tab.waitForFunction(() => document.querySelector("#answer")?.textContent.trim());
  return tab.innerText("#answer");
};

test("the front page lists the stories, and those of one article when asked", async () => {
  const tab = await open(full, "/");
  const several = await headlines(tab);
  assert.ok(several.length >= 5, several.join("\n"));
  assert.match(await tab.innerText("#growing"), /47 articles in \d+ stories/);
  await tab.click("text=Also articles on their own");
  assert.ok((await headlines(tab)).length > several.length);
  await close(tab);
});

test("every place of the navigation opens and says where one is", async () => {
  const tab = await open(full, "/");
  const places = await tab.$$eval("nav.site a", (links) => links.map((link) => link.textContent));
  assert.ok(places.length >= 5, places.join());
  for (const place of places) {
    await tab.click(`nav.site >> text=${place}`);
    assert.equal(await tab.innerText("h1"), place);
    assert.equal(await tab.innerText("nav.site [aria-current=page]"), place);
  }
  await close(tab);
});

test("the list grows while it is open, and tells when a story is traced", async () => {
  const tab = await open(growing, "/");
  await tab.evaluate(() => { globalThis.isSamePage = true; });
  assert.ok(!(await tab.innerText("#growing")).includes("ferry"));
  await growing.post(articles.filter((article) => ["ferry-fire/b", "ferry-fire/c", "ferry-fire/e"].includes(article.id)));
  await tab.waitForSelector("#growing >> text=/ferry/", { timeout: 30_000 });
  await growing.settled();
  await tab.waitForFunction(() => {
    const text = document.getElementById("growing").textContent;
    return !text.includes("wait for") && !text.includes("not traced yet") && !text.includes("more to come");
  }, null, { timeout: 15_000 });
  assert.ok(await tab.evaluate(() => globalThis.isSamePage));
  await close(tab);
});

test("whoever is in the list with the keyboard stays there when it grows", async () => {
  const tab = await open(growing, "/");
  await tab.waitForTimeout(600);
  await tab.focus("main ol.found > li:first-child > a");
  const held = () => tab.evaluate(() => document.activeElement.getAttribute("href"));
  const story = await held();
  const { articles: count } = await growing.counts();
  await growing.post(articles.filter((article) => article.id === "grebe-holm-clash/g"));
  await tab.waitForSelector(`#growing >> text=/${count + 1} articles in/`, { timeout: 30_000 });
  assert.equal(await held(), story);
  await growing.settled();
  await close(tab);
});

test("a story that is open says that it grew, and shows it when asked", async () => {
  const story = await growing.storyOf("rask-doping-ban/a");
  const tab = await open(growing, `/stories/${story}`);
  assert.equal(await tab.innerText("#notice"), "");
  await growing.post(articles.filter((article) => article.id === "rask-doping-ban/h"));
  await tab.waitForSelector("#notice.news", { timeout: 30_000 });
  assert.match(await tab.innerText("#notice"), /Articles joined this story|independent source|disagree/);
  await growing.settled();
  await tab.click("#notice a");
  await tab.waitForSelector(".view.shown >> text=Pell Harbour Chronicle");
  await close(tab);
});

test("the paste box tells where a sentence, a link and a text come from", async (context) => {
  const tab = await open(full, "/");
  const measured = async (what, text) => {
    await tab.evaluate(() => document.getElementById("answer").replaceChildren());
    const begun = performance.now();
    const answer = await paste(tab, text);
    context.diagnostic(`${what}: ${Math.round(performance.now() - begun)} ms`);
    return answer;
  };
  const sentence = await measured("a sentence", SENTENCE);
  assert.match(sentence, /Fourteen people were treated[\s\S]*independent source/);
  const link = await measured("a link", LINK);
  assert.match(link, /Forty treated[\s\S]*It was made from[\s\S]*Halyard News Agency[\s\S]*What goes back to it[\s\S]*Corrie Maid out of service/);
  const known = articles.find((article) => article.id === "ferry-fire/b").text;
  const unseen = "VEY BAY (By our own reporter) - " + known.split("\n").slice(0, 9).join("\n").replaceAll("coastguard", "coast guard");
  const text = await measured("a text that is new", unseen);
  assert.match(text, /The story that it is in[\s\S]*Vey ferry/);
  assert.match(await measured("what nobody says", "Penguins won the regatta at Lomvia by nine lengths."), /No story says that/);
  await close(tab);
});

test("a link to a page that cannot be had says so", async () => {
  const tab = await open(full, "/check");
  const told = await paste(tab, "http://127.0.0.1:9/nothing");
  assert.match(told, /paste the text itself/);
  await close(tab);
});

test("search finds articles, quotes and claims", async () => {
  const tab = await open(full, "/search");
  for (const [kind, place] of [["article", "/articles/"], ["quote", "/stories/"], ["claim", "/stories/"]]) {
    await until(`a ${kind} is found`, async () => {
      await tab.goto(full.url + "/search");
      await tab.fill("input[name=q]", "Corrie Maid");
      await tab.selectOption("select", kind);
      await tab.click("main button");
      return (await headlines(tab)).length > 0;
    });
    const link = await tab.$eval("main ol.found a", (found) => found.getAttribute("href"));
    assert.ok(link.startsWith(place), link);
    assert.equal(await tab.inputValue("input[name=q]"), "Corrie Maid");
    assert.equal(await tab.inputValue("select"), kind);
    await tab.click("main ol.found a");
    await tab.waitForURL(full.url + link);
    await tab.waitForFunction(() => !location.hash || document.getElementById(location.hash.slice(1))?.checkVisibility());
  }
  await close(tab);
});

test("what is not found is said, and odd words do no harm", async () => {
  const tab = await open(full, "/search?q=xylophonist");
  assert.match(await tab.innerText("main"), /Nothing was found/);
  for (const words of ['"', "+", "-a", "title:", "a AND (", "*", "\\", "\u202E", "[1 TO", "x".repeat(3000)]) {
    const response = await tab.goto(`${full.url}/search?q=${encodeURIComponent(words)}`);
    assert.equal(response.status(), 200, words);
  }
  await close(tab);
});

test("a story's views work as in a report", async () => {
  const story = await full.storyOf("ferry-fire/b");
  const tab = await open(full, `/stories/${story}`);
  const shown = () => tab.$$eval(".view", (views) => views.filter((view) => view.checkVisibility()).map((view) => view.id));
  assert.deepEqual(await shown(), [story]);
  await tab.click("svg .member[data-kind=spun] a");
  await tab.waitForSelector("#drawer:not([hidden])");
  assert.match(await tab.innerText("#drawer"), /Why\?[\s\S]*spun from/);
  await tab.keyboard.press("Escape");
  assert.ok(await tab.isHidden("#drawer"));
  await tab.selectOption("[data-filter=kind]", "spun");
  assert.equal(await tab.$$eval("svg.filtered .member.match", (members) => members.length), 1);
  await tab.goto(`${full.url}/stories/${story}#${story}-a1`);
  assert.deepEqual(await shown(), [`${story}-a1`]);
  await tab.click(`[id="${story}-a1"] .back a`);
  await tab.click(`[id="${story}"] >> text=all stories`);
  assert.equal(tab.url(), full.url + "/");
  await close(tab);
});

test("an article's page says where it stands, and what was changed in it", async () => {
  let tab = await open(full, "/articles/ferry-fire%2Fe");
  assert.match(await tab.innerText("main"), /It was made from[\s\S]*All 136 safe[\s\S]*What goes back to it/);
  await tab.click("text=The story that it is in");
  assert.equal(new URL(tab.url()).pathname, `/stories/${await full.storyOf("ferry-fire/e")}`);
  await close(tab);
  const first = articles.find((article) => article.id === "queen-adela-bridge/c");
  await growing.post([{ ...first, text: first.text.replace("the", "that") }]);
  await growing.settled();
  tab = await open(growing, "/articles/queen-adela-bridge%2Fc");
  assert.match(await tab.innerText("main"), /What was changed after it came in/);
  assert.deepEqual([await tab.innerText("main del"), await tab.innerText("main ins")], ["the", "that"]);
  await close(tab);
});

test("whoever has no token is asked for it, and a wrong one is refused", async () => {
  const story = await growing.storyOf("oxter-derailment/h");
  const tab = await open(growing, `/stories/${story}/corrections`);
  assert.equal(await tab.$$eval("form[action='/corrections']", (forms) => forms.length), 0);
  await tab.fill("input[name=token]", "wrong");
  await tab.click("main button");
  assert.match(await tab.innerText("main"), /the token is missing or wrong/);
  assert.deepEqual(tab.faults.splice(0).filter((fault) => !fault.includes("401")), []);
  await tab.goto(`${growing.url}/stories/${story}/corrections`);
  await tab.fill("input[name=token]", TOKEN);
  await tab.click("main button");
  await tab.waitForSelector("form[action='/corrections']");
  assert.equal(new URL(tab.url()).pathname, `/stories/${story}/corrections`);
  await close(tab);
});

test("an article taken out is a story of its own until that is taken back", async () => {
  const [taken, other] = ["oxter-derailment/g", "oxter-derailment/h"];
  const story = await growing.storyOf(other);
  assert.equal(await growing.storyOf(taken), story);
  const tab = await open(growing, "/", { signedIn: true });
  await tab.goto(`${growing.url}/stories/${story}`);
  await tab.click("text=Correct this story");
  const form = tab.locator("form:has(input[name=decision][value=split])");
  await form.locator(`input[value="${taken}"]`).check();
  await form.locator("input[name=by]").fill("Ada");
  await form.locator("input[name=note]").fill("A diary, not the news");
  await form.locator("button").click();
  await tab.waitForURL(`${growing.url}/stories/${story}`);
  await until("it is elsewhere", async () => (await growing.storyOf(taken)) !== story);
  await growing.settled();
  await tab.reload();
  assert.ok(!(await tab.innerText("main")).includes("Rambles by Rail"));
  await tab.goto(growing.url + "/corrections");
  const told = await tab.innerText("main");
  assert.match(told, /a story of their own[\s\S]*Sad night at Oxter Bend/);
  assert.match(told, /Ada[\s\S]*A diary, not the news/);
  await tab.fill("input[name=by]", "Bea");
  await tab.click("text=Take back");
  await tab.waitForSelector("text=/Taken back by Bea/");
  await until("it is back", async () => (await growing.storyOf(taken)) === story);
  await growing.settled();
  await tab.goto(`${growing.url}/stories/${story}`);
  assert.match(await tab.innerText("main"), /Rambles by Rail/);
  await close(tab);
});

test("a link that somebody denies is gone until that is taken back", async () => {
  const child = "oxter-derailment/f";
  const parents = async () => (await growing.ask(`/v1/articles/${encodeURIComponent(child)}`)).kin.parents.map((one) => one.id);
  const story = await growing.storyOf(child);
  const [parent] = await parents();
  assert.equal(parent, "oxter-derailment/c");
  const tab = await open(growing, "/", { signedIn: true });
  await tab.goto(`${growing.url}/stories/${story}/corrections`);
  const form = tab.locator("form:has(input[value=not_derived])");
  await form.locator(`input[name=link][value='${JSON.stringify([child, parent])}']`).check();
  await form.locator("input[name=by]").fill("Ada");
  await form.locator("button").click();
  await until("the link is gone", async () => !(await parents()).includes(parent));
  await growing.settled();
  await tab.goto(growing.url + "/corrections");
  assert.match(await tab.innerText("main"), /does not come from/);
  await tab.locator("li", { hasText: "does not come from" }).locator("input[name=by]").fill("Ada");
  await tab.locator("li", { hasText: "does not come from" }).locator("button").click();
  await until("the link is back", async () => (await parents()).includes(parent));
  await growing.settled();
  await close(tab);
});

test("two stories that somebody joins are one until that is taken back", async () => {
  const [story, into] = [await growing.storyOf("grebe-holm-clash/f"), await growing.storyOf("grebe-holm-clash/a")];
  assert.notEqual(story, into);
  const tab = await open(growing, "/", { signedIn: true });
  await tab.goto(`${growing.url}/stories/${story}/corrections`);
  const form = tab.locator("form:has(input[value=merge])");
  await form.locator("input[name=into]").fill(into);
  await form.locator("input[name=by]").fill("Ada");
  await form.locator("button").click();
  await until("they are one", async () => (await growing.storyOf("grebe-holm-clash/f")) === into);
  await growing.settled();
  await tab.goto(`${growing.url}/stories/${story}`);
  assert.equal(new URL(tab.url()).pathname, `/stories/${into}`);
  await tab.goto(growing.url + "/corrections");
  const one = tab.locator("li", { hasText: "is part of" });
  await one.locator("input[name=by]").fill("Ada");
  await one.locator("button").click();
  await until("they are two", async () => (await growing.storyOf("grebe-holm-clash/f")) !== into);
  await growing.settled();
  await close(tab);
});

test("what cannot be decided is refused in words", async () => {
  const story = await growing.storyOf("oxter-derailment/h");
  const tab = await open(growing, "/", { signedIn: true });
  await tab.goto(`${growing.url}/stories/${story}/corrections`);
  const form = tab.locator("form:has(input[name=decision][value=split])");
  await form.locator("input[name=by]").fill("Ada");
  await form.locator("button").click();
  assert.match(await tab.innerText("main"), /choose what is decided/);
  await tab.goto(`${growing.url}/stories/${story}/corrections`);
  const merge = tab.locator("form:has(input[value=merge])");
  await merge.locator("input[name=into]").fill("s999");
  await merge.locator("input[name=by]").fill("Ada");
  await merge.locator("button").click();
  assert.match(await tab.innerText("main"), /there is no story/);
  assert.deepEqual(tab.faults.splice(0).filter((fault) => !/404|422/.test(fault)), []);
  await close(tab);
});

test("without scripts stories are read, found and asked about", async () => {
  const tab = await open(full, "/", { javaScriptEnabled: false });
  assert.ok((await headlines(tab)).length >= 5);
  await tab.fill("main textarea", SENTENCE);
  await tab.click("form[action='/check'] button");
  assert.match(await tab.innerText("#answer"), /Fourteen people were treated/);
  assert.equal(await tab.inputValue("textarea"), SENTENCE);
  await tab.click("nav.site >> text=Search");
  await tab.fill("input[name=q]", "Oxter");
  await tab.click("main button");
  assert.ok((await headlines(tab)).length > 0);
  const story = await full.storyOf("ferry-fire/b");
  await tab.goto(`${full.url}/stories/${story}`);
  for (const place of [story, `${story}-a1`, `${story}-l1`]) assert.ok(await tab.isVisible(`[id="${place}"]`), place);
  await close(tab);
});

test("without scripts a story is corrected", async () => {
  const tab = await open(full, "/", { signedIn: true, javaScriptEnabled: false });
  await tab.goto(`${full.url}/stories/${await full.storyOf("ferry-fire/b")}/corrections`);
  assert.ok(await tab.isVisible("form:has(input[value=split]) button"));
  await close(tab);
});

test("the keyboard alone reaches the box, asks and opens what is found", async () => {
  const tab = await open(full, "/");
  const focused = () => tab.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    const { tagName, textContent } = document.activeElement;
    return { tagName, textContent, isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 };
  });
  const tabTo = async (tag) => {
    for (let presses = 0; presses < 12; presses += 1) {
      await tab.keyboard.press("Tab");
      const { tagName, isSeen } = await focused();
      assert.ok(isSeen, `focus is not seen on ${tagName}`);
      if (tagName === tag) return;
    }
    assert.fail(`${tag} is not reached`);
  };
  await tabTo("TEXTAREA");
  await tab.keyboard.type(SENTENCE);
  await tabTo("BUTTON");
  await tab.keyboard.press("Enter");
  await tab.waitForSelector("#answer li");
  await tabTo("A");
  assert.match((await focused()).textContent, /treated/);
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/\/stories\//);
  await close(tab);
});

const PAGES = async () => {
  const story = await full.storyOf("ferry-fire/b");
  return ["/", "/?show=all", "/check", "/search", "/search?q=ferry", "/sources", "/corrections", "/sign-in", "/sign-out", "/nothing", `/stories/${story}`,
    `/stories/${await loneStory()}`,
    `/stories/${story}/corrections`, `/stories/${await full.storyOf("queen-adela-bridge/c")}`, "/articles/ferry-fire%2Fe"];
};

/** A story of one article. */
const loneStory = async () => (await full.ask("/v1/stories?limit=200")).stories.find(({ articles: count }) => count === 1).id;

const violations = (tab) => tab.evaluate(async (axe) => {
  if (!globalThis.axe) (0, Function)(axe)();
  const { violations } = await globalThis.axe.run();
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0].html.slice(0, 200)}`);
}, AXE);

test("no page is hard to reach or to read for anybody", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const tab = await open(full, "/", { signedIn: true, colorScheme, bypassCSP: true });
    for (const path of await PAGES()) {
      await tab.goto(full.url + path);
      assert.deepEqual((await violations(tab)).map((told) => `${path} ${colorScheme} ${told}`), []);
    }
    for (const asked of [SENTENCE, LINK]) {
      await tab.goto(full.url + "/check");
      await paste(tab, asked);
      assert.deepEqual((await violations(tab)).map((told) => `the answer ${colorScheme} ${told}`), []);
    }
    await tab.context().close();
  }
});

test("no page is wider than a telephone, and none is refused anything", async () => {
  const tab = await open(full, "/", { signedIn: true, viewport: { width: 390, height: 800 } });
  for (const path of await PAGES()) {
    await tab.goto(full.url + path);
    const [needed, given] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(needed <= given, `${path} is ${needed} wide`);
  }
  tab.faults = tab.faults.filter((fault) => !fault.includes("404"));
  await close(tab);
});

test("a page of nothing says so and leads on", async () => {
  const tab = await open(full, "/check");
  const check = async (path, status, told) => {
    const response = await tab.goto(full.url + path);
    assert.equal(response.status(), status, path);
    assert.ok(await tab.isVisible("nav.site"), path);
    assert.match(await tab.innerText("main [role=alert]"), told);
  };
  for (const path of ["/stories/none", "/articles/none", "/stories/none/corrections"]) {
    await check(path, 404, /there is no (story|article)/);
  }
  await check("/nothing", 404, /there is nothing here/);
  await check("/stories/s1/nothing", 404, /there is nothing here/);
  await check("/articles/%FF", 400, /UTF-8/);
  assert.deepEqual(tab.faults.splice(0).filter((fault) => !/40[04]/.test(fault)), []);
  await close(tab);
});

test("a story of one article shows the article", async () => {
  const story = await loneStory();
  for (const javaScriptEnabled of [true, false]) {
    const tab = await open(full, `/stories/${story}`, { javaScriptEnabled });
    assert.ok(await tab.isVisible(`[id="${story}-a1"] .body`));
    assert.match(await tab.innerText(`[id="${story}-a1"]`), /This story has one article; no other of it is known here/);
    if (javaScriptEnabled) assert.ok(!await tab.isVisible("#stories"));
    await close(tab);
  }
});

test("whoever is signed in finds the way out on every page", async () => {
  const story = await full.storyOf("ferry-fire/b");
  const tab = await open(full, "/", { signedIn: true });
  for (const path of ["/", "/search", `/stories/${story}`]) {
    await tab.goto(full.url + path);
    assert.ok(await tab.isVisible("nav.site >> text=Sign out"), path);
  }
  await tab.click("nav.site >> text=Sign out");
  await tab.click("main button");
  await tab.waitForURL(full.url + "/");
  assert.ok(!await tab.isVisible("nav.site >> text=Sign out"));
  await tab.goto(`${full.url}/stories/${story}/corrections`);
  assert.ok(await tab.isVisible("input[name=token]"));
  await close(tab);
});

test("every page has an icon that it may load", async () => {
  for (const path of ["/", `/stories/${await full.storyOf("ferry-fire/b")}`]) {
    const tab = await open(full, path);
    const icon = await tab.getAttribute("link[rel=icon]", "href");
    const width = await tab.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return image.naturalWidth;
    }, icon);
    assert.ok(width > 0, path);
    await close(tab);
  }
});

const HOSTILE = {
  markup: "</script></style></textarea><script>alert(1)</script><img src=x onerror=alert(2)>",
  direction: "\u202Egnp.exe \u2066right\u2069 \u200F\u061C",
  long: "a".repeat(10_000),
  terminal: "\u001b]0;owned\u0007\u001b[2J",
  htmx: "\"><b hx-get='/v1/stories' hx-trigger='load' data-hx-on:load='alert(3)'>x</b>",
};

test("hostile titles, outlets and names do no harm", async () => {
  const told = articles.find((article) => article.id === "ferry-fire/b").text;
  const hostile = Object.entries(HOSTILE).flatMap(([name, text]) => [1, 2].map((number) => ({
    id: `${name} "><script>alert(4)</script>?#/${number}`,
    url: `https://${name}.example/${number}`,
    title: text,
    outlet: text,
    author: text,
    published: `2026-03-0${number}T10:00:00Z`,
    text: `${told.replaceAll("Vey", name).replaceAll("136", String(100 * name.length + number))}\n“${text},” said ${text}.`,
  })));
  const desk = await serve(hostile);
  try {
    const { stories } = await desk.ask("/v1/stories");
    const paths = ["/", "/?show=all", "/search?q=ferry", `/search?q=${encodeURIComponent(HOSTILE.markup)}`, "/corrections", "/sources",
      ...stories.flatMap(({ id }) => [`/stories/${id}`, `/stories/${id}/corrections`]),
      ...hostile.map(({ id }) => `/articles/${encodeURIComponent(id)}`)];
    for (const width of [1280, 390]) {
      const tab = await open(desk, "/", { signedIn: true, viewport: { width, height: 800 } });
      for (const path of paths) {
        const response = await tab.goto(desk.url + path);
        assert.equal(response.status(), 200, path);
        const [needed, given] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(needed <= given, `${path} is ${needed} wide of ${given}`);
        const injected = await tab.evaluate(() => document.querySelector("main [onerror], main b[hx-get], main script:not(.inert), main img"));
        assert.equal(injected, null, path);
      }
      await tab.goto(desk.url + "/check");
      assert.ok(await paste(tab, HOSTILE.markup));
      await tab.goto(desk.url + "/check");
      assert.ok(await paste(tab, `${told} ${HOSTILE.markup}`));
      await close(tab);
    }
    const tab = await open(desk, "/check", { javaScriptEnabled: false });
    await tab.fill("textarea", HOSTILE.markup);
    await tab.click("main button");
    assert.equal(await tab.inputValue("textarea"), HOSTILE.markup);
    await close(tab);
  } finally {
    await desk.close();
  }
});

test("another site's page cannot correct, and no page of the desk stands in another's", async () => {
  const { url } = full;
  const signedIn = await fetch(url + "/sign-in", { method: "POST", redirect: "manual", body: new URLSearchParams({ token: TOKEN, back: "/" }) });
  const [cookie] = signedIn.headers.get("set-cookie").split(";");
  const body = new URLSearchParams({ decision: "merge", story: "s1", into: "s2", by: "Eve" });
  for (const site of ["cross-site", "same-site", "none"]) {
    const refused = await fetch(url + "/corrections", { method: "POST", body, headers: { Cookie: cookie, "Sec-Fetch-Site": site } });
    assert.equal(refused.status, 403, site);
  }
  for (const path of ["/", `/stories/${await full.storyOf("ferry-fire/b")}`, "/corrections", "/search"]) {
    const policy = (await fetch(url + path)).headers.get("content-security-policy");
    assert.match(policy, /frame-ancestors 'none'/, path);
  }
});
