import type { Timings } from "@/api/chat";
import { newId, type Conversation, type Message } from "@/chat/types";

export interface Exported {
  conversation: Conversation;
  messages: Message[];
}

interface ExportFile {
  format: "pyllama-chats";
  version: 1;
  chats: Exported[];
}

export function exportFile(chats: Exported[]): Blob {
  const file: ExportFile = { format: "pyllama-chats", version: 1, chats };
  return new Blob([JSON.stringify(file, null, 2)], { type: "application/json" });
}

/** Read such a file. All gets new ids, so nothing that is there is replaced. Raises if it is something else. */
export function importFile(text: string): Exported[] {
  const file = JSON.parse(text) as Partial<ExportFile>;
  if (file.format !== "pyllama-chats" || !Array.isArray(file.chats) || !file.chats.length) throw new TypeError();
  return file.chats.map(renewed);
}

function renewed({ conversation, messages }: Exported): Exported {
  const ids = new Map(messages.map((message) => [message.id, newId()]));
  const renew = (id: unknown): string | null => ids.get(String(id)) ?? null;
  const id = newId();
  return {
    conversation: {
      id,
      title: String(conversation.title),
      isPinned: conversation.isPinned === true,
      createdAt: Number(conversation.createdAt) || Date.now(),
      updatedAt: Number(conversation.updatedAt) || Date.now(),
      leafId: renew(conversation.leafId),
    },
    messages: messages.map((message) => checked(message, id, renew)),
  };
}

function checked(message: Message, conversationId: string, renew: (id: unknown) => string | null): Message {
  if (!["user", "assistant", "tool"].includes(message.role)) throw new TypeError();
  const state = ["stopped", "failed"].includes(message.state) ? message.state : "complete";
  return {
    id: renew(message.id) ?? newId(),
    conversationId,
    parentId: renew(message.parentId),
    role: message.role,
    content: String(message.content),
    createdAt: Number(message.createdAt) || Date.now(),
    state,
    ...(typeof message.reasoning === "string" && { reasoning: message.reasoning }),
    ...(Array.isArray(message.toolCalls) && { toolCalls: message.toolCalls.map(checkedCall) }),
    ...(typeof message.toolCallId === "string" && { toolCallId: message.toolCallId }),
    ...(typeof message.error === "string" && { error: message.error }),
    ...(typeof message.finishReason === "string" && { finishReason: message.finishReason }),
    ...(typeof message.firstTokenMs === "number" && { firstTokenMs: message.firstTokenMs }),
    ...(areTimings(message.timings) && { timings: message.timings }),
  };
}

function areTimings(value: unknown): value is Timings {
  const names = ["cache_n", "prompt_n", "prompt_ms", "predicted_n", "predicted_ms", "predicted_per_second"];
  return typeof value === "object" && value !== null && names.every((name) => Number.isFinite(value[name as keyof object]));
}

function checkedCall(call: Partial<NonNullable<Message["toolCalls"]>[number]>) {
  return { id: String(call.id), name: String(call.name), arguments: String(call.arguments) };
}

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
