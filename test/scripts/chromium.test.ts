import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findChromium } from "../../scripts/editor/chromium.mjs";
import { Stop } from "../../scripts/stop.mjs";

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 13"\nID=debian\n';
const UBUNTU = "NAME=Ubuntu\nID=ubuntu\nID_LIKE=debian\n";
const FEDORA = "ID=fedora\n";
const SNAP_STUB =
  '#!/bin/sh\nif ! [ -x /snap/bin/chromium ]; then\n  echo "snap install chromium"\nfi\n';
const APT_GET = `#!/bin/sh
[ "$1" = install ] && printf '#!/bin/sh' > "\${0%/*}/chromium" && /bin/chmod +x "\${0%/*}/chromium"
exit 0
`;

/** What lies on the PATH, which Linux it is, who runs it, and the file found or the words of the error. */
const rows: [name: string, given: Given, wanted: string | RegExp][] = [
  ["Chromium", { programs: { chromium: "" } }, "chromium"],
  ["Chrome", { programs: { "google-chrome": "" } }, "google-chrome"],
  ["Chromium before Chrome", { programs: { "google-chrome": "", chromium: "" } }, "chromium"],
  [
    "Chrome, not the stub of a snap",
    { programs: { "chromium-browser": SNAP_STUB, "google-chrome": "" }, release: UBUNTU },
    "google-chrome",
  ],
  [
    "nothing in the stub of a snap, by name",
    { programs: { "chromium-browser": SNAP_STUB }, release: UBUNTU },
    /Ubuntu's own `chromium` is a stub for a snap/,
  ],
  ["the one command for Debian", {}, /sudo apt-get install -y --no-install-recommends chromium/],
  ["the one command for Fedora", { release: FEDORA }, /sudo dnf install -y chromium/],
  ["Chromium by apt-get as root", { programs: { "apt-get": APT_GET }, root: true }, "chromium"],
  [
    "no other Linux's apt-get",
    { programs: { "apt-get": APT_GET }, root: true, release: UBUNTU },
    /stub for a snap/,
  ],
];

interface Given {
  readonly programs?: Readonly<Record<string, string>>;
  readonly release?: string;
  readonly root?: boolean;
}

describe("findChromium", () => {
  if (process.platform !== "linux") return;
  const { env, getuid } = process;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "ingle-path-"));
    await mkdir(path.join(folder, "bin"));
  });

  afterEach(async () => {
    process.env = env;
    Object.assign(process, { getuid });
    await rm(folder, { recursive: true, force: true });
  });

  for (const [name, given, wanted] of rows) {
    it(`finds ${name}`, async () => {
      const bin = await lay(given);
      const found = findChromium({ osRelease: given.release ?? DEBIAN });
      if (typeof wanted === "string") assert.equal(await found, path.join(bin, wanted));
      else await assert.rejects(found, (error) => error instanceof Stop && wanted.test(error.mend));
    });
  }

  it("takes CHROME_PATH before the PATH, and stops when no such file exists", async () => {
    const bin = await lay({ programs: { chromium: "", mine: "" } });
    process.env.CHROME_PATH = path.join(bin, "mine");
    assert.equal(await findChromium(), path.join(bin, "mine"));
    process.env.CHROME_PATH = path.join(bin, "none");
    await assert.rejects(findChromium(), /CHROME_PATH names .*none/);
  });

  async function lay({ programs = {}, root = false }: Given): Promise<string> {
    const bin = path.join(folder, "bin");
    for (const [name, text] of Object.entries(programs)) {
      await writeFile(path.join(bin, name), text);
      await chmod(path.join(bin, name), 0o755);
    }
    process.env = { PATH: bin };
    Object.assign(process, { getuid: () => (root ? 0 : 1000) });
    return bin;
  }
});
