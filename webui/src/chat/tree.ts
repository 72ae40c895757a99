import type { Message } from "./types";

/** Return the messages from the first one to a leaf. */
export function pathTo(messages: readonly Message[], leafId: string | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: Message[] = [];
  const seen = new Set<string>();
  for (let id = leafId; id !== null && !seen.has(id); ) {
    const message = byId.get(id);
    if (!message) break;
    seen.add(id);
    path.push(message);
    id = message.parentId;
  }
  return path.reverse();
}

/** Return the branches that begin where a message does, itself among them, in order. */
export function branchesOf(messages: readonly Message[], message: Message): Message[] {
  return messages
    .filter((other) => other.parentId === message.parentId && other.role === message.role)
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** Return the newest leaf below a message, or itself. */
export function newestLeaf(messages: readonly Message[], message: Message): Message {
  let leaf = message;
  const seen = new Set<string>();
  for (;;) {
    seen.add(leaf.id);
    const children = messages.filter((other) => other.parentId === leaf.id && !seen.has(other.id));
    if (!children.length) return leaf;
    leaf = children.reduce((newest, other) => (other.createdAt >= newest.createdAt ? other : newest));
  }
}
