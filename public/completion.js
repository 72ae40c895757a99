/**
 * Completions for pages of your own: serve their folder with --path, and import this module from /completion.js.
 *
 *   import { llama } from "/completion.js";
 *   for await (const chunk of llama("Once upon a time")) document.body.append(chunk.data.content);
 */

/** What a request has if `params` does not say otherwise; all else is as the server was told. */
const DEFAULTS = { stream: true, n_predict: 500 };

/**
 * Complete a prompt, and yield the events of the stream as `{ data }`: `data.content` is more text, and the last
 * one, whose `data.stop` is true, has timings as well. Returns the whole text.
 *
 * @param {string | Array<string | number>} prompt text, tokens, or both.
 * @param {object} params more fields of `POST /completion`; `api_key` is sent as a key instead. With `stream: false`
 *   there is one event.
 * @param {{ controller?: AbortController, signal?: AbortSignal, api_url?: string }} config `controller` or `signal`
 *   stops it; `api_url` is where the server is, by default where this module came from.
 * @throws {Error} the server refuses, or the stream breaks off; `status` is that of the response.
 */
export async function* llama(prompt, params = {}, config = {}) {
  const { api_key: key, ...fields } = { ...DEFAULTS, ...params, prompt };
  const response = await fetch(completionUrl(config), {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(key && { Authorization: `Bearer ${key}` }) },
    body: JSON.stringify(fields),
    signal: config.signal ?? config.controller?.signal,
  });
  if (!response.ok) throw await failure(response);
  if (!fields.stream) {
    const data = await response.json();
    yield { data };
    return data.content;
  }
  let content = "";
  let isEnded = false;
  for await (const data of events(response)) {
    if (data.error) throw Object.assign(new Error(data.error.message), { status: data.error.code });
    content += data.content ?? "";
    isEnded ||= data.stop === true;
    yield { data };
  }
  if (!isEnded) throw Object.assign(new Error("The stream broke off"), { status: 0 });
  return content;
}

/** Complete a prompt, and return the whole text. The parameters are those of `llama()`. */
export async function llamaPromise(prompt, params = {}, config = {}) {
  let content = "";
  for await (const { data } of llama(prompt, params, config)) content += data.content ?? "";
  return content;
}

/** Complete `params.prompt`, and call `callback` with each event of the stream. */
export async function llamaComplete(params, controller, callback) {
  for await (const chunk of llama(params.prompt, params, { controller })) callback(chunk);
}

/** Complete a prompt, and return a target of the events "message" (more text), "done" (the whole) and "error". */
export function llamaEventTarget(prompt, params = {}, config = {}) {
  const target = new EventTarget();
  const tell = (name, detail) => target.dispatchEvent(new CustomEvent(name, { detail }));
  (async () => {
    let content = "";
    try {
      for await (const { data } of llama(prompt, params, config)) {
        content += data.content ?? "";
        tell("message", data);
      }
      tell("done", { content });
    } catch (error) {
      tell("error", error);
    }
  })();
  return target;
}

/** Return what the server says about itself. */
export async function llamaModelInfo(config = {}) {
  const response = await fetch(new URL("props", baseUrl(config)));
  if (!response.ok) throw await failure(response);
  return response.json();
}

const baseUrl = ({ api_url: url }) => (url ? `${url.replace(/\/$/, "")}/` : import.meta.url);
const completionUrl = (config) => new URL("completion", baseUrl(config));

async function failure(response) {
  const body = await response.json().catch(() => null);
  const message = body?.error?.message ?? `The server refused with status ${response.status}`;
  return Object.assign(new Error(message), { status: response.status });
}

/** Yield the objects of a stream of server-sent events. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) if (part.startsWith("data: ")) yield JSON.parse(part.slice(6));
    }
  } finally {
    // Whoever leaves the loop early stops the completion.
    reader.cancel().catch(() => {});
  }
}
