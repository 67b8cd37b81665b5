import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Remembers across starts that the GPU crashed the engine, so that it is not tried every day. */
export interface GpuFallback {
  /** The clause that the status shows as the reason for the CPU, or undefined: the GPU may be tried. */
  readonly why: string | undefined;
  remember(why: string): void;
  forget(): void;
}

/** Keeps the memory in `gpu-fallback.json` in the storage folder; without a folder, in this process. */
export function createGpuFallback(storage: string | undefined): GpuFallback {
  const file = storage === undefined ? undefined : join(storage, "gpu-fallback.json");
  let why = file === undefined ? undefined : read(file);
  return {
    get why() {
      return why;
    },
    remember(reason) {
      why = reason;
      if (file === undefined) return;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, JSON.stringify({ why }));
      } catch {
        // A read-only storage folder costs one more crash at the next start, nothing else.
      }
    },
    forget() {
      why = undefined;
      if (file !== undefined) rmSync(file, { force: true });
    },
  };
}

function read(file: string): string | undefined {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    const why = typeof kept === "object" && kept !== null && "why" in kept ? kept.why : undefined;
    return typeof why === "string" ? why : undefined;
  } catch {
    return undefined;
  }
}
