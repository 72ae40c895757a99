/** Yield the objects of a stream of server-sent events, until it ends or says `[DONE]`. */
export async function* eventsOf<T>(response: Response): AsyncGenerator<T> {
  for await (const data of dataOf(response)) {
    if (data === "[DONE]") return;
    yield JSON.parse(data) as T;
  }
}

async function* dataOf(response: Response): AsyncGenerator<string> {
  let rest = "";
  for await (const text of textOf(response)) {
    const events = (rest + text).split(/\r?\n\r?\n/);
    rest = events.pop() ?? "";
    for (const event of events) {
      const lines = event.split(/\r?\n/).filter((line) => line.startsWith("data:"));
      if (lines.length) yield lines.map((line) => line.slice(5).replace(/^ /, "")).join("\n");
    }
  }
}

/** Not every browser can iterate over a stream itself. */
async function* textOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
