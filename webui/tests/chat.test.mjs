import assert from "node:assert/strict";
import { test } from "node:test";
import { answers, ask, browsing, composer, LONG, questions, send, settled, SHORT } from "./support.mjs";

const open = browsing();
const versions = (article) => article.getByText(/^\d of \d$/);

test("a first chat", () =>
  open(async (page) => {
    await ask(page, "Tell me a story about a small dog");
    const answer = answers(page);
    assert.match(await answer.locator(".prose").innerText(), /\w+ \w+ \w+/);
    assert.match(await answer.getByRole("list", { name: "How the answer was made" }).innerText(), /tokens\/s[^]*24 tokens[^]*first after[^]*prompt \d+[^]*context \d+ of/);
    assert.equal(await page.title(), "Tell me a story about a small dog · pyllama");
    assert.equal(await page.getByRole("navigation", { name: "Chats" }).getByRole("link").innerText(), "Tell me a story about a small dog");
    await answer.getByText("The answer reached its limit of tokens.").waitFor();
  }, { settings: SHORT }));

test("only the last block of a growing answer is made again", () =>
  open(async (page) => {
    await send(page, "Tell me a story");
    await page.evaluate(() => {
      const prose = document.querySelector(".prose");
      window.sizes = [];
      new MutationObserver(() => window.sizes.push(document.querySelector(".prose")?.innerText.length ?? 0)).observe(
        prose ?? document.querySelector(".chat-content"),
        { childList: true, subtree: true, characterData: true },
      );
    });
    await page.waitForFunction(() => new Set(window.sizes).size > 5);
    const sizes = await page.evaluate(() => window.sizes);
    assert.deepEqual(sizes, [...sizes].sort((a, b) => a - b), "the text only grows");
    await page.keyboard.press("Escape");
    await settled(page);
  }, { settings: LONG }));

test("a stopped answer keeps its text, also when the page is loaded again", () =>
  open(async (page) => {
    await send(page, "Tell me a story");
    await page.waitForFunction(() => (document.querySelector(".prose")?.innerText.length ?? 0) > 50);
    await composer(page).press("Escape");
    await settled(page);
    await answers(page).getByText("Stopped", { exact: true }).waitFor();
    const text = await answers(page).locator(".prose").innerText();
    assert.ok(text.length > 50);
    await page.reload();
    assert.equal(await answers(page).locator(".prose").innerText(), text);
    await answers(page).getByText("Stopped", { exact: true }).waitFor();
  }, { settings: LONG }));

test("an answer that a reload cuts off is kept as stopped", () =>
  open(async (page) => {
    await send(page, "Tell me a story");
    await page.waitForFunction(() => (document.querySelector(".prose")?.innerText.length ?? 0) > 50);
    await page.reload();
    await answers(page).getByText("Stopped", { exact: true }).waitFor();
    assert.ok((await answers(page).locator(".prose").innerText()).length > 50);
  }, { settings: LONG }));

test("edit, branch, and go from one version to another", () =>
  open(async (page) => {
    await ask(page, "Tell me about dogs");
    await questions(page).getByRole("button", { name: "Edit" }).click();
    await page.getByRole("textbox", { name: "Edit" }).fill("Tell me about cats");
    await page.getByRole("button", { name: "Send as a new version" }).click();
    await questions(page).getByText("Tell me about cats").waitFor();
    await settled(page);
    assert.equal(await versions(questions(page)).innerText(), "2 of 2");
    await questions(page).getByRole("button", { name: "Previous version" }).click();
    await questions(page).getByText("Tell me about dogs").waitFor();
    assert.equal(await answers(page).count(), 1);
    await questions(page).getByRole("button", { name: "Next version" }).click();
    await questions(page).getByText("Tell me about cats").waitFor();
  }, { settings: SHORT }));

test("answer again, and continue", () =>
  open(async (page) => {
    await ask(page, "Tell me a story");
    await answers(page).getByRole("button", { name: "Answer again" }).click();
    await versions(answers(page)).getByText("2 of 2").waitFor();
    await settled(page);
    const before = await answers(page).locator(".prose").innerText();
    await answers(page).getByRole("button", { name: "Continue" }).click();
    await page.waitForFunction((n) => document.querySelector(".prose").innerText.length > n, before.length);
    await settled(page);
    const text = await answers(page).locator(".prose").innerText();
    assert.ok(text.startsWith(before), `${text} begins with ${before}`);
    assert.equal(await answers(page).count(), 1);
  }, { settings: SHORT }));

test("a conversation goes on, and its beginning is cached", () =>
  open(async (page) => {
    await ask(page, "Tell me a story about a lighthouse");
    await ask(page, "And then?");
    assert.equal(await answers(page).count(), 2);
    assert.match(await answers(page).last().getByRole("list").innerText(), /\d+ cached/);
  }, { settings: SHORT }));

