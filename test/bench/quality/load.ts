import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Case, languageOf, type Wanted } from "./case.ts";

/**
 * Reads cases in the forms in which public evaluations keep them, told apart by their fields: the
 * recorded answers of cursortab.nvim (with the scenarios beside them), the post-processing cases of
 * Continue, the goldens of Tabby's agent, and held-out code as `prefix`, `middle`, `suffix`.
 */
export function loadCases(file: string): Case[] {
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".toml")) return [golden(file, text)];
  if (file.endsWith(".jsonl"))
    return text
      .trim()
      .split("\n")
      .flatMap((line) => heldOut(basename(file), JSON.parse(line)));
  const rows: Record<string, unknown>[] = JSON.parse(text);
  if (rows[0] && "llmOutput" in rows[0]) return rows.map(postprocess);
  if (rows[0] && "completion" in rows[0])
    return rows.flatMap((row) => recorded(dirname(file), row));
  throw new Error(
    `${file} holds no cases in a form that is known; see test/bench/quality/load.ts.`,
  );
}

function recorded(folder: string, row: Record<string, unknown>): Case[] {
  if (row.provider !== "fim") return [];
  const prompt = /^<\|fim_prefix\|>(.*)<\|fim_suffix\|>(.*)<\|fim_middle\|>$/s.exec(
    String(row.prompt),
  );
  if (!prompt) return [];
  const scenario = readFileSync(join(folder, `${row.scenario}.txtar`), "utf8");
  const silent = /^\s*expect !shown/m.test(scenario);
  return [
    {
      set: `recorded, ${row.target}`,
      name: String(row.scenario),
      languageId: languageOf(/^file: (.*)$/m.exec(scenario)?.[1] ?? ""),
      prefix: prompt[1] ?? "",
      suffix: prompt[2] ?? "",
      raw: String(row.completion),
      wanted: { kind: silent ? "silence" : "some" },
    },
  ];
}

function postprocess(row: Record<string, unknown>): Case {
  const [prefix = "", suffix = ""] = String(row.input).split("<|fim|>");
  return {
    set: "post-processing",
    name: String(row.description),
    languageId: languageOf(String(row.filename)),
    prefix,
    suffix,
    raw: String(row.llmOutput),
    wanted: { kind: "text", text: String(row.expectedCompletion), replaces: 0 },
  };
}

/** `├` and `┤` enclose the answer, `╣` ends what it takes the place of. */
function golden(file: string, text: string): Case {
  const [first, second] = [...text.matchAll(/^text = '''\n(.*?)'''/gms)].map(
    (match) => match[1] ?? "",
  );
  const language = /^language = '(.*)'/m.exec(text)?.[1] ?? "plaintext";
  const given = divided(first ?? "");
  const asGiven: Wanted = { kind: "text", text: given.answer, replaces: 0 };
  const then = second === undefined ? undefined : divided(second);
  return {
    set: "agent goldens",
    name: basename(file, ".toml"),
    languageId: language,
    prefix: given.before,
    suffix: given.after,
    raw: given.answer,
    wanted: /^discard = true/m.test(text)
      ? { kind: "silence" }
      : then
        ? { kind: "text", text: then.answer, replaces: then.replaces }
        : asGiven,
  };
}

function divided(text: string): {
  before: string;
  answer: string;
  after: string;
  replaces: number;
} {
  const [before = "", rest = ""] = text.split("├");
  const [answer = "", after = ""] = rest.split("┤");
  return {
    before,
    answer,
    after: after.replace("╣", ""),
    replaces: Math.max(0, after.indexOf("╣")),
  };
}

/** Where held-out cases name a language otherwise than editors do. */
const languageIds: Readonly<Record<string, string>> = { tsx: "typescriptreact" };

/**
 * What a model wrote is judged as it is, where it is known (`npm run ember:evaluate -- --write FILE`).
 * Else the right answer has to come through; so has one after which the model ran on into the suffix. A line
 * end at the end of an answer belongs to the place: an editor's cursor stands in a line of its own.
 */
function heldOut(set: string, row: Record<string, unknown>): Case[] {
  const { prefix, suffix, middle, lang } = row as Record<string, string>;
  if (prefix === undefined || suffix === undefined || !middle?.trim()) return [];
  const answer = middle.replace(/\n+$/, "");
  const place = {
    set: `held out, ${set.replace(/\..*$/, "")}`,
    name: String(row.id),
    languageId: languageIds[lang ?? "python"] ?? lang ?? "python",
    prefix,
    suffix: middle.slice(answer.length) + suffix,
  };
  if (typeof row.raw !== "string") return rightAnswers({ ...place, middle: answer });
  return [{ ...place, raw: row.raw, wanted: { kind: "text", text: answer, replaces: 0 } }];
}

/** Two cases of one right answer: as it is, and with the next lines of the file behind it. */
export function rightAnswers(place: Omit<Case, "raw" | "wanted"> & { middle: string }): Case[] {
  const { middle, ...rest } = place;
  const wanted: Wanted = { kind: "text", text: middle.trimEnd(), replaces: 0 };
  const runsOn = rest.suffix.split("\n").slice(0, 5).join("\n");
  return [
    { ...rest, raw: middle, wanted },
    ...(rest.suffix.startsWith("\n")
      ? [{ ...rest, set: `${rest.set}, running on`, raw: middle + runsOn, wanted }]
      : []),
  ];
}
