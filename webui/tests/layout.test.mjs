import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { answers, ask, browsing, composer, SHORT } from "./support.mjs";

const open = browsing();
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

async function accessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations
    .filter(({ impact }) => impact !== "minor")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).join(", ")}`);
  assert.deepEqual(found, []);
}

const noOverflow = async (page) =>
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the window");

for (const [theme, tabs] of [
  ["light", ["General", "Sampling", "Answers", "Data"]],
  ["dark", ["General"]],
]) {
  test(`axe finds nothing in a ${theme} chat and the settings`, () =>
    open(async (page) => {
      await ask(page, "Hello");
      await accessible(page);
      await page.getByRole("button", { name: "Settings" }).click();
      for (const tab of tabs) {
        await page.getByRole("tab", { name: tab }).click();
        await accessible(page);
      }
    }, { settings: { ...SHORT, theme } }));
}

test("a phone of 360 pixels", () =>
  open(async (page) => {
    await noOverflow(page);
    await composer(page).fill("Tell me a story about a small dog, and take your time with it, please");
    await page.getByRole("button", { name: "Send" }).tap();
    await answers(page).getByText("tokens/s").waitFor();
    await noOverflow(page);
    await page.getByRole("button", { name: "Open the list of chats" }).tap();
    await page.getByRole("navigation", { name: "Chats" }).getByRole("link").waitFor();
    await accessible(page);
    await page.getByRole("button", { name: "Settings" }).tap();
    for (const tab of ["Sampling", "Answers", "Data", "General"]) {
      await page.getByRole("tab", { name: tab }).tap();
      await noOverflow(page);
    }
    await accessible(page);
  }, { ...PHONE, settings: SHORT }));

test("the keyboard alone is enough", () =>
  open(async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText);
    const reach = async (name) => {
      for (let i = 0; i < 40 && (await focused()) !== name; i++) await page.keyboard.press("Tab");
      assert.equal(await focused(), name);
    };
    await page.waitForFunction(() => document.activeElement.tagName === "TEXTAREA");
    await page.keyboard.type("Hello");
    await page.keyboard.press("Enter");
    await answers(page).getByText("tokens/s").waitFor();
    await reach("Actions for Hello");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Name" }).waitFor();
    await page.keyboard.type("Renamed");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Renamed" }).waitFor();
    await reach("Settings");
    await page.keyboard.press("Enter");
    await reach("General");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("tab", { name: "Sampling", selected: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await focused(), "Settings");
  }, { settings: SHORT }));
