import { resolve } from "node:path";
import type { Found } from "../../../server/check/find/found.ts";
import type { CheckedLanguage } from "../../../server/check/languages.ts";

/** Python, checked by fakeServer.mjs in one of its modes. */
export function fakeLanguage(mode: string, change: Partial<CheckedLanguage> = {}): CheckedLanguage {
  return {
    name: "Fake",
    ids: ["python"],
    markers: [],
    find: ({ root }) => fakeServer(mode, root),
    ...change,
  };
}

/** Where fakeServer.mjs lies, and how it is started in a mode. */
export function fakeServer(mode: string, folder: string): Exclude<Found, { kind: "none" }> {
  return {
    kind: "language-server",
    server: {
      name: "fake",
      telling: mode.includes("pull") ? "pull" : "push",
      settings: { fake: { level: "strict" } },
    },
    command: {
      file: process.execPath,
      args: [resolve("test/helpers/check/fakeServer.mjs"), mode, folder],
      folder,
      environment: {},
    },
  };
}
