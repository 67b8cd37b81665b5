import type { EditOutcome, EditParams } from "../protocol/edit.ts";
import { languageOf } from "../text/languageOf.ts";
import { subjectText, type Wanted, wantedBy } from "./actions/instruction.ts";
import { subjectOf } from "./actions/place.ts";
import { actionTable } from "./actions/table.ts";
import { findTests, rustTestLines, testsInstruction } from "./actions/tests.ts";
import type { Region } from "./answer/region.ts";
import { linesOf } from "./lines.ts";
import { regionOf } from "./regionFor.ts";
import { findTarget, type Target, type TargetOptions } from "./target.ts";

/** What is asked for, and of which lines of which file. */
export interface Asked {
  target: Target;
  wanted: Wanted;
  /** Tokens that the answer may need, whatever the region holds now. */
  answerTokens: number;
}

export interface AskedOptions extends TargetOptions {
  pathOf(uri: string): string;
  /** The folder of the workspace that holds an absolute path. */
  folderOf(path: string): string | undefined;
}

type Refused = EditOutcome & { kind: "refused" };

/** About 150 lines: tests grow from nothing. */
const testTokens = 2_000;

/** Finds what an edit asks for and what it may change, or says why that cannot be. */
export async function findAsked(
  params: EditParams,
  options: AskedOptions,
  signal: AbortSignal,
): Promise<Asked | Refused> {
  const target = await findTarget(params, options, signal);
  if ("kind" in target) return target;
  const { action, after } = params;
  const { place } = target;
  // What was proposed once may be followed up, whatever stands there by now.
  if (action && action !== "fix" && after === undefined && place.structure) {
    const row = actionTable[action];
    if (!row.applies(place)) return { kind: "refused", reason: row.otherwise };
  }
  if (action === "writeTests") return testsFor(params, { target, ...options }, signal);
  const wanted = wantedBy(params, place);
  if (!wanted) return { kind: "refused", reason: "Say what is to be done with this code." };
  return { target, wanted, answerTokens: 0 };
}

/** The file that the tests of a target go to, and what the model is asked for there. */
async function testsFor(
  params: EditParams,
  { target, documents, files, guard, pathOf, folderOf }: AskedOptions & { target: Target },
  signal: AbortSignal,
): Promise<Asked | Refused> {
  const { uri, languageId, lines, place, region } = target;
  const tests = await findTests(
    { uri, languageId, text: lines.text },
    { files, guard, folderOf, signal },
  );
  if (!tests)
    return {
      kind: "refused",
      reason: "Ingle does not know where the tests of this file go.",
      remedy: "Save the file in a folder of the workspace.",
    };
  const verdict = guard.mayRead({ uri: tests.uri });
  if (!verdict.allowed)
    return {
      kind: "refused",
      reason: `The tests would go to ${tests.path}, which Ingle does not read: ${verdict.reason}`,
    };
  const document = documents.get(tests.uri);
  const known = linesOf(document?.getText() ?? tests.text ?? "");
  const own = tests.text === undefined ? { ...known, usualEnd: lines.usualEnd } : known;
  const wholeFile = { firstLine: 0, endLine: own.ends.length };
  const tested = {
    ...{ path: pathOf(uri), subject: subjectText(place), languageId },
    code: region.text,
  };
  const words = wantedBy(params, place)?.instruction;
  const instruction = testsInstruction(tests, tested);
  return {
    target: {
      ...{ uri: tests.uri, version: document?.version ?? null, lines: own, outline: undefined },
      languageId: document?.languageId ?? languageOf(tests.uri),
      region: apart(
        regionOf(own.text, languageId === "rust" ? rustTestLines(own.text) : wholeFile),
      ),
      place,
      ...(tests.text === undefined ? { isNew: true } : {}),
    },
    wanted: {
      instruction: words === undefined ? instruction : `${instruction}\n\nBesides: ${words}`,
      title: `Tests: ${subjectOf(place)?.name ?? pathOf(uri)}`,
    },
    answerTokens: testTokens,
  };
}

/** What begins at the end of a text that goes on stands behind an empty line. */
function apart(region: Region): Region {
  const { before, text } = region;
  if (text !== "" || before === "" || before.endsWith("\n\n")) return region;
  return { ...region, before: before.endsWith("\n") ? `${before}\n` : `${before}\n\n` };
}
