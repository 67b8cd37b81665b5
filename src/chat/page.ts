import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The page of a conversation: nothing in it comes from the network, and one script may run. */
export function page(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(18).toString("base64");
  const uri = (...path: string[]): vscode.Uri =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path));
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    // The symbols of buttons.
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${vscode.l10n.t("Chat")}</title>
<link rel="stylesheet" href="${uri("dist", "media", "codicon.css")}" id="vscode-codicon-stylesheet">
<link rel="stylesheet" href="${uri("media", "chat", "view.css")}">
</head>
<body>
<script nonce="${nonce}" src="${uri("dist", "media", "chat.js")}"></script>
</body>
</html>`;
}

/** The folders that the page may load from. */
export function pageFolders(extension: vscode.Uri): vscode.Uri[] {
  return [
    vscode.Uri.joinPath(extension, "media", "chat"),
    vscode.Uri.joinPath(extension, "dist", "media"),
  ];
}
