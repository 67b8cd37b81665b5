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
