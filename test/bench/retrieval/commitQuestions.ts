import type { Repository } from "../echo/git.ts";
import { sourceLanguage, sourcePaths } from "../echo/sources.ts";
import { cleanedSubject } from "./cleaned.ts";
import type { Place, Question } from "./question.ts";

/** More files or places were changed for more than one reason. */
const mostFiles = 3;
const mostPlaces = 12;

/** Code that is not the answer to how something works. */
const beside =
  /(^|\/)(tests?|__tests__|spec|testdata|fixtures|mocks?|examples?|docs?|bench(marks?)?)(\/|$)|(_test|\.test|\.spec|_spec)\.\w+$|(^|\/)(test_|conftest)[^/]*$/i;

/** Whether a path is source that questions are about: written by people, and no test or example. */
export function answering(path: string): boolean {
  return sourceLanguage(path) !== undefined && !beside.test(path);
}

/**
 * Questions from the newest commits of a history, oldest first: every commit with one parent that
 * changes one to three files of source that are there already, in at most twelve places, and whose
 * subject says something of them (`cleanedSubject`). The answers are the parent's lines that it
 * replaced, or between which it added some.
 */
export async function commitQuestions(
  repository: Repository,
  { name, commits }: { name: string; commits: number },
): Promise<Question[]> {
  const questions: Question[] = [];
  const window = ["--min-parents=1", "--max-parents=1", "--date-order", "-n", String(commits)];
  const how = ["-p", "-U0", "-M", "--no-color", "--no-ext-diff", "--format=%x00%H %s"];
  let commit = "";
  let subject = "";
  let places: Place[] = [];
  let files = 0;
  let path = "";
  const finish = (): void => {
    const asked = cleanedSubject(subject, [...new Set(places.map((place) => place.path))]);
    const few = files <= mostFiles && places.length > 0 && places.length <= mostPlaces;
    if (asked && few)
      questions.push({
        kind: "commit",
        repository: name,
        commit: `${commit}^`,
        text: asked,
        answers: places,
      });
  };
  for await (const line of repository.lines(
    "log",
    ...window,
    ...how,
    "HEAD",
    "--",
    ...sourcePaths,
  )) {
    if (line.startsWith("\0")) {
      finish();
      commit = line.slice(1, line.indexOf(" "));
      subject = line.slice(line.indexOf(" ") + 1);
      places = [];
      files = 0;
    } else if (line.startsWith("diff --git ")) path = "";
    else if (path === "" && line.startsWith("--- ")) {
      path = line.startsWith("--- a/") ? line.slice("--- a/".length) : "none";
      if (answering(path)) files += 1;
    } else if (path === "" && line.startsWith("rename ")) files = mostFiles + 1;
    else if (line.startsWith("@@") && answering(path)) {
      const [, start, length = "1"] = /^@@ -(\d+)(?:,(\d+))? /.exec(line) ?? [];
      const first = Math.max(1, Number(start));
      // Git names the line before a pure insertion; the one behind it is as near.
      const last = length === "0" ? first + 1 : first + Number(length) - 1;
      places.push({ path, first, last });
    }
  }
  finish();
  return questions.reverse();
}
