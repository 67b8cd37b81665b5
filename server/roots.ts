import { fileURLToPath } from "node:url";
import type { WorkspaceFolder, WorkspaceFoldersChangeEvent } from "vscode-languageserver/node";

/** The folders of the workspace. */
export interface Roots {
  /** Absolute paths; only folders on a disk. */
  readonly folders: readonly string[];
  set(folders: readonly WorkspaceFolder[]): void;
  change(event: WorkspaceFoldersChangeEvent): void;
  /** A document's path in its folder with `/`, or its last segment where it is in none. */
  relative(uri: string): string;
}

/** Creates the roots of one client's workspace. */
export function createRoots(): Roots {
  let known: WorkspaceFolder[] = [];
  return {
    get folders() {
      return known.flatMap(({ uri }) => (uri.startsWith("file:") ? [fileURLToPath(uri)] : []));
    },
    set(folders) {
      known = [...folders];
    },
    change({ added, removed }) {
      const gone = new Set(removed.map(({ uri }) => uri));
      known = [...known.filter(({ uri }) => !gone.has(uri)), ...added];
    },
    relative(uri) {
      const path = withoutFragment(uri);
      const inside = known
        .map((folder) => (folder.uri.endsWith("/") ? folder.uri : `${folder.uri}/`))
        .filter((folder) => path.startsWith(folder))
        .sort((a, b) => b.length - a.length)[0];
      return decode(
        inside === undefined ? path.slice(path.search(/[^/:]*$/)) : path.slice(inside.length),
      );
    },
  };
}

/** A notebook cell is named by its notebook. */
function withoutFragment(uri: string): string {
  const hash = uri.indexOf("#");
  return hash < 0 ? uri : uri.slice(0, hash);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
