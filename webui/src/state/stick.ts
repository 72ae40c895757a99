import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

const NEAR_PX = 60;

/** Keeps the end of a growing content in view, unless the reader has scrolled away from it. */
export function useStickToEnd(scroller: Ref<HTMLElement | null>, content: Ref<HTMLElement | null>) {
  const isAtEnd = ref(true);
  let sticks = true;

  function goToEnd(): void {
    sticks = true;
    const element = scroller.value;
    if (element) element.scrollTop = element.scrollHeight;
    isAtEnd.value = true;
  }

  function onScroll(): void {
    const element = scroller.value;
    if (!element) return;
    isAtEnd.value = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    sticks = isAtEnd.value;
  }

  const observer = new ResizeObserver(() => {
    if (sticks) goToEnd();
    else onScroll();
  });

  onMounted(() => {
    scroller.value?.addEventListener("scroll", onScroll, { passive: true });
    if (scroller.value) observer.observe(scroller.value);
    if (content.value) observer.observe(content.value);
  });
  onBeforeUnmount(() => observer.disconnect());
  return { isAtEnd, goToEnd };
}
