import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LanguageServer } from "../lsp/languageServer.ts";
import { lookingIntoScripts } from "../plainScripts.ts";
import { unseenByTypescript } from "../unseen.ts";
import { asNode, offline } from "./environment.ts";
import type { Found, Surroundings } from "./found.ts";
import { majorOf, type NodePackage, nodePackage, packageAt } from "./nodePackage.ts";

/** The first version that can be told all of a change at once, and its last. */
const oldestMajor = 4;

/** Megabytes of heap, as VS Code gives its own. */
const heapMegabytes = 3_072;

const quiet = [
  ...["--disableAutomaticTypingAcquisition", "--suppressDiagnosticEvents"],
  ...["--noGetErrOnBackgroundUpdate", "--useInferredProjectPerProjectRoot", "--locale", "en"],
];

/** Neither types fetched from the network nor anything pushed that was not asked for. */
const settings = {
  "js/ts": { tsserver: { automaticTypeAcquisition: { enabled: false } } },
  typescript: { disableAutomaticTypeAcquisition: true },
  javascript: { disableAutomaticTypeAcquisition: true },
};

/** The workspace's own TypeScript, else the editor's. */
export function findTypescript(at: Surroundings): Found {
  const within = { folder: at.folder, within: at.workspace };
  const own = nodePackage("typescript", within);
  const preview = nodePackage("@typescript/native-preview", within);
  const found =
    (own && (native(own, at) ?? tsserver(own, at))) ??
    (preview && native(preview, at)) ??
    editors(at);
  if (found === undefined || found.kind === "none")
    return {
      kind: "none",
      reason: "Neither the workspace nor the editor has a TypeScript that could be asked.",
    };
  return { ...found, around: (checker) => lookingIntoScripts(checker, at.workspace) };
}

function editors(at: Surroundings): Found | undefined {
  const found = at.typescript === undefined ? undefined : packageAt(dirname(at.typescript));
  return found && (native(found, at) ?? tsserver(found, at));
}

function tsserver(found: NodePackage, { root }: Surroundings): Found | undefined {
  const script = join(found.folder, "lib", "tsserver.js");
  if (majorOf(found.version) < oldestMajor || !existsSync(script)) return undefined;
  return {
    kind: "tsserver",
    name: `TypeScript ${found.version}`,
    command: {
      file: process.execPath,
      args: [`--max-old-space-size=${heapMegabytes}`, script, ...quiet],
      folder: root,
      environment: { ...offline, ...asNode, TSS_LOG: undefined },
    },
  };
}

/** From version 7 on, and in its previews, TypeScript is a program that speaks the protocol itself. */
function native({ folder, version }: NodePackage, { root, workspace }: Surroundings) {
  if (majorOf(version) < 7) return undefined;
  const isPreview = folder.endsWith("native-preview");
  const ending = process.platform === "win32" ? ".exe" : "";
  const platform = `${isPreview ? "native-preview" : "typescript"}-${process.platform}-${process.arch}`;
  // Where packages are links, those that one needs lie beside what the link leads to.
  const own = nodePackage(`@typescript/${platform}`, {
    folder: realpathSync(folder),
    within: workspace,
  });
  const file = own && join(own.folder, "lib", (isPreview ? "tsgo" : "tsc") + ending);
  if (file === undefined || !existsSync(file)) return undefined;
  const server: LanguageServer = {
    ...{ name: "TypeScript", version, telling: "pull", settings },
    initializationOptions: { disablePushDiagnostics: true },
    unseen: unseenByTypescript,
  };
  const command = { file, args: ["--lsp", "--stdio"], folder: root, environment: offline };
  return { kind: "language-server" as const, server, command };
}
