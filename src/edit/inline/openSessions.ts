import type * as vscode from "vscode";
import type { OpenHunk } from "./carry.ts";
import type { EditSession } from "./session.ts";
import { reviewIn } from "./state.ts";

/** The edits that are open in this window, and how what a person points at is found among them. */
export interface OpenSessions {
  readonly all: readonly EditSession[];
  add(session: EditSession): void;
  delete(session: EditSession): void;
  in(document: vscode.TextDocument | undefined): EditSession[];
  /** The one whose field for an instruction is open. */
  asking(): EditSession | undefined;
  /**
   * What a button or a link belongs to; without a target, the one nearest to the cursor of the editor.
   */
  find(target: unknown, editor: vscode.TextEditor | undefined): EditSession | undefined;
  /** The same for a hunk; without a target, the one at the cursor or the next one below. */
  findHunk(
    target: unknown,
    editor: vscode.TextEditor | undefined,
  ): { session: EditSession; hunk: OpenHunk } | undefined;
}

/** Creates the collection, empty. */
export function createOpenSessions(): OpenSessions {
  const sessions = new Set<EditSession>();

  function within(document: vscode.TextDocument | undefined): EditSession[] {
    return [...sessions].filter((each) => each.document === document);
  }

  function find(target: unknown, editor: vscode.TextEditor | undefined): EditSession | undefined {
    if (target !== undefined)
      return [...sessions].find(({ id, threads }) => id === target || threads.has(target));
    const line = lineOf(editor);
    const distance = ({ region: { firstLine, endLine } }: EditSession): number =>
      Math.max(0, firstLine - line, line - endLine + 1);
    return within(editor?.document).sort((a, b) => distance(a) - distance(b))[0];
  }

  return {
    get all() {
      return [...sessions];
    },
    add: (session) => void sessions.add(session),
    delete: (session) => void sessions.delete(session),
    in: within,
    asking: () => [...sessions].find(({ state }) => state.kind === "asking"),
    find,
    findHunk(target, editor) {
      const session = find(target, editor);
      const open = session && reviewIn(session.state)?.hunks;
      if (!session || !open) return undefined;
      const number = session.threads.hunkOf(target);
      const line = lineOf(editor);
      const hunk =
        number === undefined
          ? (open.find(({ endLine, firstLine }) => Math.max(endLine, firstLine + 1) > line) ??
            open[0])
          : open.find((each) => each.number === number);
      return hunk && { session, hunk };
    },
  };
}

function lineOf(editor: vscode.TextEditor | undefined): number {
  return editor?.selection.active.line ?? 0;
}
