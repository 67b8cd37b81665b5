/** Two requests closer than this belong to one burst of typing, in milliseconds. */
const burstMs = 150;
/** The longest wait: the editor has already waited some of its own before it asked. */
const longestMs = 75;
/** An engine that answers sooner is asked at every key. */
const quickMs = 30;

/**
 * How long to wait before the model is asked. Nothing where the engine is quick or the person has
 * paused; else half of what the answer takes, because in a burst the next key most likely comes
 * before it. What is read of a prompt is not lost when a key comes, so the wait is short.
 */
export function debounceMs(
  sinceLastRequestMs: number,
  { expectedMs }: { expectedMs: number | undefined },
): number {
  if (expectedMs === undefined || expectedMs < quickMs || sinceLastRequestMs > burstMs) return 0;
  return Math.min(longestMs, expectedMs / 2);
}

/** Waits; resolves at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
