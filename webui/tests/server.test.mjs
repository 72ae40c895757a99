import assert from "node:assert/strict";
import { test } from "node:test";
import { answers, ask, browsing, LONG, send, settled, startServer } from "./support.mjs";

const open = browsing();
const REFUSED = /net::ERR_|status of (401|503)/;

test("the page asks for a key, and keeps it", async () => {
  const server = await startServer("--port", "0", "--api-key", "secret", "--predict", "8", "--no-slots");
  try {
    await open(async (page) => {
      await page.getByText("This server asks for an API key.").waitFor();
      assert.ok(await page.getByRole("button", { name: "Send" }).isDisabled());
      await page.getByRole("button", { name: "Enter key" }).click();
      await page.getByLabel("API key", { exact: true }).fill("wrong");
      await page.getByLabel("API key", { exact: true }).fill("secret");
      await page.keyboard.press("Escape");
      await page.getByText("This server asks for an API key.").waitFor({ state: "detached" });
      await ask(page, "Hello");
      assert.ok(await answers(page).locator(".prose").innerText());
      await page.reload();
      await ask(page, "Again");
      await page.getByRole("link", { name: "Engine" }).click();
      await page.getByText("start the server with --metrics").waitFor();
      await page.getByText("This server does not show its slots").waitFor();
    }, { url: server.url, expected: REFUSED });
  } finally {
    await server.end();
  }
});

test("a server that goes away in the middle of an answer, and comes back", async () => {
  const args = ["--ctx-size", "16384", "--ui-config", '{"systemPrompt": "Be brief."}'];
  let server = await startServer("--port", "0", ...args);
  try {
    await open(async (page) => {
      await send(page, "Tell me a story");
      await page.waitForFunction(() => (document.querySelector(".prose")?.innerText.length ?? 0) > 50);
      await server.end("SIGKILL");
      await page.getByRole("alert").getByText("The connection broke off before the answer was complete.").waitFor();
      await page.getByText("The server does not answer. Trying again…").waitFor();
      const text = await answers(page).locator(".prose").innerText();
      assert.ok(text.length > 50);
      server = await startServer("--port", server.port, ...args);
      await page.getByText("The server does not answer. Trying again…").waitFor({ state: "detached" });
      await answers(page).getByRole("button", { name: "Continue" }).click();
      await page.waitForFunction((n) => document.querySelector(".prose").innerText.length > n, text.length);
      await page.keyboard.press("Escape");
      await settled(page);
      assert.equal(await page.getByRole("alert").count(), 0);
      await page.getByRole("button", { name: "Settings" }).click();
      assert.equal(await page.getByRole("textbox", { name: "System prompt" }).inputValue(), "Be brief.");
    }, { url: server.url, expected: REFUSED, settings: LONG });
  } finally {
    await server.end();
  }
});
