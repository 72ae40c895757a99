import type { Conversation, Message } from "@/chat/types";

/** Conversations and messages in this browser's IndexedDB; every change is one transaction. */
export class Database {
  private constructor(private readonly db: IDBDatabase) {}

  static async open(name = "pyllama"): Promise<Database> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("conversations", { keyPath: "id" });
      const messages = request.result.createObjectStore("messages", { keyPath: "id" });
      messages.createIndex("conversationId", "conversationId");
    };
    return new Database(await resultOf(request));
  }

  conversations(): Promise<Conversation[]> {
    return resultOf(this.db.transaction("conversations").objectStore("conversations").getAll());
  }

  messages(conversationId: string): Promise<Message[]> {
    const index = this.db.transaction("messages").objectStore("messages").index("conversationId");
    return resultOf(index.getAll(conversationId));
  }

  /** Write what is new and what has changed. */
  put(conversation: Conversation | null, messages: readonly Message[] = []): Promise<void> {
    return this.write((stores) => {
      if (conversation) stores.conversations.put(plain(conversation));
      for (const message of messages) stores.messages.put(plain(message));
    });
  }

  /** Remove a conversation and all of its messages. */
  remove(conversationId: string): Promise<void> {
    return this.write((stores) => {
      stores.conversations.delete(conversationId);
      const keys = stores.messages.index("conversationId").getAllKeys(conversationId);
      keys.onsuccess = () => {
        for (const key of keys.result) stores.messages.delete(key);
      };
    });
  }

  clear(): Promise<void> {
    return this.write((stores) => {
      stores.conversations.clear();
      stores.messages.clear();
    });
  }

  private write(change: (stores: Record<"conversations" | "messages", IDBObjectStore>) => void): Promise<void> {
    const transaction = this.db.transaction(["conversations", "messages"], "readwrite");
    change({
      conversations: transaction.objectStore("conversations"),
      messages: transaction.objectStore("messages"),
    });
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Reactive objects cannot be stored. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
