import * as vscode from "vscode";

/** What the last command in the terminal said. */
export interface TerminalText extends vscode.Disposable {
  /** The command and the end of its output; undefined where no terminal has shell integration. */
  read(): string | undefined;
}

/** Characters of a command's output that are kept, from its end. */
const mostCharacters = 16_000;

/** Follows the commands of terminals that have shell integration. */
export function followTerminal(): TerminalText {
  let last: { command: string; output: string } | undefined;
  const following = vscode.window.onDidStartTerminalShellExecution(async ({ execution }) => {
    const run = { command: execution.commandLine.value, output: "" };
    last = run;
    for await (const piece of execution.read())
      run.output = (run.output + piece).slice(-mostCharacters);
  });
  return {
    read: () => last && `$ ${last.command}\n${withoutControls(last.output)}`,
    dispose: () => following.dispose(),
  };
}

/** Takes away what moves the cursor, colours text or names the window (ECMA-48). */
function withoutControls(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/(?![\n\t])\p{Cc}\][^\p{Cc}]*\p{Cc}\\?/gu, "")
    .replaceAll(/(?![\n\t])\p{Cc}\[[0-?]*[ -/]*[@-~]/gu, "")
    .replaceAll(/(?![\n\t])\p{Cc}/gu, "");
}
