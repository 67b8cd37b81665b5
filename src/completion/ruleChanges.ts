import * as vscode from "vscode";

/** The rules that a person has changed in *Why no suggestion?*: Ingle's own state, not a setting. */
export interface RuleChanges extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** By name: true for a rule turned on, false for one turned off. */
  readonly all: Readonly<Record<string, boolean>>;
  /** Whether a rule is on that is off by default. */
  isOn(name: string): boolean;
  /** `undefined` gives the rule back to its default. */
  set(name: string, on: boolean | undefined): Promise<void>;
  reset(): Promise<void>;
}

const key = "completion.rules";

/** Creates the changes over a memento of the user's: they hold in every workspace of this machine. */
export function createRuleChanges(state: vscode.Memento): RuleChanges {
  const changed = new vscode.EventEmitter<void>();
  const all = (): Readonly<Record<string, boolean>> => state.get(key, {});

  async function write(next: Readonly<Record<string, boolean>>): Promise<void> {
    await state.update(key, Object.keys(next).length === 0 ? undefined : next);
    changed.fire();
  }

  return {
    onDidChange: changed.event,
    get all() {
      return all();
    },
    isOn: (name) => all()[name] ?? false,
    set(name, on) {
      const { [name]: _, ...others } = all();
      return write(on === undefined ? others : { ...others, [name]: on });
    },
    reset: () => write({}),
    dispose: () => changed.dispose(),
  };
}
