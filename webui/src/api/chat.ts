import { errorFromBody, ApiError, ask, askJson, isAbort, type ErrorBody } from "./http";
import { eventsOf } from "./events";
import { strings } from "@/strings";

/** How long the parts of an answer took; times in milliseconds, counts in tokens. */
export interface Timings {
  cache_n: number;
  prompt_n: number;
  prompt_ms: number;
  prompt_per_second: number;
  predicted_n: number;
  predicted_ms: number;
  predicted_per_second: number;
}

/** How far the prompt is; counts of tokens. */
export interface PromptProgress {
  total: number;
  cache: number;
  processed: number;
  time_ms: number;
}

export interface ToolCallDelta {
  index: number;
  id?: string;
  function?: { name?: string; arguments?: string };
}

export interface ChatDelta {
  content?: string | null;
  reasoning_content?: string | null;
  tool_calls?: ToolCallDelta[];
}

export interface ChatChunk {
  id?: string;
  choices: { index: number; delta: ChatDelta; finish_reason?: string | null }[];
  model?: string;
  timings?: Timings;
  prompt_progress?: PromptProgress;
}

export type ChatBody = Record<string, unknown>;

/** Yield the events of an answer. Raises `ApiError` where it cannot be had, or breaks off. */
export async function* streamChat(body: ChatBody, signal: AbortSignal): AsyncGenerator<ChatChunk> {
  const init = { method: "POST", body: JSON.stringify(body), signal };
  const response = await ask("v1/chat/completions", init);
  let isEnded = false;
  try {
    for await (const event of eventsOf<ChatChunk | ErrorBody>(response)) {
      if ("error" in event) throw errorFromBody(event, event.error.code ?? 500);
      isEnded ||= event.choices.some((choice) => choice.finish_reason);
      yield event;
    }
  } catch (error) {
    if (error instanceof ApiError || isAbort(error)) throw error;
    throw new ApiError(strings.errors.brokeOff, 0);
  }
  if (!isEnded) throw new ApiError(strings.errors.brokeOff, 0);
}

/** Let a model that thinks come to its answer. Nothing happens if it does so already. */
export function endThoughts(id: string): Promise<unknown> {
  const body = JSON.stringify({ id, action: "reasoning_end" });
  return askJson("v1/chat/completions/control", { method: "POST", body });
}
