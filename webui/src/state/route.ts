import { computed, ref } from "vue";

export type View = "chat" | "engine" | "compare";

/** `#/`, `#/chat/ID`, `#/engine` or `#/compare`: what is shown can be linked to, and the back button works. */
const hash = ref(location.hash);
addEventListener("hashchange", () => (hash.value = location.hash));

export const view = computed<View>(() => {
  const name = hash.value.split("/")[1];
  return name === "engine" || name === "compare" ? name : "chat";
});

export const chatId = computed(() => /^#\/chat\/(\w+)$/.exec(hash.value)?.[1] ?? null);

export const chatLink = (id: string | null): string => (id === null ? "#/" : `#/chat/${id}`);

export function go(link: string): void {
  location.hash = link;
}
