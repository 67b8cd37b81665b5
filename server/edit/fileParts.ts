import { snippetText } from "../prompt/chat.ts";
import type { Declaration } from "../syntax/outline.ts";
import type { Region } from "./answer/region.ts";

interface FileParts {
  path: string;
  languageId: string;
  region: Region;
  outline: readonly Declaration[] | undefined;
  /** Of what stands right before the region, so many characters are shown anyway. */
  edgeCharacters: number;
}

/** Characters of the beginning of a file that are shown at most. */
const longestBeginning = 1_500;

/**
 * What of its own file helps to edit a region and does not stand right beside it: the beginning up to
 * the first declaration, with its imports, and the heads of the declarations around it.
 */
export function fileParts(parts: FileParts): string[] {
  const { region, outline, edgeCharacters, path, languageId } = parts;
  const hidden = region.before.slice(0, Math.max(0, region.before.length - edgeCharacters));
  const lines = hidden.slice(0, hidden.lastIndexOf("\n") + 1).split("\n");
  const heads = headsAround(outline ?? [], region).filter((line) => line < lines.length - 1);
  const first = Math.min(outline?.[0]?.firstLine ?? 0, lines.length - 1);
  const beginning = lines.slice(0, first).join("\n").slice(0, longestBeginning).trimEnd();
  return [
    ...(beginning.trim() === ""
      ? []
      : [snippetText({ path, line: 1, language: languageId, text: beginning })]),
    ...heads
      .filter((line) => line >= first)
      .map((line) =>
        snippetText({ path, line: line + 1, language: languageId, text: lines[line] ?? "" }),
      ),
  ];
}

/** The first lines of the declarations that hold a region, the outermost first. */
function headsAround(outline: readonly Declaration[], region: Region): number[] {
  const around = outline.find(
    ({ firstLine, lastLine }) => firstLine < region.firstLine && region.endLine - 1 <= lastLine,
  );
  return around ? [around.firstLine, ...headsAround(around.within, region)] : [];
}
