import { strings } from "@/strings";

/** What went wrong with a request, in words for people. */
export class ApiError extends Error {
  constructor(
    message: string,
    /** Status of the response; 0 where there was none. */
    readonly status: number,
    /** The field of the request that is wrong. */
    readonly param: string | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** Nobody answered, so it may help to ask again later. */
  get isAway(): boolean {
    return this.status === 0 || this.status === 503;
  }
}

export interface ErrorBody {
  error: { code?: number; message: string; type?: string; param?: string | null };
}

/** The key is read at each request, because settings change. */
let apiKey = "";

export function useApiKey(key: string): void {
  apiKey = key;
}

/** Ask the server that this page came from. Raises `ApiError`, or `AbortError` if `signal` says so. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (apiKey) headers.set("Authorization", `Bearer ${apiKey}`);
  if (typeof init.body === "string") headers.set("Content-Type", "application/json");
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (error) {
    throw isAbort(error) ? error : new ApiError(strings.errors.away, 0);
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

export async function askJson<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await ask(path, init);
  try {
    return (await response.json()) as T;
  } catch (error) {
    throw isAbort(error) ? error : new ApiError(strings.errors.broken, 0);
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** Turn the error object of a body, or of an event in a stream, into an error. */
export function errorFromBody(body: ErrorBody, status: number): ApiError {
  const { message, param } = body.error;
  return new ApiError(plain(message, status), status, param ?? null);
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    return errorFromBody((await response.json()) as ErrorBody, response.status);
  } catch {
    return new ApiError(plain("", response.status), response.status);
  }
}

function plain(message: string, status: number): string {
  const known = (strings.errors.byStatus as Record<number, string>)[status];
  // What the server says about a wrong request is more exact than anything that is said here.
  if (!known) return message || strings.errors.unknown(status);
  return message && status !== 401 ? `${known} (${message})` : known;
}
