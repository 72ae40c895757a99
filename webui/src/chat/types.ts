import type { PromptProgress, Timings } from "@/api/chat";

export type Role = "user" | "assistant" | "tool";

/** Whether an answer is there as a whole, and if not, why. */
export type MessageState = "complete" | "streaming" | "stopped" | "failed";

export interface ToolCall {
  id: string;
  name: string;
  /** JSON, as the model wrote it. */
  arguments: string;
}

/** A message in a tree: all that share a `parentId` are branches. */
export interface Message {
  id: string;
  conversationId: string;
  parentId: string | null;
  role: Role;
  content: string;
  createdAt: number;
  state: MessageState;
  reasoning?: string;
  toolCalls?: ToolCall[];
  /** Of a tool's result: the call it belongs to. */
  toolCallId?: string;
  /** Why it failed, in plain words. */
  error?: string;
  /** `length` where a limit ended it. */
  finishReason?: string;
  timings?: Timings;
  progress?: PromptProgress;
  /** What the server calls the answer while it is being written. */
  responseId?: string;
  /** Milliseconds from the request to the first text. */
  firstTokenMs?: number;
}

export interface Conversation {
  id: string;
  title: string;
  isPinned: boolean;
  createdAt: number;
  updatedAt: number;
  /** The last message of the branch that is shown. */
  leafId: string | null;
}

export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36).padStart(2, "0")).join("");