test("chats and drafts survive a reload", () =>
  open(async (page) => {
    await ask(page, "Hello");
    await composer(page).fill("not sent yet");
    const text = await answers(page).locator(".prose").innerText();
    await page.reload();
    assert.equal(await answers(page).locator(".prose").innerText(), text);
    assert.equal(await composer(page).inputValue(), "not sent yet");
    await page.getByRole("complementary").getByRole("button", { name: "New chat" }).click();
    await page.getByText("What would you like to know?").waitFor();
    assert.equal(await composer(page).inputValue(), "");
    await page.goBack();
    await answers(page).waitFor();
    assert.equal(await composer(page).inputValue(), "not sent yet");
  }, { settings: SHORT }));

test("search, pin, rename, delete", () =>
  open(async (page) => {
    const list = page.getByRole("navigation", { name: "Chats" });
    const act = async (title, name) => {
      await list.getByRole("button", { name: `Actions for ${title}` }).click();
      await page.getByRole("menuitem", { name }).click();
    };
    for (const text of ["About dogs", "About cats"]) {
      await page.getByRole("complementary").getByRole("button", { name: "New chat" }).click();
      await page.getByText("What would you like to know?").waitFor();
      await ask(page, text);
    }
    assert.deepEqual(await list.getByRole("link").allInnerTexts(), ["About cats", "About dogs"]);
    await act("About dogs", "Pin");
    await list.getByRole("heading", { name: "Pinned" }).waitFor();
    assert.deepEqual(await list.getByRole("link").allInnerTexts(), ["About dogs", "About cats"]);

    await act("About cats", "Rename");
    await page.getByRole("textbox", { name: "Name" }).fill("Feline");
    await page.getByRole("button", { name: "Save" }).click();
    await list.getByRole("link", { name: "Feline" }).waitFor();

    await page.getByRole("searchbox").fill("ABOUT cats");
    await list.getByRole("link", { name: "About dogs" }).waitFor({ state: "detached" });
    assert.deepEqual(await list.getByRole("link").allInnerTexts(), ["Feline"]);
    await page.getByRole("searchbox").fill("nowhere to be found");
    await list.getByText("No chat has these words.").waitFor();
    await page.getByRole("searchbox").fill("");

    await act("Feline", "Delete");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("What would you like to know?").waitFor();
    await page.reload();
    await list.getByRole("link", { name: "About dogs" }).waitFor();
    assert.equal(await list.getByRole("link").count(), 1);
  }, { settings: SHORT }));

test("what was exported can be imported", () =>
  open(async (page) => {
    await ask(page, "Tell me about dogs");
    await answers(page).getByRole("button", { name: "Answer again" }).click();
    await versions(answers(page)).getByText("2 of 2").waitFor();
    await settled(page);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("tab", { name: "Data" }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export all" }).click();
    const file = await (await downloading).path();
    await page.getByRole("button", { name: "Delete all chats" }).click();
    await page.getByRole("dialog", { name: "Delete all chats?" }).getByRole("button", { name: "Delete" }).click();
    await page.getByRole("navigation", { name: "Chats" }).getByRole("link").waitFor({ state: "detached" });
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("1 chat imported").waitFor();
    await page.locator("input[type=file]").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.getByText("This file has no chats in it.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("navigation", { name: "Chats" }).getByRole("link").click();
    await versions(answers(page)).getByText("2 of 2").waitFor();
    await answers(page).getByText("24 tokens", { exact: true }).waitFor();
  }, { settings: SHORT }));

test("a chat that is deleted while it is being answered stays deleted", () =>
  open(async (page) => {
    await send(page, "Tell me a story");
    await page.waitForFunction(() => (document.querySelector(".prose")?.innerText.length ?? 0) > 20);
    await page.getByRole("button", { name: "Actions for Tell me a story" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await page.getByRole("button", { name: "Actions for Tell me a story" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("What would you like to know?").waitFor();
    await page.reload();
    await page.getByText("Your chats stay in this browser.").waitFor();
  }, { settings: LONG }));

test("a JSON answer is laid out, by a schema from the settings", () =>
  open(async (page) => {
    await ask(page, "Give me a name as JSON");
    await answers(page).getByText(/^JSON, \d+ lines$/).waitFor();
    assert.deepEqual(Object.keys(JSON.parse(await answers(page).locator("code").innerText())), ["name"]);
  }, { settings: { answerFormat: "schema", schema: JSON.stringify({ type: "object", properties: { name: { type: "string", maxLength: 10 } }, required: ["name"], additionalProperties: false }) } }));
