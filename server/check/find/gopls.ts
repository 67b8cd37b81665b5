import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { offline } from "./environment.ts";
import { executableIn, pathFolders } from "./executable.ts";
import type { Found, Surroundings } from "./found.ts";

/** gopls from where Go puts programs, with the `go` that it asks about the project. */
export function findGopls({ root }: Surroundings): Found {
  const { GOBIN, GOPATH } = process.env;
  const goPaths = GOPATH?.split(delimiter) ?? [join(homedir(), "go")];
  const folders = [
    ...(GOBIN ? [GOBIN] : []),
    ...pathFolders(),
    ...goPaths.map((each) => join(each, "bin")),
  ];
  const file = executableIn(folders, "gopls");
  if (file === undefined)
    return { kind: "none", reason: "gopls, which would check Go, was not found on this machine." };
  const go = ["/usr/local/go/bin", "/opt/homebrew/bin"];
  if (executableIn([...pathFolders(), ...go], "go") === undefined)
    return { kind: "none", reason: "gopls checks Go with the program go, which was not found." };
  // What go.mod says is never changed by a check; what a project keeps of others' code is used.
  const vendored = existsSync(join(root, "vendor", "modules.txt"));
  return {
    kind: "language-server",
    server: {
      name: "gopls",
      telling: "push",
      settings: { gopls: options },
      initializationOptions: options,
    },
    command: {
      file,
      args: [],
      folder: root,
      environment: {
        ...offline,
        GOFLAGS: vendored ? "-mod=vendor" : "-mod=readonly",
        PATH: [process.env.PATH ?? "", ...go].join(delimiter),
      },
    },
  };
}

const options = { diagnosticsDelay: "10ms" };
