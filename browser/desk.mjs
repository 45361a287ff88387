// Desks to be opened: the program that is under test serves one out of an empty folder, and articles
// reach it as anybody's do, through its API.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { PROGRAM, ROOT } from "./pages.mjs";

export const TOKEN = "a-token-for-tests";

/** The bundled articles of made-up stories, in the order in which they come in. */
export const bundled = () => readFileSync(join(ROOT, "samples/live/replay.jsonl"), "utf8")
  .split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** Waits until something holds; says what where it never does. */
export const until = async (what, holds, seconds = 60) => {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const got = await holds();
    if (got) return got;
    if (performance.now() > end) throw new Error(`not in ${seconds} seconds: ${what}`);
    await sleep(100);
  }
};

/** Serves a desk with these articles; done when all of them are placed, traced and found. */
export const serve = async (articles) => {
  const folder = mkdtempSync(join(tmpdir(), "newstem-desk-"));
  const program = spawn(PROGRAM, ["serve", "--data", folder, "--listen", "127.0.0.1:0", "--token", TOKEN], { cwd: ROOT });
  let told = "";
  for (const stream of [program.stdout, program.stderr]) stream.on("data", (text) => { told += text; });
  const url = await until("the desk says where it is", () => {
    if (program.exitCode !== null) throw new Error(`the desk ended: ${told}`);
    return /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0];
  });
  const desk = {
    url,
    /** Asks the API. */
    ask: async (path, options = {}) => {
      const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
      const response = await fetch(url + path, { headers, ...options });
      const body = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`);
      return JSON.parse(body);
    },
    counts: async () => (await desk.ask("/health/ready")).counts,
    settled: () => until("everything is placed and traced", async () => {
      const { articles: count, unplaced, untraced, stories } = await desk.counts();
      return unplaced === 0 && untraced === 0 && count > 0 && stories > 0;
    }),
    post: async (some) => {
      await desk.ask("/v1/articles", { method: "POST", body: JSON.stringify(some) });
    },
    /** The story that an article is in. */
    storyOf: async (id) => (await desk.ask(`/v1/articles/${encodeURIComponent(id)}`)).story,
    close: async () => {
      await new Promise((resolve) => {
        program.once("exit", resolve);
        program.kill("SIGTERM");
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await until("the desk is ready", () => desk.counts().catch(() => null));
    await desk.post(articles);
    await desk.settled();
    const words = encodeURIComponent(articles.at(-1).text.slice(0, 80));
    await until("search has followed", async () => (await desk.ask(`/v1/search?q=${words}`)).found.length > 0);
    return desk;
  } catch (error) {
    await desk.close();
    throw error;
  }
};
