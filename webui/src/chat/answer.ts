import type { ChatChunk, ToolCallDelta } from "@/api/chat";
import type { Message, ToolCall } from "./types";

/** Add what an event of a stream says to the message that it continues. */
export function addChunk(message: Message, chunk: ChatChunk): void {
  if (chunk.prompt_progress) message.progress = chunk.prompt_progress;
  if (chunk.id) message.responseId = chunk.id;
  if (chunk.timings) message.timings = chunk.timings;
  const choice = chunk.choices[0];
  if (!choice) return;
  const { delta } = choice;
  if (delta.content) message.content += delta.content;
  if (delta.reasoning_content) message.reasoning = (message.reasoning ?? "") + delta.reasoning_content;
  for (const call of delta.tool_calls ?? []) addCall((message.toolCalls ??= []), call);
  if (choice.finish_reason) message.finishReason = choice.finish_reason;
}

function addCall(calls: ToolCall[], delta: ToolCallDelta): void {
  const call = (calls[delta.index] ??= { id: "", name: "", arguments: "" });
  if (delta.id) call.id = delta.id;
  call.name += delta.function?.name ?? "";
  call.arguments += delta.function?.arguments ?? "";
}

/** Whether an event has text, and not only news about the prompt. */
export function hasText(chunk: ChatChunk): boolean {
  return chunk.choices.some(
    ({ delta }) => delta.content || delta.reasoning_content || delta.tool_calls?.length,
  );
}

/** Return how many tokens of the context a conversation takes after an answer. */
export function contextUse(message: Message): number | null {
  const timings = message.timings;
  return timings ? timings.cache_n + timings.prompt_n + timings.predicted_n : null;
}
