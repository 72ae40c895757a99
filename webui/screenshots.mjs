/** Takes the pictures in docs/images of a server: PYLLAMA_URL=http://127.0.0.1:8080/ node screenshots.mjs */
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ask, chat, importChats, send } from "./tests/support.mjs";

const URL_OF_SERVER = process.env.PYLLAMA_URL ?? "http://127.0.0.1:8080/";
const IMAGES = fileURLToPath(new URL("../docs/images", import.meta.url));
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 720 };

const EXAMPLE = `Recursion is when a function **calls itself** with a smaller problem, until the answer is obvious.

\`\`\`python
def factorial(n: int) -> int:
    """Return n! for a number that is not negative."""
    if n == 0:
        return 1  # the smallest problem
    return n * factorial(n - 1)
\`\`\`

The calls are as deep as \`n\`. In mathematics:

$$n! = \\begin{cases} 1 & n = 0 \\\\ n \\cdot (n-1)! & n > 0 \\end{cases}$$`;

const CHATS = ["Which mushrooms can I eat?", "Plan a weekend in the mountains"].map((title) => chat(title, [{ content: title }]));

async function showChat(page) {
  await importChats(page, [...CHATS, chat("Recursion in Python", [{ content: "Explain recursion with an example in Python" }, { content: EXAMPLE }])]);
  await page.getByRole("navigation", { name: "Chats" }).getByRole("link", { name: "Recursion in Python" }).click();
  await ask(page, "Now tell me a story about a small dog");
}

async function showEngine(page) {
  await send(page, "Tell me a long story about a lighthouse");
  await page.goto(`${URL_OF_SERVER}#/engine`);
  await page.waitForTimeout(30_000);
}

async function showCompare(page) {
  await page.goto(`${URL_OF_SERVER}#/compare`);
  await page.getByRole("textbox", { name: "Prompt" }).fill("Tell me a story about a small dog");
  await page.getByRole("button", { name: "Add a column" }).click();
  await page.getByRole("region", { name: "Completion 3" }).getByRole("spinbutton", { name: "Temperature" }).fill("1.6");
  await page.getByRole("button", { name: "Complete" }).click();
  await page.getByText(/perplexity/).nth(2).waitFor();
}

const hover = (page) => page.locator(".tokens").first().locator(".tint-3, .tint-2").nth(1).hover();

const VIEWS = { chat: showChat, engine: showEngine, compare: showCompare };
const browser = await chromium.launch({ executablePath: process.env.PYLLAMA_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const [name, show] of Object.entries(VIEWS)) {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  await page.addInitScript(() => (localStorage["pyllama.settings"] ??= '{"sampling": {"seed": 5}}'));
  await page.goto(URL_OF_SERVER);
  await show(page);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const [device, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
      await page.setViewportSize(viewport);
      await page.locator(".page-scroller").evaluateAll((all) => all.forEach((element) => (element.scrollTop = 0)));
      if (name === "compare" && device === "desktop") await hover(page);
      else await page.mouse.move(0, 0);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${IMAGES}/${name}-${colorScheme}-${device}.png` });
    }
  }
  await context.close();
}
await browser.close();
