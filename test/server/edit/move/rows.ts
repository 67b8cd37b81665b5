import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, it } from "mocha";
import { createSyntax } from "../../../../server/syntax/syntax.ts";
import { moveIn, type Project } from "../../../helpers/moves.ts";

/** A project, what moves in it, and the files that are changed by it; undefined: it is refused. */
export interface MoveRow {
  what: string;
  project: Project;
  move: { name: string; from: string; to: string };
  after: Project | undefined;
}

/** One test for each row, within a suite. */
export function testMoves(rows: readonly MoveRow[]): void {
  const syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  before(async () => {
    for (const language of ["typescript", "typescriptreact", "javascript", "python"])
      await syntax.ready(language);
  });
  after(() => syntax.dispose());

  for (const { what, project, move, after: wanted } of rows)
    it(`${wanted ? "with" : "not:"} ${what}`, () => {
      const plan = moveIn(project, move, syntax);
      if (!wanted) {
        assert.equal(plan.kind, "refused");
        return;
      }
      assert.ok(plan.kind === "moved", JSON.stringify(plan));
      const texts = plan.files.map(({ path, after: text }) => [
        path.replace("/project/", ""),
        text,
      ]);
      assert.deepEqual(Object.fromEntries(texts), wanted);
    });
}
