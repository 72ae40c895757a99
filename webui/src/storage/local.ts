/** What is small: settings and drafts. They are there at once when the page opens. */
const PREFIX = "pyllama.";

export function load<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Keep a value, or forget it if it is `null`. Where there is no room, nothing is kept. */
export function store(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows may have no storage, and a draft may be too long for it.
  }
}
