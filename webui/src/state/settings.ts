import { reactive, watch } from "vue";
import { useApiKey } from "@/api/http";
import { load, store } from "@/storage/local";

export type Theme = "system" | "light" | "dark";
export type Thinking = "auto" | "on" | "off";
export type AnswerFormat = "text" | "schema" | "grammar";

export interface Settings {
  apiKey: string;
  theme: Theme;
  systemPrompt: string;
  showStatistics: boolean;
  /** Only what differs from the server's values. */
  sampling: Record<string, unknown>;
  /** Whether a model that can think does; `auto` is as its template has it. */
  thinking: Thinking;
  answerFormat: AnswerFormat;
  schema: string;
  grammar: string;
  /** JSON, as it was typed. */
  tools: string;
  extra: string;
}

const BUILT_IN: Settings = {
  apiKey: "",
  theme: "system",
  systemPrompt: "",
  showStatistics: true,
  sampling: {},
  thinking: "auto",
  answerFormat: "text",
  schema: "",
  grammar: "",
  tools: "",
  extra: "",
};

/** What this user has set; the rest is the server's (`--ui-config`), else what is built in. */
let own: Partial<Settings> = load<Partial<Settings>>("settings") ?? {};
let defaults: Settings = BUILT_IN;

export const settings = reactive<Settings>(merged());

function merged(): Settings {
  return { ...structuredClone(defaults), ...structuredClone(own) };
}

/** Take the server's defaults; fields that this page does not know, or of another type, are left out. */
export function setServerDefaults(values: Record<string, unknown>): void {
  const known = Object.entries(values).filter(
    ([name, value]) => name in BUILT_IN && typeof value === typeof BUILT_IN[name as keyof Settings],
  );
  defaults = { ...BUILT_IN, ...Object.fromEntries(known) };
  Object.assign(settings, merged());
}

export function resetSettings(): void {
  const { apiKey } = settings;
  own = apiKey ? { apiKey } : {};
  Object.assign(settings, merged());
}

watch(
  settings,
  () => {
    const names = Object.keys(BUILT_IN) as (keyof Settings)[];
    const changed = names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(defaults[name]));
    own = JSON.parse(JSON.stringify(Object.fromEntries(changed.map((name) => [name, settings[name]])))) as object;
    store("settings", own);
    useApiKey(settings.apiKey);
    if (settings.theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = settings.theme;
  },
  { deep: true, immediate: true, flush: "sync" },
);
