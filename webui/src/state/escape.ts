import { onBeforeUnmount, onMounted } from "vue";

/** Do something when Escape is pressed, unless it closes a dialog or ends an edit. */
export function useEscape(work: () => void): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) work();
  };
  onMounted(() => addEventListener("keydown", onKey));
  onBeforeUnmount(() => removeEventListener("keydown", onKey));
}
