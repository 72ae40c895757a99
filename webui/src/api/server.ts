import { askJson } from "./http";

/** What `GET /props` says, as far as this page wants to know it. */
export interface Props {
  default_generation_settings: { n_ctx: number; params: Record<string, unknown> };
  total_slots: number;
  model_alias?: string;
  model_path: string;
  build_info: string;
  endpoint_slots?: boolean;
  endpoint_metrics?: boolean;
  ui_settings?: Record<string, unknown>;
}

export const readProps = (signal?: AbortSignal): Promise<Props> =>
  askJson<Props>("props", { signal: signal ?? null });

/** Ask for something that needs the API key, if the server wants one. */
export const checkKey = (): Promise<unknown> => askJson("v1/models");
