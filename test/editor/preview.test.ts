import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { ProposedFile } from "../../server/protocol/edit.ts";
import { createCheckpoints, digestOf } from "../../src/edit/multi/checkpoints.ts";
import { followDocuments } from "../../src/edit/multi/following.ts";
import { previewProposal } from "../../src/edit/multi/preview.ts";

const TEXT = "one\ntwo\nthree\n";

describe("a proposal over several files", () => {
  let folder: string;
  const uriOf = (name: string): vscode.Uri => vscode.Uri.file(path.join(folder, name));

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "ingle-preview-"));
    await writeFile(path.join(folder, "a.txt"), TEXT);
    await writeFile(path.join(folder, "closed.txt"), TEXT);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Previews a change of one file, after the document of another was edited as `edit` says. */
  async function preview(
    file: Partial<ProposedFile> & { name: string },
    edit?: (change: vscode.WorkspaceEdit, uri: vscode.Uri) => void,
  ) {
    const { name, ...given } = file;
    const uri = uriOf(name);
    const document = given.isNew ? undefined : await vscode.workspace.openTextDocument(uri);
    const version = document?.version ?? null;
    const following = followDocuments();
    if (edit) {
      const change = new vscode.WorkspaceEdit();
      edit(change, uri);
      assert.ok(await vscode.workspace.applyEdit(change));
    }
    const hunks = [{ firstLine: 1, endLine: 2, text: "TWO\n" }];
    const proposed = { uri: uri.toString(), version, hunks, ...given };
    const checks = {
      ...{ syntax: "kept" as const, repaired: false, faults: [] },
      checker: { kind: "unchecked" as const, reason: "Nobody checks this." },
    };
    try {
      return await previewProposal(
        { edit: "1", title: "Change it", files: [proposed], checks },
        { following, checkpoints: createCheckpoints({ folder: path.join(folder, "kept") }) },
      );
    } finally {
      following.dispose();
    }
  }

  const refusals: [
    what: string,
    file: Parameters<typeof preview>[0],
    edit: Parameters<typeof preview>[1],
    reason: RegExp,
  ][] = [
    [
      "where the document was changed in the same place",
      { name: "a.txt" },
      (change, uri) => change.insert(uri, new vscode.Position(1, 1), "x"),
      /changed in the meantime/,
    ],
    ["where a version is not known any more", { name: "a.txt", version: 0 }, undefined, /meantime/],
    [
      "where the disk says something else",
      { name: "closed.txt", version: null, digest: digestOf("other") },
      undefined,
      /meantime/,
    ],
    ["where a new file is there by now", { name: "a.txt", isNew: true }, undefined, /by now/],
    ["where nothing would change", { name: "a.txt", hunks: [] }, undefined, /changes nothing/],
  ];
  for (const [what, file, edit, reason] of refusals)
    it(`is not shown ${what}`, async () => {
      const previewed = await preview(file, edit);
      assert.ok(previewed.kind === "refused", previewed.kind);
      assert.match(previewed.reason, reason);
    });

  it("knows what was changed since it was asked for, change by change", async () => {
    const document = await vscode.workspace.openTextDocument({ content: TEXT });
    const { version } = document;
    const following = followDocuments();
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(0, 0), "zero\n");
    change.delete(document.uri, new vscode.Range(1, 0, 2, 0));
    await vscode.workspace.applyEdit(change);
    assert.deepEqual(following.since(document, version), [
      { startLine: 1, endLine: 2, lineEnds: 0 },
      { startLine: 0, endLine: 0, lineEnds: 1 },
    ]);
    assert.deepEqual(following.since(document, document.version), []);
    assert.equal(following.since(document, version - 1), undefined);
    following.dispose();
  });
});
