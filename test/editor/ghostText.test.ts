import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { childRunning } from "../helpers/childRunning.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";

const rules = [
  { after: "return ", text: "items.map(toRow);" },
  { after: "{\n  ", text: "const first = 1;\n  const second = 2;\n}" },
];

/** Text before and after the cursor, and what the document is after the suggestion was accepted. */
const rows: [name: string, open: Parameters<typeof openText>[0], wanted: string][] = [
  ["a file", { text: "  return █;\n" }, "  return items.map(toRow);\n"],
  ["CRLF", { text: "a();\r\n  return █\r\n" }, "a();\r\n  return items.map(toRow);\r\n"],
  ["tabs and an emoji", { text: "\t'👋'; return █" }, "\t'👋'; return items.map(toRow);"],
  [
    "right-to-left text",
    { text: "// שלום עולם\nconst שם = 1; return █" },
    "// שלום עולם\nconst שם = 1; return items.map(toRow);",
  ],
  ["an otherwise empty file", { text: "return █" }, "return items.map(toRow);"],
];

describe("ghost text in the extension host", () => {
  const settings = () => vscode.workspace.getConfiguration("ingle");

  before(async () => {
    const model = path.join(folder, "scripted.gguf");
    writeFileSync(model, scriptedModel({ rules }));
    await settings().update("model.path", model, vscode.ConfigurationTarget.Global);
    await vscode.extensions.getExtension("ingle.ingle")?.activate();
  });

  after(async () => {
    await settings().update("model.path", undefined, vscode.ConfigurationTarget.Global);
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  for (const [name, open, wanted] of rows) {
    it(`is written in ${name}`, async () => {
      const editor = await openText(open);
      await accept(editor, wanted);
    });
  }

  it("is written at every cursor of several", async () => {
    const editor = await openText({ text: "e; return █\nf; return \n" });
    const second = editor.document.positionAt("e; return \nf; return ".length);
    editor.selections = [editor.selection, new vscode.Selection(second, second)];
    await accept(editor, "e; return items.map(toRow);\nf; return items.map(toRow);\n");
  });

  it("is written in a snippet that is being filled in, whose places stay", async () => {
    // By default VS Code itself asks nothing while a snippet is being filled in.
    const inlineSuggest = vscode.workspace.getConfiguration("editor.inlineSuggest");
    await inlineSuggest.update("suppressInSnippetMode", false, vscode.ConfigurationTarget.Global);
    const editor = await openText({ text: "█" });
    await editor.insertSnippet(new vscode.SnippetString("g; return $1 // $2\n"));
    await accept(editor, "g; return items.map(toRow); // \n");
    await vscode.commands.executeCommand("jumpToNextSnippetPlaceholder");
    await vscode.commands.executeCommand("type", { text: "why" });
    assert.equal(editor.document.getText(), "g; return items.map(toRow); // why\n");
    await inlineSuggest.update(
      "suppressInSnippetMode",
      undefined,
      vscode.ConfigurationTarget.Global,
    );
  });

  it("is written in an untitled file", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "return " });
    const editor = await vscode.window.showTextDocument(document);
    placeCursor(editor, 7);
    await accept(editor, "return items.map(toRow);");
  });

  it("is written in a notebook cell", async () => {
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([
        new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "return ", "python"),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand("notebook.cell.edit");
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.scheme, "vscode-notebook-cell");
    if (!editor) return;
    placeCursor(editor, 7);
    await accept(editor, "return items.map(toRow);");
  });

  it("is answered by a new server when the old one was killed", async () => {
    const editor = await openText({ text: "return █" });
    await accept(editor, "return items.map(toRow);");
    process.kill(childRunning("server.js"), "SIGKILL");
    const again = await openText({ text: "b; return █" });
    await accept(again, "b; return items.map(toRow);");
  });

  it("is answered when the engine was killed", async () => {
    process.kill(childRunning("engine.mjs"), "SIGKILL");
    await accept(await openText({ text: "c; return █" }), "c; return items.map(toRow);");
  });

  const switchedOff: [name: string, off: () => unknown, on: () => unknown][] = [
    [
      "in this workspace",
      () => vscode.commands.executeCommand("ingle.turnOffHere"),
      () => vscode.commands.executeCommand("ingle.turnOnHere"),
    ],
    [
      "for this language",
      () => vscode.commands.executeCommand("ingle.turnOffForLanguage"),
      () => vscode.commands.executeCommand("ingle.turnOnForLanguage"),
    ],
    [
      "by a glob",
      () => setRules({ "**/*.nowhere": true, "**/text-*": false }),
      () => setRules(undefined),
    ],
  ];
  for (const [name, off, on] of switchedOff) {
    it(`is not written where it is off ${name}, and again when it is on`, async () => {
      const editor = await openText({ text: "return █" });
      await off();
      await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
      await new Promise((resolve) => setTimeout(resolve, 600));
      await vscode.commands.executeCommand("editor.action.inlineSuggest.commit");
      assert.equal(editor.document.getText(), "return ");
      await on();
      // The editor does not ask again at a place where nothing has changed.
      await accept(await openText({ text: "d; return █" }), "d; return items.map(toRow);");
      await setRules(undefined);
    });
  }

  const setRules = (value: Record<string, boolean> | undefined) =>
    settings().update("enable", value, vscode.ConfigurationTarget.Global);
});

const folder = mkdtempSync(path.join(tmpdir(), "ingle-host-test-"));
let files = 0;

/** Opens a new file with this text, with the cursor at `█`. */
async function openText({ text }: { text: string }): Promise<vscode.TextEditor> {
  files += 1;
  const file = path.join(folder, `text-${files}.ts`);
  writeFileSync(file, text.replace("█", ""));
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  placeCursor(editor, text.indexOf("█"));
  return editor;
}

function placeCursor(editor: vscode.TextEditor, offset: number): void {
  const cursor = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(cursor, cursor);
}

/** Asks for a suggestion and accepts it, again and again until the document reads as it should. */
async function accept(editor: vscode.TextEditor, wanted: string): Promise<void> {
  const before = editor.document.getText();
  for (const until = Date.now() + 15_000; Date.now() < until; ) {
    await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
    await new Promise((resolve) => setTimeout(resolve, 250));
    await vscode.commands.executeCommand("editor.action.inlineSuggest.commit");
    if (editor.document.getText() !== before) break;
  }
  assert.equal(editor.document.getText(), wanted);
}
