/** Runs Ember's Python tests: `npm run test:ember`. Says what to install where PyTorch is missing. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const python =
  process.env.PYTHON ?? (existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3");
const found = spawnSync(python, ["-c", "import numpy, torch"], { encoding: "utf8" });
if (found.status !== 0) {
  console.error(
    `${python} lacks PyTorch or NumPy. On Debian: apt-get install python3-torch python3-numpy ` +
      "libopenblas0-pthread; elsewhere set PYTHON to a Python that has torch and numpy.",
  );
  process.exit(1);
}
const tests = spawnSync(python, ["-m", "unittest", "discover", "-s", "ember/test", "-t", "."], {
  stdio: "inherit",
});
process.exit(tests.status ?? 1);
