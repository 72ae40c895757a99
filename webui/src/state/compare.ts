import { reactive, watch } from "vue";
import type { Timings } from "@/api/chat";
import { complete, type Token } from "@/api/completion";
import { isAbort } from "@/api/http";
import { load, store } from "@/storage/local";
import { noteError } from "./server";

export const MOST_COLUMNS = 4;
/** The parameters that columns differ in. */
export const COLUMN_PARAMETERS = ["temperature", "top_k", "top_p", "min_p", "repeat_penalty", "seed", "n_predict"] as const;

export interface Column {
  id: number;
  /** Only what was filled in. */
  fields: Record<string, number>;
  tokens: Token[];
  timings: Timings | null;
  error: string;
  isRunning: boolean;
}

interface Saved {
  prompt: string;
  isChat: boolean;
  columns: Record<string, number>[];
}

const saved = load<Saved>("compare");
let nextId = 0;
let controller: AbortController | null = null;

export const compare = reactive({
  prompt: saved?.prompt ?? "",
  isChat: saved?.isChat ?? true,
  columns: (saved?.columns ?? [{ temperature: 0, n_predict: 128 }, { temperature: 1, n_predict: 128 }]).map(newColumn),
});

watch(compare, ({ prompt, isChat, columns }) => {
  if (!columns.some(({ isRunning }) => isRunning)) {
    store("compare", { prompt, isChat, columns: columns.map(({ fields }) => fields) });
  }
});

function newColumn(fields: Record<string, number>): Column {
  return { id: nextId++, fields: { ...fields }, tokens: [], timings: null, error: "", isRunning: false };
}

export function addColumn(): void {
  if (compare.columns.length < MOST_COLUMNS) compare.columns.push(newColumn(compare.columns.at(-1)?.fields ?? {}));
}

export function removeColumn(column: Column): void {
  compare.columns = compare.columns.filter(({ id }) => id !== column.id);
}

/** Let all columns complete the prompt at once. */
export async function runAll(): Promise<void> {
  controller?.abort();
  controller = new AbortController();
  const { signal } = controller;
  await Promise.all(compare.columns.map((column) => run(column, signal)));
}

export function stopAll(): void {
  controller?.abort();
}

async function run(column: Column, signal: AbortSignal): Promise<void> {
  Object.assign(column, { tokens: [], timings: null, error: "", isRunning: true });
  let waiting: Token[] = [];
  const flush = (): void => {
    column.tokens.push(...waiting);
    waiting = [];
  };
  try {
    for await (const { tokens, timings } of complete(compare.prompt, compare.isChat, column.fields, signal)) {
      if (!waiting.length && tokens.length) requestAnimationFrame(flush);
      waiting.push(...tokens);
      if (timings) column.timings = timings;
    }
  } catch (error) {
    noteError(error);
    if (!isAbort(error)) column.error = error instanceof Error ? error.message : String(error);
  } finally {
    flush();
    column.isRunning = false;
  }
}
