import { spawn } from "node:child_process";
import path from "node:path";
import { endsAsAsked, isEnding } from "../children.mjs";
import { openDesktop } from "../editor/desktop.mjs";
import { CURRENT } from "../editor/layout.mjs";
import { isFreePort, startServer } from "../editor/server.mjs";
import { elapsed } from "../step.mjs";
import { Stop } from "../stop.mjs";

const USUAL_PORT = 8484;
const FIRST_FILE = "src/loans.ts";

/**
 * Opens a prepared editor on its sample workspace and resolves when the person is done with it.
 * @param {import("./prepare.mjs").Prepared} prepared
 * @param {{ port: string | undefined }} options
 */
export async function open(prepared, { port }) {
  const { desktop, profile, extensions, workspace } = prepared;
  const file = path.join(workspace, FIRST_FILE);
  if (desktop) {
    console.log(
      `\n${desktop.name} opens on ${workspace}. Closing its window, or Ctrl-C here, ends it.`,
    );
    endsAsAsked();
    await openDesktop(desktop, { userData: profile, extensions }, { folder: workspace, file });
    return;
  }
  const chosen = await choosePort(port);
  const flags = ["--default-folder", workspace];
  const server = await startServer({ edition: CURRENT, profile, extensions, port: chosen, flags });
  const url = server.url({});
  console.log(`\nIngle is open (${elapsed()}). Type in it at\n\n  ${url}\n\nCtrl-C ends it.`);
  openInBrowser(url);
  endsAsAsked();
  await server.ended;
  if (isEnding()) return;
  throw new Stop("The editor has ended by itself.", "Run `npm start` again.");
}

/** The port asked for, or the usual one; another when that is taken, and it says so. */
async function choosePort(/** @type {string | undefined} */ given) {
  const wanted = Number(given ?? USUAL_PORT);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535)
    throw new Stop(`${given} is no port.`, "Ports are numbers from 1 to 65535.");
  if (await isFreePort(wanted)) return wanted;
  if (given)
    throw new Stop(`Port ${wanted} is taken by another program.`, "Name another, or none at all.");
  console.log(`• Port ${wanted} is taken by another program; another one will do.`);
  return 0;
}

function openInBrowser(/** @type {string} */ url) {
  if (process.getuid?.() === 0) return;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const opener = spawn("xdg-open", [url], { stdio: "ignore", detached: true });
  opener.once("error", () => console.log("(No browser could be opened: use the address above.)"));
  opener.unref();
}
