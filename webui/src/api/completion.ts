import { ask, ApiError, errorFromBody, isAbort, type ErrorBody } from "./http";
import type { Timings } from "./chat";
import { eventsOf } from "./events";
import { strings } from "@/strings";

/** A token that could have been there, and how probable it was, from 0 to 1. */
export interface Candidate {
  text: string;
  probability: number;
}

export interface Token extends Candidate {
  /** The most probable ones, best first. */
  candidates: Candidate[];
}

interface SentToken {
  token: string;
  logprob: number;
  top_logprobs?: SentToken[];
}

interface CompletionEvent {
  content?: string;
  completion_probabilities?: SentToken[];
  choices?: { logprobs?: { content: SentToken[] } | null; finish_reason?: string | null }[];
  stop?: boolean;
  timings?: Timings;
}

export interface Increment {
  tokens: Token[];
  timings?: Timings | undefined;
}

/** How many candidates are asked for. */
const N_CANDIDATES = 6;

/** Yield the tokens that go on from a prompt; as a chat, it is what the user says. */
export async function* complete(
  prompt: string,
  isChat: boolean,
  fields: Record<string, unknown>,
  signal: AbortSignal,
): AsyncGenerator<Increment> {
  const body = isChat
    ? { messages: [{ role: "user", content: prompt }], logprobs: true, top_logprobs: N_CANDIDATES }
    : { prompt, n_probs: N_CANDIDATES };
  const init = { method: "POST", body: JSON.stringify({ ...body, ...fields, stream: true }), signal };
  const response = await ask(isChat ? "v1/chat/completions" : "completion", init);
  let isEnded = false;
  try {
    for await (const event of eventsOf<CompletionEvent | ErrorBody>(response)) {
      if ("error" in event) throw errorFromBody(event, event.error.code ?? 500);
      const choice = event.choices?.[0];
      isEnded ||= event.stop === true || Boolean(choice?.finish_reason);
      const sent = choice?.logprobs?.content ?? event.completion_probabilities ?? [];
      yield { tokens: sent.map(tokenOf), timings: event.timings };
    }
  } catch (error) {
    if (error instanceof ApiError || isAbort(error)) throw error;
    throw new ApiError(strings.errors.brokeOff, 0);
  }
  if (!isEnded) throw new ApiError(strings.errors.brokeOff, 0);
}

function tokenOf({ token, logprob, top_logprobs: best = [] }: SentToken): Token {
  const candidates = best.map((other) => ({ text: other.token, probability: Math.exp(other.logprob) }));
  return { text: token, probability: Math.exp(logprob), candidates };
}
