import { readAnswer } from "../../../server/edit/answer/readAnswer.ts";
import type { EditFormat } from "../../../server/edit/answer/region.ts";
import { printTable } from "../table.ts";
import type { EditCase } from "./case.ts";
import { dresses } from "./dresses.ts";

/** Prints how often an edit in each dress is read as what it says, by the format that was asked for. */
export function printReading(cases: readonly EditCase[]): void {
  const line = (title: string, some: typeof dresses): string[] => {
    const [whole, blocks] = (["whole", "blocks"] as const).map((format) =>
      cases.flatMap((one) => some.flatMap(({ put }) => readAs(put(one.wanted, one), one, format))),
    );
    return [title, String(whole?.length ?? 0), share(whole ?? []), share(blocks ?? [])];
  };
  printTable(
    ["a good edit as", "answers", "asked for the whole", "asked for blocks"],
    [...dresses.map((dress) => line(dress.name, [dress])), line("**all**", dresses)],
  );
}

/** Whether an answer is read to the last character; nothing where there is none. */
function readAs(answer: string | undefined, one: EditCase, format: EditFormat): boolean[] {
  if (answer === undefined) return [];
  const { before, text, after, languageId, wanted } = one;
  const firstLine = before.split("\n").length - 1;
  const endLine = firstLine + text.split("\n").length - 1;
  const region = { before, text, after, firstLine, endLine };
  const read = readAnswer(answer, { region, format, languageId, complete: true });
  return [read.kind === "text" && read.text === wanted];
}

function share(rights: readonly boolean[]): string {
  return `${((100 * rights.filter((right) => right).length) / rights.length).toFixed(1)} %`;
}
