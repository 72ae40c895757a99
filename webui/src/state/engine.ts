import { onBeforeUnmount, onMounted, reactive } from "vue";
import { readMetrics, readSlots, type Buckets, type Slot } from "@/api/metrics";
import { noteError, server } from "./server";

const EVERY_MS = 1000;
/** Points of the curves: two minutes. */
const LENGTH = 120;

export interface Engine {
  /** Whether the server was asked, so that what is missing is turned off. */
  isKnown: boolean;
  slots: Slot[] | null;
  values: Map<string, number> | null;
  histograms: Map<string, Buckets>;
  /** Tokens per second, of all streams together; newest last. */
  generated: number[];
  evaluated: number[];
  usedCells: number[];
  waiting: number[];
}

/** Watches the engine while a view is shown and its page can be seen. */
export function useEngine(): Engine {
  const engine = reactive<Engine>({
    isKnown: false,
    slots: null,
    values: null,
    histograms: new Map(),
    generated: [],
    evaluated: [],
    usedCells: [],
    waiting: [],
  }) as Engine;
  let timer = 0;
  let isOver = false;
  let before: { at: number; values: Map<string, number> } | null = null;

  async function look(): Promise<void> {
    if (!document.hidden && server.status === "ready") {
      try {
        await Promise.all([lookAtSlots(), lookAtMetrics()]);
        engine.isKnown = true;
      } catch (error) {
        noteError(error);
      }
    }
    if (!isOver) timer = window.setTimeout(() => void look(), EVERY_MS);
  }

  async function lookAtSlots(): Promise<void> {
    engine.slots = server.props?.endpoint_slots ? await readSlots() : null;
  }

  async function lookAtMetrics(): Promise<void> {
    if (!server.props?.endpoint_metrics) return;
    const { values, histograms } = await readMetrics();
    engine.values = values;
    engine.histograms = histograms;
    const now = { at: performance.now(), values };
    // After a pause, or a new start of the server, a rate would say nothing.
    const seconds = before ? (now.at - before.at) / 1000 : Infinity;
    const rate = (name: string): number => {
      const more = (values.get(name) ?? 0) - (before?.values.get(name) ?? 0);
      return seconds < 5 && more >= 0 ? more / seconds : 0;
    };
    add(engine.generated, rate("llamacpp:tokens_predicted_total"));
    add(engine.evaluated, rate("llamacpp:prompt_tokens_total"));
    add(engine.usedCells, values.get("llamacpp:kv_cache_tokens") ?? 0);
    add(engine.waiting, values.get("llamacpp:requests_deferred") ?? 0);
    before = now;
  }

  onMounted(() => void look());
  onBeforeUnmount(() => {
    isOver = true;
    clearTimeout(timer);
  });
  return engine;
}

function add(points: number[], value: number): void {
  points.push(value);
  if (points.length > LENGTH) points.shift();
}
