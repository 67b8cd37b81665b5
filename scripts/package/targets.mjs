/**
 * A platform that Ingle is packaged for.
 * @typedef {object} Target
 * @property {readonly string[]} backends packages of `@node-llama-cpp` whose native libraries it carries
 * @property {number} limitMB what its VSIX may weigh without the model, in millions of bytes
 */

const CPU_ONLY_MB = 15;
const WITH_VULKAN_MB = 40;

/** Every target, by the name that `vsce --target` and the marketplaces have for it. */
export const TARGETS = Object.freeze({
  "linux-x64": target(["linux-x64", "linux-x64-vulkan"], WITH_VULKAN_MB),
  "linux-arm64": target(["linux-arm64"], CPU_ONLY_MB),
  "darwin-x64": target(["mac-x64"], CPU_ONLY_MB),
  "darwin-arm64": target(["mac-arm64-metal"], CPU_ONLY_MB),
  "win32-x64": target(["win-x64", "win-x64-vulkan"], WITH_VULKAN_MB),
  "win32-arm64": target(["win-arm64"], CPU_ONLY_MB),
});

/** @typedef {keyof typeof TARGETS} TargetName */

/** The target of the machine that this runs on. */
export function ownTarget() {
  return `${process.platform}-${process.arch}`;
}

/** @returns {name is TargetName} */
export function isTarget(/** @type {string} */ name) {
  return Object.hasOwn(TARGETS, name);
}

/**
 * @param {readonly string[]} backends
 * @param {number} limitMB
 * @returns {Target}
 */
function target(backends, limitMB) {
  return { backends, limitMB };
}
