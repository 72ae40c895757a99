import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, answers, ask, browsing, LONG, send, settled, SHORT } from "./support.mjs";

const open = browsing();
const WEATHER = JSON.stringify([
  { type: "function", function: { name: "get_weather", parameters: { type: "object", properties: { city: { type: "string" } } } } },
]);

test("the model calls a tool, the user answers, and the model goes on", () =>
  open(async (page, { requests }) => {
    await ask(page, "What is the weather in Rome?");
    await answers(page).getByText("Calls get_weather").waitFor();
    assert.deepEqual(JSON.parse(await answers(page).locator("pre").innerText()), { city: "Rome" });
    await page.getByRole("textbox", { name: "Result: get_weather" }).fill("sunny, 25 degrees");
    await page.getByRole("button", { name: "Send results" }).click();
    await answers(page).nth(1).locator(".prose").waitFor();
    await settled(page);
    const { messages } = JSON.parse(requests.filter((request) => request.url().endsWith("/v1/chat/completions")).at(-1).postData());
    assert.deepEqual(messages.map(({ role }) => role), ["user", "assistant", "tool"]);
    assert.equal(messages[1].tool_calls[0].id, messages[2].tool_call_id);
    await page.getByText("Result", { exact: true }).click();
    await page.getByText("sunny, 25 degrees").first().waitFor();
  }, { settings: { sampling: { temperature: 0, n_predict: 48 }, tools: WEATHER } }));

test("a model thinks, and comes to its answer", () =>
  open(async (page) => {
    await ask(page, "What is 47 + 38?");
    const article = answers(page);
    assert.equal(await article.locator(":scope > .prose").innerText(), "47 + 38 = 85.");
    assert.ok(await article.locator("details:not([open])").count(), "its thoughts are folded");
    await article.getByText("Thoughts").click();
    await article.getByText("7 + 8 = 15").first().waitFor();
  }, { settings: { sampling: { temperature: 0, n_predict: 200 }, thinking: "on" } }));

test("thoughts without an end are ended", () =>
  open(async (page) => {
    await send(page, "What is 47 + 38?");
    await answers(page).getByRole("button", { name: "Answer now" }).click();
    await answers(page).locator(":scope > .prose").waitFor();
    await page.keyboard.press("Escape");
    await settled(page);
    // The model itself could not have done it.
  }, { settings: { thinking: "on", sampling: { ignore_eos: true }, extra: '{"logit_bias": [["</think>", false]]}' } }));

test("the engine, live", () =>
  open(async (page) => {
    await send(page, "Tell me a story");
    await page.waitForFunction(() => (document.querySelector(".prose")?.innerText.length ?? 0) > 20);
    await page.getByRole("link", { name: "Engine" }).click();
    const slots = page.locator(".slot");
    await slots.getByText("Writes").first().waitFor();
    assert.equal(await slots.count(), 4);
    await page.getByText(/[1-4] of 4 busy/).waitFor();
    await page.waitForFunction(() => Number(document.querySelector(".tile-value").innerText.replace(/[^\d.]/g, "")) > 0);
    await page.getByRole("img", { name: /^Time between tokens: half within .* 95% within/ }).waitFor();
    await page.getByText("Former sequences in the context").waitFor();
    await accessible(page);
    await page.goBack();
    await page.keyboard.press("Escape");
    await settled(page);
  }, { settings: LONG }));

test("up to four completions side by side, with what else could have been there", () =>
  open(async (page) => {
    await page.getByRole("link", { name: "Compare" }).click();
    await page.getByRole("textbox", { name: "Prompt" }).fill("Once upon a");
    await page.getByRole("checkbox", { name: "As a message of a chat" }).uncheck();
    await page.getByRole("button", { name: "Add a column" }).click();
    await page.getByRole("button", { name: "Add a column" }).click();
    assert.equal(await page.getByRole("button", { name: "Add a column" }).count(), 0);
    const column = (n) => page.getByRole("region", { name: `Completion ${n}` });
    for (const n of [1, 2, 3, 4]) {
      await column(n).getByRole("spinbutton", { name: "Most tokens" }).fill(String(4 * n));
      await column(n).getByRole("spinbutton", { name: "Temperature" }).fill("0");
    }
    await page.getByRole("button", { name: "Complete" }).click();
    for (const n of [1, 2, 3, 4]) await column(n).getByText(`${4 * n} tokens ·`).waitFor();
    const text = await column(1).locator(".tokens").innerText();
    assert.ok((await column(4).locator(".tokens").innerText()).startsWith(text), "the same tokens, as none was left to chance");
    await column(1).locator(".tokens span").first().hover();
    const chosen = page.locator(".candidate.chosen");
    assert.match(await chosen.innerText(), /^␣time\s+\d+\.\d%$/);
    assert.ok((await page.locator(".candidate").count()) >= 6);
    await column(2).getByRole("textbox").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await column(2).locator(".tokens .active").getAttribute("data-i"), "1");
    await accessible(page);
    await column(2).getByRole("button", { name: "Remove column 2" }).click();
    await page.reload();
    assert.equal(await page.locator(".column").count(), 3);
    assert.equal(await column(1).getByRole("spinbutton", { name: "Most tokens" }).inputValue(), "4");
  }));

test("a wrong parameter is one column's error", () =>
  open(async (page) => {
    await page.getByRole("link", { name: "Compare" }).click();
    await page.getByRole("textbox", { name: "Prompt" }).fill("Hello");
    await page.getByRole("spinbutton", { name: "Seed" }).first().fill("99999999999");
    await page.getByRole("button", { name: "Complete" }).click();
    await page.getByRole("region", { name: "Completion 1" }).getByRole("alert").getByText(/seed must lie between/).waitFor();
    await page.getByRole("region", { name: "Completion 2" }).getByText(/tokens ·/).waitFor();
  }, { expected: /status of 400/, settings: SHORT }));
