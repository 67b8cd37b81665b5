import type { PublishDiagnosticsParams } from "vscode-languageserver/node";
import type { Finding } from "../checker.ts";
import { findingsOf } from "./findings.ts";

/** What a server has pushed, and when. */
export interface Published {
  take(params: PublishDiagnosticsParams): void;
  /** A text was shown or taken away: what is known is of the past. */
  changed(uri: string, version: number): void;
  closed(uri: string): void;
  /**
   * What was pushed of this document, once something of the version that is shown has come, and
   * nothing of any document for `quietMs`.
   */
  settled(uri: string, signal: AbortSignal): Promise<readonly Finding[]>;
}

interface Pushed {
  /** The version shown last. */
  wanted: number;
  /** Whether something was pushed since it was shown, of that version or of none. */
  current: boolean;
  findings: readonly Finding[];
}

/**
 * Creates the memory of what one server pushes. Servers push a file more than once while they look
 * further (syntax, then types, then files that stand on it), hence the quiet.
 */
export function createPublished({ quietMs }: { quietMs: number }): Published {
  const files = new Map<string, Pushed>();
  const waiting = new Set<() => void>();
  let lastNews = 0;
  let tellsVersions = false;

  function news(): void {
    lastNews = performance.now();
    for (const each of waiting) each();
  }

  return {
    take({ uri, version, diagnostics }) {
      tellsVersions ||= version !== undefined;
      const file = files.get(uri);
      if (file === undefined) return;
      // A server that tells versions tells none of a file that was closed just now, and may be open again.
      if (version === undefined ? tellsVersions : version < file.wanted) return;
      file.findings = findingsOf(diagnostics);
      file.current = true;
      news();
    },
    changed(uri, version) {
      files.set(uri, { wanted: version, current: false, findings: files.get(uri)?.findings ?? [] });
    },
    closed(uri) {
      files.delete(uri);
    },
    settled(uri, signal) {
      return new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const look = (): void => {
          clearTimeout(timer);
          if (files.get(uri)?.current !== true) return;
          const left = lastNews + quietMs - performance.now();
          if (left > 0) timer = setTimeout(look, left);
          else finish(() => resolve(files.get(uri)?.findings ?? []));
        };
        const stop = (): void => finish(() => reject(signal.reason));
        function finish(end: () => void): void {
          clearTimeout(timer);
          waiting.delete(look);
          signal.removeEventListener("abort", stop);
          end();
        }
        if (signal.aborted) return stop();
        signal.addEventListener("abort", stop, { once: true });
        waiting.add(look);
        look();
      });
    },
  };
}
