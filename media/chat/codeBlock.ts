import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import type { CodeAction, CodeBlock, Texts } from "../../src/chat/messages.ts";
import { clean } from "./clean.ts";
import { visible } from "./controls.ts";
import { highlighted, languageOf } from "./highlight.ts";

/** What a block of code needs to be drawn. */
export interface CodeDrawing {
  texts: Texts;
  run(action: CodeAction, block: CodeBlock): void;
}

/** A block of code with its language and, once it has ended, what can be done with it. */
export function drawCode(
  block: CodeBlock,
  { texts, run }: CodeDrawing,
  ended: boolean,
): HTMLElement {
  const root = document.createElement("div");
  root.className = "code";
  const language = visible(languageOf(block.info));
  const head = document.createElement("div");
  head.className = "code-head";
  const name = document.createElement("span");
  name.textContent = visible(block.info.trim());
  head.append(name);
  if (ended) head.append(toolbar(texts, (action) => run(action, block)));
  const pre = document.createElement("pre");
  // It scrolls sideways: without a mouse, by the arrow keys.
  pre.tabIndex = 0;
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", texts.codeBlock.replace("{0}", language));
  const code = document.createElement("code");
  const html = highlighted(block.code, block.info);
  if (html === undefined) code.textContent = block.code;
  else code.append(clean(html));
  pre.append(code);
  root.append(head, pre);
  return root;
}

function toolbar(texts: Texts, run: (action: CodeAction) => void): HTMLElement {
  const actions: [CodeAction, icon: string, label: string][] = [
    ["apply", "git-compare", texts.applyCode],
    ["insert", "insert", texts.insertCode],
    ["create", "new-file", texts.createFile],
    ["copy", "copy", texts.copyCode],
  ];
  const root = document.createElement("div");
  root.className = "code-actions";
  for (const [action, icon, label] of actions) {
    const button = document.createElement("vscode-toolbar-button");
    button.setAttribute("icon", icon);
    button.setAttribute("label", label);
    button.title = label;
    button.addEventListener("click", () => run(action));
    root.append(button);
  }
  return root;
}
