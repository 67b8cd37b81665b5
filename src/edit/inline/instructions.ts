/** Where the instructions of a workspace are kept: a memento of the editor. */
export interface InstructionStore {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): Thenable<void>;
}

/** What a person has asked for in this workspace, newest first, each once. */
export interface Instructions {
  readonly all: readonly string[];
  add(instruction: string): void;
}

const key = "edit.instructions";

/** So many are kept. */
export const mostInstructions = 50;

/** Opens the instructions that a store keeps. */
export function createInstructions(store: InstructionStore): Instructions {
  return {
    get all() {
      return store.get<string[]>(key) ?? [];
    },
    add(instruction) {
      const text = instruction.trim();
      if (text === "") return;
      const others = (store.get<string[]>(key) ?? []).filter((each) => each !== text);
      void store.update(key, [text, ...others].slice(0, mostInstructions));
    },
  };
}

/**
 * What a field should say that holds `current` when an earlier instruction is asked for, or a later one;
 * undefined where there is none, and where something else would be lost. Behind the newest comes the
 * empty field.
 */
export function recall(
  all: readonly string[],
  current: string,
  direction: "earlier" | "later",
): string | undefined {
  const at = all.indexOf(current);
  if (direction === "later") return at > 0 ? all[at - 1] : at === 0 ? "" : undefined;
  return at >= 0 || current.trim() === "" ? all[at + 1] : undefined;
}
