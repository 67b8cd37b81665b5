import { Stop } from "./stop.mjs";

const OLDEST = [20, 19];

/** Stops under a Node that is too old for Ingle's scripts. */
export function needNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Stop(
    `Node ${OLDEST.join(".")} or newer is needed; this is ${process.versions.node}.`,
    "Install Node 24 from https://nodejs.org and run the same command again.",
  );
}

/** The major version of the Node that this runs on. */
export function nodeMajor() {
  return Number.parseInt(process.versions.node, 10);
}
