import { existsSync, readFileSync } from "node:fs";
import { runChild } from "../children.mjs";
import { findOnPath } from "../find-on-path.mjs";
import { Stop } from "../stop.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PACKAGES = ["chromium", "fonts-dejavu-core"];
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * Finds the browser that draws the workbench: `CHROME_PATH`, then the PATH. On Debian, as root, it
 * is installed when missing; elsewhere the error names the one command that a person has to run.
 * @param {{ osRelease?: string }} [options] osRelease: what says which Linux this is
 * @returns {Promise<string>} an absolute path
 */
export async function findChromium({ osRelease = ownOsRelease() } = {}) {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Stop(`CHROME_PATH names ${given}, and no such file exists.`, "Correct or unset it.");
  }
  const found = installed();
  if (found) return found;
  if (!isDebian(osRelease) || process.getuid?.() !== 0)
    throw new Stop(
      "Chromium is needed to draw the workbench, and none was found.",
      howToInstall(osRelease),
    );
  await installWithApt(osRelease);
  const now = installed();
  if (now) return now;
  throw new Stop("apt-get installed Chromium, but it is not on the PATH.", howToInstall(osRelease));
}

function installed() {
  const onPath = findOnPath(NAMES, (file) => !isSnapStub(file));
  if (onPath) return onPath;
  return process.platform === "darwin" && existsSync(MAC_CHROME) ? MAC_CHROME : undefined;
}

/** Ubuntu's `chromium-browser` is a script that asks for a snap, which a container cannot run. */
function isSnapStub(/** @type {string} */ file) {
  const start = readFileSync(file).subarray(0, 4096).toString("latin1");
  return start.startsWith("#!") && /\/snap\/bin|snap install/.test(start);
}

async function installWithApt(/** @type {string} */ osRelease) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const what = "Installing Chromium with apt-get";
  const mend = () => `Mend that, or put a Chromium on the PATH. ${howToInstall(osRelease)}`;
  await runChild("apt-get", ["update"], { env, what, mend });
  const install = ["install", "-y", "--no-install-recommends", ...PACKAGES];
  await runChild("apt-get", install, { env, what, mend });
}

function howToInstall(/** @type {string} */ release) {
  const orName = "or set CHROME_PATH to a Chrome or Chromium that you have.";
  if (/^ID=ubuntu/m.test(release))
    return `Ubuntu's own \`chromium\` is a stub for a snap, which will not do: install Google Chrome (https://www.google.com/chrome/), ${orName}`;
  if (isDebian(release))
    return `Run: sudo apt-get install -y --no-install-recommends ${PACKAGES.join(" ")}, ${orName}`;
  if (/^ID(_LIKE)?=.*(fedora|rhel)/m.test(release))
    return `Run: sudo dnf install -y chromium, ${orName}`;
  if (/^ID(_LIKE)?=.*arch/m.test(release)) return `Run: sudo pacman -S chromium, ${orName}`;
  if (process.platform === "darwin") return `Run: brew install --cask google-chrome, ${orName}`;
  return `Install Google Chrome, ${orName}`;
}

function isDebian(/** @type {string} */ release) {
  return /^ID="?debian/m.test(release);
}

function ownOsRelease() {
  return existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
}
