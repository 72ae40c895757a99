import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, answers, ask, browsing, composer, SHORT } from "./support.mjs";

const open = browsing();
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

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
    await page.keyboard.press("Escape");
    for (const view of ["Compare", "Engine"]) {
      await page.getByRole("button", { name: "Open the list of chats" }).tap();
      await page.getByRole("link", { name: view }).tap();
      await page.locator(".top-title").getByText(view).waitFor();
      await noOverflow(page);
    }
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
