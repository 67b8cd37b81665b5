import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { describe, it } from "mocha";
import { fakeLanguage } from "../../helpers/check/fakeLanguage.ts";
import { told } from "../../helpers/check/faults.ts";
import { createProject, type Project } from "../../helpers/check/project.ts";
import { eventually } from "../../helpers/eventually.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

const how = { budgetMs: 40_000, signal: new AbortController().signal };
const files = { "a.py": "fine\n", "b/pyproject.toml": "", "b/b.py": "fine\n" };
const found = ["a.py:1 error This is wrong."];

describe("the life of a checker", function () {
  this.timeout(60_000);

  it("begins only in a workspace that is trusted", async () => {
    let trusted = false;
    let looked = 0;
    const language = fakeLanguage("pull");
    const project = createProject(files, {
      trusted: () => trusted,
      languages: [
        {
          ...language,
          find(at) {
            looked += 1;
            return language.find(at);
          },
        },
      ],
    });
    project.checks.warm({ uri: project.uri("a.py"), languageId: "python" });
    const reason = "This workspace is not trusted, so that none of its tools is run.";
    assert.deepEqual(await wrong(project), [`unchecked: ${reason}`]);
    assert.equal(looked, 0);
    trusted = true;
    assert.deepEqual(await wrong(project), found);
  });

  it("is warm before it is asked", async () => {
    const project = createProject(files, { languages: [fakeLanguage("pull")] });
    project.checks.warm({ uri: project.uri("a.py"), languageId: "python" });
    await eventually(() => fakesBelow(project).length === 1);
    assert.deepEqual(await wrong(project), found);
    assert.equal(fakesBelow(project).length, 1);
  });

  it("is not held up by warming that never ends", async () => {
    const project = createProject(files, { languages: [fakeLanguage("silent pull")] });
    project.checks.warm({ uri: project.uri("a.py"), languageId: "python" });
    const outcome = await project.checks.compare(project.shadow({ "a.py": "WRONG\n" }), {
      ...how,
      budgetMs: 1_000,
    });
    assert.deepEqual(told(outcome), ["unchecked: fake 1.2.3 did not answer in time."]);
  });

  it("is one for a language and a project", async () => {
    const language = fakeLanguage("pull", { markers: ["pyproject.toml"] });
    const project = createProject(files, { languages: [language] });
    await wrong(project);
    await wrong(project);
    assert.equal(fakesBelow(project).length, 1);
    assert.deepEqual(await wrong(project, "b/b.py"), ["b.py:1 error This is wrong."]);
    assert.equal(fakesBelow(project).length, 2);
  });

  it("checks files of several projects at once", async () => {
    const language = fakeLanguage("pull", { markers: ["pyproject.toml"] });
    const project = createProject(files, { languages: [language] });
    const shadow = project.shadow({ "a.py": "WRONG\n", "b/b.py": "fine\nWRONG\n" });
    assert.deepEqual(told(await project.checks.compare(shadow, how)), [
      ...found,
      "b.py:2 error This is wrong.",
    ]);
  });

  it("ends when nobody has asked for long enough", async () => {
    const project = createProject(files, { languages: [fakeLanguage("pull")], idleMs: 200 });
    const starts = () => project.log.filter((line) => line.includes("is started")).length;
    assert.deepEqual(await wrong(project), found);
    assert.equal(starts(), 1);
    await eventually(() => fakesBelow(project).length === 0);
    assert.deepEqual(await wrong(project), found);
    assert.equal(starts(), 2);
  });

  it("ends when others are asked instead", async () => {
    const folders = ["one", "two", "three", "four"];
    const language = fakeLanguage("pull", { markers: ["pyproject.toml"] });
    const project = createProject(
      Object.fromEntries(
        folders.flatMap((name) => [
          [`${name}/pyproject.toml`, ""],
          [`${name}/a.py`, "fine\n"],
        ]),
      ),
      { languages: [language] },
    );
    for (const name of folders) await wrong(project, `${name}/a.py`);
    await eventually(() => fakesBelow(project).length === 3);
  });

  it("ends with the checks, also when it does not want to", async () => {
    const project = createProject(files, { languages: [fakeLanguage("stubborn")] });
    void wrong(project);
    await eventually(() => fakesBelow(project).length === 2);
    await project.checks.dispose();
    assert.deepEqual(fakesBelow(project), []);
  });

  it("ends when the server is killed, with all that it has started", async function () {
    if (process.platform === "win32") this.skip();
    const { path } = scratchFolder();
    const program = join(path, "victim.mjs");
    await build({
      ...{ entryPoints: ["test/helpers/check/victim.ts"], outfile: program },
      ...{ bundle: true, platform: "node", format: "esm", logLevel: "warning" },
    });
    const fake = resolve("test/helpers/check/fakeServer.mjs");
    const reaper = resolve("dist/reaper.js");
    assert.ok(existsSync(reaper));
    const victim = spawn(process.execPath, [program, reaper, fake, path], { stdio: "ignore" });
    const { pid } = victim;
    assert.ok(pid);
    // The checker, what it has started, and the reaper, in whatever order they come.
    let started: number[] = [];
    await eventually(() => {
      const all = below(pid);
      started = all.map((each) => each.pid);
      return all.filter(isFake).length === 2 && all.length >= 3;
    }, 20_000);
    victim.kill("SIGKILL");
    await eventually(() => !processes().some((each) => started.includes(each.pid)), 20_000);
  });
});

async function wrong(project: Project, file = "a.py"): Promise<string[]> {
  return told(await project.checks.compare(project.shadow({ [file]: "WRONG\n" }), how));
}

interface Row {
  pid: number;
  parent: number;
  args: string;
}

/** The fakes of a project, and what they have started, below this process. */
function fakesBelow({ path }: Project): number[] {
  return below(process.pid)
    .filter((row) => isFake(row) && row.args.includes(path))
    .map(({ pid }) => pid);
}

function isFake({ args }: Row): boolean {
  return args.includes("fakeServer.mjs") || args.includes("fake-grandchild");
}

function below(ancestor: number): Row[] {
  const rows = processes();
  const found = new Set([ancestor]);
  for (let generation = 0; generation < 6; generation += 1)
    for (const { pid, parent } of rows) if (found.has(parent)) found.add(pid);
  return rows.filter(({ pid }) => pid !== ancestor && found.has(pid));
}

function processes(): Row[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,stat=,args="], { encoding: "utf8" });
  return lines.split("\n").flatMap((line) => {
    const [, pid, parent, state, args = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // One that has ended and that nobody has asked about does not run.
    return pid && !state?.startsWith("Z")
      ? [{ pid: Number(pid), parent: Number(parent), args }]
      : [];
  });
}
