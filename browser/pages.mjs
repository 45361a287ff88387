// Reports to be opened: written by the program that is under test, from the bundled sample and from
// piles made for what the sample does not have.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
export const PROGRAM = process.env.NEWSTEM ?? join(ROOT, "target/debug/newstem");
const FOLDER = mkdtempSync(join(tmpdir(), "newstem-browser-"));

const newstem = (...command) => execFileSync(PROGRAM, command, { cwd: ROOT, stdio: "pipe" });

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** The address of a report, and how many bytes it has. */
const report = (trace, name) => {
  const file = join(FOLDER, name + ".html");
  const begun = performance.now();
  newstem("report", trace, "-o", file);
  return { url: "file://" + file, bytes: readFileSync(file).length, seconds: (performance.now() - begun) / 1000 };
};

const written = (trace, name) => {
  const file = join(FOLDER, name + ".json");
  writeFileSync(file, JSON.stringify(trace));
  return file;
};

const sampleTrace = (() => {
  let trace;
  return () => {
    if (!trace) {
      const file = join(FOLDER, "sample.json");
      newstem("trace", "samples/council-house-drone", "-o", file);
      trace = JSON.parse(readFileSync(file, "utf8"));
    }
    return structuredClone(trace);
  };
})();

export const sample = () => report(written(sampleTrace(), "sample"), "sample");

/** The sample's articles and stories again and again, under other ids, until there are `count`. */
export const large = (count) => {
  const trace = { ...sampleTrace(), articles: [], stories: [] };
  for (let round = 0; trace.articles.length < count; round += 1) {
    const copy = sampleTrace();
    const own = new Set(copy.articles.map((article) => article.id));
    const renamed = (value) => {
      if (Array.isArray(value)) return value.map(renamed);
      if (value && typeof value === "object") {
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner)]));
      }
      return own.has(value) ? `${round}-${value}` : value;
    };
    trace.articles.push(...renamed(copy.articles));
    for (const story of renamed(copy.stories)) {
      trace.stories.push({ ...story, id: `s${trace.stories.length + 1}`, headline: `${story.headline} ${round}` });
    }
  }
  return report(written(trace, `large-${count}`), `large-${count}`);
};

/** The sample with every title and outlet replaced. */
export const retitled = (text, name) => {
  const trace = sampleTrace();
  for (const article of trace.articles) Object.assign(article, { title: text, outlet: text, author: text });
  for (const story of trace.stories) story.headline = text;
  return report(written(trace, name), name);
};
