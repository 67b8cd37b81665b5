/** What came of waiting. */
export type Waited<T> = { kind: "came"; value: T } | { kind: "late" } | { kind: "failed" };

/** Waits for something as long as the signal lets it; never rejects, and leaves no listener behind. */
export function within<T>(work: Promise<T>, signal: AbortSignal): Promise<Waited<T>> {
  return new Promise((resolve) => {
    const late = (): void => resolve({ kind: "late" });
    if (signal.aborted) {
      work.catch(() => {});
      return late();
    }
    signal.addEventListener("abort", late, { once: true });
    work
      .then(
        (value) => resolve({ kind: "came", value }),
        () => resolve(signal.aborted ? { kind: "late" } : { kind: "failed" }),
      )
      .finally(() => signal.removeEventListener("abort", late));
  });
}

/**
 * Does work under a signal that aborts after a time, or when the one given does. The two are joined by
 * hand: Node 20 collects what `AbortSignal.any` makes while somebody still waits for it.
 */
export async function withDeadline<T>(
  { ms, signal }: { ms: number; signal?: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms);
  if (signal?.aborted) abort();
  else signal?.addEventListener("abort", abort, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}
