import * as vscode from "vscode";
import type { ChosenModel, Options } from "../../server/protocol/options.ts";

/** What a model for search is for: closeness in meaning, or the order of what was found. */
export type SearchPurpose = keyof Options["search"];

/** The models for search that a person has chosen: Ingle's own state, not a setting. */
export interface SearchModels extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  readonly all: Options["search"];
  /** `undefined`: none. */
  set(purpose: SearchPurpose, model: ChosenModel | undefined): Promise<void>;
}

const key = "search.models";

/** Creates the choice over a memento of the user's, so that no repository can make it. */
export function createSearchModels(state: vscode.Memento): SearchModels {
  const changed = new vscode.EventEmitter<void>();
  const all = (): Options["search"] => state.get(key, {});
  return {
    onDidChange: changed.event,
    get all() {
      return all();
    },
    async set(purpose, model) {
      const { [purpose]: _, ...others } = all();
      await state.update(key, model === undefined ? others : { ...others, [purpose]: model });
      changed.fire();
    },
    dispose: () => changed.dispose(),
  };
}
