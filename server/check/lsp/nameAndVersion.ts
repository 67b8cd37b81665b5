import type { InitializeResult } from "vscode-languageserver/node";

/** "gopls 0.16.1": the name given, and the version that a server says of itself, where it says one. */
export function nameAndVersion(name: string, { serverInfo }: InitializeResult): string {
  // gopls tells all that it was built of, as JSON.
  const version = /\d+\.\d+\.\d+(?:-[\w.]+)?/.exec(own(serverInfo?.version ?? ""))?.[0];
  return version ? `${name} ${version}` : name;
}

function own(version: string): string {
  if (!version.startsWith("{")) return version;
  try {
    const told = JSON.parse(version) as { Main?: { Version?: string }; Version?: string };
    return told.Main?.Version || told.Version || "";
  } catch {
    return "";
  }
}
