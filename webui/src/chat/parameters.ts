import type { strings } from "@/strings";

/** A parameter of sampling, as the settings show it; its name and what it does are in `strings.parameters`. */
export interface Parameter {
  name: ParameterName;
  kind: "integer" | "number" | "list" | "switch";
  min?: number;
  max?: number;
}

export type ParameterName = keyof typeof strings.parameters;
export type ParameterGroup = keyof typeof strings.parameterGroups;

type Range = readonly [min?: number, max?: number];
type Row = readonly [name: ParameterName, kind?: Parameter["kind"], range?: Range];

const GROUPS: Record<ParameterGroup, readonly Row[]> = {
  length: [
    ["n_predict", "integer", [-1]],
    ["stop", "list"],
    ["ignore_eos", "switch"],
  ],
  choice: [
    ["temperature", "number", [0]],
    ["top_k", "integer", [0]],
    ["top_p", "number", [0, 1]],
    ["min_p", "number", [0, 1]],
    ["typical_p", "number", [0, 1]],
    ["top_n_sigma", "number", [-1]],
    ["min_keep", "integer", [0]],
    ["seed", "integer", [-1]],
    ["samplers", "list"],
  ],
  repetition: [
    ["repeat_penalty", "number", [0]],
    ["repeat_last_n", "integer", [-1]],
    ["presence_penalty", "number"],
    ["frequency_penalty", "number"],
    ["dry_multiplier", "number", [0]],
    ["dry_base", "number", [1]],
    ["dry_allowed_length", "integer", [0]],
    ["dry_penalty_last_n", "integer", [-1]],
    ["dry_sequence_breakers", "list"],
  ],
  variety: [
    ["dynatemp_range", "number", [0]],
    ["dynatemp_exponent", "number", [0]],
    ["xtc_probability", "number", [0, 1]],
    ["xtc_threshold", "number", [0, 1]],
    ["mirostat", "integer", [0, 2]],
    ["mirostat_tau", "number", [0]],
    ["mirostat_eta", "number", [0]],
    ["adaptive_target", "number", [-1, 1]],
    ["adaptive_decay", "number", [0, 0.99]],
  ],
};

export const PARAMETERS: Record<ParameterGroup, Parameter[]> = {
  length: GROUPS.length.map(parameterOf),
  choice: GROUPS.choice.map(parameterOf),
  repetition: GROUPS.repetition.map(parameterOf),
  variety: GROUPS.variety.map(parameterOf),
};

function parameterOf([name, kind = "number", range = []]: Row): Parameter {
  const [min, max] = range;
  return { name, kind, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** Return a parameter by its name. */
export function parameter(name: ParameterName): Parameter {
  return Object.values(PARAMETERS).flat().find((other) => other.name === name) ?? parameterOf([name]);
}
