import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** A view of Ingle's: its style lies in `media/NAME`, its script is `dist/media/NAME.js`. */
export interface ViewPage {
  name: "chat" | "trace";
  title: string;
  /** Whether its buttons have VS Code's symbols, which are a font. */
  symbols: boolean;
}

/** The page of a view: nothing in it comes from the network, and one script may run. */
export function webviewPage(
  webview: vscode.Webview,
  extension: vscode.Uri,
  { name, title, symbols }: ViewPage,
): string {
  const nonce = randomBytes(18).toString("base64");
  const uri = (...path: string[]): vscode.Uri =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path));
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    ...(symbols ? [`font-src ${webview.cspSource}`] : []),
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  const symbolStyle = `<link rel="stylesheet" href="${uri("dist", "media", "codicon.css")}" id="vscode-codicon-stylesheet">`;
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${symbols ? symbolStyle : ""}
<link rel="stylesheet" href="${uri("media", name, "view.css")}">
</head>
<body>
<script nonce="${nonce}" src="${uri("dist", "media", `${name}.js`)}"></script>
</body>
</html>`;
}

/** The folders that the page may load from. */
export function pageFolders(extension: vscode.Uri, name: ViewPage["name"]): vscode.Uri[] {
  return [
    vscode.Uri.joinPath(extension, "media", name),
    vscode.Uri.joinPath(extension, "dist", "media"),
  ];
}
