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

interface Run {
  controller: AbortController;
  /** The answer, as soon as there is one. */
  message: Message | null;
}

/** What is being written, by conversation. */
const running = reactive(new Map<string, Run>());

// A page that goes has no time for a database; `openConversations` takes over what it leaves.
addEventListener("pagehide", () => {
  const unsaved = [...running.values()].flatMap(({ message }) => message ?? []);
  if (unsaved.length) store(UNSAVED, unsaved);
});

export const isRunning = (conversationId: string | null): boolean =>
  conversationId !== null && running.has(conversationId);

export const stop = (conversationId: string | null): void => {
  if (conversationId !== null) running.get(conversationId)?.controller.abort();
};

/** Say something after a message, and let the model answer. */
export function send(conversation: Conversation, parentId: string | null, content: string): Promise<void> {
  return alone(conversation, async (run) => {
    const question = await addMessage(conversation, { parentId, role: "user", content, state: "complete" });
    await write(run, conversation, await begin(conversation, question.id), false);
  });
}

/** Give the results of the calls of an answer, and let the model go on. */
export function sendResults(
  conversation: Conversation,
  message: Message,
  results: readonly { toolCallId: string; content: string }[],
): Promise<void> {
  return alone(conversation, async (run) => {
    let parentId = message.id;
    for (const result of results) {
      parentId = (await addMessage(conversation, { parentId, role: "tool", state: "complete", ...result })).id;
    }
    await write(run, conversation, await begin(conversation, parentId), false);
  });
}

/** Let the model answer after a message, in a branch of its own. */
export function answer(conversation: Conversation, parentId: string | null): Promise<void> {
  return alone(conversation, async (run) => write(run, conversation, await begin(conversation, parentId), false));
}

/** Let the model write on where an answer ends. */
export function continueAnswer(conversation: Conversation, message: Message): Promise<void> {
  return alone(conversation, (run) => write(run, conversation, message, message.content !== ""));
}

/** Nothing else begins in a conversation while something is written there. */
async function alone(conversation: Conversation, work: (run: Run) => Promise<void>): Promise<void> {
  if (running.has(conversation.id)) return;
  running.set(conversation.id, { controller: new AbortController(), message: null });
  try {
    await work(running.get(conversation.id) as Run);
  } finally {
    running.delete(conversation.id);
  }
}

const begin = (conversation: Conversation, parentId: string | null): Promise<Message> =>
  addMessage(conversation, { parentId, role: "assistant", content: "", state: "streaming" });

async function write(run: Run, conversation: Conversation, message: Message, continues: boolean): Promise<void> {
  run.message = message;
  Object.assign(message, { state: "streaming", error: undefined, finishReason: undefined, progress: undefined });
  try {
    const before = pathTo(await messages(conversation.id), continues ? message.id : message.parentId);
    await receive(message, streamChat(chatBody(before, settings, continues), run.controller.signal));
    message.state = "complete";
  } catch (error) {
    message.state = isAbort(error) ? "stopped" : "failed";
    if (!isAbort(error)) message.error = error instanceof Error ? error.message : String(error);
    noteError(error);
  } finally {
    delete message.progress;
    delete message.responseId;
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
