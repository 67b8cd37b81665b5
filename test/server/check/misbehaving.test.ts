import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fakeLanguage } from "../../helpers/check/fakeLanguage.ts";
import { told } from "../../helpers/check/faults.ts";
import { createProject, type Project } from "../../helpers/check/project.ts";

const signal = new AbortController().signal;
const wrong = { "a.py": "fine\nWRONG\n" };

interface Row {
  mode: string;
  /** What is told of an edit that brings in a fault. */
  told: RegExp;
  /** Less than it takes a server to start: nothing but a time that runs out ends these. */
  budgetMs?: number;
}

const found = /^a\.py:2 error This is wrong\.$/;
const late = /^unchecked: (?:fake|fake 1\.2\.3) did not answer in time\.$/;

const rows: Record<string, Row> = {
  "pushes what it finds": { mode: "push", told: found },
  "pushes without saying of which version": { mode: "without versions", told: found },
  "pushes what it found in an older version first": {
    mode: "of an old version first",
    told: found,
  },
  "pushes nothing first, and what it finds a little later": { mode: "in two steps", told: found },
  "is asked for what it finds": { mode: "pull", told: found },
  "writes URIs in another way": { mode: "other escapes", told: found },
  "asks for settings, for an edit and for more": {
    mode: "asks",
    told: /^a\.py:2 error a=\["strict"\] b=\{"applied":false,"failureReason":"[^"]+"\} c=null d=null$/,
  },
  "never answers": { mode: "hang", told: late, budgetMs: 1_000 },
  "answers, but never tells what it finds": { mode: "silent", told: late, budgetMs: 2_000 },
  "never answers when it is asked for what it finds": {
    mode: "silent pull",
    told: late,
    budgetMs: 2_000,
  },
  "answers with an error": {
    mode: "failing pull",
    told: /^unchecked: fake 1\.2\.3 could not answer\.$/,
  },
  "never tells who uses what is changed": {
    mode: "slow references",
    told: found,
    budgetMs: 6_000,
  },
  "ends at once": {
    mode: "crash",
    told: /^unchecked: fake has ended: it ended with code 3 \(“fake: there is no licence for this machine”\)\.$/,
  },
  "ends in the middle": {
    mode: "crash at the change",
    told: /^unchecked: fake 1\.2\.3 has ended: it ended with code 9\.$/,
  },
  "writes a greeting instead of messages": {
    mode: "garbage",
    told: /^unchecked: fake has ended: it wrote what is no message\.$/,
  },
  "writes garbage without end": {
    mode: "endless garbage",
    told: /^unchecked: fake has ended: it wrote (?:what is no message|more than can be read)\.$/,
  },
  "writes garbage in the middle": {
    mode: "garbage at the change",
    told: /^unchecked: fake 1\.2\.3 has ended: it wrote what is no message\.$/,
  },
  "floods us with messages": {
    mode: "flood at the change",
    told: /^unchecked: fake 1\.2\.3 has ended: it wrote more than can be read\.$/,
  },
};

describe("a checker that", function () {
  this.timeout(60_000);
  for (const [what, row] of Object.entries(rows))
    it(`${what} has an outcome`, async () => {
      const project = projectOf(row.mode);
      const outcome = await project.checks.compare(project.shadow(wrong), {
        budgetMs: row.budgetMs ?? 40_000,
        signal,
      });
      assert.match(told(outcome).join("\n"), row.told);
      await project.checks.dispose();
    });

  it("never tells who uses what is changed has that noted", async () => {
    const project = projectOf("slow references");
    const outcome = await project.checks.compare(project.shadow(wrong), {
      budgetMs: 3_000,
      signal,
    });
    assert.equal(
      outcome.kind === "checked" ? outcome.note : outcome.reason,
      "Not every file that uses this was looked at.",
    );
  });

  it("is told of a file in another way than it tells of it", async () => {
    const project = projectOf("push");
    const [shadow] = project.shadow(wrong);
    assert.ok(shadow);
    const uri = shadow.uri.replace(/a\.py$/, "%61%2Epy");
    const how = { budgetMs: 40_000, signal };
    const outcome = await project.checks.compare([{ ...shadow, uri }], how);
    assert.deepEqual(outcome.kind === "checked" && outcome.worse.map((fault) => fault.uri), [uri]);
  });

  it("is no program is an outcome", async () => {
    const project = createProject(files, {
      languages: [
        fakeLanguage("", {
          find: ({ root }) => ({
            kind: "language-server",
            server: { name: "fake", telling: "push", settings: {} },
            command: { file: `${root}/a.py`, args: [], folder: root, environment: {} },
          }),
        }),
      ],
    });
    const outcome = await project.checks.compare(project.shadow(wrong), {
      budgetMs: 40_000,
      signal,
    });
    assert.match(
      told(outcome).join(),
      /^unchecked: fake has ended: it could not be started \(.*EACCES.*\)\.$/,
    );
  });

  it("was never installed is an outcome", async () => {
    const find = () => ({ kind: "none" as const, reason: "Fake was not found." });
    const project = createProject(files, { languages: [fakeLanguage("", { find })] });
    const outcome = await project.checks.compare(project.shadow(wrong), {
      budgetMs: 40_000,
      signal,
    });
    assert.deepEqual(outcome, { kind: "unchecked", reason: "Fake was not found." });
  });

  it("ends whenever it is started is not started at every question", async () => {
    let started = 0;
    const language = fakeLanguage("crash");
    const find: typeof language.find = (at) => {
      started += 1;
      return language.find(at);
    };
    const project = createProject(files, { languages: [{ ...language, find }] });
    for (let time = 0; time < 8; time += 1) {
      const outcome = await project.checks.compare(project.shadow(wrong), {
        budgetMs: 40_000,
        signal,
      });
      assert.match(told(outcome).join(), /there is no licence for this machine/);
    }
    assert.equal(started, 2, "once, and once more at once");
  });

  it("does not answer is asked no longer once the check is stopped", async () => {
    const project = projectOf("hang");
    const stop = new AbortController();
    const outcome = project.checks.compare(project.shadow(wrong), {
      budgetMs: 3_600_000,
      signal: stop.signal,
    });
    stop.abort();
    assert.deepEqual(await outcome, { kind: "unchecked", reason: "The check was stopped." });
  });

  it("owes an answer for too long is ended, and started again", async () => {
    const modes = ["silent pull", "pull"];
    const language = fakeLanguage("");
    const project = createProject(files, {
      hangMs: 300,
      languages: [{ ...language, find: (at) => fakeLanguage(modes.shift() ?? "pull").find(at) }],
    });
    const first = await project.checks.compare(project.shadow(wrong), { budgetMs: 40_000, signal });
    assert.match(
      told(first).join(),
      /^unchecked: fake 1\.2\.3 has ended: it did not answer for 0 s/,
    );
    const second = await project.checks.compare(project.shadow(wrong), {
      budgetMs: 40_000,
      signal,
    });
    assert.match(told(second).join(), found);
  });
});

const files = { "a.py": "fine\nfine\n" };

function projectOf(mode: string): Project {
  return createProject(files, { languages: [fakeLanguage(mode)] });
}
