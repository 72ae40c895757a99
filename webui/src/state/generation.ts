import { reactive } from "vue";
import { streamChat, type ChatChunk } from "@/api/chat";
import { isAbort } from "@/api/http";
import { addChunk, hasText } from "@/chat/answer";
import { chatBody } from "@/chat/request";
import { pathTo } from "@/chat/tree";
import type { Conversation, Message } from "@/chat/types";
import { store } from "@/storage/local";
import { addMessage, messages, saveMessage, UNSAVED } from "./conversations";
import { noteError } from "./server";
import { settings } from "./settings";

const SAVE_EVERY_MS = 1000;

/** Answers that are being written, by conversation. */
const running = reactive(new Map<string, { controller: AbortController; message: Message }>());

// A page that goes has no time for a database; `openConversations` takes over what it leaves.
addEventListener("pagehide", () => {
  if (running.size) store(UNSAVED, [...running.values()].map(({ message }) => message));
});

export const isRunning = (conversationId: string | null): boolean =>
  conversationId !== null && running.has(conversationId);

export const stop = (conversationId: string | null): void => {
  if (conversationId !== null) running.get(conversationId)?.controller.abort();
};

/** Say something after a message, and let the model answer. */
export async function send(conversation: Conversation, parentId: string | null, content: string): Promise<void> {
  const question = await addMessage(conversation, { parentId, role: "user", content, state: "complete" });
  await answer(conversation, question.id);
}

/** Give the results of the calls of an answer, and let the model go on. */
export async function sendResults(
  conversation: Conversation,
  message: Message,
  results: readonly { toolCallId: string; content: string }[],
): Promise<void> {
  let parentId = message.id;
  for (const result of results) {
    parentId = (await addMessage(conversation, { parentId, role: "tool", state: "complete", ...result })).id;
  }
  await answer(conversation, parentId);
}

/** Let the model answer after a message, in a branch of its own. */
export async function answer(conversation: Conversation, parentId: string | null): Promise<void> {
  if (isRunning(conversation.id)) return;
  const message = await addMessage(conversation, { parentId, role: "assistant", content: "", state: "streaming" });
  await run(conversation, message, false);
}

/** Let the model write on where an answer ends. */
export async function continueAnswer(conversation: Conversation, message: Message): Promise<void> {
  if (isRunning(conversation.id)) return;
  await run(conversation, message, message.content !== "");
}

async function run(conversation: Conversation, message: Message, continues: boolean): Promise<void> {
  const controller = new AbortController();
  running.set(conversation.id, { controller, message });
  Object.assign(message, { state: "streaming", error: undefined, finishReason: undefined, progress: undefined });
  try {
    const before = pathTo(await messages(conversation.id), continues ? message.id : message.parentId);
    await receive(message, streamChat(chatBody(before, settings, continues), controller.signal));
    message.state = "complete";
  } catch (error) {
    message.state = isAbort(error) ? "stopped" : "failed";
    if (!isAbort(error)) message.error = error instanceof Error ? error.message : String(error);
    noteError(error);
  } finally {
    running.delete(conversation.id);
    delete message.progress;
    conversation.updatedAt = Date.now();
    await saveMessage(message, conversation);
  }
}

/** Add what comes to a message, once for each frame that the browser paints. */
async function receive(message: Message, chunks: AsyncIterable<ChatChunk>): Promise<void> {
  const startedAt = performance.now();
  let savedAt = startedAt;
  let waiting: ChatChunk[] = [];
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    for (const chunk of batch) addChunk(message, chunk);
    if (batch.length && performance.now() - savedAt > SAVE_EVERY_MS) {
      savedAt = performance.now();
      void saveMessage(message);
    }
  };
  const isFirst = { text: true };
  try {
    for await (const chunk of chunks) {
      if (isFirst.text && hasText(chunk)) {
        isFirst.text = false;
        message.firstTokenMs = performance.now() - startedAt;
      }
      if (!waiting.length) nextFrame(flush);
      waiting.push(chunk);
    }
  } finally {
    flush();
  }
}

/** Pages that nobody sees have no frames. */
function nextFrame(work: () => void): void {
  if (document.hidden) setTimeout(work, 200);
  else requestAnimationFrame(work);
}
