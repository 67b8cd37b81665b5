import { createHash } from "node:crypto";

/** By which a client tells whether a file that is not open still says what a proposal was made of: text with LF ends. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
