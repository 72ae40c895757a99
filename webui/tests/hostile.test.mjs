import assert from "node:assert/strict";
import { test } from "node:test";
import { answers, browsing, chat, composer, importChats, questions } from "./support.mjs";

const open = browsing();

/** Show a chat whose answer is some text. */
const show = (text, work, viewport) =>
  open(async (page) => {
    await importChats(page, [chat("Hostile", [{ content: text }, { content: text }])]);
    await page.getByRole("navigation", { name: "Chats" }).getByRole("link").click();
    await answers(page).locator(".prose > *").first().waitFor();
    if (viewport) await page.setViewportSize(viewport);
    await work(page, answers(page).locator(".prose"));
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width[0] <= width[1], `the page is ${width[0]} wide in a window of ${width[1]}`);
  });

test("HTML is text", () =>
  show(
    [
      "<script>document.title = 'hacked'</script>",
      '<img src=x onerror="document.title=\'hacked\'">',
      "<style>body{display:none}</style><iframe src=/></iframe>",
      "<svg onload=\"document.title='hacked'\"></svg><b>bold</b>",
    ].join("\n\n"),
    async (page, prose) => {
      assert.equal(await prose.locator("script, img, style, iframe, svg, b").count(), 0);
      assert.match(await prose.innerText(), /<script>document.title = 'hacked'<\/script>/);
      assert.equal(await page.title(), "Hostile · pyllama");
    },
  ));

test("links lead nowhere but to addresses, and pictures are links", () =>
  show(
    [
      "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,<script>alert(1)</script>) [d](vbscript:x)",
      "[e](&#106;avascript:alert(1)) <javascript:alert(1)> [f](file:///etc/passwd)",
      "![picture](https://example.com/track.png) [ok](https://example.com/) [![in link](https://example.com/x.png)](https://example.com/y)",
    ].join("\n\n"),
    async (_page, prose) => {
      const links = await prose.locator("a").evaluateAll((all) => all.map(({ href, rel, target }) => [href, rel, target]));
      const safe = ["noopener noreferrer nofollow", "_blank"];
      assert.deepEqual(links, [
        ["https://example.com/track.png", ...safe],
        ["https://example.com/", ...safe],
        ["https://example.com/y", ...safe],
      ]);
      assert.equal(await prose.locator("img").count(), 0);
    },
  ));

test("mathematics cannot run or reach anything", () =>
  show(
    String.raw`$\href{javascript:alert(1)}{x}$ $\includegraphics{https://example.com/x.png}$ $\htmlStyle{color:red}{x}$ $x^2$ costs $5 and $6

$$\def\a{\a\a}\a$$

$$\rule{1000000em}{1000000em}$$

$$
\frac{1}{2}
$$`,
    async (_page, prose) => {
      assert.equal(await prose.locator("a, img").count(), 0);
      assert.ok((await prose.locator("math").count()) >= 2);
      assert.match(await prose.innerText(), /costs \$5 and \$6/);
      assert.doesNotMatch(await prose.innerText(), /\\frac/);
    },
  ));

test("huge tables and long lines scroll in themselves, also on a phone", () => {
  const row = (cell) => `|${Array.from({ length: 80 }, (_, i) => ` ${cell} ${i} `).join("|")}|`;
  const table = [row("head"), row("-").replace(/ - \d+ /g, "---"), ...Array.from({ length: 60 }, () => row("cell"))].join("\n");
  const text = `${table}\n\n${"x".repeat(5000)}\n\n\`\`\`\n${"y".repeat(5000)}\n\`\`\`\n\n${"> ".repeat(60)}deep\n\n$$${"a+".repeat(500)}b$$`;
  return show(
    text,
    async (_page, prose) => {
      assert.equal(await prose.locator("td").count(), 80 * 60);
    },
    { width: 360, height: 700 },
  );
});

test("a megabyte of text does not hold up the page for long", () =>
  show(
    `${"Some *words* and `code`. ".repeat(20_000)}\n\n${"A paragraph with **bold** text.\n\n".repeat(16_000)}${"[".repeat(20_000)}`,
    async (page, prose) => {
      assert.ok((await prose.innerText()).length > 500_000);
      const startedAt = Date.now();
      await composer(page).fill("hello");
      assert.ok(Date.now() - startedAt < 2000, "typing still works");
      assert.ok((await questions(page).innerText()).length < 3000, "a long question is folded");
    },
  ));

test("text from right to left", () =>
  show("مرحبا بالعالم\n\n- واحد\n- اثنان\n\nHello", async (_page, prose) => {
    const directions = await prose.locator("p[dir=auto]").evaluateAll((all) => all.map((p) => getComputedStyle(p).direction));
    assert.deepEqual([directions.at(0), directions.at(-1)], ["rtl", "ltr"]);
  }));

test("a table has its alignment without styles", () =>
  show("| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |", async (_page, prose) => {
    const alignments = await prose.locator("td").evaluateAll((all) => all.map((cell) => getComputedStyle(cell).textAlign));
    assert.deepEqual(alignments, ["start", "right", "center"]);
  }));

test("broken Markdown", () =>
  show("**bold *both\n\n```python\nprint('<b>')\n\n| a |\n|---", async (_page, prose) => {
    assert.match(await prose.locator("pre").innerText(), /print\('<b>'\)/);
    assert.equal(await prose.locator("pre b").count(), 0);
  }));

test("thoughts, calls of tools and their results", () =>
  open(async (page) => {
    const call = { id: "1", name: "<b>weather</b>", arguments: '{"city": "<i>Rome</i>"}' };
    await importChats(page, [
      chat("Tools", [
        { content: "How is the weather?" },
        { content: "", reasoning: "I *must* look.", toolCalls: [call] },
        { role: "tool", content: "<u>sunny</u>", toolCallId: "1" },
        { content: "It is **sunny**." },
      ]),
    ]);
    await page.getByRole("navigation", { name: "Chats" }).getByRole("link").click();
    await page.getByText("Calls <b>weather</b>").waitFor();
    await page.getByText('"city": "<i>Rome</i>"').waitFor();
    await page.getByText("Thoughts").click();
    await page.getByText("I must look.").waitFor();
    await page.getByText("Result", { exact: true }).click();
    await page.getByText("<u>sunny</u>").waitFor();
    assert.equal(await answers(page).last().locator("strong").innerText(), "sunny");
  }));

test("a file whose messages follow each other in a circle", () =>
  open(async (page) => {
    const circle = chat("Circle", [{ content: "a" }, { content: "b" }, { content: "c" }]);
    circle.messages[0].parentId = "2";
    circle.messages.push({ ...circle.messages[1], id: "3", createdAt: 9 });
    await importChats(page, [circle]);
    await page.getByRole("navigation", { name: "Chats" }).getByRole("link").click();
    await questions(page).first().waitFor();
    await page.getByRole("button", { name: "Next version" }).first().click();
    await composer(page).fill("still there");
  }));
