import assert from "node:assert/strict";
import { test } from "node:test";
import { answers, ask, browsing, composer, send, SHORT } from "./support.mjs";

const open = browsing();

const openSettings = async (page, tab) => {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: tab }).click();
};
const close = (page) => page.keyboard.press("Escape");
const sent = (requests) => JSON.parse(requests.filter((request) => request.url().endsWith("/v1/chat/completions")).at(-1).postData());

test("sampling parameters: the server's values, one's own, and back", () =>
  open(async (page, { requests }) => {
    await openSettings(page, "Sampling");
    const field = page.getByRole("spinbutton", { name: "Temperature", exact: true });
    assert.equal(await field.getAttribute("placeholder"), "0.8");
    assert.equal(await page.getByRole("spinbutton", { name: "Min p" }).getAttribute("placeholder"), "0.05");
    await field.fill("0");
    await page.getByRole("spinbutton", { name: "Most tokens" }).fill("5");
    await close(page);
    await ask(page, "Hello");
    const body = sent(requests);
    assert.deepEqual([body.temperature, body.n_predict, body.top_k], [0, 5, undefined]);
    await page.reload();
    await openSettings(page, "Sampling");
    assert.equal(await field.inputValue(), "0");
    await page.getByRole("button", { name: "Reset Temperature to the server’s value" }).click();
    assert.equal(await field.inputValue(), "");
    await page.getByRole("button", { name: "Reset all" }).click();
    assert.equal(await page.getByRole("spinbutton", { name: "Most tokens" }).inputValue(), "");
  }));

test("every parameter is one that the server takes", () =>
  open(async (page, { requests }) => {
    await openSettings(page, "Sampling");
    for (const field of await page.getByRole("spinbutton").all()) await field.fill(await field.getAttribute("placeholder"));
    await page.getByRole("spinbutton", { name: "Most tokens" }).fill("2");
    await page.getByRole("textbox", { name: "Stop at" }).fill("END\n\\n\\n");
    await close(page);
    await ask(page, "Hello");
    assert.ok(Object.keys(sent(requests)).length > 25);
    assert.deepEqual(sent(requests).stop, ["END", "\n\n"]);
    assert.deepEqual(await page.getByRole("alert").allInnerTexts(), []);
  }));

test("system prompt, theme, and more fields", () =>
  open(async (page, { requests }) => {
    await openSettings(page, "General");
    await page.getByRole("textbox", { name: "System prompt" }).fill("Be brief.");
    await page.getByText("Dark", { exact: true }).click();
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(21, 23, 24)");
    await page.getByRole("tab", { name: "Answers" }).click();
    await page.getByRole("textbox", { name: "More fields of the request" }).fill('{"n_keep": 3, "n_predict": 4}');
    await close(page);
    await ask(page, "Hello");
    assert.deepEqual(sent(requests).messages[0], { role: "system", content: "Be brief." });
    assert.deepEqual([sent(requests).n_keep, sent(requests).n_predict], [3, 4]);
    await page.reload();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  }));

test("a wrong value is named, by the page or by the server, and nothing is lost", () =>
  open(async (page) => {
    await openSettings(page, "Answers");
    const tools = page.getByRole("textbox", { name: "Functions that the model may call" });
    await tools.fill("[{");
    await page.getByText("This is not valid JSON").waitFor();
    await tools.fill("{}");
    await page.getByText("This must be a JSON list.").waitFor();
    await tools.fill("[{");
    await close(page);
    await send(page, "Hello");
    await page.getByRole("alert").getByText("“Functions that the model may call” in the settings is not valid JSON.").waitFor();
    await openSettings(page, "Answers");
    await tools.fill("");
    await page.getByRole("textbox", { name: "More fields of the request" }).fill('{"no_such_field": 1}');
    await close(page);
    await answers(page).getByRole("button", { name: "Answer again" }).click();
    await page.getByRole("alert").getByText("unknown field 'no_such_field'").waitFor();
    await composer(page).fill("still works");
  }, { expected: /status of 400/ }));

test("numbers under answers can be turned off", () =>
  open(async (page) => {
    await ask(page, "Hello");
    await answers(page).getByText("tokens/s").waitFor();
    await openSettings(page, "General");
    await page.getByRole("checkbox", { name: "Show speed and context use under answers" }).uncheck();
    await close(page);
    assert.equal(await answers(page).getByText("tokens/s").count(), 0);
  }, { settings: SHORT }));
