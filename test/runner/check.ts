/**
 * Types in the sample until ghost text is drawn, and prints it with its timings:
 * `node out/test/runner/check.mjs CHROMIUM URL`. Ends with code 1, and the reason, when none is.
 */
import type { Page } from "playwright-core";
import { launchBrowser } from "../e2e/driver/browser.ts";
import { type, typeOnNewLine } from "../e2e/driver/document.ts";
import { eventually } from "../e2e/driver/eventually.ts";
import { readGhostText, waitForAnyGhostText } from "../e2e/driver/ghostText.ts";
import { openFile } from "../e2e/driver/quickInput.ts";
import { screenshot } from "../e2e/driver/screenshot.ts";
import { asksForAttention, readStatus } from "../e2e/driver/statusItem.ts";
import { showWorkbench } from "../e2e/driver/workbench.ts";

const FILE = "loans.ts";
const READY_WITHIN_MS = 90_000;
const WITHIN_MS = 10_000;
/** Each is typed at the end of the file, and rested after, as a person does who waits. */
const ATTEMPTS = [
  "\nexport function charge(loan: Loan, today: Date): number {\nif (!isOverdue(",
  "\nexport function late(loans: Loan[], today: Date): Loan[] {\nreturn loans.filter((loan) => ",
  "\nexport function isReturned(loan: Loan): boolean {\nreturn ",
  "\nexport function renew(loan: Loan, today: Date): Loan {\nconst due = new Date(",
  "\nexport function countOverdue(loans: Loan[], today: Date): number {\nlet total = 0;\nfor (",
];

const [chromium, url] = process.argv.slice(2);
if (chromium === undefined || url === undefined) throw new Error("usage: check.mjs CHROMIUM URL");

const browser = await launchBrowser(chromium);
const { page } = browser;
try {
  await timed("workbench drawn", () => showWorkbench(page, url));
  await openFile(page, FILE);
  console.log(`  ${await timed("model ready", () => readyStatus(page))}`);
  await timed("ghost text drawn", () => typeUntilGhostText(page));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : error}`);
  console.error(`  ${(await readStatus(page).catch(() => "")) || "Ingle shows no status."}`);
  console.error("  What was on the screen: out/screenshots/check.png");
  process.exitCode = 1;
} finally {
  await screenshot(page, "check");
  await browser.close();
}

/** The status once the engine is up; fails as soon as Ingle says that it cannot work. */
async function readyStatus(page: Page): Promise<string> {
  return eventually(
    () => readStatus(page),
    (status) => status.includes(" runs on ") || status.includes(" is asleep"),
    {
      what: "Ingle did not get ready",
      withinMs: READY_WITHIN_MS,
      unless: () => asksForAttention(page),
    },
  );
}

async function typeUntilGhostText(page: Page): Promise<void> {
  for (const text of ATTEMPTS) {
    await typeOnNewLine(page, "");
    let pressed = performance.now();
    for (const key of text) {
      if ((await readGhostText(page)) !== "") break;
      await type(page, key);
      pressed = performance.now();
    }
    const drawn = await waitForAnyGhostText(page, WITHIN_MS).catch(() => "");
    if (drawn === "") continue;
    console.log(`  ${Math.round(performance.now() - pressed)} ms after the last key:`);
    console.log(framed(drawn));
    return;
  }
  throw new Error(`no ghost text within ${WITHIN_MS / 1000} s in ${ATTEMPTS.length} places`);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  console.log(`✓ ${what} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  return result;
}

function framed(text: string): string {
  return text
    .split("\n")
    .map((line) => `  │ ${line}`)
    .join("\n");
}
