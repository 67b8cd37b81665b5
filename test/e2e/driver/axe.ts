import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame } from "playwright-core";

/**
 * What axe-core finds wrong in a view, each as its rule and the elements. The workbench draws the
 * ground behind a view, where axe-core cannot see it: `ground` names its colour.
 */
export async function violations(frame: Frame, ground: string): Promise<string[]> {
  await frame.evaluate(AXE);
  await frame.evaluate(`document.body.style.background =
    getComputedStyle(document.documentElement).getPropertyValue("${ground}")`);
  const found = await frame.evaluate<string[]>(`axe.run(document.body).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" | ")))`);
  await frame.evaluate('document.body.style.background = ""');
  return found;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
