// Chat with the server in a terminal; needs Node.js 18 or newer.
//
// Usage: node chat.mjs [URL]. The variable LLAMA_API_KEY gives a key. An empty line or the end of the input ends it.
import { createInterface } from "node:readline/promises";

const url = process.argv[2] ?? "http://127.0.0.1:8080";
const key = process.env.LLAMA_API_KEY;

/** Yield the pieces of the answer to a conversation. */
async function* answer(messages) {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(key && { Authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ messages, stream: true }),
  });
  if (!response.ok) throw new Error((await response.json()).error.message);
  let rest = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + chunk).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      if (!event.startsWith("data: ") || event === "data: [DONE]") continue;
      const { error, choices } = JSON.parse(event.slice(6));
      if (error) throw new Error(error.message);
      yield choices[0]?.delta.content ?? "";
    }
  }
}

const messages = [];
const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: "> " });
terminal.prompt();
for await (const question of terminal) {
  if (!question) break;
  messages.push({ role: "user", content: question });
  let text = "";
  try {
    for await (const piece of answer(messages)) {
      process.stdout.write(piece);
      text += piece;
    }
  } catch (error) {
    console.error(error.cause?.message ?? error.message);
    process.exit(1);
  }
  console.log();
  messages.push({ role: "assistant", content: text });
  terminal.prompt();
}
terminal.close();
