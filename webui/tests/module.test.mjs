import assert from "node:assert/strict";
import { test } from "node:test";
import { llama, llamaEventTarget, llamaModelInfo, llamaPromise } from "../../public/completion.js";
import { browsing, startServer, URL_OF_SERVER } from "./support.mjs";

const open = browsing();
const config = { api_url: URL_OF_SERVER };
const params = { temperature: 0, n_predict: 8 };

test("a stream, a whole text, events, and callbacks are the same text", async () => {
  const events = [];
  for await (const { data } of llama("Once upon a time", params, config)) events.push(data);
  const text = events.map(({ content }) => content).join("");
  assert.ok(text.length > 10);
  assert.ok(events.length > 5);
  assert.equal(events.at(-1).timings.predicted_n, 8);
  assert.equal(await llamaPromise("Once upon a time", params, config), text);
  assert.equal(await llamaPromise("Once upon a time", { ...params, stream: false }, config), text);
  const target = llamaEventTarget("Once upon a time", params, config);
  const done = await new Promise((resolve) => target.addEventListener("done", resolve));
  assert.equal(done.detail.content, text);
});

test("it can be stopped, and says what is wrong", async () => {
  for await (const { data } of llama("Once upon", { n_predict: -1, ignore_eos: true }, config)) {
    if (data.content) break;
  }
  const controller = new AbortController();
  await assert.rejects(async () => {
    for await (const _ of llama("Once upon", { n_predict: -1, ignore_eos: true }, { ...config, controller })) controller.abort();
  }, { name: "AbortError" });
  await assert.rejects(llamaPromise("Hello", { temperature: "hot" }, config), { message: /temperature/, status: 400 });
  assert.equal((await llamaModelInfo(config)).model_alias, "builtin");
});

test("a page of one's own", async () => {
  const server = await startServer("--port", "0", "--path", "public/legacy");
  try {
    await open(async (page) => {
      await page.getByText("builtin").waitFor();
      await page.getByLabel("Tokens").fill("5");
      await page.getByRole("button", { name: "Complete" }).click();
      await page.getByText(/^5 tokens, /).waitFor();
      assert.match(await page.locator("output").innerText(), /^Once upon a time\w* \w/);
      const text = await page.evaluate(async () => {
        const { llamaComplete } = await import("/completion.js");
        let content = "";
        await llamaComplete({ prompt: "Once", n_predict: 3 }, new AbortController(), ({ data }) => (content += data.content));
        return content;
      });
      assert.ok(text);
    }, { url: server.url });
  } finally {
    await server.end();
  }
});
