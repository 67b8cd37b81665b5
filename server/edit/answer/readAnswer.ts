import type { EditFormat, ReadAnswer, Region } from "./region.ts";

interface ReadOptions {
  region: Region;
  format: EditFormat;
  languageId: string;
  /** The model came to its own end, and was not cut off. */
  complete: boolean;
}

/** Reads a model's answer leniently and applies it exactly, or says why it cannot be. */
export function readAnswer(answer: string, { region, complete }: ReadOptions): ReadAnswer {
  const code = /```[^\n]*\n(.*?)```/s.exec(answer)?.[1];
  if (code === undefined || !complete)
    return { kind: "unusable", why: "prose", reason: "The answer holds no code.", hint: "" };
  return code === region.text
    ? { kind: "unusable", why: "unchanged", reason: "The answer changes nothing.", hint: "" }
    : { kind: "text", text: code };
}

/** What becomes of the region as far as the answer is written; undefined where nothing can be said yet. */
export function readPartial(
  answer: string,
  _options: Omit<ReadOptions, "complete">,
): string | undefined {
  return /```[^\n]*\n(.*)$/s.exec(answer)?.[1];
}
