import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ScriptRule, scriptedModel } from "../../helpers/gguf/scriptedModel.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "./workbench.ts";

type Options = Pick<WorkbenchOptions, "builtins" | "prepare" | "settings">;

/** A workbench, and the file of the model that Ingle runs in it. */
export interface ScriptedWorkbench extends Workbench {
  readonly model: string;
}

/**
 * Opens a workbench in which Ingle, from the package that INGLE_VSIX names, runs a model that writes
 * chosen words; without `chat` it has no template for conversations.
 */
export async function openScripted(
  rules: readonly ScriptRule[],
  { chat = true, settings, ...options }: { readonly chat?: boolean } & Options = {},
): Promise<ScriptedWorkbench> {
  const folder = await mkdtemp(path.join(tmpdir(), "ingle-model-"));
  const model = path.join(folder, "scripted.gguf");
  const file = scriptedModel({ rules });
  // A key of the same length, so that every other length in the file stays right.
  if (!chat) file.write("tokenizer.chat_nothing_", file.indexOf("tokenizer.chat_template"));
  await writeFile(model, file);
  const workbench = await openWorkbench({
    vsix: variable("INGLE_VSIX"),
    chromium: variable("CHROME_PATH"),
    settings: { "ingle.model.path": model, ...settings },
    ...options,
  });
  return {
    ...workbench,
    model,
    close: async () => {
      await workbench.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the runner has put into the environment. */
export function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set: run this test by npm test`);
}
