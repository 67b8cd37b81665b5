import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import "@vscode-elements/elements/dist/vscode-progress-ring/index.js";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import type { ToView } from "../../src/chat/messages.ts";
import { connect } from "./host.ts";
import { createView } from "./page.ts";

const host = connect();
let view: ReturnType<typeof createView> | undefined;
window.addEventListener("message", ({ data }: MessageEvent<ToView>) => {
  if (data.kind === "texts") view ??= createView(data.texts, host);
  view?.take(data);
});
const { conversation } = host.kept;
host.send({ kind: "ready", ...(conversation !== undefined && { conversation }) });
