/** A text field of parameters that somebody else has sent; empty where there is none. */
export function textIn(params: unknown, name: string): string {
  const value = (params as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === "string" ? value : "";
}

/** A request's token as a signal. */
export function signalOf(token: {
  isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): unknown;
}): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
