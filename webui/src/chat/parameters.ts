/** A parameter of sampling, as the settings show it. */
export interface Parameter {
  name: string;
  label: string;
  hint: string;
  group: string;
  kind: "integer" | "number" | "list" | "switch";
  min?: number;
  max?: number;
}

type Range = readonly [min?: number, max?: number];
type Row = [name: string, label: string, hint: string, kind?: Parameter["kind"], range?: Range];

const GROUPS: Record<string, Row[]> = {
  Length: [
    ["n_predict", "Most tokens", "Length of an answer; -1 is no limit.", "integer", [-1]],
    ["stop", "Stop at", "Texts that end an answer; one a line.", "list"],
    ["ignore_eos", "Never end by itself", "Goes on until a limit ends the answer.", "switch"],
  ],
  Choice: [
    ["temperature", "Temperature", "Higher is more surprising; 0 always takes the likeliest token.", "number", [0]],
    ["top_k", "Top k", "Chooses among this many tokens; 0 is all.", "integer", [0]],
    ["top_p", "Top p", "Chooses among the likeliest tokens that have this probability together; 1 is all.", "number", [0, 1]],
    ["min_p", "Min p", "Leaves out tokens less likely than this part of the likeliest; 0 is off.", "number", [0, 1]],
    ["typical_p", "Typical p", "Prefers tokens about as surprising as can be expected; 1 is off.", "number", [0, 1]],
    ["top_n_sigma", "Top n sigma", "Leaves out tokens this many deviations below the best; -1 is off.", "number", [-1]],
    ["min_keep", "Keep at least", "Samplers leave this many tokens.", "integer", [0]],
    ["seed", "Seed", "The same seed gives the same answer; -1 is a new one each time.", "integer", [-1]],
    ["samplers", "Samplers", "In this order; one a line.", "list"],
  ],
  Repetition: [
    ["repeat_penalty", "Repeat penalty", "Above 1, tokens that were there are less likely.", "number", [0]],
    ["repeat_last_n", "Look back", "Tokens that the penalties look at; -1 is all, 0 is off.", "integer", [-1]],
    ["presence_penalty", "Presence penalty", "For tokens that were there at all.", "number"],
    ["frequency_penalty", "Frequency penalty", "For each time that a token was there.", "number"],
    ["dry_multiplier", "DRY multiplier", "How strongly repeated phrases are avoided; 0 is off.", "number", [0]],
    ["dry_base", "DRY base", "How fast that grows with the length of a phrase.", "number", [1]],
    ["dry_allowed_length", "DRY allowed length", "Phrases of this many tokens may repeat.", "integer", [0]],
    ["dry_penalty_last_n", "DRY look back", "Tokens that DRY looks at; -1 is all, 0 is off.", "integer", [-1]],
    ["dry_sequence_breakers", "DRY breakers", "Texts where a phrase ends; one a line.", "list"],
  ],
  Variety: [
    ["dynatemp_range", "Dynamic temperature", "How far the temperature may move; 0 is off.", "number", [0]],
    ["dynatemp_exponent", "Dynamic exponent", "How it follows the uncertainty.", "number", [0]],
    ["xtc_probability", "XTC probability", "How often the likeliest tokens are left out; 0 is off.", "number", [0, 1]],
    ["xtc_threshold", "XTC threshold", "Tokens likelier than this may be left out; above 0.5 is off.", "number", [0, 1]],
    ["mirostat", "Mirostat", "0 is off, 1 and 2 are its versions.", "integer", [0, 2]],
    ["mirostat_tau", "Mirostat tau", "How surprising the text is to be.", "number", [0]],
    ["mirostat_eta", "Mirostat eta", "How fast it learns.", "number", [0]],
  ],
};

export const PARAMETERS: readonly Parameter[] = Object.entries(GROUPS).flatMap(([group, rows]) =>
  rows.map(([name, label, hint, kind = "number", range = []]) => {
    const [min, max] = range;
    return { name, label, hint, group, kind, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  }),
);

export const PARAMETER_GROUPS: readonly string[] = Object.keys(GROUPS);
