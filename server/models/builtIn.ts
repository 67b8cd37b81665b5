import { join } from "node:path";

/** The model that ships inside the package, beside the bundle that `folder` holds. */
export function builtInModel(folder: string): string {
  return join(folder, "models", "ember.gguf");
}
