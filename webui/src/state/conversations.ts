import { computed, reactive, ref } from "vue";
import { branchesOf, newestLeaf, pathTo } from "@/chat/tree";
import { newId, type Conversation, type Message } from "@/chat/types";
import { Database } from "@/storage/database";
import type { Exported } from "@/storage/transfer";
import { load as loadLocal, store as storeLocal } from "@/storage/local";
import { strings } from "@/strings";

/** All conversations, newest first; messages only of those that were opened. */
export const conversations = ref<Conversation[]>([]);
export const currentId = ref<string | null>(null);
export const storageError = ref("");
/** Where messages are that were being written when the page was left. */
export const UNSAVED = "unsaved";
/** Texts of all messages in lower case, to search in. */
const texts = new Map<string, string>();
const messagesOf = reactive(new Map<string, Message[]>());
let database: Database | null = null;

export const current = computed(() => conversations.value.find(({ id }) => id === currentId.value) ?? null);
export const path = computed(() =>
  current.value ? pathTo(messagesOf.get(current.value.id) ?? [], current.value.leafId) : [],
);

/** Wait for the browser's storage; without it, chats last as long as the page. */
async function guarded<T>(work: (database: Database) => Promise<T>): Promise<T | null> {
  if (!database) return null;
  try {
    return await work(database);
  } catch {
    storageError.value = strings.errors.storage;
    return null;
  }
}

export async function openConversations(): Promise<void> {
  try {
    database = await Database.open();
  } catch {
    storageError.value = strings.errors.storage;
  }
  const unsaved = loadLocal<Message[]>(UNSAVED) ?? [];
  if (unsaved.length) await guarded((db) => db.put(null, unsaved));
  storeLocal(UNSAVED, null);
  conversations.value = (await guarded((db) => db.conversations())) ?? [];
  sort();
}

/** Show a conversation; `null` is a new one. */
export async function select(id: string | null): Promise<void> {
  if (id !== null) await messages(id);
  currentId.value = conversations.value.some((other) => other.id === id) ? id : null;
}

/** Return the messages of a conversation, which are read when they are first wanted. */
export async function messages(id: string): Promise<Message[]> {
  const known = messagesOf.get(id);
  if (known) return known;
  const read = (await guarded((db) => db.messages(id))) ?? [];
  // The page was closed while these were written.
  for (const message of read) if (message.state === "streaming") message.state = "stopped";
  if (!messagesOf.has(id)) messagesOf.set(id, read);
  return messagesOf.get(id) ?? [];
}

export async function createConversation(firstText: string): Promise<Conversation> {
  const now = Date.now();
  const title = firstText.trim().split("\n")[0]?.slice(0, 80) || strings.list.untitled;
  const conversation = { id: newId(), title, isPinned: false, createdAt: now, updatedAt: now, leafId: null };
  messagesOf.set(conversation.id, []);
  conversations.value.unshift(conversation);
  await saveConversation(conversation);
  return conversations.value.find(({ id }) => id === conversation.id) ?? conversation;
}

/** Add a message below another one, show its branch, and return it as it is watched. */
export async function addMessage(
  conversation: Conversation,
  fields: Pick<Message, "parentId" | "role" | "content" | "state"> & Partial<Message>,
): Promise<Message> {
  const list = await messages(conversation.id);
  // Branches are in the order of their times, so no two are equal.
  const createdAt = Math.max(Date.now(), ...list.slice(-1).map((last) => last.createdAt + 1));
  list.push({ id: newId(), conversationId: conversation.id, createdAt, ...fields });
  const message = list[list.length - 1] as Message;
  conversation.leafId = message.id;
  conversation.updatedAt = Date.now();
  sort();
  await saveMessage(message, conversation);
  return message;
}

export async function saveMessage(message: Message, conversation: Conversation | null = null): Promise<void> {
  // It may have been deleted while an answer was written.
  if (!messagesOf.has(message.conversationId)) return;
  texts.delete(message.conversationId);
  await guarded((db) => db.put(conversation, [message]));
}

export async function saveConversation(conversation: Conversation): Promise<void> {
  sort();
  await guarded((db) => db.put(conversation));
}

export function branches(message: Message): Message[] {
  return branchesOf(messagesOf.get(message.conversationId) ?? [], message);
}

/** Show the branch that a message is in. */
export async function showBranch(message: Message): Promise<void> {
  const conversation = conversations.value.find(({ id }) => id === message.conversationId);
  if (!conversation) return;
  conversation.leafId = newestLeaf(messagesOf.get(conversation.id) ?? [], message).id;
  await saveConversation(conversation);
}

export async function removeConversation(id: string): Promise<void> {
  conversations.value = conversations.value.filter((other) => other.id !== id);
  messagesOf.delete(id);
  texts.delete(id);
  storeLocal(`draft.${id}`, null);
  if (currentId.value === id) currentId.value = null;
  await guarded((db) => db.remove(id));
}

export async function removeAll(): Promise<void> {
  for (const { id } of conversations.value) storeLocal(`draft.${id}`, null);
  conversations.value = [];
  messagesOf.clear();
  texts.clear();
  currentId.value = null;
  await guarded((db) => db.clear());
}

/** Return the conversations whose title or messages have all words of a query. */
export async function search(query: string): Promise<Conversation[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Conversation[] = [];
  for (const conversation of conversations.value) {
    const text = words.length ? `${conversation.title.toLowerCase()}\n${await textOf(conversation.id)}` : "";
    if (words.every((word) => text.includes(word))) found.push(conversation);
  }
  return found;
}

async function textOf(id: string): Promise<string> {
  let text = texts.get(id);
  if (text === undefined) {
    const list = messagesOf.get(id) ?? (await guarded((db) => db.messages(id))) ?? [];
    text = list.map(({ content }) => content.toLowerCase()).join("\n");
    texts.set(id, text);
  }
  return text;
}

export async function addImported(chats: readonly Exported[]): Promise<void> {
  for (const { conversation, messages: list } of chats) {
    messagesOf.set(conversation.id, list);
    conversations.value.push(conversation);
    await guarded((db) => db.put(conversation, list));
  }
  sort();
}

function sort(): void {
  conversations.value.sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.updatedAt - a.updatedAt);
}
