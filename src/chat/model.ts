import * as vscode from "vscode";
import type { ChosenModel } from "../../server/protocol/options.ts";

/** The model for chat that a person has chosen: Ingle's own state, not a setting. */
export interface ChatModel extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** As the server's option `chat` has it. */
  readonly option: { model?: ChosenModel };
  /** `undefined`: none. */
  set(model: ChosenModel | undefined): Promise<void>;
}

const key = "chat.model";

/** Creates the choice over a memento of the user's, so that no repository can make it. */
export function createChatModel(state: vscode.Memento): ChatModel {
  const changed = new vscode.EventEmitter<void>();
  return {
    onDidChange: changed.event,
    get option() {
      const model = state.get<ChosenModel>(key);
      return model === undefined ? {} : { model };
    },
    async set(model) {
      await state.update(key, model);
      changed.fire();
    },
    dispose: () => changed.dispose(),
  };
}
