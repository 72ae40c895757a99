import { ask, askJson } from "./http";

/** How often a value fell between two bounds. */
export interface Buckets {
  /** Upper bounds, the last one infinite. */
  bounds: number[];
  /** How often a value was in each. */
  counts: number[];
  sum: number;
  count: number;
}

export interface Metrics {
  values: Map<string, number>;
  histograms: Map<string, Buckets>;
}

export interface Slot {
  id: number;
  n_ctx: number;
  is_processing: boolean;
  n_prompt_tokens: number;
  n_prompt_tokens_processed: number;
  n_prompt_tokens_cache: number;
  next_token: { n_decoded: number; n_remain: number };
}

export const readSlots = (): Promise<Slot[]> => askJson<Slot[]>("slots");

export async function readMetrics(): Promise<Metrics> {
  return parseMetrics(await (await ask("metrics")).text());
}

/** Read the text format of Prometheus, as far as this server uses it. */
export function parseMetrics(text: string): Metrics {
  const values = new Map<string, number>();
  const histograms = new Map<string, Buckets>();
  for (const line of text.split("\n")) {
    const match = /^([\w:]+?)(?:\{le="([^"]+)"\})? (\S+)$/.exec(line);
    if (!match) continue;
    const [, name = "", bound, value] = match;
    if (bound === undefined) values.set(name, Number(value));
    else addBucket(histograms, name.replace(/_bucket$/, ""), bound, Number(value));
  }
  for (const [name, buckets] of histograms) {
    buckets.sum = values.get(`${name}_sum`) ?? 0;
    buckets.count = values.get(`${name}_count`) ?? 0;
  }
  return { values, histograms };
}

function addBucket(histograms: Map<string, Buckets>, name: string, bound: string, cumulative: number): void {
  const buckets = histograms.get(name) ?? { bounds: [], counts: [], sum: 0, count: 0 };
  histograms.set(name, buckets);
  const before = buckets.counts.reduce((sum, count) => sum + count, 0);
  buckets.bounds.push(bound === "+Inf" ? Infinity : Number(bound));
  buckets.counts.push(cumulative - before);
}

/** Return the value below which a share of all lie, within its bucket by proportion; `null` if there are none. */
export function quantile({ bounds, counts, count }: Buckets, share: number): number | null {
  if (!count) return null;
  let seen = 0;
  for (const [i, n] of counts.entries()) {
    if (n && seen + n >= share * count) {
      const low = i ? (bounds[i - 1] ?? 0) : 0;
      const high = bounds[i] ?? low;
      return Number.isFinite(high) ? low + ((high - low) * (share * count - seen)) / n : low;
    }
    seen += n;
  }
  return null;
}
