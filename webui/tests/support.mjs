/** A browser, a page, and servers for the tests of the page. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PYTHON = process.env.PYLLAMA_PYTHON ?? "python3";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The server that all files share. */
export const URL_OF_SERVER = process.env.PYLLAMA_URL;

/** Start a server with the built-in model; return its address and a way to end it. */
export async function startServer(...args) {
  const child = spawn(PYTHON, ["-m", "server", ...args], { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  const url = await new Promise((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text) => {
      log += text;
      if (log.includes(" is ready")) resolve(/listening on (\S+)/.exec(log)[1]);
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${log}`)));
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  return { url, port: new globalThis.URL(url).port, end: (signal = "SIGTERM") => (child.kill(signal), ended) };
}

/** Give each test of a file a page of its own, with an empty storage. What the page complains about is an error. */
export function browsing() {
  let browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: process.env.PYLLAMA_CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS });
  });
  after(() => browser?.close());

  return async function open(work, { url = URL_OF_SERVER, expected = /^$/, settings, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    context.setDefaultTimeout(30_000);
    const complaints = [];
    const requests = [];
    try {
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && !expected.test(message.text())) complaints.push(message.text());
      });
      page.on("request", (request) => requests.push(request));
      if (settings) {
        await context.addInitScript((value) => (localStorage["pyllama.settings"] ??= value), JSON.stringify(settings));
      }
      await page.goto(url);
      await work(page, { requests, context });
      const foreign = requests.map((request) => request.url()).filter((to) => !to.startsWith(url) && !/^(data|blob):/.test(to));
      if (foreign.length) throw new Error(`the page asked others: ${foreign}`);
      if (complaints.length) throw new Error(`the page complained: ${complaints.join("; ")}`);
    } finally {
      await context.close();
    }
  };
}

/** Answers that are the same each time, and short. */
export const SHORT = { sampling: { temperature: 0, n_predict: 24 } };
/** An answer that goes on for some seconds. */
export const LONG = { sampling: { ignore_eos: true, n_predict: 12_000 } };

export const composer = (page) => page.getByRole("textbox", { name: "Message" });
export const answers = (page) => page.getByRole("article", { name: "Answer" });
export const questions = (page) => page.getByRole("article", { name: "You" });

/** Send a message, without waiting for the answer. */
export async function send(page, text) {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** Wait until no answer is being written. */
export const settled = (page) =>
  page.waitForFunction(() => !document.querySelector("article[aria-busy=true]") && document.querySelector("[aria-label=Send]"));

export async function ask(page, text) {
  const before = await answers(page).count();
  await send(page, text);
  await answers(page).nth(before).waitFor();
  await settled(page);
}

/** Read chats from a file, as a user would. */
export async function importChats(page, chats) {
  const file = { format: "pyllama-chats", version: 1, chats };
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Data" }).click();
  await page.locator("input[type=file]").setInputFiles({
    name: "chats.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await page.getByText(/imported$/).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
}

/** Return a chat for an import whose messages follow each other. */
export function chat(title, messages) {
  return {
    conversation: { id: "c", title, isPinned: false, createdAt: 1, updatedAt: Date.now(), leafId: `${messages.length - 1}` },
    messages: messages.map((message, i) => ({
      id: `${i}`,
      conversationId: "c",
      parentId: i ? `${i - 1}` : null,
      role: i % 2 ? "assistant" : "user",
      createdAt: i + 1,
      state: "complete",
      ...message,
    })),
  };
}

/** Check what is shown for what keeps people from using it. */
export async function accessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations
    .filter(({ impact }) => impact !== "minor")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).join(", ")}`);
  assert.deepEqual(found, []);
}
