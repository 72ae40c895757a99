import { computed, reactive, watch } from "vue";
import { ApiError } from "@/api/http";
import { checkKey, readProps, type Props } from "@/api/server";
import { setServerDefaults, settings } from "./settings";

export type ServerStatus = "connecting" | "loading" | "ready" | "away" | "locked";

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5000;

/** The server, as far as is known. */
export const server = reactive<{ status: ServerStatus; props: Props | null }>({ status: "connecting", props: null });

export const modelName = computed(() => {
  const props = server.props;
  return props?.model_alias || props?.model_path.split(/[\\/]/).pop() || "";
});

export const nCtx = computed(() => server.props?.default_generation_settings.n_ctx ?? 0);

/** Counts the calls of `connect()`: the last one is the one that goes on. */
let calls = 0;

/** Ask the server until it is ready, more and more seldom. */
export async function connect(): Promise<void> {
  const call = ++calls;
  for (let pauseMs = FIRST_RETRY_MS; call === calls; pauseMs = Math.min(pauseMs * 1.5, LAST_RETRY_MS)) {
    const status = await ask();
    if (call !== calls) return;
    server.status = status;
    // Another key is another call.
    if (status === "ready" || status === "locked") return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

watch(
  () => settings.apiKey,
  () => void connect(),
);

async function ask(): Promise<ServerStatus> {
  try {
    const props = await readProps();
    server.props = props;
    setServerDefaults(props.ui_settings ?? {});
    await checkKey();
    return "ready";
  } catch (error) {
    return statusOf(error);
  }
}

/** Note what an error of a request tells about the server. */
export function noteError(error: unknown): void {
  if (!(error instanceof ApiError)) return;
  if (error.status === 401) server.status = "locked";
  else if (error.isAway) {
    server.status = statusOf(error);
    void connect();
  }
}

function statusOf(error: unknown): ServerStatus {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 401) return "locked";
  return status === 503 ? "loading" : "away";
}
